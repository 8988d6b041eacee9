import type { PromotionSettings } from '../../../src/core/settings.js';
import { onlyOption } from '../support/build.js';
import { abc, money, percent, promote } from '../support/promote.js';

describe('conditions', () => {
  test.each<[string, PromotionSettings, boolean]>([
    ['an amount of the cart at equality', money('1.00', { conditions: { minAmount: '55.55' } }), true],
    ['an amount of the cart above', money('1.00', { conditions: { minAmount: '55.56' } }), false],
    ['an amount of matching items', money('1.00', { items: { categories: ['pets'] }, conditions: { minAmount: '15.55' } }), true],
    [
      'an amount that only the cart has',
      money('1.00', { items: { categories: ['pets'] }, conditions: { minAmount: '15.56' } }),
      false,
    ],
    [
      'an amount of the whole cart',
      money('1.00', { items: { categories: ['pets'] }, conditions: { minAmount: '55.55', count: 'cart' } }),
      true,
    ],
    ['a quantity at equality', money('1.00', { conditions: { minQuantity: 4 } }), true],
    ['a quantity above', money('1.00', { conditions: { minQuantity: 5 } }), false],
    ['a quantity of matching items', money('1.00', { items: { skus: ['B'] }, conditions: { minQuantity: 3 } }), false],
    ['a SKU that is there', money('1.00', { conditions: { anySku: ['X', 'C'] } }), true],
    ['a SKU that is not', money('1.00', { conditions: { anySku: ['X'] } }), false],
    ['all of them', money('1.00', { conditions: { minAmount: '50.00', minQuantity: 4, anySku: ['A'] } }), true],
    ['all but one', money('1.00', { conditions: { minAmount: '50.00', minQuantity: 9, anySku: ['A'] } }), false],
  ])('%s', (_, settings, applies) => {
    expect(onlyOption(promote([settings], abc)).totals.principalPromo > 0n).toBe(applies);
  });

  test('count what was before other promotions', () => {
    const list = [
      percent('0.5', { id: 'A', stacking: 'free' }),
      money('1.00', { id: 'B', stacking: 'free', conditions: { minAmount: '55.55' } }),
    ];
    expect(onlyOption(promote(list, abc)).totals.principalPromo).toBe(2878n); // 27.775 -> 27.78, + 1.00
  });

  test.each<[string, Partial<PromotionSettings>]>([
    ['of the order', {}],
    ['of items', { items: { skus: ['A'] } }],
  ])('a schedule %s begins at its instant and is over at its end', (_, more) => {
    const settings = money('1.00', { ...more, schedule: { from: '2026-11-27T00:00:00Z', until: '2026-11-28T00:00:00+01:00' } });
    const at = (time: string): bigint => onlyOption(promote([settings], abc, { at: Date.parse(time) })).totals.principalPromo;
    expect(
      ['2026-11-26T23:59:59.999Z', '2026-11-27T00:00:00Z', '2026-11-27T22:59:59.999Z', '2026-11-27T23:00:00Z'].map(at),
    ).toEqual([0n, 100n, 100n, 0n]);
  });
});

describe('codes', () => {
  const shared = money('5.00', { id: 'S', name: 'Shared', code: { kind: 'shared', code: 'Fall-5' } });
  const single = money('7.00', { id: 'T', name: 'Single', code: { kind: 'single-use', codes: ['one', 'TWO'] } });
  const off = (codes: string[]): bigint => onlyOption(promote([shared, single], abc, { codes })).totals.principalPromo;

  test('are wanted, and compare without case', () => {
    expect([[], ['FALL-5'], ['fall-5 '], ['ONE'], ['two'], ['other']].map(off)).toEqual([0n, 500n, 500n, 700n, 700n, 0n]);
  });
  test('twice are once', () => {
    expect(off(['fall-5', 'FALL-5'])).toBe(500n);
  });
  test('that do nothing are named with the reason', () => {
    const quote = promote([shared, single], abc, { codes: ['nope', 'fall-5', 'one'] });
    expect(quote.warnings.map(({ rule, got }) => [rule, got])).toEqual([
      ['code-unknown', 'nope'],
      ['code-without-effect', 'fall-5'],
    ]);
  });
});
