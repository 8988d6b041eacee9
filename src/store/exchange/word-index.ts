import { quickRead, type Db } from '../db.js';

export interface SeqRange {
  readonly from: number;
  readonly below: number;
  readonly limit: number;
}

/** The newest exchanges that have every term, newest first. Terms are made by `indexTerm`, never text of a user. */
export async function seqsWithWords(db: Db, terms: readonly string[], { from, below, limit }: SeqRange): Promise<number[]> {
  if (db.sqlite !== null) {
    const sql = `select rowid as seq from exchange_words where exchange_words match ? and rowid >= ? and rowid < ? order by rowid desc limit ?`;
    return seqsOf(await quickRead<{ seq: number }>(db, sql, [matchAll(terms), from, below, limit]));
  }
  const [first = '', ...rest] = await rarestFirst(db, terms);
  const joins = rest
    .map((_, index) => `straight_join exchange_words w${index} on w${index}.seq = w.seq and w${index}.word = ?`)
    .join(' ');
  const sql = `select w.seq from exchange_words w ${joins} where w.word = ? and w.seq >= ? and w.seq < ? order by w.seq desc limit ?`;
  return seqsOf(await quickRead<{ seq: number }>(db, sql, [...rest, first, from, below, limit]));
}

/** Those of `seqs` (newest first) that have every term. */
export async function seqsAmong(db: Db, terms: readonly string[], seqs: readonly number[]): Promise<Set<number>> {
  const newest = seqs[0];
  const oldest = seqs.at(-1);
  if (newest === undefined || oldest === undefined) return new Set();
  if (db.sqlite !== null) {
    const sql = 'select rowid as seq from exchange_words where exchange_words match ? and rowid >= ? and rowid <= ?';
    return new Set(seqsOf(await quickRead<{ seq: number }>(db, sql, [matchAll(terms), oldest, newest])));
  }
  const sql = `select seq from exchange_words where word in (${placesOf(terms)}) and seq in (${placesOf(seqs)}) group by seq having count(*) = ?`;
  return new Set(seqsOf(await quickRead<{ seq: number }>(db, sql, [...terms, ...seqs, terms.length])));
}

/** MySQL walks the first table and looks the others up: it had better be the shortest. */
async function rarestFirst(db: Db, terms: readonly string[]): Promise<string[]> {
  const distinct = [...new Set(terms)];
  if (distinct.length < 2) return distinct;
  const one = 'select ? as term, (select count(*) from (select 1 from exchange_words where word = ? limit 2000) t) as n';
  const values = distinct.flatMap((term) => [term, term]);
  const rows = await quickRead<{ term: string; n: number }>(db, distinct.map(() => one).join(' union all '), values);
  return rows.sort((a, b) => a.n - b.n).map(({ term }) => term);
}

const matchAll = (terms: readonly string[]): string => [...new Set(terms)].map((term) => `"${term}"`).join(' AND ');
const placesOf = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
const seqsOf = (rows: readonly { readonly seq: number }[]): number[] => rows.map(({ seq }) => seq);
