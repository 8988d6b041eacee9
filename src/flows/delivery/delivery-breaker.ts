import { createHash } from 'node:crypto';
import { mayCall } from '../../core/breaker.js';
import type { AttemptResult } from '../../core/delivery-schedule.js';
import type { Delivery } from '../../core/delivery.js';
import { loadEndpointHealth, saveEndpointHealth } from '../../store/checkout/endpoint-health.js';
import type { Db } from '../../store/db.js';
import { tallyCall, type Endpoint as Called } from '../checkout/endpoint-breaker.js';

type Named = { readonly id: string; readonly environmentId: string };

/** A delivery that failed so often says something about its order and nothing more about its endpoint. */
const TELLING_TRIES = 3;
/** More than any endpoint takes at a time. */
const UNLIMITED = 1_000;

/** What the breaker of an endpoint is kept under: apart from that of carts at the same address. */
export const healthKey = ({ id, environmentId }: Named): Called => ({
  environmentId,
  endpointSha256: createHash('sha256').update(`delivery ${id}`).digest('hex'),
});

/** How many deliveries the breaker lets through now, and how to give a probe back that was not used. */
export interface Leave {
  readonly most: number;
  readonly unused: () => Promise<void>;
}

/** All, none, or one as a probe: of all processes that find a breaker half open, one. */
export async function leaveToDeliver(db: Db, endpoint: Named, now: number): Promise<Leave> {
  const called = healthKey(endpoint);
  const before = await loadEndpointHealth(db, called);
  const leave = mayCall(before, now);
  const none = { most: 0, unused: () => Promise.resolve() };
  if (leave.kind === 'call') return { ...none, most: UNLIMITED };
  if (leave.kind === 'wait') return none;
  const mine = await saveEndpointHealth(db, { ...called, before, after: leave.next });
  if (!mine) return none;
  const unused = async (): Promise<void> => {
    await saveEndpointHealth(db, { ...called, before: leave.next, after: before });
  };
  return { most: 1, unused };
}

/**
 * Notes how an attempt went. Any answer of 2xx and 4xx but 408 and 429 shows that the endpoint is there. Failures count only for deliveries
 * that have not failed often before: one order that a store cannot take must not stop the others.
 */
export async function tallyDelivery(
  db: Db,
  { delivery, endpoint, result }: { readonly delivery: Delivery; readonly endpoint: Named; readonly result: AttemptResult },
  now: number,
): Promise<void> {
  const worked = result === 'accepted' || result === 'refused' || result === 'gone';
  if (worked || delivery.tries < TELLING_TRIES) await tallyCall(db, healthKey(endpoint), { worked, now });
}
