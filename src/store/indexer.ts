import { quickRead, runTogether, type Db } from './db.js';
import { searchableFromRow, type StoredExchangeRow } from './exchange/read.js';
import { indexTerm, wordsOfExchange } from './exchange/words.js';
import { claimLease, releaseLease } from './leases.js';
import type { Statement } from './engine/sqlite-writer.js';

/** Rows of one step: a step holds up the writing thread and the event loop for a few milliseconds. */
const STEP_ROWS = 48;
/** Given back after each call; this is for a process that dies in the middle of one. */
const LEASE_MS = 3_000;
const TERMS_OF_INSERT = 1_000;
const RENEWED_AFTER = STEP_ROWS * 8;

interface UnindexedRow extends Omit<StoredExchangeRow, 'facet'> {
  readonly code: string;
  readonly words: string;
}

const UNINDEXED = `select e.seq, e.environment_id, e.refs, e.faults, e.messages, e.texts, f.code, u.words
  from unindexed u join exchanges e on e.seq = u.seq join facets f on f.id = e.facet order by u.seq limit ?`;

/**
 * Puts the words of recorded exchanges into the search index, oldest first, until `limit` of them are done or none is left;
 * answers how many it did. Call it at least once a second. On MySQL every exchange is queued in the commit that records it, so
 * one that commits late, behind others with higher numbers, is not missed as it would be by a high-water mark; on SQLite words
 * are written with their row, and only what an earlier release left is in the queue. One process at a time does it; doing one
 * twice is harmless.
 */
export async function indexWords(
  db: Db,
  { limit, at = Date.now() }: { readonly limit: number; readonly at?: number },
): Promise<number> {
  const name = 'index-words';
  const startedAt = Date.now();
  const keepOn = (): Promise<boolean> => claimLease(db, { name, at: at + (Date.now() - startedAt), forMs: LEASE_MS });
  // nothing is written while there is nothing to do
  if ((await quickRead(db, 'select seq from unindexed limit 1', [])).length === 0 || !(await keepOn())) return 0;
  try {
    return await indexUpTo(db, limit, keepOn);
  } finally {
    await releaseLease(db, { name });
  }
}

async function indexUpTo(db: Db, limit: number, keepOn: () => Promise<boolean>): Promise<number> {
  let done = 0;
  while (done < limit && (done % RENEWED_AFTER !== 0 || done === 0 || (await keepOn()))) {
    const rows = await quickRead<UnindexedRow>(db, UNINDEXED, [Math.min(STEP_ROWS, limit - done)]);
    if (rows.length === 0) break;
    const indexed = rows.map((row) => ({ seq: row.seq, terms: termsOf(row) }));
    await runTogether(db, statementsFor(db, indexed));
    done += rows.length;
    await new Promise((go) => setImmediate(go));
  }
  return done;
}

/** How many exchanges wait to be indexed, and since when the oldest does (epoch milliseconds), for metrics. */
export async function indexBacklog(db: Db): Promise<{ readonly rows: number; readonly oldestAt: number | null }> {
  const sql = 'select count(*) as n, min(e.at) as oldest from unindexed u join exchanges e on e.seq = u.seq';
  const [row] = await quickRead<{ n: number; oldest: number | null }>(db, sql, []);
  return { rows: row?.n ?? 0, oldestAt: row?.oldest ?? null };
}

interface Indexed {
  readonly seq: number;
  readonly terms: readonly string[];
}

function termsOf(row: UnindexedRow): string[] {
  return wordsOfExchange(searchableFromRow(row)).map((word) => indexTerm(row.environment_id, word));
}

/** What writes the terms of some exchanges and takes them out of the queue. */
function statementsFor(db: Db, rows: readonly Indexed[]): Statement[] {
  const places = rows.map(() => '?').join(', ');
  const done = [{ sql: `delete from unindexed where seq in (${places})`, values: rows.map(({ seq }) => seq) }];
  if (db.sqlite !== null) {
    const sql = 'insert or replace into exchange_words (rowid, words) values (?, ?)';
    return [...rows.map(({ seq, terms }) => ({ sql, values: [seq, terms.join(' ')] })), ...done];
  }
  // in the order of the key, so that neighbours are written together
  const entries = rows
    .flatMap(({ seq, terms }) => terms.map((word): [string, number] => [word, seq]))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const inserts: Statement[] = [];
  for (let start = 0; start < entries.length; start += TERMS_OF_INSERT) {
    const some = entries.slice(start, start + TERMS_OF_INSERT);
    inserts.push({
      sql: 'insert into exchange_words (word, seq) values ? on duplicate key update seq = exchange_words.seq',
      values: [some],
    });
  }
  return [...inserts, ...done];
}
