import { pausesInWords, span } from '../../src/console/deliveries/words.js';
import { pausesAfter } from '../../src/core/delivery-schedule.js';

describe('The plan of a delivery in words', () => {
  test.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h'],
    [86_400_000, '24 h'],
    [2 * 86_400_000 - 1, '1 day'],
    [7 * 86_400_000, '7 days'],
  ])('%d ms are %s', (ms, words) => {
    expect(span(ms)).toBe(words);
  });

  test('a webhook that was never tried has eleven pauses ahead of it', () => {
    expect(pausesInWords(pausesAfter('webhook', 0))).toBe('5 s, 30 s, 2 min, 10 min, 30 min, 2 h, 5 h, 10 h, 14 h, 18 h, 22 h');
  });

  test('an order notification is tried every day to the fourteenth; equal pauses are told once', () => {
    expect(pausesInWords(pausesAfter('notification', 9))).toBe('18 h, 22 h, then 11 times 24 h');
  });

  test('after the last pause there is none', () => {
    expect(pausesAfter('webhook', 11)).toEqual([]);
  });
});
