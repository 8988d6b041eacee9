import { ceilToPounds, parseWeight, UNITS_PER_POUND, weightCharge } from '../../src/core/weight.js';

const exact = (amount: string, unit: 'lb' | 'oz' | 'kg' | 'g'): bigint => parseWeight({ amount, unit })!;

describe('weights', () => {
  test('16 oz are exactly a pound and 453.59237 g are', () => {
    expect(exact('16', 'oz')).toBe(UNITS_PER_POUND);
    expect(exact('453.59237', 'g')).toBe(UNITS_PER_POUND);
    expect(exact('45.359237', 'kg')).toBe(100n * UNITS_PER_POUND);
    expect(exact('1', 'kg')).toBe(exact('1000', 'g'));
    expect(exact('0.000001', 'oz') * 16n).toBe(exact('0.000001', 'lb'));
  });

  test('what is no plain decimal of six places is no weight', () => {
    expect(parseWeight({ amount: '0.0000001', unit: 'lb' })).toBeNull();
    expect(parseWeight({ amount: '-1', unit: 'lb' })).toBeNull();
  });

  test('is rounded up to whole pounds', () => {
    expect(ceilToPounds(exact('1.01', 'lb'))).toBe(2n * UNITS_PER_POUND);
    expect(ceilToPounds(exact('2', 'lb'))).toBe(2n * UNITS_PER_POUND);
    expect(ceilToPounds(0n)).toBe(0n);
  });

  test.each<[string, 'lb' | 'oz' | 'kg' | 'g', bigint, bigint]>([
    ['1.90', 'lb', 9900n, 188n], // 0.99 x 1.90 = 1.881
    ['0.5', 'lb', 100n, 1n], // 0.01 x 0.5 = half a cent
    ['1', 'kg', 10_000n, 220n], // 1 kg = 2.20462 lb at 1.00
    ['8', 'oz', 9999n, 50n], // 0.9999 x 0.5 = 0.49995
  ])('%s %s at %s per 10^4 pounds costs %s cents', (amount, unit, perPound, cents) => {
    expect(weightCharge(perPound, exact(amount, unit), 2)).toBe(cents);
  });
});
