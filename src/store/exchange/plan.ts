import type { Search, SearchTerm } from '../../core/search.js';
import { seqAt } from '../../core/seq.js';
import { isIndexed, skuWord } from '../../core/words.js';
import { quickRead, type Db } from '../db.js';
import { idValue, speedOf } from './row.js';
import { indexTerm } from './words.js';

/** An id to look up; under any name where `name` is null. */
export interface IdCondition {
  readonly name: string | null;
  readonly value: string;
}

/** Words of the index; `phrase` where they must stand next to each other as well. */
export interface WordsCondition {
  readonly terms: readonly string[];
  readonly phrase: readonly string[] | null;
}

/** A search as one environment understands it. */
export interface SearchPlan {
  readonly environmentId: string;
  /** Exchange numbers from (included) and below (excluded). */
  readonly from: number;
  readonly below: number;
  /** The combinations of filtered values that can match; null where all can. */
  readonly facets: readonly number[] | null;
  readonly ids: readonly IdCondition[];
  readonly notIds: readonly IdCondition[];
  readonly words: readonly WordsCondition[];
  readonly notWords: readonly WordsCondition[];
  /** Checked on each row, exactly. */
  readonly durations: readonly { readonly not: boolean; readonly from: number; readonly to: number }[];
  readonly notTimes: readonly { readonly from: number; readonly to: number }[];
}

interface FacetRow {
  readonly id: number;
  readonly direction: string;
  readonly kind: string;
  readonly party: string;
  readonly outcome: string;
  readonly status: number;
  readonly code: string;
  readonly speed: number;
}

/** Works a search out for an environment; null where it can find nothing. */
export async function planSearch(
  db: Db,
  environmentId: string,
  { search, at }: { readonly search: Search; readonly at: number },
): Promise<SearchPlan | null> {
  const facets = await matchingFacets(db, environmentId, search.terms);
  if (facets?.length === 0) return null;
  const plan = {
    environmentId,
    from: 0,
    below: Number.MAX_SAFE_INTEGER,
    facets,
    ids: [] as IdCondition[],
    notIds: [] as IdCondition[],
    words: [] as WordsCondition[],
    notWords: [] as WordsCondition[],
    durations: [] as { not: boolean; from: number; to: number }[],
    notTimes: [] as { from: number; to: number }[],
  };
  for (const term of search.terms) {
    switch (term.kind) {
      case 'facet':
      case 'status':
        break;
      case 'duration':
        plan.durations.push(term);
        break;
      case 'last':
      case 'time': {
        const { from, to } = term.kind === 'time' ? term : { from: at - term.ms, to: Number.MAX_SAFE_INTEGER };
        if (term.not) plan.notTimes.push({ from, to });
        else {
          plan.from = Math.max(plan.from, seqAt(from));
          if (to < Number.MAX_SAFE_INTEGER) plan.below = Math.min(plan.below, seqAt(to));
        }
        break;
      }
      case 'id':
        (term.not ? plan.notIds : plan.ids).push({ name: term.name, value: idValue(term.value) });
        break;
      case 'sku':
        (term.not ? plan.notWords : plan.words).push({ terms: [indexTerm(environmentId, skuWord(term.sku))], phrase: null });
        break;
      case 'text':
        if (!term.quoted && (await isKnownId(db, environmentId, idValue(term.text)))) {
          (term.not ? plan.notIds : plan.ids).push({ name: null, value: idValue(term.text) });
        } else {
          if (!term.words.some(isIndexed)) {
            if (term.not) break;
            return null;
          }
          const terms = [...new Set(term.words.filter(isIndexed))].map((word) => indexTerm(environmentId, word));
          (term.not ? plan.notWords : plan.words).push({
            terms,
            phrase: term.quoted && term.words.length > 1 ? term.words : null,
          });
        }
        break;
    }
  }
  return plan;
}

async function matchingFacets(db: Db, environmentId: string, terms: readonly SearchTerm[]): Promise<number[] | null> {
  if (!terms.some(({ kind }) => kind === 'facet' || kind === 'status' || kind === 'duration')) return null;
  const sql = 'select id, direction, kind, party, outcome, status, code, speed from facets where environment_id = ?';
  const all = await quickRead<FacetRow>(db, sql, [environmentId]);
  const matching = all.filter((facet) => terms.every((term) => canMatch(facet, term)));
  return matching.length === all.length && all.length > 0 ? null : matching.map(({ id }) => id);
}

function canMatch(facet: FacetRow, term: SearchTerm): boolean {
  switch (term.kind) {
    case 'facet':
      return (term.values as readonly string[]).includes(facet[term.field]) !== term.not;
    case 'status':
      return term.ranges.some(([from, to]) => from <= facet.status && facet.status <= to) !== term.not;
    case 'duration':
      // a class holds more than the range may; what is left over is checked on the rows
      return term.not || (speedOf(Math.max(0, term.from)) <= facet.speed && facet.speed <= speedOf(Math.max(0, term.to)));
    case 'text':
    case 'id':
    case 'sku':
    case 'time':
    case 'last':
      return true;
  }
}

const KNOWN_ID = `select 1 as known from exchange_ids where environment_id = ? and value = ?
  union all select 1 from exchanges where id = ? and environment_id = ? limit 1`;

async function isKnownId(db: Db, environmentId: string, value: string): Promise<boolean> {
  return (await quickRead(db, KNOWN_ID, [environmentId, value, value, environmentId])).length > 0;
}
