import { parseDuration } from '../../src/core/duration.js';

describe('A duration', () => {
  test.each([
    ['PT72H', 259_200_000],
    // 30 x 24 x 3,600,000
    ['P30D', 2_592_000_000],
    ['P2W', 1_209_600_000],
    // 86,400,000 + 3,600,000 + 60,000 + 1,000
    ['P1DT1H1M1S', 90_061_000],
    ['PT0S', 0],
  ])('%s is %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each(['', 'P', 'PT', 'P1DT', 'P1M', 'P1Y', 'PT1.5H', '-PT1H', 'PT-1H', 'PT1H ', '72H', 'P1W2D', 'PT9999999H', 'P1D2H'])(
    'is not "%s"',
    (text) => expect(parseDuration(text)).toBeNull(),
  );
});
