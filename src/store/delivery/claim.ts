import type { Delivery } from '../../core/delivery.js';
import type { Endpoint } from '../../core/endpoint.js';
import { quickRead, type Db } from '../db.js';
import { ENDPOINT_COLUMNS, endpointFromRow, type EndpointRow } from '../endpoint/rows.js';
import type { Statement } from '../engine/sqlite-writer.js';
import { environmentNow, offsetOf } from '../environment-clock.js';
import { runInGroup } from '../group-commit.js';
import { PROCESS_OWNER } from '../leases.js';
import { firstDue, holdBack, LOOKED_AT } from './hold-back.js';
import { deliveriesBy, DELIVERY_COLUMNS, deliveryFromRow, IS_BEHIND, type DeliveryRow } from './rows.js';

const MINUTE_MS = 60_000;
/** How often one claim goes on past those that wait for others; the next one goes on from there. */
const MOST_LOOKS = 10;

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
 * Endpoints that could be sent something now: something is due, nobody is sending it, and the endpoint has a place free. Whether
 * it is behind another of its order is asked when it is claimed: of thousands that are, each would be asked about each time.
 */
export async function listDueEndpoints(db: Db, at: number): Promise<DueEndpoint[]> {
  const sql = `select e.id, e.environment_id, e.concurrency - coalesce(s.n, 0) as free from endpoints e
    left join (select d.endpoint_id, count(*) as n from ${deliveriesBy(db, 'lease')} where d.lease_until > ? group by d.endpoint_id) s
      on s.endpoint_id = e.id
    where e.off_at is null and e.paused_at is null and e.next_slot_at <= ? and coalesce(s.n, 0) < e.concurrency
      and (select d.next_at from ${deliveriesBy(db, 'due')} where d.endpoint_id = e.id and d.outcome is null and d.lease_until <= ?
        order by d.next_at limit 1) <= ${environmentNow('e.environment_id')}`;
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
  const sql = `select count(*) as n from ${deliveriesBy(db, 'lease')} where d.endpoint_id = ? and d.lease_until > ?`;
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
  // without an order of its own, so that it ends at the first of them that are free
  const sql = `select ${DELIVERY_COLUMNS} from ${firstDue(db, 'd.*')} d join events v on v.id = d.event_id
    where not ${IS_BEHIND} limit ?`;
  const due = [id, at + (await offsetOf(db, environmentId)), at];
  for (let looks = 0; ; looks++) {
    const free = await quickRead<DeliveryRow>(db, sql, [...due, limit]);
    if (free.length > 0 || looks === MOST_LOOKS || !(await isCrowded(db, due))) return free;
    await holdBack(db, { id, environmentId, at });
  }
}

/** Whether there may be more behind what was looked at. */
async function isCrowded(db: Db, due: readonly (string | number)[]): Promise<boolean> {
  const [row] = await quickRead<{ n: number }>(db, `select count(*) as n from ${firstDue(db, 'd.id')} f`, due);
  return row?.n === LOOKED_AT;
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
