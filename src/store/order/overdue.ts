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
  readonly limit: number;
}

/** Which orders with open units are looked for by a time of theirs; `?` is that time at the latest. */
const OVERDUE = {
  /** Released so long ago that the shop may have to be warned. */
  unwarned: 'released_at <= ? and expiry_warned_at is null',
  /** Released so long ago that what is open may have to be cancelled. */
  expired: 'released_at <= ?',
  /** What the gateway holds runs out. */
  held: 'held_until <= ? and payment_problem is null',
} as const;
const BY = { unwarned: 'released_at', expired: 'released_at', held: 'held_until' } as const;

/**
 * Orders with open units whose time came before `before` of the clock of their environment, the longest waiting first. An
 * environment whose clock was moved is looked through by itself, all others at once.
 */
export async function listOverdue(
  db: Db,
  kind: keyof typeof OVERDUE,
  { at, limit, beforeMs }: Asked & { readonly beforeMs: number },
): Promise<OrderKey[]> {
  const sql = (narrowed: string): string => `select id, environment_id from orders
    where ${narrowed} closed_at is null and ${OVERDUE[kind]} order by ${BY[kind]}, id limit ?`;
  const rows = await quickRead<KeyRow>(db, sql(''), [at - beforeMs, limit]);
  for (const [environmentId, offset] of await movedClocks(db)) {
    const values = [environmentId, at + offset - beforeMs, limit];
    rows.push(...(await quickRead<KeyRow>(db, sql('environment_id = ? and'), values)));
  }
  const keys = new Map(rows.map(({ id, environment_id: environmentId }) => [id, { environmentId, id }]));
  return [...keys.values()];
}
