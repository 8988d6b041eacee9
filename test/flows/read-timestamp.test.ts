import { readTimestamp } from '../../src/flows/check-signature.js';

describe('A wire Timestamp', () => {
  test.each([
    ['2026-01-15T09:30:00.000Z', Date.UTC(2026, 0, 15, 9, 30)],
    ['2026-01-15T09:30:00Z', Date.UTC(2026, 0, 15, 9, 30)],
    ['2026-01-15T10:30:00+01:00', Date.UTC(2026, 0, 15, 9, 30)],
    ['2026-01-15T04:30:00-05:00', Date.UTC(2026, 0, 15, 9, 30)],
  ])('%s is read', (text, at) => {
    expect(readTimestamp(text)).toBe(at);
  });

  test.each([
    '',
    'now',
    '1768469400',
    '2026-01-15',
    '2026-01-15T09:30:00',
    '2026-13-15T09:30:00Z',
    '2026-01-15 09:30:00Z',
    'Thu, 15 Jan 2026 09:30:00 GMT',
  ])('"%s" is not', (text) => {
    expect(readTimestamp(text)).toBeNull();
  });
});
