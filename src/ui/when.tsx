import type { VNode } from 'preact';

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

/** One formatter a zone: making one costs more than a page. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** `10:40:58.640` today, `23 Nov, 14:20` this year, `23 Nov 2026, 14:20` else, in the given zone; the instant in the title. */
export function When({ at, now, zone }: { at: number; now: number; zone: string }): VNode {
  const then = partsOf(at, zone);
  const today = partsOf(now, zone);
  const iso = new Date(at).toISOString();
  const clock = `${then.hour}:${then.minute}`;
  if (then.year === today.year && then.month === today.month && then.day === today.day) {
    return (
      <time dateTime={iso} title={iso}>
        {clock}:{then.second}
        <span class="faint">.{iso.slice(20, 23)}</span>
      </time>
    );
  }
  return (
    <time dateTime={iso} title={iso}>
      {then.day} {then.month}
      {then.year === today.year ? '' : ` ${then.year}`}, {clock}
    </time>
  );
}

/** `23 Nov 2026, 10:40:58.640`: the whole instant, on detail pages. */
export function WholeInstant({ at, zone }: { at: number; zone: string }): VNode {
  const { year, month, day, hour, minute, second } = partsOf(at, zone);
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} title={iso}>
      {day} {month} {year}, {hour}:{minute}:{second}.{iso.slice(20, 23)}
    </time>
  );
}

/** `23 Nov 2026` for `2026-11-23`: a day of the calendar, of no zone. */
export function Day({ date }: { date: string }): VNode {
  const { year, month, day } = partsOf(Date.parse(date), 'UTC');
  return (
    <time dateTime={date} title={date}>
      {day} {month} {year}
    </time>
  );
}

/** `America/New_York, UTC-05:00` at the given instant. */
export function zoneLabel(zone: string, at: number): string {
  const offset = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  const utc = (offset ?? 'GMT').replace('GMT', 'UTC').replace('-', '−');
  return zone === 'UTC' ? 'UTC' : `${zone.replaceAll('_', ' ')}, ${utc}`;
}

function partsOf(at: number, zone: string): Parts {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(zone, formatter);
  }
  const found = Object.fromEntries(formatter.formatToParts(at).map((part) => [part.type, part.value]));
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = found;
  return { year, month: month.slice(0, 3), day, hour, minute, second };
}
