import type { PromotionSettings } from '../../../src/core/settings.js';
import { type ItemInWords, method, onlyOption, type Shop } from '../support/build.js';
import { abc, money, promote, promotion } from '../support/promote.js';

describe('shipping promotions', () => {
  const off = (what: { rate: string } | { amount: string }, serviceLevels?: ('Standard' | 'TwoDay')[]): PromotionSettings =>
    promotion({ kind: 'shipping', off: what, ...(serviceLevels && { serviceLevels }) });

  test('take a part off the total of the method; gross and net are shared evenly', () => {
    const methods = [method('Standard', { perPound: '1.01' })];
    const heavy: ItemInWords[] = [
      ['A', '1.00', 1, '9'],
      ['B', '1.00', 1, '1'],
    ];
    // 10.10 gross: 505, 505 - not by weight; half: 5.05 net: 253, 252
    const quote = promote([off({ rate: '0.5' })], heavy, {}, { methods });
    expect(onlyOption(quote).lines.map(({ shipping, shippingPromo }) => [shipping, shippingPromo])).toEqual([
      [505n, 252n],
      [505n, 253n],
    ]);
    expect(quote.said.shippingMethods).toMatchObject([{ shipmentBased: '5.05' }]);
    expect(quote.said.shippingMethods![0]).not.toHaveProperty('weightBased');
  });
  test('free shipping keeps the shares of the lines and is said as 0.00', () => {
    const methods = [method('Standard', { perPound: '1.00' })];
    const quote = promote(
      [off({ amount: '99.00' })],
      [
        ['A', '1.00', 1, '9'],
        ['B', '1.00', 1, '1'],
      ],
      {},
      { methods },
    );
    expect(onlyOption(quote).lines.map(({ shipping, shippingPromo }) => [shipping, shippingPromo])).toEqual([
      [900n, 900n],
      [100n, 100n],
    ]);
    expect(quote.said.shippingMethods).toMatchObject([{ shipmentBased: '0.00' }]);
    expect(quote.said.shippingMethods![0]).not.toHaveProperty('weightBased');
  });
  test('are never negative on a line, even where shares by value shrink as the total grows', () => {
    // by 6, 6, 2: 11 cents are 5, 5, 1 but 10 cents are 4, 4, 2
    const shop: Shop = { methods: [method('Standard', { perShipment: '0.11' })], policies: { flatShippingShare: 'by-value' } };
    const quote = promote(
      [off({ amount: '0.01' })],
      [
        ['A', '6.00'],
        ['B', '6.00'],
        ['C', '2.00'],
      ],
      {},
      shop,
    );
    expect(onlyOption(quote).lines.map(({ shipping, shippingPromo }) => [shipping, shippingPromo])).toEqual([
      [5n, 1n],
      [5n, 0n],
      [1n, 0n],
    ]);
  });
  test('may differ by service level', () => {
    const quote = promote([off({ amount: '2.00' }, ['TwoDay'])], abc);
    expect(quote.orders[0]?.options.map(({ totals }) => [totals.shipping, totals.shippingPromo])).toEqual([
      [500n, 0n],
      [999n, 200n],
    ]);
    expect(quote.said.shippingMethods?.map(({ shipmentBased }) => shipmentBased)).toEqual(['5.00', '7.99']);
    expect(quote.said.promotions).toEqual([]);
  });
  test('add up on the gross amount, never above it', () => {
    const list = [
      { ...off({ rate: '0.5' }), id: 'a', stacking: 'free' as const },
      { ...off({ amount: '3.00' }), id: 'b', stacking: 'free' as const },
    ];
    expect(promote(list, abc).orders[0]?.options.map(({ totals }) => totals.shippingPromo)).toEqual([500n, 800n]); // 2.50 + 2.50; 5.00 + 3.00
  });
  test('do nothing where shipping is not asked for, with a warning', () => {
    const quote = promote([off({ rate: '1' })], abc, { asked: { shipping: false, promotions: true, tax: true } });
    expect(onlyOption(quote).totals).toMatchObject({ shipping: 0n, shippingPromo: 0n });
    expect(quote.warnings).toMatchObject([{ rule: 'shipping-promotion-alone' }]);
  });
  test('do nothing where promotions are not asked for', () => {
    const quote = promote([off({ rate: '1' }), money('1.00', { id: 'm' })], abc, {
      asked: { shipping: true, promotions: false, tax: true },
    });
    expect(onlyOption(quote).totals).toMatchObject({ principalPromo: 0n, shipping: 500n, shippingPromo: 0n });
    expect(quote.said).not.toHaveProperty('promotions');
  });
});
