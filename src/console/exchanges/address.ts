import type { EnvironmentName } from '../../core/exchange.js';
import { withQuery } from '../../ui/safe-url.js';

/** Where a reader is in the list: cursors of the pages that lie newer, then the one shown. */
export interface ListPlace {
  readonly search: string;
  readonly cursor?: string | undefined;
  /** Cursors of the newer pages, the newest first; `-` stands for the first page. */
  readonly trail: readonly string[];
}

const TRAIL_MARK = '~';
const FIRST_PAGE = '-';
const MOST_TRAIL = 40;

/** `/console/sandbox/exchanges?search=…`. */
export function listUrl(environment: EnvironmentName, place: Partial<ListPlace> = {}): string {
  const trail = (place.trail ?? []).slice(-MOST_TRAIL).join(TRAIL_MARK);
  return withQuery(`/console/${environment}/exchanges`, { search: place.search, cursor: place.cursor, trail });
}

/** The next older page, which remembers the way back. */
export const olderUrl = (environment: EnvironmentName, place: ListPlace, next: string): string =>
  listUrl(environment, { search: place.search, cursor: next, trail: [...place.trail, place.cursor ?? FIRST_PAGE] });

/** The next newer page, or null on the first. */
export function newerUrl(environment: EnvironmentName, place: ListPlace): string | null {
  if (place.cursor === undefined) return null;
  const last = place.trail.at(-1);
  const cursor = last === undefined || last === FIRST_PAGE ? undefined : last;
  return listUrl(environment, { search: place.search, cursor, trail: place.trail.slice(0, -1) });
}

/** The place in the query of a list address; anything odd is left out. */
export function readPlace(query: Readonly<Record<string, unknown>>): ListPlace {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const cursor = text('cursor');
  const trail = text('trail')
    .split(TRAIL_MARK)
    .filter((part) => part !== '');
  return { search: text('search').trim(), cursor: cursor === '' ? undefined : cursor, trail };
}

export const exchangeUrl = (environment: EnvironmentName, id: string): string =>
  `/console/${environment}/exchanges/${encodeURIComponent(id)}`;

export const traceUrl = (environment: EnvironmentName, trace: string): string =>
  listUrl(environment, { search: `trace:${trace}` });
