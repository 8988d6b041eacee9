import { dayInZone } from './zone.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Where the day begins first: UTC+14. */
const FIRST_ZONE_MS = 14 * 3_600_000;

export type ShipDateDecision =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'malformed' | 'future' | 'before-purchase';
      /** The first and the last day that would do. */
      readonly from: string;
      readonly to: string;
    };

export interface ShipDateFacts {
  /** Epoch milliseconds, both. */
  readonly placedAt: number;
  readonly now: number;
  /** IANA zone of the merchant. */
  readonly zone: string;
}

/**
 * Whether a day may be that of a shipment: not before the day of the purchase in the merchant's zone, and not after the day
 * that it is now anywhere on earth, so that nobody is refused for the zone that his clock is in (semantics C, "Also").
 */
export function checkShipDate(day: string, { placedAt, now, zone }: ShipDateFacts): ShipDateDecision {
  const from = dayInZone(placedAt, zone);
  const to = new Date(now + FIRST_ZONE_MS).toISOString().slice(0, from.length);
  if (!isDay(day)) return { ok: false, reason: 'malformed', from, to };
  if (day > to) return { ok: false, reason: 'future', from, to };
  return day < from ? { ok: false, reason: 'before-purchase', from, to } : { ok: true };
}

/** A date may roll over: the 31st of February is a day of March. */
function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const start = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(start) && new Date(start).toISOString().startsWith(text);
}
