import { createHash } from 'node:crypto';
import { quickRead, run, transaction, type Db } from './db.js';

interface ThrottleRow {
  readonly attempts: number;
  readonly window_until: number;
}

/** What a throttle says: go on, or wait this many milliseconds. */
export type Throttled = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterMs: number };

/**
 * Counts an attempt under `key` (`sign-in:email:…`, `sign-in:address:…`) and says whether it is within `limit` for the
 * window that began with the first. Kept in the database, so that every process counts the same attempts; the key is
 * stored as its SHA-256, because it holds an e-mail or an address.
 */
export function countAttempt(
  db: Db,
  attempt: { readonly key: string; readonly limit: number; readonly windowMs: number; readonly at: number },
): Promise<Throttled> {
  const { limit, windowMs, at } = attempt;
  const key = hashed(attempt.key);
  return transaction(db, async ({ knex }) => {
    await knex('throttles')
      .insert({ key_sha256: key, attempts: 0, window_until: at + windowMs })
      .onConflict('key_sha256')
      .ignore();
    await knex('throttles')
      .where('key_sha256', key)
      .where('window_until', '<=', at)
      .update({ attempts: 0, window_until: at + windowMs });
    await knex('throttles').where('key_sha256', key).increment('attempts', 1);
    const [row] = await knex('throttles').where('key_sha256', key).select<ThrottleRow[]>('attempts', 'window_until');
    if (row === undefined || row.attempts <= limit) return { allowed: true };
    return { allowed: false, retryAfterMs: row.window_until - at };
  });
}

/** The same question without counting: whether one more attempt would be within `limit`. */
export async function mayAttempt(
  db: Db,
  { key, limit, at }: { readonly key: string; readonly limit: number; readonly at: number },
): Promise<Throttled> {
  const sql = 'select attempts, window_until from throttles where key_sha256 = ?';
  const [row] = await quickRead<ThrottleRow>(db, sql, [hashed(key)]);
  if (row === undefined || row.window_until <= at || row.attempts < limit) return { allowed: true };
  return { allowed: false, retryAfterMs: row.window_until - at };
}

/** Takes one attempt back: it turned out to be none of those that are counted. */
export async function takeAttemptBack(db: Db, key: string): Promise<void> {
  await run(db, (knex) => knex('throttles').where('key_sha256', hashed(key)).where('attempts', '>', 0).decrement('attempts', 1));
}

/** Forgets the attempts under a key: after somebody signed in. */
export async function clearAttempts(db: Db, key: string): Promise<void> {
  await run(db, (knex) => knex('throttles').where('key_sha256', hashed(key)).delete());
}

const hashed = (key: string): string => createHash('sha256').update(key).digest('hex');
