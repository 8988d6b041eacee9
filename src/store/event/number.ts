import { quickRead, run, transaction, type Db } from '../db.js';
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

function numberSome(db: Db, environmentId: string, events: readonly Unnumbered[]): Promise<void> {
  return transaction(db, async (trx) => {
    await run(trx, (knex) =>
      knex('event_positions').insert({ environment_id: environmentId, last: 0 }).onConflict('environment_id').ignore(),
    );
    const [row] = await quickRead<{ last: number }>(trx, 'select last from event_positions where environment_id = ?', [
      environmentId,
    ]);
    const last = row?.last ?? 0;
    const mine = await run(trx, (knex) =>
      knex('event_positions')
        .where({ environment_id: environmentId, last })
        .update({ last: last + events.length }),
    );
    if (mine === 0) return;
    const given = await givePositions(trx, last, events);
    if (given !== events.length) throw new Error(`${events.length - given} events had a position before`);
  });
}

/** All with one statement; answers how many had none. */
function givePositions(trx: Db, last: number, events: readonly Unnumbered[]): Promise<number> {
  const ids = events.map(({ id }) => id);
  const cases = events.map(() => 'when ? then ?').join(' ');
  const values = events.flatMap(({ id }, index) => [id, last + index + 1]);
  return run(trx, (knex) =>
    knex('events')
      .whereIn('id', ids)
      .whereNull('position')
      .update({ position: knex.raw(`case id ${cases} end`, values) }),
  );
}
