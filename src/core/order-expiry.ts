import { instantInZone, wallInZone } from './zone.js';

const DAY_MS = 86_400_000;
const WARN_DAYS = 23;
const CANCEL_DAYS = 30;

export interface OrderExpiry {
  /** The merchant is warned at this instant, and open units are cancelled at that one; epoch milliseconds. */
  readonly warnAt: number;
  readonly cancelAt: number;
}

/** Younger orders are nowhere warned of: clocks are not put forward by more than 3 hours. */
export const LEAST_AGE_MS = WARN_DAYS * DAY_MS - 3 * 3_600_000;

/**
 * When what is still open of a released order runs out: 30 days later at the same time of day on the merchant's clocks, with
 * a warning at 23 days (semantics C, "30 days"). Released 2026-10-20 at 12:00 in New York: 2026-11-19 at 12:00 there, which
 * is an hour more than 30 x 24 because summer time ends in between.
 */
export function orderExpiry(releasedAt: number, zone: string): OrderExpiry {
  const wall = wallInZone(releasedAt, zone);
  const daysLater = (days: number): number => instantInZone(wall + days * DAY_MS, zone);
  return { warnAt: daysLater(WARN_DAYS), cancelAt: daysLater(CANCEL_DAYS) };
}
