import { quickRead, type Db } from '../db.js';
import { inList } from '../engine/in-list.js';
import { runInGroup } from '../group-commit.js';
import { claimLease, PROCESS_OWNER } from '../leases.js';

const AT_ONCE = 500;
/** Longer than a step; a process that dies holds the others up no longer. */
const LEASE_MS = 5_000;

interface Unnumbered {
  readonly id: string;
  readonly environment_id: string;
  readonly order_id: string | null;
  readonly sequence: number;
}

/**
 * Gives committed events their positions: 1, 2, … in each environment without a gap, and in each order by its sequence. Whoever
 * reads a position has, or had, every smaller one, as nothing is numbered before its commit (semantics D 11). The lease keeps
 * processes out of each other's way; what makes the numbers right is the condition on the last one.
 */
export async function numberEvents(db: Db, at: number, owner: string = PROCESS_OWNER): Promise<'done' | 'more'> {
  const found = await listUnnumbered(db);
  if (found.length === 0) return 'done';
  if (!(await claimLease(db, { name: 'number-events', owner, at, forMs: LEASE_MS }))) return 'done';
  const environments = grouped(await withOthersOfTheirOrders(db, found), (event) => event.environment_id);
  for (const [environmentId, events] of environments) await numberSome(db, environmentId, bySequence(events));
  return found.length === AT_ONCE ? 'more' : 'done';
}

const COLUMNS = 'id, environment_id, order_id, sequence';

function listUnnumbered(db: Db): Promise<Unnumbered[]> {
  return quickRead<Unnumbered>(db, `select ${COLUMNS} from events where position is null order by id limit ?`, [AT_ONCE]);
}

/** An earlier event of an order may have the later id, and so be in the next batch only. */
async function withOthersOfTheirOrders(db: Db, found: readonly Unnumbered[]): Promise<Unnumbered[]> {
  const orders = [...new Set(found.flatMap(({ order_id: id }) => id ?? []))];
  const tests = found.filter(({ order_id: id }) => id === null);
  if (orders.length === 0) return tests;
  const places = orders.map(() => '?').join(', ');
  const sql = `select ${COLUMNS} from events where position is null and order_id in (${places})`;
  const all = [...(await quickRead<Unnumbered>(db, sql, orders)), ...tests];
  return all.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The places of an order's events in the row stay, and are filled by sequence. */
function bySequence(events: readonly Unnumbered[]): Unnumbered[] {
  const ofOrder = grouped(events, orderOf);
  for (const own of ofOrder.values()) own.sort((one, other) => one.sequence - other.sequence);
  return events.map((event) => ofOrder.get(orderOf(event))?.shift() ?? event);
}

/** A test is alone. */
const orderOf = (event: Unnumbered): string => event.order_id ?? event.id;

function grouped(events: readonly Unnumbered[], keyOf: (event: Unnumbered) => string): Map<string, Unnumbered[]> {
  const groups = new Map<string, Unnumbered[]>();
  for (const event of events) groups.set(keyOf(event), [...(groups.get(keyOf(event)) ?? []), event]);
  return groups;
}

/**
 * One commit of the writing thread: a transaction that waits for the event loop would keep everybody else from writing. Nothing
 * is numbered where another process was first, or where one of the events is gone or has a position: the next step looks anew.
 */
async function numberSome(db: Db, environmentId: string, events: readonly Unnumbered[]): Promise<void> {
  const last = await lastPosition(db, environmentId);
  const { places, values: ids } = inList(events.map(({ id }) => id));
  const cases = ids.map(() => 'when ? then ?').join(' ');
  const take = `update event_positions set last = ? where environment_id = ? and last = ?
    and (select count(*) from events where id in (${places}) and position is null) = ?`;
  const give = `update events set position = case id ${cases} end where id in (${places}) and position is null`;
  // of one that stands there again to fill the list the first position counts
  const given = ids.flatMap((id, index) => [id, last + index + 1]);
  await runInGroup(db, [
    { sql: FIRST[db.dialect], values: [environmentId] },
    { sql: take, values: [last + events.length, environmentId, last, ...ids, events.length] },
    { sql: give, values: [...given, ...ids], isDependent: true },
  ]);
}

const FIRST = {
  sqlite: 'insert or ignore into event_positions (environment_id, last) values (?, 0)',
  mysql: 'insert ignore into event_positions (environment_id, last) values (?, 0)',
};

async function lastPosition(db: Db, environmentId: string): Promise<number> {
  const sql = 'select last from event_positions where environment_id = ?';
  const [row] = await quickRead<{ last: number }>(db, sql, [environmentId]);
  return row?.last ?? 0;
}
