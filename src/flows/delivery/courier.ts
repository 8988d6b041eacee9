import { claimDeliveries, listDueEndpoints, type Claimed, type DueEndpoint } from '../../store/delivery/claim.js';
import { loadBatch, type Batch } from './batch.js';
import { leaveToDeliver, type Leave } from './delivery-breaker.js';
import type { DeliveryDeps } from './deps.js';
import { createPlaces } from './places.js';
import { sendDelivery } from './send-delivery.js';

/** Sends what is due, from one process among others. */
export interface Courier {
  /** Takes what is due and begins to send it, without waiting for any store. */
  step(): Promise<'done'>;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
}

/** Longer than an attempt may take together with its record; then somebody else takes the delivery. */
const LEASE_MS = 60_000;
/** Of one process, to all endpoints together. */
const MOST_AT_ONCE = 256;

/** @param failed is told what went wrong with a delivery beside the store's answer; the delivery is tried again after its lease. */
export function createCourier(deps: DeliveryDeps, failed: (error: unknown) => void): Courier {
  const places = createPlaces(MOST_AT_ONCE);
  const sending = new Set<Promise<void>>();
  const begin = (endpoint: DueEndpoint, claimed: Claimed, batch: Promise<Batch>): void => {
    const run: Promise<void> = sendDelivery(deps, claimed, batch)
      .catch(failed)
      .finally(() => {
        sending.delete(run);
        places.give(endpoint, 1);
      });
    sending.add(run);
  };
  const serve = async ({ endpoint, leave }: Allowed): Promise<void> => {
    const taken = places.take(endpoint, Math.min(endpoint.free, leave.most));
    const claimed = taken === 0 ? [] : await take(deps, endpoint, taken).catch(givingBack(endpoint, taken));
    places.give(endpoint, taken - claimed.length);
    const [first, ...others] = claimed;
    if (first === undefined) return leave.unused();
    const batch = loadBatch(deps, [first, ...others]);
    for (const one of claimed) begin(endpoint, one, batch);
  };
  const givingBack =
    (endpoint: DueEndpoint, taken: number) =>
    (error: unknown): never => {
      places.give(endpoint, taken);
      throw error;
    };
  return {
    step: async () => {
      const due = await listDueEndpoints(deps.db, deps.clock());
      // before any place is taken: one that is left alone for now has no use for those that others are short of
      const allowed = await Promise.all(due.map((endpoint) => allow(deps, endpoint)));
      // who has least comes first, and the claims of all go into one commit
      const inTurn = allowed.toSorted((one, other) => places.heldBy(one.endpoint) - places.heldBy(other.endpoint));
      const served = await Promise.allSettled(inTurn.map(serve));
      for (const one of served) if (one.status === 'rejected') throw one.reason;
      return 'done';
    },
    idle: async () => {
      while (sending.size > 0) await Promise.all(sending);
    },
  };
}

/** An endpoint that has something due, and how much its breaker lets through. */
interface Allowed {
  readonly endpoint: DueEndpoint;
  readonly leave: Leave;
}

const allow = async ({ db, clock }: DeliveryDeps, endpoint: DueEndpoint): Promise<Allowed> => ({
  endpoint,
  leave: await leaveToDeliver(db, endpoint, clock()),
});

const take = ({ db, clock }: DeliveryDeps, { id }: DueEndpoint, limit: number): Promise<Claimed[]> =>
  claimDeliveries(db, id, { limit, at: clock(), forMs: LEASE_MS });
