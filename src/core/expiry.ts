import { instantInZone } from './zone.js';

const DAY_MS = 86_400_000;
/** A day, perhaps with the zone that XML lets it have. */
const DAY = /^(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?$/;
const WITH_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * The first instant at which a cart is no longer good, in epoch milliseconds: a bare date is good to the end of that day in
 * the merchant's zone, a moment up to itself (semantics B). `2026-07-01` in Los Angeles is over at 2026-07-02T07:00:00Z.
 */
export function cartExpiry(expirationDate: string, zone: string): number {
  const [, day, offset] = DAY.exec(expirationDate) ?? [];
  if (day === undefined)
    return WITH_ZONE.test(expirationDate) ? Date.parse(expirationDate) : instantInZone(Date.parse(`${expirationDate}Z`), zone);
  const nextDay = Date.parse(`${day}T00:00:00Z`) + DAY_MS;
  return offset === undefined ? instantInZone(nextDay, zone) : Date.parse(`${day}T00:00:00${offset}`) + DAY_MS;
}
