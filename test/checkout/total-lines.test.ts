import { totalLines } from '../../src/checkout/total-lines.js';
import { headAndRest } from '../../src/checkout/sentences.js';
import type { Because, Components } from '../../src/core/quote.js';
import { bareMoney, money } from '../../src/ui/numbers.js';

const totals: Components = {
  principal: 19_750n,
  principalPromo: 1_975n,
  shipping: 1_490n,
  shippingPromo: 500n,
  tax: 1_839n,
  shippingTax: 102n,
};
const because: Because[] = [
  { component: 'principalPromo', label: '10 % off items', amount: 1_500n, source: { promotion: 'loam' } },
  { component: 'principalPromo', label: '10 % off items', amount: 475n, source: { promotion: 'loam' } },
  { component: 'shippingPromo', label: 'Shipping offer over $150', amount: 500n, source: { promotion: 'ship' } },
  { component: 'tax', label: 'Seattle 10.35 %', amount: 1_839n, source: {} },
  { component: 'shippingTax', label: 'Seattle 10.35 %', amount: 102n, source: {} },
];
const of = (change: Partial<Components> = {}, reasons = because, shippingLabel = 'Expedited') =>
  totalLines({
    priced: { totals: { ...totals, ...change }, lines: [{ because: reasons }] },
    shippingLabel,
    codes: [{ code: 'LOAM10', promotionId: 'loam' }],
  });

describe('The rows of a total', () => {
  test('name each promotion, its code if it has one, and the tax rule with what it was taken from', () => {
    expect(of()).toEqual([
      { label: 'Items', amount: 19_750n, why: [] },
      { label: 'Code LOAM10, 10 % off items', amount: -1_975n, why: [] },
      { label: 'Expedited shipping', amount: 1_490n, why: [] },
      { label: 'Shipping offer over $150', amount: -500n, why: [] },
      { label: 'Tax', amount: 1_941n, why: ['Seattle 10.35 %, on items and shipping'] },
    ]);
  });

  test('sum to the total: 197.50 - 19.75 + 14.90 - 5.00 + 19.41 = 207.06', () => {
    expect(of().reduce((sum, { amount }) => sum + amount, 0n)).toBe(20_706n);
  });

  test('sum to it even where a reason is missing: the rest is named', () => {
    const rows = of({}, because.slice(1));
    // 19.75 - 4.75 = 15.00
    expect(rows).toContainEqual({ label: 'Other offers', amount: -1_500n, why: [] });
    expect(rows.reduce((sum, { amount }) => sum + amount, 0n)).toBe(20_706n);
  });

  test('say where no tax is taken, and what only a part is taxed by', () => {
    expect(of({ tax: 0n, shippingTax: 0n }, []).at(-1)).toEqual({
      label: 'Tax',
      amount: 0n,
      why: ['The shop takes no tax on this order.'],
    });
    expect(of({ shippingTax: 0n }, because.slice(0, 4)).at(-1)?.why).toEqual(['Seattle 10.35 %, on items']);
  });

  test('leave a shipping label alone that says what it is', () => {
    expect(of({}, because, 'Priority Mail').map(({ label }) => label)).toContain('Priority Mail');
  });
});

describe('Money on pages', () => {
  test.each([
    [211_460n, 'USD', '$2,114.60'],
    [-1_975n, 'USD', '−$19.75'],
    [5n, 'USD', '$0.05'],
    [500n, 'JPY', '¥500'],
    [1_234_567_890n, 'KWD', 'KWD\u00a01,234,567.890'],
    [99_999_999_999n, 'EUR', '€999,999,999.99'],
  ])('%d %s is %s', (minor, currency, shown) => {
    expect(money(minor, currency)).toBe(shown);
  });

  test('has no sign of its currency where the head says it', () => {
    expect([bareMoney(6_660n, 'USD'), bareMoney(-740n, 'USD'), bareMoney(123_456_789n, 'USD')]).toEqual([
      '66.60',
      '−7.40',
      '1,234,567.89',
    ]);
  });
});

test('a message is parted behind its first sentence', () => {
  expect(headAndRest('SPRING25 ended on 31 May. Your total is unchanged.')).toEqual({
    head: 'SPRING25 ended on 31 May.',
    rest: 'Your total is unchanged.',
  });
  expect(headAndRest('Choose another one.')).toEqual({ head: 'Choose another one.', rest: '' });
});
