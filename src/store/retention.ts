import { setTimeout as sleep } from 'node:timers/promises';
import { seqAt } from '../core/seq.js';
import { deleteAbandonedCheckouts } from './checkout/abandoned.js';
import { quickRead, runTogether, type Db } from './db.js';
import { expireBodies } from './delivery/expire-bodies.js';
import { deletionsOf, DOOMED_COLUMNS, type DoomedRow } from './exchange/delete.js';
import { claimLease, releaseLease } from './leases.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** The sealed original serves a resend; after that only the masked copy stays (error-console 7). */
const ORIGINALS_DAYS = 30;
/** Checkouts without an order, since their last change; the claims on them, since they were made. */
const CHECKOUTS_DAYS = 30;
/** Mails that were sent: each holds an address and the key of its order, and the exchange of it stays. */
const SENT_MAILS_DAYS = 30;
/** What wishes did: far longer than an Idempotency-Key or a form is good for. */
const WISHES_DAYS = 30;
/** Carts as they were posted: longer than any checkout without an order stays. */
const CART_BYTES_DAYS = 90;
const LEASE_MS = 60_000;
/** Small batches with pauses: a batch takes some milliseconds of the writer, and requests must not notice it. */
const EXCHANGES_OF_BATCH = 50;
const ROWS_OF_BATCH = 500;
const PAUSE_MS = 40;
/** What an exchange takes in indexes and in the word table, about. */
const INDEX_BYTES = 8_192;

export interface Retention {
  readonly at: number;
  readonly maxAgeDays: number;
  /** Of the whole database on SQLite; of exchanges with their indexes, estimated, on MySQL. */
  readonly maxBytes: number;
  readonly pauseMs?: number;
}

/** How many rows were deleted. */
export interface Deleted {
  readonly exchanges: number;
  readonly originals: number;
  /** Replay keys, sessions, throttles, idempotency keys, wishes, strays, abandoned checkouts with their carts, callback answers, sent mails, bodies of events. */
  readonly others: number;
}

/**
 * Deletes what is past its time: exchanges over `maxAgeDays`, then the oldest until the size is below `maxBytes`, originals
 * over 30 days, abandoned checkouts, and every kind of key that has expired. One process at a time does it; null where
 * another one is at it.
 */
export async function deleteExpired(db: Db, retention: Retention): Promise<Deleted | null> {
  const name = 'retention';
  const startedAt = Date.now();
  const { at, maxAgeDays, pauseMs = PAUSE_MS } = retention;
  const keepOn = (): Promise<boolean> => claimLease(db, { name, at: at + (Date.now() - startedAt), forMs: LEASE_MS });
  if (!(await keepOn())) return null;
  try {
    const others = await deleteKeys(db, { at, maxAgeDays, pauseMs });
    const originals = await deleteRows(db, {
      table: 'exchange_originals',
      column: 'seq',
      below: seqAt(at - ORIGINALS_DAYS * DAY_MS),
      pauseMs,
    });
    const old = seqAt(at - maxAgeDays * DAY_MS);
    let exchanges = 0;
    let excess = await excessBytes(db, retention.maxBytes);
    while (await keepOn()) {
      const below = excess > 0 ? Number.MAX_SAFE_INTEGER : old;
      const batch = await quickRead<DoomedRow>(db, `select ${DOOMED_COLUMNS} from exchanges where seq < ? order by seq limit ?`, [
        below,
        EXCHANGES_OF_BATCH,
      ]);
      if (batch.length === 0) break;
      await runTogether(db, deletionsOf(db, batch));
      exchanges += batch.length;
      excess = db.sqlite === null ? excess - sizeOf(batch) : await excessBytes(db, retention.maxBytes);
      await sleep(pauseMs);
    }
    return { exchanges, originals, others };
  } finally {
    await releaseLease(db, { name });
  }
}

async function deleteKeys(
  db: Db,
  { at, maxAgeDays, pauseMs }: { at: number; maxAgeDays: number; pauseMs: number },
): Promise<number> {
  const oldest = at - maxAgeDays * DAY_MS;
  const abandoned = at - CHECKOUTS_DAYS * DAY_MS;
  const expired = [
    { table: 'replay_keys', column: 'expires_at', below: at },
    { table: 'sessions', column: 'expires_at', below: at },
    { table: 'throttles', column: 'window_until', below: at },
    { table: 'idempotency_keys', column: 'expires_at', below: at },
    { table: 'callback_answers', column: 'expires_at', below: at },
    { table: 'checkout_claims', column: 'claimed_at', below: abandoned },
    { table: 'checkout_bytes', column: 'received_at', below: at - CART_BYTES_DAYS * DAY_MS },
    { table: 'mails', column: 'sent_at', below: at - SENT_MAILS_DAYS * DAY_MS },
    { table: 'wishes', column: 'at', below: at - WISHES_DAYS * DAY_MS },
    { table: 'strays', column: 'at', below: oldest },
    { table: 'stray_minutes', column: 'minute', below: Math.floor(oldest / MINUTE_MS) },
  ];
  let deleted = await deleteAbandonedCheckouts(db, { before: abandoned, pauseMs });
  deleted += await expireBodies(db, { at, pauseMs });
  for (const rows of expired) deleted += await deleteRows(db, { ...rows, pauseMs });
  return deleted;
}

async function deleteRows(
  db: Db,
  {
    table,
    column,
    below,
    pauseMs,
  }: { readonly table: string; readonly column: string; readonly below: number; readonly pauseMs: number },
): Promise<number> {
  let deleted = 0;
  for (;;) {
    const sql = `select count(*) as n from (select 1 from ${table} where ${column} < ? limit ${ROWS_OF_BATCH}) t`;
    const [row] = await quickRead<{ n: number }>(db, sql, [below]);
    const some = row?.n ?? 0;
    if (some === 0) return deleted;
    await runTogether(db, [{ sql: `delete from ${table} where ${column} < ? limit ${ROWS_OF_BATCH}`, values: [below] }]);
    deleted += some;
    await sleep(pauseMs);
  }
}

/** How much has to go. SQLite says how many of its pages are in use; MySQL's own figures are old ones, so rows are added up. */
async function excessBytes(db: Db, maxBytes: number): Promise<number> {
  const sql =
    db.sqlite === null
      ? `select coalesce(sum(bytes + ${INDEX_BYTES}), 0) as n from exchanges`
      : 'select (p.page_count - f.freelist_count) * s.page_size as n from pragma_page_count() p, pragma_freelist_count() f, pragma_page_size() s';
  const [row] = await quickRead<{ n: number | string }>(db, sql, []);
  return Number(row?.n ?? 0) - maxBytes;
}

const sizeOf = (rows: readonly DoomedRow[]): number => rows.reduce((sum, { bytes }) => sum + bytes + INDEX_BYTES, 0);
