import type { DeliveryOutcome } from '../../core/delivery.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { withQuery } from '../../ui/safe-url.js';
import { newerPage, olderPage, pagedQuery, queryText, readPaged, type Paged } from '../paging.js';

export const endpointsUrl = (environment: EnvironmentName): string => `/console/${environment}/endpoints`;
export const newEndpointUrl = (environment: EnvironmentName): string => `${endpointsUrl(environment)}/new`;

/** What can be done with an endpoint; each has an address of its own below that of the endpoint. */
export type EndpointAction = 'edit' | 'test' | 'secret' | 'rotate' | 'pause' | 'resume' | 'recover' | 'remove';
export const endpointActionUrl = (environment: EnvironmentName, id: string, action: EndpointAction): string =>
  `${endpointsUrl(environment)}/${encodeURIComponent(id)}/${action}`;

export const deliveryUrl = (environment: EnvironmentName, id: string): string =>
  `/console/${environment}/deliveries/${encodeURIComponent(id)}`;

/** Which deliveries a history shows, by how they ended; `open` are those that have not. */
export const SHOWN = {
  all: undefined,
  open: ['open'],
  failed: ['parked', 'given_up', 'switched_off'],
  delivered: ['delivered', 'acknowledged'],
  skipped: ['skipped'],
} as const satisfies Record<string, readonly (DeliveryOutcome | 'open')[] | undefined>;
export type Shown = keyof typeof SHOWN;

/** What the history of an endpoint shows: which deliveries, of which order, and a page of them. */
export interface HistoryPlace extends Paged {
  readonly shown: Shown;
  /** Empty: of any order. */
  readonly orderId: string;
}

/** `/console/sandbox/endpoints/01…?shown=failed&order=…`. */
export function endpointUrl(environment: EnvironmentName, id: string, place: Partial<HistoryPlace> = {}): string {
  const shown = place.shown === 'all' ? undefined : place.shown;
  const query = { shown, order: place.orderId, ...pagedQuery(place) };
  return withQuery(`${endpointsUrl(environment)}/${encodeURIComponent(id)}`, query);
}

export const olderHistoryUrl = (
  environment: EnvironmentName,
  id: string,
  { place, next }: { readonly place: HistoryPlace; readonly next: string },
): string => endpointUrl(environment, id, { ...place, ...olderPage(place, next) });

/** The next newer page, or null on the first. */
export function newerHistoryUrl(environment: EnvironmentName, id: string, place: HistoryPlace): string | null {
  const newer = newerPage(place);
  return newer === null ? null : endpointUrl(environment, id, { ...place, ...newer });
}

/** The place in the query of a history; anything odd is left out. */
export function readHistoryPlace(query: Readonly<Record<string, unknown>>): HistoryPlace {
  const shown = queryText(query, 'shown');
  return {
    shown: Object.hasOwn(SHOWN, shown) ? (shown as Shown) : 'all',
    orderId: queryText(query, 'order').trim(),
    ...readPaged(query),
  };
}

/** What can be done with a delivery. */
export type DeliveryAction = 'retry' | 'skip';
export const deliveryActionUrl = (environment: EnvironmentName, id: string, action: DeliveryAction): string =>
  `${deliveryUrl(environment, id)}/${action}`;
