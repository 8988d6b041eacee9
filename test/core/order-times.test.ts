import { orderExpiry } from '../../src/core/order-expiry.js';
import { checkShipDate } from '../../src/core/ship-date.js';

const NEW_YORK = 'America/New_York';

describe('open units run out', () => {
  test.each<[zone: string, released: string, warned: string, cancelled: string]>([
    ['UTC', '2026-03-01T12:00:00Z', '2026-03-24T12:00:00Z', '2026-03-31T12:00:00Z'],
    // summer time begins on 8 March in New York: an hour less than 30 x 24
    [NEW_YORK, '2026-03-01T12:00:00Z', '2026-03-24T11:00:00Z', '2026-03-31T11:00:00Z'],
    // and ends on 1 November, after the warning: the same time of day on the clocks there
    [NEW_YORK, '2026-10-08T16:00:00Z', '2026-10-31T16:00:00Z', '2026-11-07T17:00:00Z'],
    ['Asia/Kathmandu', '2026-12-20T23:50:00Z', '2027-01-12T23:50:00Z', '2027-01-19T23:50:00Z'],
  ])('in %s, released %s', (zone, released, warned, cancelled) => {
    const { warnAt, cancelAt } = orderExpiry(Date.parse(released), zone);
    expect([new Date(warnAt), new Date(cancelAt)]).toEqual([new Date(warned), new Date(cancelled)]);
  });
});

describe('a ship date', () => {
  /** 2026-11-26 at 20:00 in New York. */
  const placedAt = Date.parse('2026-11-27T01:00:00Z');
  const now = Date.parse('2026-11-27T09:00:00Z');
  const reasonOf = (day: string): string => {
    const decision = checkShipDate(day, { placedAt, now, zone: NEW_YORK });
    return decision.ok ? 'ok' : decision.reason;
  };

  test('is the day of the purchase in the merchant’s zone at the earliest', () => {
    expect(reasonOf('2026-11-26')).toBe('ok');
    expect(reasonOf('2026-11-25')).toBe('before-purchase');
  });

  test('is today somewhere on earth at the latest', () => {
    // 23:00 on the 27th at UTC+14; an hour later it is the 28th there
    expect(reasonOf('2026-11-27')).toBe('ok');
    expect(reasonOf('2026-11-28')).toBe('future');
    const later = checkShipDate('2026-11-28', { placedAt, now: now + 3_600_000, zone: NEW_YORK });
    expect(later).toEqual({ ok: true });
  });

  test.each(['', '2026-02-30', '2026-11-27T00:00:00Z', '27.11.2026', '20261127', '2026-13-01', '9999-99-99'])(
    'is a day: not "%s"',
    (day) => {
      expect(reasonOf(day)).toBe('malformed');
    },
  );

  test('tells the days that would do', () => {
    expect(checkShipDate('2027-01-01', { placedAt, now, zone: NEW_YORK })).toEqual({
      ok: false,
      reason: 'future',
      from: '2026-11-26',
      to: '2026-11-27',
    });
  });
});
