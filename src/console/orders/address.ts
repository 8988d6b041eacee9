import type { EnvironmentName } from '../../core/exchange.js';
import { withQuery } from '../../ui/safe-url.js';
import { newerPage, olderPage, pagedQuery, queryText, readPaged, type Paged } from '../paging.js';

/** How far back the list looks; the usual one is left out of addresses. */
export const PERIODS = { '7d': 7, '30d': 30, all: null } as const;
export type Period = keyof typeof PERIODS;
const USUAL: Period = '7d';

/** What the list shows: words to look for, a period, and a page of it. */
export interface OrdersPlace extends Paged {
  readonly search: string;
  readonly period: Period;
}

const DAY_MS = 86_400_000;

/** The earliest time of placing that a period shows; undefined where it shows all. */
export function startOf(period: Period, now: number): number | undefined {
  const days = PERIODS[period];
  return days === null ? undefined : now - days * DAY_MS;
}

/** `/console/sandbox/orders?search=…&placed=30d`. */
export function ordersUrl(environment: EnvironmentName, place: Partial<OrdersPlace> = {}): string {
  const placed = place.period === USUAL ? undefined : place.period;
  return withQuery(`/console/${environment}/orders`, { search: place.search, placed, ...pagedQuery(place) });
}

export const olderOrdersUrl = (environment: EnvironmentName, place: OrdersPlace, next: string): string =>
  ordersUrl(environment, { ...place, ...olderPage(place, next) });

/** The next newer page, or null on the first. */
export function newerOrdersUrl(environment: EnvironmentName, place: OrdersPlace): string | null {
  const newer = newerPage(place);
  return newer === null ? null : ordersUrl(environment, { ...place, ...newer });
}

/** The place in the query of a list address; anything odd is left out. */
export function readOrdersPlace(query: Readonly<Record<string, unknown>>): OrdersPlace {
  const placed = queryText(query, 'placed');
  return { search: queryText(query, 'search').trim(), period: isPeriod(placed) ? placed : USUAL, ...readPaged(query) };
}

const isPeriod = (text: string): text is Period => Object.hasOwn(PERIODS, text);

export const orderUrl = (environment: EnvironmentName, id: string): string =>
  `/console/${environment}/orders/${encodeURIComponent(id)}`;

/** What can be done with an order; each has a page of its own below that of the order. */
export type OrderAction = 'ship' | 'cancel' | 'refund';

export const actionUrl = (environment: EnvironmentName, id: string, action: OrderAction): string =>
  `${orderUrl(environment, id)}/${action}`;

export const trackingUrl = (environment: EnvironmentName, id: string, shipmentId: string): string =>
  `${orderUrl(environment, id)}/shipments/${encodeURIComponent(shipmentId)}`;

export const undoUrl = (environment: EnvironmentName, id: string, refundId: string): string =>
  `${orderUrl(environment, id)}/refunds/${encodeURIComponent(refundId)}/undo`;

export const retryPaymentUrl = (environment: EnvironmentName, id: string): string => `${orderUrl(environment, id)}/payment/retry`;
