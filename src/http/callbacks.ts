import type { EnvironmentName } from '../core/exchange.js';
import { CartwrightError } from '../errors.js';
import { maskError } from '../flows/mask-error.js';
import { ruleBookInForce } from '../flows/rule-book-in-force.js';
import { readStateOfTurn } from '../store/environment-state.js';
import { decide, refused, type Decision } from './callback/decision.js';
import { CALLBACK_STEPS, openArrival, type CallbackArrival, type OpenedArrival } from './callback/post.js';
import { recordDecision, recordFailure, recordUnknownMerchant, type Owner } from './callback/record.js';
import { failureReply, problemReply } from './callback/reply.js';
import type { HttpDeps } from './deps.js';
import type { ProtocolHandler, ProtocolRow } from './protocol.js';
import { arrive } from './protocol/arrival.js';
import { sendReply, tellReply, type Settled } from './protocol/reply.js';

/** The callback address and its sandbox twin. */
export function callbackRoutes(deps: HttpDeps): ProtocolRow[] {
  const access = { feature: 'protocol', right: 'edit' } as const;
  return [
    { method: 'all', path: '/callbacks/:merchantId', access, handlers: [answerCallback(deps, 'live')] },
    { method: 'all', path: '/sandbox/callbacks/:merchantId', access, handlers: [answerCallback(deps, 'sandbox')] },
  ];
}

/** Reads, decides, records, and only then answers; the log line follows the answer. */
function answerCallback(deps: HttpDeps, environmentName: EnvironmentName): ProtocolHandler {
  const route = environmentName === 'live' ? '/callbacks/:merchantId' : '/sandbox/callbacks/:merchantId';
  return async (req, res, merchantId) => {
    const arrival = await arrive(deps, req, { environmentName, merchantId, steps: CALLBACK_STEPS });
    const settled = await settle(deps, arrival);
    sendReply(res, arrival, settled.reply);
    tellReply(deps, route, arrival, settled);
  };
}

async function settle(deps: HttpDeps, arrival: CallbackArrival): Promise<Settled> {
  const opened = openArrival(arrival);
  if (opened.error === null) arrival.steps.done('Form decoded');
  const progress: Progress = { owner: null, decision: null };
  try {
    const state = await readStateOfTurn(deps.db, { merchantId: arrival.merchantId, name: arrival.environmentName });
    if (state === null) return await settleUnknown(deps, arrival, opened);
    const { environment, version } = state;
    const keys = await deps.keyring.keysOf(environment, version);
    progress.owner = { environment, keys };
    const around = { environment, keys, ...(await ruleBookInForce(deps.db, environment.id, version)) };
    progress.decision = await decide(deps, arrival, opened, around);
    const flood = await floodOf(deps, arrival, progress.decision);
    const settled = flood ?? (await recordDecision(deps, arrival, opened, { decision: progress.decision, ...around }));
    // Nobody but the owner of the shop can mend its settings: an error in the log, though the checkout has its answer.
    return settled.reply.code === 'SETTINGS_UNREADABLE' ? { ...settled, cause: around.unreadable } : settled;
  } catch (error) {
    return settleFailure(deps, arrival, opened, { ...progress, cause: error });
  }
}

/** How far it got: in whose log a mistake of ours belongs, and who its answer is signed for. */
interface Progress {
  owner: Owner | null;
  decision: Decision | null;
}

async function settleUnknown(deps: HttpDeps, arrival: CallbackArrival, opened: OpenedArrival): Promise<Settled> {
  const detail = `There is no merchant ${/^[A-Z0-9]{1,40}$/.test(arrival.merchantId) ? arrival.merchantId : 'of this id'}. Copy the address again from the console.`;
  const mask = await deps.keyring.maskFor(opened.post?.keyId);
  const error = maskError(opened.error ?? new CartwrightError('MERCHANT_UNKNOWN', { detail }), mask);
  const decision = refused(deps, arrival, opened, { around: null, error });
  return (await floodOf(deps, arrival, decision)) ?? recordUnknownMerchant(deps, arrival, opened, decision);
}

/** The answer instead of a refusal where one address had too many: it is counted and logged, but no longer recorded. */
async function floodOf({ limiter, config }: HttpDeps, arrival: CallbackArrival, { reply }: Decision): Promise<Settled | null> {
  if (reply.status !== 403 && reply.status !== 404) return null;
  const error = await limiter.count(arrival.remote);
  return error === null ? null : { reply: problemReply(error, { publicUrl: config.publicUrl }) };
}

/** 503 and 500: told in the log; a mistake of ours is recorded too, if that is still possible. */
async function settleFailure(
  deps: HttpDeps,
  arrival: CallbackArrival,
  opened: OpenedArrival,
  failed: Progress & { readonly cause: unknown },
): Promise<Settled> {
  const { owner, decision, cause } = failed;
  const unavailable = cause instanceof CartwrightError && cause.status === 503;
  const error = unavailable ? cause : new CartwrightError('INTERNAL_FAULT', { cause });
  const reply = failureReply(error, decision?.namespace ?? null, decision?.signer ?? null);
  // A database that is away is somebody's work; an overload or a shutdown is not.
  if (unavailable) return error.code === 'DATABASE_UNAVAILABLE' ? { reply, cause: error.cause ?? error } : { reply };
  return owner === null ? { reply, cause } : recordFailure(deps, arrival, opened, { ...owner, reply, cause });
}
