import type { Quote } from '../../../src/core/quote.js';
import type { PromotionSettings } from '../../../src/core/settings.js';
import { type ItemInWords, onlyOption } from '../support/build.js';
import { abc, money, percent, promos, promote, promotion } from '../support/promote.js';

describe('stacking', () => {
  const names = (quote: Quote): string => quote.sources.promotions.because;
  test('only the best preferred one applies, with all free ones', () => {
    const list = [
      money('3.00', { id: 'a', name: 'a' }),
      money('4.00', { id: 'b', name: 'b' }),
      money('1.00', { id: 'c', name: 'c', stacking: 'free' }),
    ];
    const quote = promote(list, abc);
    expect(onlyOption(quote).totals.principalPromo).toBe(500n);
    expect(names(quote)).toContain('apply: b, c.');
    expect(quote.said.promotions).toMatchObject([
      { id: 'order', description: 'b + c', benefit: { kind: 'amount', amount: '5.00' } },
    ]);
  });
  test('an exclusive one applies alone, and only if it is worth more', () => {
    const rest = [money('4.00', { id: 'b', name: 'b' }), money('1.00', { id: 'c', name: 'c', stacking: 'free' })];
    const exclusive = (amount: string): PromotionSettings => money(amount, { id: 'x', name: 'x', stacking: 'exclusive' });
    expect(names(promote([exclusive('5.01'), ...rest], abc))).toContain('apply: x.');
    expect(names(promote([exclusive('5.00'), ...rest], abc))).toContain('apply: b, c.');
  });
  test('the best is the one that is worth more cents here', () => {
    const list = [percent('0.1', { id: 'ten', name: 'ten' }), money('5.00', { id: 'five', name: 'five' })];
    expect(names(promote(list, [['A', '49.99']]))).toContain('apply: ten.'); // 4.999 -> 5.00, a tie: the earlier
    expect(names(promote(list, [['A', '49.90']]))).toContain('apply: five.');
    expect(names(promote(list, [['A', '60.00']]))).toContain('apply: ten.');
  });
  test('a shipping promotion counts nothing in the comparison and travels with its combination', () => {
    const ship = promotion({ kind: 'shipping', off: { rate: '1' } }, { id: 'ship', name: 'ship', stacking: 'free' });
    const list = [ship, money('4.00', { id: 'b', name: 'b' }), money('4.50', { id: 'x', name: 'x', stacking: 'exclusive' })];
    const quote = promote(list, abc);
    expect(onlyOption(quote).totals).toMatchObject({ principalPromo: 450n, shippingPromo: 0n });
    expect(onlyOption(promote(list.slice(0, 2), abc)).totals).toMatchObject({ principalPromo: 400n, shippingPromo: 500n });
  });
  test('an exclusive shipping promotion applies where there is nothing else', () => {
    const list = [promotion({ kind: 'shipping', off: { rate: '1' } }, { stacking: 'exclusive' })];
    expect(onlyOption(promote(list, abc)).totals.shippingPromo).toBe(500n);
  });
  test('several items ones add up in settings order, never above the line', () => {
    const list = [
      percent('0.6', { id: 'a', name: 'a', items: { skus: ['A'] }, stacking: 'free' }),
      money('7.00', { id: 'b', name: 'b', items: { skus: ['A', 'B'] }, stacking: 'free' }),
      money('10.00', { id: 'c', name: 'c', stacking: 'free' }),
    ];
    const quote = promote(list, abc);
    // A: 6.00 + 4.00 of 10.00; B: 7.00; then 10.00 by 0, 3300, 555: 8.56, 1.44
    expect(promos(quote)).toEqual([1000n, 700n + 856n, 144n]);
    expect(onlyOption(quote).lines[0]?.because.filter(({ component }) => component === 'principalPromo')).toEqual([
      { component: 'principalPromo', label: 'a', amount: 600n, source: { promotion: 'a' } },
      { component: 'principalPromo', label: 'b', amount: 400n, source: { promotion: 'b' } },
    ]);
    expect(quote.said.promotions?.map(({ description }) => description)).toEqual(['a + b', 'b + c', 'c']);
  });
});

describe('one SKU on two lines under 2008-11-30', () => {
  const twins: ItemInWords[] = [
    ['A', '10.00'],
    ['B', '10.00'],
    ['A', '20.00'],
  ];
  const fixed = money('3.00', { items: { skus: ['A'] } });

  test('makes a discount of the cart of what the lines would need different ids for, spread by principal', () => {
    const quote = promote([fixed], twins, { dialect: '2008-11-30' });
    // 3.00 + 3.00 = 6.00 by 1000, 1000, 2000
    expect(promos(quote)).toEqual([150n, 150n, 300n]);
    expect(quote.said).toMatchObject({
      cartPromotionId: 'P',
      promotions: [{ id: 'P', benefit: { kind: 'amount', amount: '6.00' } }],
    });
    expect(quote.said.orders[0]?.items.every(({ promotionId }) => promotionId === undefined)).toBe(true);
    expect(quote.warnings).toMatchObject([{ rule: 'promotion-spread-by-sku' }]);
  });
  test('needs none of it where one rate serves both, or under 2009-05-15', () => {
    const half = promote([percent('0.5', { items: { skus: ['A'] } })], twins, { dialect: '2008-11-30' });
    expect(promos(half)).toEqual([500n, 0n, 1000n]);
    expect(half.said).not.toHaveProperty('cartPromotionId');
    expect(promos(promote([fixed], twins))).toEqual([300n, 0n, 300n]);
  });
});
