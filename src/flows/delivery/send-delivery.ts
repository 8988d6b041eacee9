import type { DeliveryAttempt, DeliveryOutcome } from '../../core/delivery.js';
import { nextStep } from '../../core/delivery-schedule.js';
import type { PublishedEvent } from '../../core/order-event.js';
import { CartwrightError } from '../../errors.js';
import { ulid } from '../../ids.js';
import type { DeliveryAnswer } from '../../outbound/delivery.js';
import type { Claimed } from '../../store/delivery/claim.js';
import { completeRecorded, deferDelivery, type Completion, type RecordWith } from '../../store/delivery/complete.js';
import { giveUpDelivery } from '../../store/delivery/restart.js';
import { nowOf } from '../order/order-time.js';
import type { Owner } from '../checkout/surroundings.js';
import type { Batch } from './batch.js';
import { deliveryBody, type DeliveryBody } from './delivery-body.js';
import { tallyDelivery } from './delivery-breaker.js';
import type { DeliveryDeps } from './deps.js';
import { switchedOffMail } from './endpoint-mails.js';
import { judgeAnswer, type Verdict } from './judge-answer.js';
import { deliveryRow } from './record-delivery.js';
import { signDelivery, type SignedDelivery } from './sign-delivery.js';

/** How long a delivery waits that cannot be sent at all: without a key, or while settings cannot be read. */
const LOOK_AGAIN_MS = 60_000;
const NO_KEY =
  'It waits for an access key to sign with: make one in the console under Access key, or with npx cartwright key create.';
const EXPIRED = 'What was sent of it is kept no longer, and nothing else may go out under its id.';
const UNWRITTEN = 'Its document could not be written. The log of the service says why; it is tried again every minute.';

interface Ready {
  readonly event: PublishedEvent;
  readonly owner: Owner;
  readonly body: DeliveryBody;
  readonly signed: SignedDelivery;
}

/** Sends one claimed delivery, records the attempt, and notes what follows from it: arrived, again later, or the end. */
export async function sendDelivery(deps: DeliveryDeps, claimed: Claimed, batch: Promise<Batch>): Promise<void> {
  const ready = await prepare(deps, claimed, batch).catch(async (error: unknown) => {
    // what can never be written must not take the places of what can
    await lookAgain(deps, claimed, UNWRITTEN);
    throw error;
  });
  if (ready === 'expired') {
    await giveUpDelivery(deps.db, claimed, { at: await nowOf(deps, claimed.delivery.environmentId), problem: EXPIRED });
    return;
  }
  if ('problem' in ready) {
    await lookAgain(deps, claimed, ready.problem);
    return;
  }
  const { event, owner, body, signed } = ready;
  const { url } = claimed.endpoint;
  const environment = owner.environment.name;
  const said = await deps.postDelivery({ url, body: signed.body, headers: signed.headers, environment });
  const verdict = judgeAnswer(said, { orderId: event.data.order.id, bodies: [signed.body, body.text] });
  const exchangeId = ulid(said.startedAt);
  const completion = await completionOf(deps, claimed, { ready, said, verdict, exchangeId });
  const attempted = { exchangeId, claimed, event, owner, signed, said, verdict };
  const record: RecordWith = async (along) => deps.recorder.recordWith(deliveryRow(deps, attempted), along);
  await completeRecorded(deps.db, claimed, { completion, record });
  await tallyDelivery(deps.db, { ...claimed, result: verdict.result }, deps.clock());
}

async function lookAgain(deps: DeliveryDeps, claimed: Claimed, problem: string): Promise<void> {
  const nextAt = (await nowOf(deps, claimed.delivery.environmentId)) + LOOK_AGAIN_MS;
  await deferDelivery(deps.db, claimed, { nextAt, problem });
}

async function prepare(
  deps: DeliveryDeps,
  claimed: Claimed,
  batch: Promise<Batch>,
): Promise<Ready | { readonly problem: string } | 'expired'> {
  const { delivery, endpoint } = claimed;
  const { owner, secrets, findEvent, findBody } = await batch;
  const event = findEvent(delivery.eventId);
  if (event === null) throw new Error(`the event ${delivery.eventId} of a delivery is gone`);
  try {
    const body = await deliveryBody(deps, { event, endpoint, owner, kept: findBody(event.id) });
    if (body === 'expired') return body;
    const signed = await signDelivery(deps, { claimed, event, keys: owner.keys, secrets, body });
    return signed === null ? { problem: NO_KEY } : { event, owner, body, signed };
  } catch (error) {
    // the merchant can put it right, and then it goes out by itself
    if (error instanceof CartwrightError && error.code === 'SETTINGS_UNREADABLE') return { problem: error.detail };
    throw error;
  }
}

interface Attempt {
  readonly ready: Ready;
  readonly said: DeliveryAnswer;
  readonly verdict: Verdict;
  readonly exchangeId: string;
}

async function completionOf(
  deps: DeliveryDeps,
  claimed: Claimed,
  { ready, said, verdict, exchangeId }: Attempt,
): Promise<Completion> {
  const { delivery, endpoint } = claimed;
  const { result, because, echo } = verdict;
  const at = await nowOf(deps, delivery.environmentId);
  const durationMs = said.endedAt - said.startedAt;
  const refusals = result === 'refused' ? delivery.refusals + 1 : 0;
  const step = nextStep({
    ...{ format: endpoint.format, result, tries: delivery.tries + 1, refusals, now: at },
    beganAt: delivery.beganAt ?? at - durationMs,
    jitter: deps.jitter(),
    ...(said.ok && said.retryAfterMs !== undefined ? { retryAfterMs: said.retryAfterMs } : {}),
  });
  const attempt = {
    ...{ at: at - durationMs, durationMs, because, exchangeId },
    status: said.ok ? said.answer.status : 0,
    result: attemptResult(verdict),
  };
  const common = { attempt, at, refusals, echo, problem: result === 'accepted' ? null : because };
  if (step.state === 'retry') return { ...common, outcome: null, nextAt: step.at };
  const outcome: DeliveryOutcome = verdict.isAcknowledged ? 'acknowledged' : step.state;
  if (outcome !== 'switched_off') return { ...common, outcome };
  const mail = await switchedOffMail(deps, { endpoint, environment: ready.owner.environment, orderId: ready.event.orderId });
  return { ...common, outcome, ...(mail === null ? {} : { mail }) };
}

function attemptResult({ result, isAcknowledged, outcome }: Verdict): DeliveryAttempt['result'] {
  if (result === 'accepted') return isAcknowledged ? 'acknowledged' : 'delivered';
  return outcome === 'refused' ? 'refused' : 'failed';
}
