import type { Delivery } from '../../core/delivery.js';
import type { Endpoint } from '../../core/endpoint.js';
import { quickRead, type Db } from '../db.js';
import { ENDPOINT_COLUMNS, endpointFromRow, type EndpointRow } from '../endpoint/rows.js';
import type { Statement } from '../engine/sqlite-writer.js';
import { environmentNow, offsetOf } from '../environment-clock.js';
import { runInGroup } from '../group-commit.js';
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

/** An endpoint that could be sent something now, and how many more at a time. */
export interface DueEndpoint {
  readonly id: string;
  readonly environmentId: string;
  readonly free: number;
}

/**
 * Endpoints that could be sent something now: something is due, is not behind another of its order, nobody is sending it, and the
 * endpoint has a place free.
 */
export async function listDueEndpoints(db: Db, at: number): Promise<DueEndpoint[]> {
  const sql = `select e.id, e.environment_id, e.free from (select o.id, o.environment_id,
      o.concurrency - (select count(*) from deliveries s where s.endpoint_id = o.id and s.lease_until > ?) as free
      from endpoints o where o.off_at is null and o.paused_at is null and o.next_slot_at <= ?) e
    where e.free > 0 and exists (select 1 from deliveries d where d.endpoint_id = e.id and d.outcome is null
        and d.next_at <= ${environmentNow('e.environment_id')} and d.lease_until <= ? and not ${IS_BEHIND})`;
  const rows = await quickRead<{ id: string; environment_id: string; free: number }>(db, sql, [at, at, at, at]);
  return rows.map(({ id, environment_id: environmentId, free }) => ({ id, environmentId, free }));
}

/**
 * Takes what is due of an endpoint until `at + forMs`, no more at a time and in a minute than the endpoint is to get. Of all who
 * claim for one endpoint at the same time one counts, and the others take nothing: only claims take places, so that as long
 * as their number is the one that was read there is at least as much room as then.
 */
export async function claimDeliveries(db: Db, endpointId: string, limits: Limits): Promise<Claimed[]> {
  const turn = await loadTurn(db, endpointId);
  if (turn === null) return [];
  const { endpoint, nextSlotAt } = turn;
  const free = Math.min(limits.limit, await freePlaces(db, endpoint, limits.at), slotsOf(endpoint, nextSlotAt, limits.at));
  const due = free <= 0 ? [] : await listDue(db, endpoint, { at: limits.at, limit: free });
  if (due.length === 0) return [];
  // never a transaction that waits for this thread: nobody could write meanwhile
  const [, ...mine] = await runInGroup(db, [takeTurn(turn, limits.at, due.length), ...due.map((row) => claim(db, row, limits))]);
  const leaseUntil = limits.at + limits.forMs;
  return due
    .filter((_, index) => mine[index] === 1)
    .map((row) => ({ delivery: { ...deliveryFromRow(row), leaseUntil }, endpoint, fence: row.fence + 1 }));
}

interface Turn {
  readonly endpoint: Endpoint;
  readonly nextSlotAt: number;
  readonly claims: number;
}

async function loadTurn(db: Db, id: string): Promise<Turn | null> {
  const sql = `select ${ENDPOINT_COLUMNS}, e.next_slot_at, e.claims from endpoints e where e.id = ?`;
  const [row] = await quickRead<EndpointRow & { readonly next_slot_at: number; readonly claims: number }>(db, sql, [id]);
  return row === undefined ? null : { endpoint: endpointFromRow(row), nextSlotAt: row.next_slot_at, claims: row.claims };
}

async function freePlaces(db: Db, { id, concurrency }: Endpoint, at: number): Promise<number> {
  const sql = 'select count(*) as n from deliveries where endpoint_id = ? and lease_until > ?';
  const [row] = await quickRead<{ n: number }>(db, sql, [id, at]);
  return concurrency - (row?.n ?? 0);
}

/** After a pause as many at once as are sent at a time, then one in each interval. */
function slotsOf({ perMinute, concurrency }: Endpoint, nextSlotAt: number, at: number): number {
  return Math.min(Math.floor(((at - nextSlotAt) * perMinute) / MINUTE_MS) + 1, concurrency);
}

async function listDue(
  db: Db,
  { id, environmentId }: Endpoint,
  { at, limit }: { readonly at: number; readonly limit: number },
): Promise<DeliveryRow[]> {
  const sql = `select ${DELIVERY_COLUMNS} ${FROM_DELIVERIES}
    where d.endpoint_id = ? and d.outcome is null and d.next_at <= ? and d.lease_until <= ? and not ${IS_BEHIND}
    order by d.next_at, d.id limit ?`;
  return quickRead<DeliveryRow>(db, sql, [id, at + (await offsetOf(db, environmentId)), at, limit]);
}

function claim(db: Db, { id, fence }: DeliveryRow, { owner = PROCESS_OWNER, at, forMs }: Limits): Statement {
  // MySQL does not look into a table that it changes
  const ahead = db.dialect === 'sqlite' ? ` and not ${IS_BEHIND}` : '';
  const sql = `update deliveries as d set fence = ?, lease_owner = ?, lease_until = ?
    where d.id = ? and d.fence = ? and d.outcome is null${ahead}`;
  return { sql, values: [fence + 1, owner, at + forMs, id, fence], isDependent: true };
}

function takeTurn({ endpoint, nextSlotAt, claims }: Turn, at: number, used: number): Statement {
  const { id, perMinute, concurrency } = endpoint;
  const intervalMs = MINUTE_MS / perMinute;
  const from = Math.max(nextSlotAt, at - (concurrency - 1) * intervalMs);
  const sql = `update endpoints set claims = claims + 1, next_slot_at = ?
    where id = ? and claims = ? and off_at is null and paused_at is null`;
  return { sql, values: [Math.round(from + used * intervalMs), id, claims] };
}
