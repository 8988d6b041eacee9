import { quickRead, type Db } from '../db.js';
import type { Driver } from './candidates.js';
import { searchableFromRow, SUMMARY_COLUMNS, SUMMARY_FROM, type SummaryRow } from './read.js';
import { hasPhrase } from './words.js';
import type { IdCondition, SearchPlan, WordsCondition } from './plan.js';
import { seqsAmong } from './word-index.js';

/** Bodies are long: a few of them in memory at a time. */
const BODIES_AT_ONCE = 32;

type SearchableRow = Parameters<typeof searchableFromRow>[0] & { readonly seq: number };

/** The rows of a chunk of candidates that match everything that their driver does not already say, newest first. */
export async function keepMatching(
  db: Db,
  plan: SearchPlan,
  { seqs, driver }: { readonly seqs: readonly number[]; readonly driver: Driver },
): Promise<SummaryRow[]> {
  let left: readonly number[] = seqs;
  if (driver !== 'words') left = await narrowByWords(db, left, plan.words);
  left = await narrowByIds(db, plan, { seqs: left, ids: driver === 'ids' ? plan.ids.slice(1) : plan.ids });
  left = await narrowByPhrases(db, left, plan.words);
  for (const condition of plan.notWords) left = without(left, await matchingWords(db, left, condition));
  for (const id of plan.notIds) left = without(left, await matchingId(db, plan, { seqs: left, id }));
  return (await readRows(db, left)).filter((row) => isMatch(plan, row));
}

function isMatch(plan: SearchPlan, row: SummaryRow): boolean {
  if (row.environment_id !== plan.environmentId) return false;
  if (plan.facets !== null && !plan.facets.includes(row.facet)) return false;
  if (plan.notTimes.some(({ from, to }) => from <= row.at && row.at < to)) return false;
  return plan.durations.every(({ not, from, to }) => (from <= row.duration_ms && row.duration_ms <= to) !== not);
}

async function narrowByWords(db: Db, seqs: readonly number[], conditions: readonly WordsCondition[]): Promise<readonly number[]> {
  const terms = [...new Set(conditions.flatMap((condition) => condition.terms))];
  if (terms.length === 0 || seqs.length === 0) return seqs;
  return within(seqs, await seqsAmong(db, terms, seqs));
}

async function narrowByIds(
  db: Db,
  plan: SearchPlan,
  { seqs, ids }: { readonly seqs: readonly number[]; readonly ids: readonly IdCondition[] },
): Promise<readonly number[]> {
  let left = seqs;
  for (const id of ids) left = within(left, await matchingId(db, plan, { seqs: left, id }));
  return left;
}

async function narrowByPhrases(
  db: Db,
  seqs: readonly number[],
  conditions: readonly WordsCondition[],
): Promise<readonly number[]> {
  let left = seqs;
  for (const { phrase } of conditions) if (phrase !== null) left = within(left, await withPhrase(db, left, phrase));
  return left;
}

/** The numbers among `seqs` that a condition holds for. */
async function matchingWords(db: Db, seqs: readonly number[], { terms, phrase }: WordsCondition): Promise<ReadonlySet<number>> {
  const found = seqs.length === 0 ? new Set<number>() : await seqsAmong(db, terms, seqs);
  return phrase === null ? found : withPhrase(db, within(seqs, found), phrase);
}

async function matchingId(
  db: Db,
  plan: SearchPlan,
  { seqs, id }: { readonly seqs: readonly number[]; readonly id: IdCondition },
): Promise<ReadonlySet<number>> {
  if (seqs.length === 0) return new Set();
  const places = placesOf(seqs);
  const named = id.name === null ? '' : 'and name = ?';
  const own = id.name === null ? `union select seq from exchanges where id = ? and seq in (${places})` : '';
  const sql = `select seq from exchange_ids where environment_id = ? and value = ? ${named} and seq in (${places}) ${own}`;
  const values = [
    plan.environmentId,
    id.value,
    ...(id.name === null ? [] : [id.name]),
    ...seqs,
    ...(id.name === null ? [id.value, ...seqs] : []),
  ];
  return new Set((await quickRead<{ seq: number }>(db, sql, values)).map(({ seq }) => seq));
}

async function withPhrase(db: Db, seqs: readonly number[], phrase: readonly string[]): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (let start = 0; start < seqs.length; start += BODIES_AT_ONCE) {
    const some = seqs.slice(start, start + BODIES_AT_ONCE);
    const sql = `select e.seq, e.refs, e.faults, e.messages, e.texts, f.code, coalesce(u.words, '') as words
      from exchanges e join facets f on f.id = e.facet left join unindexed u on u.seq = e.seq where e.seq in (${placesOf(some)})`;
    const rows = await quickRead<SearchableRow>(db, sql, some);
    for (const row of rows) if (hasPhrase(searchableFromRow(row), phrase)) found.add(row.seq);
  }
  return found;
}

async function readRows(db: Db, seqs: readonly number[]): Promise<SummaryRow[]> {
  if (seqs.length === 0) return [];
  const places = placesOf(seqs);
  return quickRead<SummaryRow>(
    db,
    `select ${SUMMARY_COLUMNS} ${SUMMARY_FROM} where e.seq in (${places}) order by e.seq desc`,
    seqs,
  );
}

const placesOf = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
const within = (seqs: readonly number[], found: ReadonlySet<number>): number[] => seqs.filter((seq) => found.has(seq));
const without = (seqs: readonly number[], found: ReadonlySet<number>): number[] => seqs.filter((seq) => !found.has(seq));
