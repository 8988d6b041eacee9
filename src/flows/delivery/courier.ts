import { claimDeliveries, listDueEndpoints, type Claimed } from '../../store/delivery/claim.js';
import { leaveToDeliver } from './delivery-breaker.js';
import type { DeliveryDeps } from './deps.js';
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
/** To the endpoints of one environment: stores of one merchant that hang must leave room for those of others. */
const MOST_OF_ENVIRONMENT = MOST_AT_ONCE / 4;

/** @param failed is told what went wrong with a delivery beside the store's answer; the delivery is tried again after its lease. */
export function createCourier(deps: DeliveryDeps, failed: (error: unknown) => void): Courier {
  const sending = new Map<Promise<void>, string>();
  const begin = (claimed: Claimed): void => {
    const run: Promise<void> = sendDelivery(deps, claimed)
      .catch(failed)
      .finally(() => sending.delete(run));
    sending.set(run, claimed.delivery.environmentId);
  };
  const sendingOf = (environmentId: string): number => [...sending.values()].filter((one) => one === environmentId).length;
  return {
    step: async () => {
      for (const endpoint of await listDueEndpoints(deps.db, deps.clock())) {
        if (sending.size >= MOST_AT_ONCE) break;
        const most = Math.min(MOST_AT_ONCE - sending.size, MOST_OF_ENVIRONMENT - sendingOf(endpoint.environmentId));
        if (most <= 0) continue;
        for (const claimed of await take(deps, endpoint, most)) begin(claimed);
      }
      return 'done';
    },
    idle: async () => {
      while (sending.size > 0) await Promise.all(sending.keys());
    },
  };
}

async function take(
  deps: DeliveryDeps,
  endpoint: { readonly id: string; readonly environmentId: string },
  most: number,
): Promise<Claimed[]> {
  const at = deps.clock();
  const leave = await leaveToDeliver(deps.db, endpoint, at);
  if (leave.most === 0) return [];
  const claimed = await claimDeliveries(deps.db, endpoint.id, { limit: Math.min(most, leave.most), at, forMs: LEASE_MS });
  if (claimed.length === 0) await leave.unused();
  return claimed;
}
