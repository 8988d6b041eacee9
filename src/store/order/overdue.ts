import { quickRead, run, type Db } from '../db.js';
import { movedClocks } from '../environment-clock.js';
import type { OrderKey } from './progress.js';

interface DueRow {
  readonly id: string;
  readonly environment_id: string;
  readonly due: number;
}
interface Asked {
  /** The real clock, in epoch milliseconds; each environment counts by its own. */
  readonly at: number;
  readonly aheadMs?: number;
}

const PAGE = 1_000;

/** Which orders are looked for by a time of theirs; each such column has an index of its own, and one within its environment. */
const DUE = {
  /** When it is to be asked whether an order has waited for too long. */
  overdue: { column: 'overdue_at', besides: '' },
  /** When the gateway lets go of what it holds. */
  held: { column: 'held_until', besides: 'and payment_problem is null' },
} as const;

/**
 * Orders whose time comes before `at + aheadMs` of the clock of their environment, the longest waiting first. An environment
 * whose clock was moved is looked through by itself, all others at once. All of them are answered: some may be stuck, and hide
 * nobody behind them.
 */
export async function listDueOrders(db: Db, kind: keyof typeof DUE, { at, aheadMs = 0 }: Asked): Promise<OrderKey[]> {
  const rows = await listAll(db, kind, { until: at + aheadMs });
  for (const [environmentId, offset] of await movedClocks(db))
    rows.push(...(await listAll(db, kind, { until: at + offset + aheadMs, environmentId })));
  const keys = new Map(rows.map(({ id, environment_id: environmentId }) => [id, { environmentId, id }]));
  return [...keys.values()];
}

/** Has an order looked at again at an instant of its environment's clock, unless it was finished meanwhile. */
export async function lookAgain(db: Db, id: string, overdueAt: number): Promise<void> {
  await run(db, (knex) => knex('orders').where({ id }).whereNull('closed_at').update({ overdue_at: overdueAt }));
}

async function listAll(
  db: Db,
  kind: keyof typeof DUE,
  { until, environmentId }: { readonly until: number; readonly environmentId?: string },
): Promise<DueRow[]> {
  const { column, besides } = DUE[kind];
  const there = environmentId === undefined ? '' : 'environment_id = ? and';
  const sql = `select id, environment_id, ${column} as due from orders where ${there} ${column} >= ? and ${column} <= ?
    and (${column} > ? or id > ?) ${besides} order by ${column}, id limit ?`;
  const rows: DueRow[] = [];
  for (let last: Pick<DueRow, 'due' | 'id'> | undefined = { due: 0, id: '' }; last !== undefined;) {
    const place: readonly (string | number)[] = [last.due, until, last.due, last.id, PAGE];
    const some: DueRow[] = await quickRead<DueRow>(db, sql, environmentId === undefined ? place : [environmentId, ...place]);
    rows.push(...some);
    last = some.length < PAGE ? undefined : some.at(-1);
  }
  return rows;
}
