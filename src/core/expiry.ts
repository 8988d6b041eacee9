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
    return WITH_ZONE.test(expirationDate) ? Date.parse(expirationDate) : inZone(Date.parse(`${expirationDate}Z`), zone);
  const nextDay = Date.parse(`${day}T00:00:00Z`) + DAY_MS;
  return offset === undefined ? inZone(nextDay, zone) : Date.parse(`${day}T00:00:00${offset}`) + DAY_MS;
}

/** The instant at which the clocks of a zone show what UTC shows at `wall`. Asked twice: the offset may change in between. */
function inZone(wall: number, zone: string): number {
  const guess = wall - offsetAt(wall, zone);
  return wall - offsetAt(guess, zone);
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}
