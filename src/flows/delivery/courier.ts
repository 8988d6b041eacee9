import { claimDeliveries, listDueEndpoints, type Claimed, type DueEndpoint } from '../../store/delivery/claim.js';
import { loadBatch, type Batch } from './batch.js';
import { leaveToDeliver } from './delivery-breaker.js';
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
  const serve = async (endpoint: DueEndpoint): Promise<void> => {
    const taken = places.take(endpoint, endpoint.free);
    if (taken === 0) return;
    const claimed = await take(deps, endpoint, taken).catch((error: unknown) => {
      places.give(endpoint, taken);
      throw error;
    });
    places.give(endpoint, taken - claimed.length);
    const [first, ...others] = claimed;
    if (first === undefined) return;
    const batch = loadBatch(deps, [first, ...others]);
    for (const one of claimed) begin(endpoint, one, batch);
  };
  return {
    step: async () => {
      const due = await listDueEndpoints(deps.db, deps.clock());
      // who has least comes first, and the claims of all go into one commit
      const inTurn = due.toSorted((one, other) => places.heldBy(one) - places.heldBy(other));
      const served = await Promise.allSettled(inTurn.map(serve));
      for (const one of served) if (one.status === 'rejected') throw one.reason;
      return 'done';
    },
    idle: async () => {
      while (sending.size > 0) await Promise.all(sending);
    },
  };
}

async function take(deps: DeliveryDeps, endpoint: DueEndpoint, most: number): Promise<Claimed[]> {
  const at = deps.clock();
  const leave = await leaveToDeliver(deps.db, endpoint, at);
  if (leave.most === 0) return [];
  const claimed = await claimDeliveries(deps.db, endpoint.id, { limit: Math.min(most, leave.most), at, forMs: LEASE_MS });
  if (claimed.length === 0) await leave.unused();
  return claimed;
}
