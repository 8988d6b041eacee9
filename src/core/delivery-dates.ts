import type { RuleBook } from './rule-book.js';
import { dayInZone } from './zone.js';

/** First and last day on which a parcel arrives, `YYYY-MM-DD` in the merchant's zone. */
export interface DeliveryDates {
  readonly from: string;
  readonly to: string;
}

/** Business days, Monday to Friday, from the day of placing to the buyer's door; handling is in them. */
export interface DeliveryDays {
  readonly min: number;
  readonly max: number;
}

const DAY_MS = 86_400_000;
const SUNDAY = 0;
const SATURDAY = 6;

/**
 * When an order of this instant arrives. Days are counted on the calendar of the zone, so that no change of clocks moves them.
 * Placed on Thursday 26 November 2026, handling 1 and 3 to 5 days on the way: 4 to 6 business days later. Fri 27, Mon 30,
 * Tue 1, Wed 2 December is the fourth, Fri 4 the sixth.
 */
export function deliveryDates({ min, max }: DeliveryDays, at: number, zone: string): DeliveryDates {
  const placed = dayIn(at, zone);
  return { from: iso(businessDayAfter(placed, min)), to: iso(businessDayAfter(placed, max)) };
}

/** When the parcel of a choice arrives if it is ordered at this instant; null for a choice that promises nothing or is gone. */
export function deliveryOfChoice(
  choiceId: string,
  { shipping }: Pick<RuleBook, 'shipping'>,
  { at, zone }: { readonly at: number; readonly zone: string },
): DeliveryDates | null {
  const method = shipping.methods.find(({ id }) => choiceId === `settings:${id}`);
  return method === undefined || method.delivery === null ? null : deliveryDates(method.delivery, at, zone);
}

/** `Wed 2 Dec to Fri 4 Dec`, or `Wed 2 Dec` where it is one day. */
export function deliveryInWords({ from, to }: DeliveryDates): string {
  return from === to ? dayInWords(from) : `${dayInWords(from)} to ${dayInWords(to)}`;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayInWords(date: string): string {
  const day = new Date(date);
  return `${WEEKDAYS[day.getUTCDay()] ?? ''} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()] ?? ''}`;
}

/** Days are days since 1970, plain numbers that know no clock. The day itself is the 0th, on a weekend the Monday after it. */
function businessDayAfter(placed: number, count: number): number {
  let day = placed;
  for (let left = count; left > 0; left -= isWeekend(day) ? 0 : 1) day += 1;
  while (isWeekend(day)) day += 1;
  return day;
}

function isWeekend(day: number): boolean {
  const weekday = new Date(day * DAY_MS).getUTCDay();
  return weekday === SUNDAY || weekday === SATURDAY;
}

const dayIn = (at: number, zone: string): number => Date.parse(dayInZone(at, zone)) / DAY_MS;
const iso = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
