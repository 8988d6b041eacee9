import fc from 'fast-check';
import {
  allocate,
  allocateEvenly,
  applyRate,
  formatMajor,
  linePrincipal,
  minorPlaces,
  parseDecimal,
  parseRate,
  percentText,
  roundHalfEven,
  roundHalfUp,
  shortestDecimal,
} from '../../src/core/money.js';

const sum = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);

describe('rounding', () => {
  test.each([
    [1n, 2n, 1n, 0n],
    [3n, 2n, 2n, 2n],
    [5n, 2n, 3n, 2n],
    [49n, 100n, 0n, 0n],
    [51n, 100n, 1n, 1n],
    [1n, 3n, 0n, 0n],
    [2n, 3n, 1n, 1n],
    [7n, 1n, 7n, 7n],
    [0n, 9n, 0n, 0n],
  ])('%s / %s is %s half up and %s half even', (n, d, up, even) => {
    expect(roundHalfUp(n, d)).toBe(up);
    expect(roundHalfEven(n, d)).toBe(even);
  });

  test('is never more than half away, in either way', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.bigInt({ min: 1n, max: 10n ** 12n }), (n, d) => {
        for (const rounded of [roundHalfUp(n, d), roundHalfEven(n, d)]) {
          const apart = rounded * d > n ? rounded * d - n : n - rounded * d;
          expect(apart * 2n <= d).toBe(true);
        }
        if ((2n * n) % d === 0n && ((2n * n) / d) % 2n === 1n && d % 2n === 0n) expect(roundHalfUp(n, d) * d > n).toBe(true);
      }),
    );
  });

  test('2500 at 0.065 is 162.5, so 163; 1999 at 0.08875 is 177.41, so 177', () => {
    expect(applyRate(2500n, 65_000_000n)).toBe(163n);
    expect(applyRate(1999n, 88_750_000n)).toBe(177n);
    expect(applyRate(99_999_999_999n, 1_000_000_000n)).toBe(99_999_999_999n);
  });
});

describe('allocate', () => {
  test.each<[bigint, bigint[], bigint[]]>([
    [349n, [1495n, 1495n, 495n], [150n, 150n, 49n]],
    [1000n, [2400n, 1000n, 500n], [615n, 257n, 128n]],
    [188n, [150n, 40n], [148n, 40n]],
    [1000n, [1n, 1n, 1n], [334n, 333n, 333n]],
    [1n, [1n, 1n], [1n, 0n]],
    [5n, [0n, 0n, 0n], [2n, 2n, 1n]],
    [5n, [0n, 7n], [0n, 5n]],
    [0n, [3n, 4n], [0n, 0n]],
    [0n, [], []],
    [7n, [9n], [7n]],
  ])('splits %s by %j into %j', (total, weights, parts) => {
    expect(allocate(total, weights)).toEqual(parts);
  });

  test('gives equal fractions to the lower rank where one is given', () => {
    expect(allocate(1n, [1n, 1n], [1, 0])).toEqual([0n, 1n]);
  });

  test('parts sum to the whole, are within one of the exact share, and never exceed their weight of a smaller total', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 11n }), weights, (total, by) => {
        const parts = allocate(total, by);
        const all = sum(by);
        expect(sum(parts)).toBe(total);
        parts.forEach((part, line) => {
          if (all === 0n) return;
          const off = part * all - total * by[line]!;
          expect((off < 0n ? -off : off) < all).toBe(true);
          if (total <= all) expect(part <= by[line]!).toBe(true);
        });
      }),
    );
  });

  test('an even part of more is never less', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.integer({ min: 1, max: 40 }),
        (a, more, lines) => {
          const [less, greater] = [allocateEvenly(a, lines), allocateEvenly(a + more, lines)];
          expect(sum(less)).toBe(a);
          expect(less.every((part, line) => part <= greater[line]!)).toBe(true);
        },
      ),
    );
  });
});

describe('decimals', () => {
  test.each<[string, number, bigint | null]>([
    ['12.50', 2, 1250n],
    ['12', 2, 1200n],
    ['0.0125', 6, 12_500n],
    ['007.5', 2, 750n],
    ['1.0500', 2, 105n],
    ['1.0501', 2, null],
    ['12', 0, 12n],
    ['12.0', 0, 12n],
    ['.5', 2, null],
    ['5.', 2, null],
    ['-1', 2, null],
    ['+1', 2, null],
    ['1e3', 2, null],
    ['INF', 2, null],
    ['NaN', 2, null],
    ['1,000', 2, null],
    [' 1', 2, null],
    ['', 2, null],
    ['١٢', 2, null],
    ['9'.repeat(41), 2, null],
  ])('%j with %i places is %s', (text, places, value) => {
    expect(parseDecimal(text, places)).toBe(value);
  });

  test('a rate has nine places at most', () => {
    expect(parseRate('0.065')).toBe(65_000_000n);
    expect(parseRate('0.000000001')).toBe(1n);
    expect(parseRate('0.0000000001')).toBeNull();
  });

  test('is written as short as it goes, without exponent', () => {
    expect(['0', '0.1', '0.08875', '1', '0.000000001'].map((text) => shortestDecimal(parseRate(text)!))).toEqual([
      '0',
      '0.1',
      '0.08875',
      '1',
      '0.000000001',
    ]);
    expect(percentText(88_750_000n)).toBe('8.875 %');
    expect(percentText(0n)).toBe('0 %');
  });

  test('major units have the places of their currency', () => {
    expect(formatMajor(1250n, 'USD')).toBe('12.50');
    expect(formatMajor(5n, 'USD')).toBe('0.05');
    expect(formatMajor(0n, 'USD')).toBe('0.00');
    expect(formatMajor(1250n, 'JPY')).toBe('1250');
    expect(formatMajor(1250n, 'KWD')).toBe('1.250');
    expect(['USD', 'EUR', 'JPY', 'KWD'].map(minorPlaces)).toEqual([2, 2, 0, 3]);
  });

  test('a line is price times quantity, rounded once', () => {
    expect(linePrincipal(12_500n, 1000, 2)).toBe(1250n); // 0.0125 x 1000 = 12.50
    expect(linePrincipal(1_004_900n, 3, 2)).toBe(301n); // 3.0147
    expect(linePrincipal(5_000n, 1, 2)).toBe(1n); // half a cent
    expect(linePrincipal(4_999n, 1, 2)).toBe(0n);
    expect(linePrincipal(1_500_000n, 1, 0)).toBe(2n); // 1.5 yen
    expect(linePrincipal(1_234_500n, 1, 3)).toBe(1235n); // 1.2345 dinars: the half goes up
  });
});
