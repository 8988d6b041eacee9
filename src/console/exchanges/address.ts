import type { EnvironmentName } from '../../core/exchange.js';
import { withQuery } from '../../ui/safe-url.js';
import { newerPage, olderPage, pagedQuery, queryText, readPaged, type Paged } from '../paging.js';

/** What the list shows: a search, and a page of it. */
export interface ListPlace extends Paged {
  readonly search: string;
}

/** `/console/sandbox/exchanges?search=…`. */
export const listUrl = (environment: EnvironmentName, place: Partial<ListPlace> = {}): string =>
  withQuery(`/console/${environment}/exchanges`, { search: place.search, ...pagedQuery(place) });

/** The next older page, which remembers the way back. */
export const olderUrl = (environment: EnvironmentName, place: ListPlace, next: string): string =>
  listUrl(environment, { search: place.search, ...olderPage(place, next) });

/** The next newer page, or null on the first. */
export function newerUrl(environment: EnvironmentName, place: ListPlace): string | null {
  const newer = newerPage(place);
  return newer === null ? null : listUrl(environment, { search: place.search, ...newer });
}

/** The place in the query of a list address; anything odd is left out. */
export function readPlace(query: Readonly<Record<string, unknown>>): ListPlace {
  return { search: queryText(query, 'search').trim(), ...readPaged(query) };
}

export const exchangeUrl = (environment: EnvironmentName, id: string): string =>
  `/console/${environment}/exchanges/${encodeURIComponent(id)}`;

export const traceUrl = (environment: EnvironmentName, trace: string): string =>
  listUrl(environment, { search: `trace:${trace}` });
