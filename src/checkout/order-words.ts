import { deliveryInWords, type DeliveryDates } from '../core/delivery-dates.js';
import type { Order, OrderState } from '../core/order.js';
import type { Tone } from '../ui/badge.js';

/** One formatter a zone: making one costs more than a page. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** `14:35` on the same day, `Tue 24 Nov, 00:05` on another one, each with the zone: `14:35 EST`. */
export function clockTime(at: number, now: number, zone: string): string {
  const then = partsOf(at, zone);
  const clock = `${then['hour'] ?? ''}:${then['minute'] ?? ''} ${then['timeZoneName'] ?? ''}`;
  const today = partsOf(now, zone);
  const sameDay = ['year', 'month', 'day'].every((part) => then[part] === today[part]);
  return sameDay ? clock : `${then['weekday'] ?? ''} ${then['day'] ?? ''} ${then['month'] ?? ''}, ${clock}`;
}

/** When the buyer pays, by who takes the money. */
export const PAYING: Readonly<Record<Order['payment']['gateway'], string>> = {
  test: 'Nothing is charged before the order ships.',
  manual: 'You pay the shop itself.',
  none: 'There is nothing more to do.',
};

/** `Expedited, arrives Wed 2 Dec to Fri 4 Dec`; the label alone where nothing is promised. */
export const labelAndArrival = (label: string, delivery: DeliveryDates | undefined): string =>
  delivery === undefined ? label : `${label}, arrives ${deliveryInWords(delivery)}`;

interface StateWords {
  readonly word: string;
  readonly tone: Tone;
  readonly sentence: string;
}

/** The state of an order for its buyer. */
export const ORDER_WORDS: Readonly<Record<OrderState, StateWords>> = {
  pending: { word: 'pending', tone: 'info', sentence: 'The shop gets your order when the time to cancel is over.' },
  unshipped: { word: 'unshipped', tone: 'info', sentence: 'The shop has your order and prepares it.' },
  partially_shipped: { word: 'partially shipped', tone: 'info', sentence: 'A part of your order is on its way.' },
  shipped: { word: 'shipped', tone: 'ok', sentence: 'Your order is on its way.' },
  cancelled: { word: 'cancelled', tone: 'mute', sentence: 'Your order is cancelled. Nothing is charged and nothing is sent.' },
};

/** What the buyer should know of the payment; null where all is well. */
export function paymentTrouble({ payment, cancelledAt }: Order): string | null {
  if (cancelledAt !== null) return null;
  if (payment.state === 'pending') return 'The payment has not cleared yet. The shop gets your order once it has.';
  if (payment.state === 'declined') return 'The payment was refused. The shop does not get your order as it stands.';
  return null;
}

function partsOf(at: number, zone: string): Readonly<Record<string, string>> {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
    formatters.set(zone, formatter);
  }
  return Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
}
