import type { ExchangeDetail } from '../../core/exchange.js';
import { CartwrightError } from '../../errors.js';
import { exchangeRow } from '../../flows/exchange-row.js';
import { keepAnswer, openAnswer, recordedAnswer, tellsAnswer } from '../../flows/kept-answer.js';
import { recordStray } from '../../flows/record-stray.js';
import { replayUuid } from '../../flows/replay-key.js';
import { sha256 } from '../../flows/stored-message.js';
import { ulid } from '../../ids.js';
import { findExchange } from '../../store/exchanges.js';
import type { ExchangeRow } from '../../store/recorder.js';
import type { StoredAnswer, StoredReplay } from '../../store/replay.js';
import { refused, type Decision, type Surroundings } from './decision.js';
import { callbackFacts, joiningIds } from './facts.js';
import { sniffRefs, type CallbackArrival, type OpenedArrival } from './post.js';
import { repeatedReply, replayExpiry } from './reply.js';
import type { HttpDeps } from '../deps.js';
import { requestMessage } from '../protocol/messages.js';
import { codeHeader, type Reply, type Settled } from '../protocol/reply.js';

interface Decided extends Surroundings {
  readonly decision: Decision;
}

/** In whose log an exchange belongs, and what masks it. */
export type Owner = Pick<Surroundings, 'environment' | 'keys'>;

/**
 * Records what was decided and hands back what may be answered. Of several posts with one (key, UUID) the first to be
 * committed wins; the others become repeats of it.
 */
export async function recordDecision(
  deps: HttpDeps,
  arrival: CallbackArrival,
  opened: OpenedArrival,
  decided: Decided,
): Promise<Settled> {
  const { decision, environment } = decided;
  const digest = sha256(arrival.received.body);
  const trace = ulid(arrival.at);
  const mask = await deps.keyring.maskFor(opened.post?.keyId, decided.keys);
  const row = exchangeRow(callbackFacts({ arrival, opened, environment, decision, trace, digest }), { mask, vault: deps.vault });
  const { signer, reply } = decision;
  const ids = joiningIds(decision, row);
  if (signer === null) {
    const unclaimed = await deps.recorder.recordInTrace(row, ids);
    return { reply, trace: 'trace' in unclaimed ? unclaimed.trace : trace };
  }
  const keyId = signer.open.key.id;
  deps.keyUse.note(keyId, arrival.at);
  const uuid = replayUuid(signer.uuid, deps.vault);
  const kept = keptAnswer(deps, row, reply);
  const replay = { keyId, uuid, bodySha256: digest, expiresAt: replayExpiry(signer), answer: kept };
  const result = await deps.recorder.recordInTrace(row, ids, replay);
  if ('trace' in result) return { reply, trace: result.trace, keyId };
  return recordRepeat(deps, arrival, opened, { ...decided, earlier: result });
}

/** What stands beside the replay key: nothing where the row itself says the answer. */
function keptAnswer({ vault }: HttpDeps, { id, response }: ExchangeRow, reply: Reply): StoredAnswer | null {
  if (tellsAnswer(response, reply.headers)) return null;
  const { status, contentType, body } = reply;
  const answer = { status, contentType, headers: Object.assign(codeHeader(reply), reply.headers), body };
  return keepAnswer({ answer, exchangeId: id }, response, vault);
}

/** Same body: the stored answer again, nothing recalculated. Another body, or a policy that refuses both: SIGNATURE_REPLAYED. */
async function recordRepeat(
  deps: HttpDeps,
  arrival: CallbackArrival,
  opened: OpenedArrival,
  { earlier, ...decided }: Decided & { readonly earlier: StoredReplay },
): Promise<Settled> {
  const digest = sha256(arrival.received.body);
  const original = await findExchange(deps.db, decided.environment.id, earlier.exchangeId);
  const again = firstAnswer(deps, digest, { ...decided, earlier, original });
  const isRefused = again instanceof CartwrightError;
  const decision = isRefused
    ? { ...refused(deps, arrival, opened, { around: decided, error: again }), ...signatureOf(decided.decision) }
    : {
        ...decided.decision,
        reply: repeatedReply(again),
        refs: original?.refs ?? decided.decision.refs,
        faults: [],
        calculation: [],
      };
  const line = isRefused || original === null ? { trace: ulid(arrival.at) } : { trace: original.trace, parent: original.id };
  const facts = callbackFacts({ arrival, opened, environment: decided.environment, decision, ...line, digest });
  await deps.recorder.record(exchangeRow(facts, { mask: decided.keys.mask, vault: deps.vault }));
  return { reply: decision.reply, trace: line.trace, keyId: decided.decision.signer?.open.key.id };
}

const signatureOf = ({ signature }: Decision): Pick<Decision, 'signature'> => (signature === undefined ? {} : { signature });

interface Repeat extends Decided {
  readonly earlier: StoredReplay;
  readonly original: ExchangeDetail | null;
}

/** The first answer, or why it is not given again. */
function firstAnswer({ vault }: HttpDeps, digest: string, { book, earlier, original }: Repeat): StoredAnswer | CartwrightError {
  const { bodySha256, exchangeId, answer } = earlier;
  if (digest !== bodySha256)
    return replayed(`This UUID came with another body before, in exchange ${exchangeId}. Make a new UUID for each post.`);
  if (book.policies.replay !== 'answer-again')
    return replayed(`The same post came before, in exchange ${exchangeId}, and the policy replay is "refuse".`);
  if (answer !== null) return openAnswer({ answer, exchangeId }, vault);
  if (original !== null) return recordedAnswer(original.response);
  return replayed(`The same post came before, in exchange ${exchangeId}, which is no longer stored. Sign the post anew.`);
}

const replayed = (detail: string): CartwrightError => new CartwrightError('SIGNATURE_REPLAYED', { detail });

/** A mistake of ours, recorded as far as it got. The cause goes to the log; nobody outside reads it. */
export async function recordFailure(
  deps: HttpDeps,
  arrival: CallbackArrival,
  opened: OpenedArrival,
  failed: Owner & { reply: Reply; cause: unknown },
): Promise<Settled> {
  const { reply, cause, ...owner } = failed;
  const decision: Decision = {
    kind: 'callback',
    reply,
    refs: sniffRefs(opened),
    faults: [
      {
        rule: 'internal-fault',
        severity: 'error',
        message: 'Something went wrong on our side. The log has the cause under this exchange id.',
      },
    ],
    signer: null,
    joins: 'none',
    namespace: null,
  };
  const trace = ulid(arrival.at);
  const digest = sha256(arrival.received.body);
  const facts = callbackFacts({ arrival, opened, environment: owner.environment, decision, trace, digest });
  try {
    await deps.recorder.record(exchangeRow(facts, { mask: owner.keys.mask, vault: deps.vault }));
  } catch (recording) {
    return { reply, trace, cause: new AggregateError([cause, recording], 'and it could not be recorded') };
  }
  return { reply, trace, cause };
}

/** What nobody's exchange log can hold goes to the operator's list. */
export async function recordUnknownMerchant(
  deps: HttpDeps,
  arrival: CallbackArrival,
  opened: OpenedArrival,
  { reply }: Decision,
): Promise<Settled> {
  await recordStray(deps, {
    id: arrival.id,
    at: arrival.at,
    remote: arrival.remote,
    status: reply.status,
    code: reply.code ?? 'MERCHANT_UNKNOWN',
    keyId: opened.post?.keyId,
    request: requestMessage(arrival, opened.fields, sha256(arrival.received.body)),
  });
  return { reply };
}
