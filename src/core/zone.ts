/** The instant at which the clocks of a zone show what UTC shows at `wall`. Asked twice: the offset may change in between. */
export function instantInZone(wall: number, zone: string): number {
  const guess = wall - offsetAt(wall, zone);
  return wall - offsetAt(guess, zone);
}

/** What the clocks of a zone show at an instant, as the milliseconds at which UTC shows the same. */
export const wallInZone = (instant: number, zone: string): number => instant + offsetAt(instant, zone);

/** The day of a zone at an instant: `2026-12-31`. */
export const dayInZone = (instant: number, zone: string): string =>
  new Date(wallInZone(instant, zone)).toISOString().slice(0, '2026-12-31'.length);

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

/** One for each zone: to make one takes twenty times as long as to use it, and there are some 400 zones at most. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  formats.set(zone, format);
  return format;
}
