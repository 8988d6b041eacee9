import type { ExchangeDetail } from '../core/exchange.js';
import type { Search } from '../core/search.js';
import { CartwrightError } from '../errors.js';
import { quickRead, type Db } from './db.js';
import { openCandidates } from './exchange/candidates.js';
import { keepMatching } from './exchange/filter.js';
import {
  detailFromRow,
  summaryFromRow,
  SUMMARY_COLUMNS,
  SUMMARY_FROM,
  type ExchangeSummary,
  type SummaryRow,
} from './exchange/read.js';
import { planSearch } from './exchange/plan.js';
import type { MessageColumns } from './exchange/texts.js';

export type { ExchangeSummary } from './exchange/read.js';
export { openTrace } from './exchange/trace.js';

const MAX_LIMIT = 500;
/** Rows looked at for one page. A page may end here, shorter than asked for, and go on behind its cursor. */
const MAX_LOOKED_AT = 8_192;
/** The same where each row's bodies must be read to find a phrase. */
const MAX_READ = 1_024;
const FIRST_CHUNK = 64;
const MAX_CHUNK = 1_024;

export interface ExchangePage {
  /** Newest first. */
  readonly items: ExchangeSummary[];
  /** Cursor of the next page; null where there is none. With it a page may be short, even empty: the search goes on there. */
  readonly next: string | null;
}

/**
 * The exchanges of an environment that a search finds, newest first. Candidates come from one index (ids, words, or the
 * combinations that the filters allow) in chunks that grow, and what the index cannot say is checked row by row, at most
 * 8,192 rows a page. `at` is what `last:1h` counts back from.
 */
export async function listExchanges(
  db: Db,
  environmentId: string,
  ask: { readonly search: Search; readonly limit: number; readonly cursor?: string; readonly at?: number },
): Promise<ExchangePage> {
  const limit = Math.min(Math.max(1, ask.limit), MAX_LIMIT);
  const plan = await planSearch(db, environmentId, { search: ask.search, at: ask.at ?? Date.now() });
  if (plan === null) return { items: [], next: null };
  const below = ask.cursor === undefined ? plan.below : Math.min(plan.below, readCursor(ask.cursor));
  const candidates = await openCandidates(db, { ...plan, below });
  const found: SummaryRow[] = [];
  const enough = [...plan.words, ...plan.notWords].some(({ phrase }) => phrase !== null) ? MAX_READ : MAX_LOOKED_AT;
  let lookedAt = 0;
  for (let size = Math.max(FIRST_CHUNK, limit + 1); ; size = Math.min(size * 2, MAX_CHUNK)) {
    const seqs = await candidates.take(size);
    found.push(...(await keepMatching(db, plan, { seqs, driver: candidates.driver })));
    lookedAt += seqs.length;
    if (found.length > limit) return { items: found.slice(0, limit).map(summaryFromRow), next: cursorOf(found[limit - 1]?.seq) };
    if (seqs.length < size) return { items: found.map(summaryFromRow), next: null };
    if (lookedAt >= enough) return { items: found.map(summaryFromRow), next: cursorOf(seqs.at(-1)) };
    await new Promise((go) => setImmediate(go));
  }
}

/** An exchange with its messages, or null where the environment has none with this id. */
export async function findExchange(db: Db, environmentId: string, id: string): Promise<ExchangeDetail | null> {
  const sql = `select ${SUMMARY_COLUMNS}, e.messages, e.texts ${SUMMARY_FROM} where e.id = ? and e.environment_id = ?`;
  const [row] = await quickRead<SummaryRow & MessageColumns>(db, sql, [id, environmentId]);
  return row === undefined ? null : detailFromRow(row);
}

/** The sealed original of an exchange; null where there is none, or its 30 days are over. */
export async function findOriginal(db: Db, environmentId: string, id: string): Promise<Buffer | null> {
  const sql =
    'select o.sealed from exchanges e join exchange_originals o on o.seq = e.seq where e.id = ? and e.environment_id = ?';
  const [row] = await quickRead<{ sealed: Buffer }>(db, sql, [id, environmentId]);
  return row?.sealed ?? null;
}

const cursorOf = (seq: number | undefined): string | null => (seq === undefined ? null : seq.toString(36));

function readCursor(cursor: string): number {
  const seq = /^[0-9a-z]{1,11}$/.test(cursor) ? parseInt(cursor, 36) : NaN;
  if (Number.isSafeInteger(seq)) return seq;
  throw new CartwrightError('REQUEST_FAULT', { detail: 'The cursor is not one that a list of exchanges gave.' });
}
