import { quickRead, type Db } from '../db.js';
import { movedClocks } from '../environment-clock.js';
import type { OrderKey } from './progress.js';

interface KeyRow {
  readonly id: string;
  readonly environment_id: string;
}
interface Asked {
  /** The real clock, in epoch milliseconds; each environment counts by its own. */
  readonly at: number;
  readonly beforeMs: number;
}

const PAGE = 1_000;

/** Which orders are looked for by a time of theirs; `?` is that time at the latest. */
const OVERDUE = {
  /** Released so long ago that the shop may have to be warned. */
  unwarned: 'closed_at is null and released_at <= ? and expiry_warned_at is null',
  /** Released so long ago that what is open may have to be cancelled. */
  expired: 'closed_at is null and released_at <= ?',
  /** What the gateway holds for open units runs out. */
  held: 'closed_at is null and held_until <= ? and payment_problem is null',
  /** Nothing is open any more, and what the gateway holds for a shipment that it has not captured runs out. */
  capturing: `closed_at is not null and held_until <= ? and payment_problem is null
    and id in (select order_id from shipments where capture_state in ('due', 'unknown'))`,
} as const;

/**
 * Orders whose time came before `at - beforeMs` of the clock of their environment. An environment whose clock was moved is
 * looked through by itself, all others at once. All of them are answered: some may be stuck, and hide nobody behind them.
 */
export async function listOverdue(db: Db, kind: keyof typeof OVERDUE, { at, beforeMs }: Asked): Promise<OrderKey[]> {
  const rows = await listAll(db, OVERDUE[kind], [at - beforeMs]);
  for (const [environmentId, offset] of await movedClocks(db))
    rows.push(...(await listAll(db, `environment_id = ? and ${OVERDUE[kind]}`, [environmentId, at + offset - beforeMs])));
  const keys = new Map(rows.map(({ id, environment_id: environmentId }) => [id, { environmentId, id }]));
  return [...keys.values()];
}

async function listAll(db: Db, where: string, values: readonly (string | number)[]): Promise<KeyRow[]> {
  const rows: KeyRow[] = [];
  const sql = `select id, environment_id from orders where ${where} and id > ? order by id limit ?`;
  for (let after: string | undefined = ''; after !== undefined;) {
    const some: KeyRow[] = await quickRead<KeyRow>(db, sql, [...values, after, PAGE]);
    rows.push(...some);
    after = some.length < PAGE ? undefined : some.at(-1)?.id;
  }
  return rows;
}
