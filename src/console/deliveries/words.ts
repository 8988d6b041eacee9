import type { Endpoint, EndpointFormat } from '../../core/endpoint.js';
import type { EventKind } from '../../core/order-event.js';
import type { BadgeProps } from '../../ui/badge.js';
import { count } from '../../ui/numbers.js';

export const FORMAT_WORDS: Readonly<Record<EndpointFormat, string>> = { notification: 'Order notification', webhook: 'Webhook' };

/** What people read of an event; programs read its kind. */
export const KIND_WORDS: Readonly<Record<EventKind, string>> = {
  'order.created': 'A buyer placed an order',
  'order.ready_to_ship': 'An order may be shipped',
  'order.cancelled': 'A whole order was cancelled',
  'order.units_cancelled': 'Some units were cancelled',
  'order.cancel_asked': 'A buyer asks to cancel',
  'order.expiring': 'The 30 days to ship end soon',
  'order.payment_problem': 'The gateway refused a capture',
  'shipment.confirmed': 'A shipment was confirmed',
  'shipment.updated': 'The tracking of a shipment was changed',
  'refund.issued': 'A refund was issued',
  'refund.settled': 'The gateway paid a refund back',
  'refund.refused': 'The gateway refused a refund',
  'refund.undone': 'A refund was undone',
  'chargeback.opened': 'A buyer’s bank took money back',
  'chargeback.won': 'A chargeback was won',
  'chargeback.lost': 'A chargeback was lost',
  'endpoint.test': 'A test',
};

/** What a list says of an endpoint: the worst thing first. `lateMs` is the age of the oldest event that waits; 0 where none does. */
export function endpointState(endpoint: Endpoint, lateMs: number): BadgeProps {
  if (endpoint.offAt !== null) return { tone: 'bad', word: 'switched off' };
  if (endpoint.pausedAt !== null) return { tone: 'warn', word: 'paused' };
  return lateMs > endpoint.alertAfterMs ? { tone: 'warn', word: 'late' } : { tone: 'ok', word: 'healthy' };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A span in the words of a plan: `5 s`, `30 min`, `22 h`, `3 days`. Rounded down. */
export function span(ms: number): string {
  if (ms < MINUTE_MS) return `${count(Math.floor(ms / 1000))} s`;
  if (ms < HOUR_MS) return `${count(Math.floor(ms / MINUTE_MS))} min`;
  if (ms <= DAY_MS) return `${count(Math.floor(ms / HOUR_MS))} h`;
  const days = Math.floor(ms / DAY_MS);
  return days === 1 ? '1 day' : `${count(days)} days`;
}

/** `5 s, 30 s, 2 min, then 11 times 24 h`: pauses in a row that are equal are told once. */
export function pausesInWords(pauses: readonly number[]): string {
  const groups: { ms: number; times: number }[] = [];
  for (const ms of pauses) {
    const last = groups.at(-1);
    if (last?.ms === ms) last.times += 1;
    else groups.push({ ms, times: 1 });
  }
  return groups.map(({ ms, times }) => (times === 1 ? span(ms) : `then ${count(times)} times ${span(ms)}`)).join(', ');
}
