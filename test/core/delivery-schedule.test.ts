import { nextStep, resultOf, type Attempted } from '../../src/core/delivery-schedule.js';

const NOW = 1_000_000_000;
const S = 1_000;
const M = 60 * S;
const H = 60 * M;
const DAY = 24 * H;
/** 5 s + 30 s + 2 m + 10 m + 30 m + 2 h + 5 h + 10 h + 14 h + 18 h + 22 h = 71 h 42 m 35 s. */
const TABLE_MS = 71 * H + 42 * M + 35 * S;

const after = (differences: Partial<Attempted> = {}) =>
  nextStep({ format: 'webhook', result: 'failed', tries: 1, refusals: 0, beganAt: NOW, now: NOW, jitter: 0.5, ...differences });
const inMs = (differences: Partial<Attempted> = {}): number | string => {
  const step = after(differences);
  return step.state === 'retry' ? step.at - NOW : step.state;
};

describe('The plan of a delivery', () => {
  test.each([
    // pause, at its shortest (x 0.8) and its longest (x 1.2)
    [1, 5 * S, 4 * S, 6 * S],
    [2, 30 * S, 24 * S, 36 * S],
    [3, 2 * M, 96 * S, 144 * S],
    [4, 10 * M, 8 * M, 12 * M],
    [5, 30 * M, 24 * M, 36 * M],
    [6, 2 * H, 96 * M, 144 * M],
    [7, 5 * H, 4 * H, 6 * H],
    [8, 10 * H, 8 * H, 12 * H],
    [9, 14 * H, 672 * M, 1_008 * M],
    [10, 18 * H, 864 * M, 1_296 * M],
    [11, 22 * H, 1_056 * M, 1_584 * M],
  ])('after attempt %d waits as the table says, in both formats', (tries, middle, shortest, longest) => {
    for (const format of ['webhook', 'notification'] as const) {
      expect(inMs({ format, tries })).toBe(middle);
      expect(inMs({ format, tries, jitter: 0 })).toBe(shortest);
      expect(inMs({ format, tries, jitter: 1 })).toBe(longest);
    }
  });

  test('of a webhook is over with its twelfth attempt, 72 hours after the first', () => {
    expect(inMs({ tries: 12, beganAt: NOW - TABLE_MS })).toBe('given_up');
    // at its shortest: 0.8 x 258,155 s = 206,524 s
    expect(inMs({ tries: 12, beganAt: NOW - 206_524 * S })).toBe('given_up');
    expect(inMs({ tries: 12, beganAt: NOW - 206_523 * S })).toBe(22 * H);
  });

  test('of a notification goes on daily to the fourteenth day', () => {
    for (let tries = 12; tries <= 22; tries++) expect(inMs({ format: 'notification', tries })).toBe(DAY);
    // 71:42:35 + 11 x 24 h = 335:42:35, within day 14 (312 h to 336 h)
    expect(TABLE_MS + 11 * DAY).toBe(335 * H + 42 * M + 35 * S);
    expect(inMs({ format: 'notification', tries: 23, beganAt: NOW - TABLE_MS - 11 * DAY })).toBe('given_up');
    expect(inMs({ format: 'notification', tries: 23, beganAt: NOW - 10 * DAY })).toBe(DAY);
  });

  test('is not used up by answers that ask for hasty retries', () => {
    const hasty = { retryAfterMs: 0, beganAt: NOW - M };
    expect(inMs({ tries: 11, ...hasty })).toBe(0);
    expect(inMs({ tries: 12, ...hasty })).toBe(22 * H);
    expect(inMs({ tries: 40, ...hasty, retryAfterMs: 30 * H })).toBe(30 * H);
  });

  test('heeds Retry-After up to twice the pause, and a date that is past is now', () => {
    expect(inMs({ tries: 4, retryAfterMs: 15 * M })).toBe(15 * M);
    expect(inMs({ tries: 4, retryAfterMs: 20 * M })).toBe(20 * M);
    expect(inMs({ tries: 4, retryAfterMs: 21 * M })).toBe(20 * M);
    expect(inMs({ tries: 4, retryAfterMs: 3 * S, jitter: 1 })).toBe(3 * S);
    expect(inMs({ tries: 4, retryAfterMs: 0 })).toBe(0);
    expect(inMs({ format: 'notification', tries: 15, retryAfterMs: 72 * H })).toBe(48 * H);
  });

  test('waits a minute at least after 429 and after no answer in time', () => {
    for (const result of ['throttled', 'slow'] as const) {
      // 5 s, 30 s, 2 min
      expect([1, 2, 3].map((tries) => inMs({ result, tries }))).toEqual([M, M, 2 * M]);
      expect(inMs({ result, tries: 1, retryAfterMs: 0 })).toBe(M);
      // twice 5 s is less than a minute, twice 30 s is one
      expect(inMs({ result, tries: 1, retryAfterMs: 5 * M })).toBe(M);
      expect(inMs({ result, tries: 2, retryAfterMs: 90 * S })).toBe(M);
      expect(inMs({ result, tries: 3, retryAfterMs: 90 * S })).toBe(90 * S);
    }
  });

  test('ends with an answer of 2xx', () => {
    expect(after({ result: 'accepted', tries: 7 })).toEqual({ state: 'delivered' });
  });

  test('of webhooks alone ends with 410, and with the third 4xx in a row', () => {
    expect(after({ result: 'gone' })).toEqual({ state: 'switched_off' });
    expect(inMs({ result: 'gone', format: 'notification' })).toBe(5 * S);
    expect(inMs({ result: 'refused', tries: 2, refusals: 2 })).toBe(30 * S);
    expect(inMs({ result: 'refused', tries: 3, refusals: 3 })).toBe('parked');
    expect(inMs({ result: 'refused', tries: 3, refusals: 3, format: 'notification' })).toBe(2 * M);
    expect(inMs({ result: 'failed', tries: 8, refusals: 0 })).toBe(10 * H);
  });
});

describe('An answer', () => {
  test.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [299, 'accepted'],
    [0, 'failed'],
    [301, 'failed'],
    [307, 'failed'],
    [400, 'refused'],
    [403, 'refused'],
    [408, 'slow'],
    [410, 'gone'],
    [429, 'throttled'],
    [499, 'refused'],
    [500, 'failed'],
    [503, 'failed'],
    [999, 'failed'],
  ] as const)('of %d is %s', (status, result) => {
    expect(resultOf(status)).toBe(result);
  });
});
