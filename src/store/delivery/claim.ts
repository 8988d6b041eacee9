import type { Delivery } from '../../core/delivery.js';
import type { Endpoint } from '../../core/endpoint.js';
import { quickRead, run, transaction, type Db } from '../db.js';
import { ENDPOINT_COLUMNS, endpointFromRow, type EndpointRow } from '../endpoint/rows.js';
import { environmentNow, offsetOf } from '../environment-clock.js';
import { PROCESS_OWNER } from '../leases.js';
import { DELIVERY_COLUMNS, deliveryFromRow, FROM_DELIVERIES, IS_BEHIND, type DeliveryRow } from './rows.js';

const MINUTE_MS = 60_000;

/** A delivery that this process may send, and the number under which it must say how that went. */
export interface Claimed {
  readonly delivery: Delivery;
  readonly endpoint: Endpoint;
  /** Rises with every claim: whoever comes with an older one has lost the delivery to somebody else. */
  readonly fence: number;
}

interface Limits {
  /** At most so many, whatever the endpoint takes. */
  readonly limit: number;
  readonly owner?: string;
  /** By the real clock. */
  readonly at: number;
  readonly forMs: number;
}

/**
 * Endpoints that could be sent something now: something is due, is not behind another of its order, nobody is sending it, and the
 * endpoint has a place free.
 */
export async function listDueEndpoints(db: Db, at: number): Promise<{ readonly id: string; readonly environmentId: string }[]> {
  const sql = `select e.id, e.environment_id from endpoints e
    where e.off_at is null and e.paused_at is null and e.next_slot_at <= ?
      and (select count(*) from deliveries s where s.endpoint_id = e.id and s.lease_until > ?) < e.concurrency
      and exists (select 1 from deliveries d where d.endpoint_id = e.id and d.outcome is null
        and d.next_at <= ${environmentNow('e.environment_id')} and d.lease_until <= ? and not ${IS_BEHIND})`;
  const rows = await quickRead<{ id: string; environment_id: string }>(db, sql, [at, at, at, at]);
  return rows.map(({ id, environment_id: environmentId }) => ({ id, environmentId }));
}

/**
 * Takes what is due of an endpoint until `at + forMs`, no more at a time and in a minute than the endpoint is to get. All who
 * claim for one endpoint write its row first, so they come one after the other.
 */
export function claimDeliveries(db: Db, endpointId: string, limits: Limits): Promise<Claimed[]> {
  return transaction(db, async (trx) => {
    const turn = await run(trx, (knex) =>
      knex('endpoints').where('id', endpointId).whereNull('off_at').whereNull('paused_at').increment('claims', 1),
    );
    if (turn === 0) return [];
    const { endpoint, nextSlotAt } = await loadTurn(trx, endpointId);
    const free = Math.min(limits.limit, await freePlaces(trx, endpoint, limits.at), slotsOf(endpoint, nextSlotAt, limits.at));
    const due = free <= 0 ? [] : await listDue(trx, endpoint, { at: limits.at, limit: free });
    const claimed: Claimed[] = [];
    for (const row of due) claimed.push(await claim(trx, { row, endpoint, ...limits }));
    if (claimed.length > 0) await useSlots(trx, endpoint, { nextSlotAt, at: limits.at, used: claimed.length });
    return claimed;
  });
}

async function loadTurn(trx: Db, id: string): Promise<{ readonly endpoint: Endpoint; readonly nextSlotAt: number }> {
  const sql = `select ${ENDPOINT_COLUMNS}, e.next_slot_at from endpoints e where e.id = ?`;
  const [row] = await quickRead<EndpointRow & { readonly next_slot_at: number }>(trx, sql, [id]);
  if (row === undefined) throw new Error(`the endpoint ${id} went away within a transaction that holds it`);
  return { endpoint: endpointFromRow(row), nextSlotAt: row.next_slot_at };
}

async function freePlaces(trx: Db, { id, concurrency }: Endpoint, at: number): Promise<number> {
  const sql = 'select count(*) as n from deliveries where endpoint_id = ? and lease_until > ?';
  const [row] = await quickRead<{ n: number }>(trx, sql, [id, at]);
  return concurrency - (row?.n ?? 0);
}

/** After a pause as many at once as are sent at a time, then one in each interval. */
function slotsOf({ perMinute, concurrency }: Endpoint, nextSlotAt: number, at: number): number {
  return Math.min(Math.floor(((at - nextSlotAt) * perMinute) / MINUTE_MS) + 1, concurrency);
}

async function listDue(
  trx: Db,
  { id, environmentId }: Endpoint,
  { at, limit }: { readonly at: number; readonly limit: number },
): Promise<DeliveryRow[]> {
  const sql = `select ${DELIVERY_COLUMNS} ${FROM_DELIVERIES}
    where d.endpoint_id = ? and d.outcome is null and d.next_at <= ? and d.lease_until <= ? and not ${IS_BEHIND}
    order by d.next_at, d.id limit ?`;
  return quickRead<DeliveryRow>(trx, sql, [id, at + (await offsetOf(trx, environmentId)), at, limit]);
}

async function claim(
  trx: Db,
  { row, endpoint, owner = PROCESS_OWNER, at, forMs }: Limits & { readonly row: DeliveryRow; readonly endpoint: Endpoint },
): Promise<Claimed> {
  const fence = row.fence + 1;
  const leaseUntil = at + forMs;
  await run(trx, (knex) => knex('deliveries').where('id', row.id).update({ fence, lease_owner: owner, lease_until: leaseUntil }));
  return { delivery: { ...deliveryFromRow(row), leaseUntil }, endpoint, fence };
}

async function useSlots(
  trx: Db,
  { id, perMinute, concurrency }: Endpoint,
  { nextSlotAt, at, used }: { readonly nextSlotAt: number; readonly at: number; readonly used: number },
): Promise<void> {
  const intervalMs = MINUTE_MS / perMinute;
  const from = Math.max(nextSlotAt, at - (concurrency - 1) * intervalMs);
  await run(trx, (knex) =>
    knex('endpoints')
      .where('id', id)
      .update({ next_slot_at: Math.round(from + used * intervalMs) }),
  );
}
