import type { DeliveryDays } from '../delivery-dates.js';
import type { ShippingDocument, ShippingMethodDocument } from '../settings.js';
import { note, type Reading } from '../settings/reading.js';

const MOST_HANDLING_DAYS = 30;
const MOST_DAYS = 60;

/** The business days before anything leaves the shop; what is no such number is noted (`days-range`) and read as 0. */
export const readHandlingDays = ({ handlingDays = 0 }: ShippingDocument, reading: Reading): number =>
  readDays(handlingDays, MOST_HANDLING_DAYS, { reading, at: '/handlingDays' });

/** The business days of a method with the handling in them; null where it names none. `days-range`, `days-order` are noted. */
export function readDelivery(
  { delivery }: ShippingMethodDocument,
  handlingDays: number,
  { reading, at }: { readonly reading: Reading; readonly at: string },
): DeliveryDays | null {
  if (delivery === undefined) return null;
  const min = readDays(delivery.minDays, MOST_DAYS, { reading, at: `${at}/delivery/minDays` });
  const max = readDays(delivery.maxDays, MOST_DAYS, { reading, at: `${at}/delivery/maxDays` });
  if (min > max) {
    note(reading, `${at}/delivery/minDays`, {
      rule: 'days-order',
      expected: `at most the ${max} of maxDays`,
      got: String(min),
      message: `minDays ${min} is above maxDays ${max}. Write the shorter time first.`,
    });
  }
  return { min: handlingDays + min, max: handlingDays + max };
}

function readDays(days: number, most: number, { reading, at }: { readonly reading: Reading; readonly at: string }): number {
  if (Number.isInteger(days) && days >= 0 && days <= most) return days;
  const expected = `a whole number of business days from 0 to ${most}`;
  note(reading, at, { rule: 'days-range', expected, got: String(days), message: `${days} is not ${expected}.` });
  return 0;
}
