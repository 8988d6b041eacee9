import type { Endpoint } from './endpoint.js';
import type { EventKind } from './order-event.js';

/** How a delivery ended; whatever has ended no longer holds up what comes after it in its lane. */
export type DeliveryOutcome = 'delivered' | 'acknowledged' | 'parked' | 'skipped' | 'given_up' | 'switched_off';

export type DeliveryState = DeliveryOutcome | 'waiting' | 'retrying' | 'sending' | 'throttled' | 'paused';

/** One event on its way to one endpoint. Times in epoch milliseconds by the clock of the environment, but for leases. */
export interface Delivery {
  /** ULID. */
  readonly id: string;
  readonly environmentId: string;
  readonly endpointId: string;
  readonly eventId: string;
  /** Null: a test, which is of no order. */
  readonly orderId: string | null;
  /** Of the event in its order. */
  readonly sequence: number;
  readonly kind: EventKind;
  readonly createdAt: number;
  /** Null as long as it is going on. */
  readonly outcome: DeliveryOutcome | null;
  readonly finishedAt: number | null;
  /** Not before this. */
  readonly nextAt: number;
  /** When the first attempt of the plan was; null before it. */
  readonly beganAt: number | null;
  /** Attempts of the plan so far; a person who retries begins a new plan. */
  readonly tries: number;
  /** 4xx in a row. */
  readonly refusals: number;
  /** Sent after later events of its order: a person had it sent again. */
  readonly isLate: boolean;
  /** What went wrong last, or what it waits for; a sentence. */
  readonly problem: string | null;
  /** Of the last answer; 0 where none came. */
  readonly status: number;
  /** SHA-256 of the body that the store says it processed, hex; null where it did not say. */
  readonly echo: string | null;
  /** While somebody is sending it, by the real clock. */
  readonly leaseUntil: number;
}

/** One try. */
export interface DeliveryAttempt {
  /** Rising, with holes where a process died at it. */
  readonly number: number;
  readonly at: number;
  readonly durationMs: number;
  /** 0 where no answer came. */
  readonly status: number;
  readonly result: 'delivered' | 'acknowledged' | 'refused' | 'failed';
  readonly because: string;
  readonly exchangeId: string;
}

/** What keeps an endpoint from being called at the moment, beside the delivery's own plan. */
export interface Holding {
  readonly endpoint: Pick<Endpoint, 'pausedAt' | 'offAt'>;
  /** The breaker is open, or the rate is used up, until then by the real clock; 0 where neither is. */
  readonly heldUntil: number;
}

/** What a delivery is, in the words of the console; `now` by the real clock, `environmentNow` by the environment's. */
export function deliveryState(
  { outcome, leaseUntil, nextAt, tries }: Pick<Delivery, 'outcome' | 'leaseUntil' | 'nextAt' | 'tries'>,
  { endpoint, heldUntil }: Holding,
  { now, environmentNow }: { readonly now: number; readonly environmentNow: number },
): DeliveryState {
  if (outcome !== null) return outcome;
  if (leaseUntil > now) return 'sending';
  if (endpoint.offAt !== null) return 'switched_off';
  if (endpoint.pausedAt !== null) return 'paused';
  if (nextAt <= environmentNow && heldUntil > now) return 'throttled';
  return tries > 0 ? 'retrying' : 'waiting';
}
