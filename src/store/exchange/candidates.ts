import { quickRead, type Db } from '../db.js';
import type { IdCondition, SearchPlan } from './plan.js';
import { seqsWithWords } from './word-index.js';

/** Which part of a plan the candidates already fulfil. */
export type Driver = 'ids' | 'words' | 'facets' | 'environment';

/** Exchange numbers that may match, newest first, a chunk at a time. */
export interface Candidates {
  readonly driver: Driver;
  /** The next `size` of them; fewer only where there are no more. */
  take(size: number): Promise<number[]>;
}

/** Fewer matches of the filters than this are read without asking how many the words have. */
const PROBE = 256;
const FACETS_OF_QUERY = 100;
const FACET_PAGE = 32;

/** Chooses the index that a search is read from: an id, else words, else filters, whichever is likely to be shortest. */
export async function openCandidates(db: Db, plan: SearchPlan): Promise<Candidates> {
  const { ids, words, facets } = plan;
  if (ids[0] !== undefined) return chunked('ids', plan, idReader(db, plan, ids[0]));
  const terms = words.flatMap((condition) => condition.terms);
  if (terms.length > 0 && !(facets !== null && (await isSparser(db, plan, { facets, terms })))) {
    return chunked('words', plan, (below, size) => seqsWithWords(db, terms, { from: plan.from, below, limit: size }));
  }
  if (facets !== null) return facetCandidates(db, plan, facets);
  const sql = 'select seq from exchanges where environment_id = ? and seq >= ? and seq < ? order by seq desc limit ?';
  return chunked('environment', plan, (below, size) => readSeqs(db, sql, [plan.environmentId, plan.from, below, size]));
}

type Read = (below: number, size: number) => Promise<number[]>;

function chunked(driver: Driver, plan: SearchPlan, read: Read): Candidates {
  let { below } = plan;
  return {
    driver,
    take: async (size) => {
      const seqs = await read(below, size);
      below = seqs.at(-1) ?? below;
      return seqs;
    },
  };
}

// An exchange has its own id, and may carry the same value under two names: union leaves each number once.
const BY_ID = `select seq from exchange_ids where environment_id = ? and value = ? and seq >= ? and seq < ?
  union select seq from exchanges where id = ? and environment_id = ? and seq >= ? and seq < ? order by seq desc limit ?`;
const BY_NAMED_ID = `select seq from exchange_ids where environment_id = ? and value = ? and name = ? and seq >= ? and seq < ?
  order by seq desc limit ?`;

function idReader(db: Db, { environmentId, from }: SearchPlan, { name, value }: IdCondition): Read {
  if (name !== null) return (below, size) => readSeqs(db, BY_NAMED_ID, [environmentId, value, name, from, below, size]);
  return (below, size) => readSeqs(db, BY_ID, [environmentId, value, from, below, value, environmentId, from, below, size]);
}

/** One stream for each combination, newest first, merged. */
function facetCandidates(db: Db, plan: SearchPlan, facets: readonly number[]): Candidates {
  const streams: Stream[] = facets.map((facet) => ({ facet, below: plan.below, ahead: [], ended: false }));
  return {
    driver: 'facets',
    take: async (size) => {
      const page = Math.max(FACET_PAGE, Math.ceil(size / facets.length));
      const taken: number[] = [];
      while (taken.length < size) {
        await refill(db, plan, { streams, page });
        const next = streams.reduce<Stream | null>(
          (best, stream) => ((stream.ahead[0] ?? -1) > (best?.ahead[0] ?? -1) ? stream : best),
          null,
        );
        const seq = next?.ahead.shift();
        if (seq === undefined) break;
        taken.push(seq);
      }
      return taken;
    },
  };
}

interface Stream {
  readonly facet: number;
  below: number;
  ahead: number[];
  ended: boolean;
}

async function refill(
  db: Db,
  { from }: SearchPlan,
  { streams, page }: { readonly streams: readonly Stream[]; readonly page: number },
): Promise<void> {
  const empty = streams.filter(({ ahead, ended }) => ahead.length === 0 && !ended);
  for (let start = 0; start < empty.length; start += FACETS_OF_QUERY) {
    const some = empty.slice(start, start + FACETS_OF_QUERY);
    const one =
      'select * from (select facet, seq from exchanges where facet = ? and seq >= ? and seq < ? order by seq desc limit ?) t';
    const values = some.flatMap(({ facet, below }) => [facet, from, below, page]);
    const rows = await quickRead<{ facet: number; seq: number }>(db, some.map(() => one).join(' union all '), values);
    for (const stream of some) {
      stream.ahead = rows.flatMap(({ facet, seq }) => (facet === stream.facet ? [seq] : [])).sort((a, b) => b - a);
      stream.below = stream.ahead.at(-1) ?? stream.below;
      stream.ended = stream.ahead.length < page;
    }
  }
}

/** Whether the newest matches of the filters reach further back than those of the words do: then they are fewer. */
async function isSparser(
  db: Db,
  plan: SearchPlan,
  { facets, terms }: { readonly facets: readonly number[]; readonly terms: readonly string[] },
): Promise<boolean> {
  const byFacets = await facetCandidates(db, plan, facets).take(PROBE);
  if (byFacets.length < PROBE) return true;
  const byWords = await seqsWithWords(db, terms, { from: plan.from, below: plan.below, limit: PROBE });
  return byWords.length === PROBE && (byFacets.at(-1) ?? 0) < (byWords.at(-1) ?? 0);
}

async function readSeqs(db: Db, sql: string, values: readonly (string | number)[]): Promise<number[]> {
  return (await quickRead<{ seq: number }>(db, sql, values)).map(({ seq }) => seq);
}
