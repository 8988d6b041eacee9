import type { Benefit, PromotionSettings } from '../../../src/core/settings.js';
import { type ItemInWords } from '../support/build.js';
import { abc, money, percent, promos, promote, promotion } from '../support/promote.js';

describe('which items a promotion acts on', () => {
  test.each<[string, PromotionSettings['items'], bigint[]]>([
    ['listed SKUs', { skus: ['A', 'X'] }, [100n, 0n, 0n]],
    ['listed categories', { categories: ['pets'] }, [100n, 0n, 56n]],
    ['SKUs or categories', { skus: ['B'], categories: ['pets'] }, [100n, 400n, 56n]],
    ['everything but', { excludeSkus: ['B'] }, [100n, 0n, 56n]],
    ['everything but a category', { excludeCategories: ['pets'] }, [0n, 400n, 0n]],
    ['a category without one SKU', { categories: ['pets'], excludeSkus: ['C'] }, [100n, 0n, 0n]],
  ])('%s', (_, items, expected) => {
    expect(promos(promote([percent('0.1', { items: items! })], abc))).toEqual(expected);
  });

  test('none of them in the cart: nothing, and said so', () => {
    const quote = promote([percent('0.1', { items: { skus: ['X'] } })], abc);
    expect(promos(quote)).toEqual([0n, 0n, 0n]);
    expect(quote.said.promotions).toEqual([]);
    expect(quote.sources.promotions).toEqual({ source: 'settings', because: 'None of 1 promotions applies to this cart.' });
    expect(promote([], abc).sources.promotions).toEqual({ source: 'none', because: 'The shop has no promotions.' });
  });

  test('one that is switched off acts on nothing', () => {
    expect(promos(promote([percent('0.1', { enabled: false })], abc))).toEqual([0n, 0n, 0n]);
  });
});

describe('money off', () => {
  test('the order once, spread by principal: 10.00 of three equal lines is 3.34, 3.33, 3.33', () => {
    expect(
      promos(
        promote(
          [money('10.00')],
          [
            ['A', '9.00'],
            ['B', '9.00'],
            ['C', '9.00'],
          ],
        ),
      ),
    ).toEqual([334n, 333n, 333n]);
  });
  test('the order, never more than it costs', () => {
    const quote = promote([money('100.00')], abc);
    expect(promos(quote)).toEqual([1000n, 4000n, 555n]);
    expect(quote.said.promotions).toMatchObject([{ benefit: { kind: 'amount', amount: '55.55' } }]);
  });
  test('each matching line once, whatever its quantity, never more than the line', () => {
    const quote = promote([money('6.00', { items: { categories: ['pets'], skus: ['B'] } })], abc);
    expect(promos(quote)).toEqual([600n, 600n, 555n]);
    expect(quote.said.orders[0]?.items.map(({ promotionId }) => promotionId)).toEqual(['line-1', 'line-2', 'line-3']);
  });
  test('for every 2 units of the matching items: 5 units are 2 times', () => {
    const five: ItemInWords[] = [
      ['A', '10.00', 2],
      ['B', '20.00', 3],
      ['C', '1.00', 9],
    ];
    // 2 x 1.50 = 3.00 by 2000 and 6000: 75, 225
    expect(
      promos(promote([promotion({ kind: 'amount', amount: '1.50', every: 2 }, { items: { skus: ['A', 'B'] } })], five)),
    ).toEqual([75n, 225n, 0n]);
  });
  test('of the matching items together: the odd cent goes to the SKU that sorts first, wherever it stands', () => {
    const cent = promotion({ kind: 'amount', amount: '0.01', every: 2 }, { items: { skus: ['A', 'B'] } });
    expect(
      promos(
        promote(
          [cent],
          [
            ['A', '5.00'],
            ['B', '5.00'],
          ],
        ),
      ),
    ).toEqual([1n, 0n]);
    expect(
      promos(
        promote(
          [cent],
          [
            ['B', '5.00'],
            ['A', '5.00'],
          ],
        ),
      ),
    ).toEqual([0n, 1n]);
  });
  test('for every 3 units of the order: 14 units are 4 times, one total of the cart', () => {
    const quote = promote(
      [promotion({ kind: 'amount', amount: '1.00', every: 3 })],
      [
        ['A', '1.00', 7],
        ['B', '1.00', 7],
      ],
    );
    expect(promos(quote)).toEqual([200n, 200n]);
    expect(quote.said).toMatchObject({ cartPromotionId: 'P', promotions: [{ benefit: { kind: 'amount', amount: '4.00' } }] });
  });
});

describe('tiers', () => {
  const byAmount: Benefit = {
    kind: 'tiers',
    by: 'amount',
    tiers: [
      { from: '10.00', rate: '0.05' },
      { from: '50.00', rate: '0.1' },
      { from: '90.00', amount: '20.00' },
    ],
  };
  test.each([
    ['9.99', 0n],
    ['10.00', 50n],
    ['49.99', 250n], // 249.95
    ['50.00', 500n],
    ['90.00', 2000n],
  ])('a cart of %s gets %s: the highest reached, alone', (price, off) => {
    expect(promos(promote([promotion(byAmount)], [['A', price]]))).toEqual([off]);
  });
  test('count matching items only, and a tier of money is taken once', () => {
    const settings = promotion(byAmount, { items: { skus: ['A', 'B'] } });
    expect(
      promos(
        promote(
          [settings],
          [
            ['A', '9.00'],
            ['C', '50.00'],
          ],
        ),
      ),
    ).toEqual([0n, 0n]);
    expect(
      promos(
        promote(
          [settings],
          [
            ['A', '30.00'],
            ['B', '60.00'],
            ['C', '50.00'],
          ],
        ),
      ),
    ).toEqual([667n, 1333n, 0n]);
  });
  test('by quantity, reached at equality', () => {
    const settings = promotion({
      kind: 'tiers',
      by: 'quantity',
      tiers: [
        { from: '3', rate: '0.1' },
        { from: '5', rate: '0.2' },
      ],
    });
    expect([2, 3, 4, 5].map((quantity) => promos(promote([settings], [['A', '10.00', quantity]]))[0])).toEqual([
      0n,
      300n,
      400n,
      1000n,
    ]);
  });
  test('a rate of the order is said as a rate', () => {
    expect(promote([promotion(byAmount)], [['A', '50.00']]).said).toMatchObject({
      cartPromotionId: 'P',
      promotions: [{ benefit: { kind: 'rate', rate: '0.1' } }],
    });
  });
});

describe('buy X get Y', () => {
  const buy = (x: number, y: number, rate = '1', more: Partial<PromotionSettings> = {}): PromotionSettings =>
    promotion({ kind: 'buy-x-get-y', buy: x, get: y, rate }, { items: { skus: ['A', 'B', 'C'] }, ...more });

  test.each<[string, PromotionSettings, ItemInWords[], bigint[]]>([
    ['two units are no group of three', buy(2, 1), [['A', '9.00', 2]], [0n]],
    ['three are one', buy(2, 1), [['A', '9.00', 3]], [900n]],
    ['seven are two', buy(2, 1), [['A', '9.00', 7]], [1800n]],
    [
      'the cheapest units of all lines',
      buy(1, 1),
      [
        ['A', '9.00', 1],
        ['B', '3.00', 1],
        ['C', '5.00', 2],
      ],
      [0n, 300n, 500n],
    ],
    [
      'half price, per line half up: 3.33 / 2 = 1.665',
      buy(1, 1, '0.5'),
      [
        ['A', '9.00', 1],
        ['B', '3.33', 1],
      ],
      [0n, 167n],
    ],
    ['prices below a cent stay exact: 2 x 0.0125 = 0.025', buy(1, 1), [['A', '0.0125', 4]], [3n]],
    [
      'buy one get two',
      buy(1, 2),
      [
        ['A', '9.00', 1],
        ['B', '3.00', 2],
        ['C', '1.00', 2],
      ],
      [0n, 0n, 200n],
    ],
    [
      'equal prices: the SKU that sorts last',
      buy(1, 1),
      [
        ['B', '5.00'],
        ['A', '5.00'],
      ],
      [500n, 0n],
    ],
    [
      'equal SKUs and prices: the later line',
      buy(1, 1),
      [
        ['A', '5.00'],
        ['A', '5.00'],
      ],
      [0n, 500n],
    ],
  ])('%s', (_, settings, items, expected) => {
    expect(promos(promote([settings], items))).toEqual(expected);
  });

  test('another set for Y: as often as both sets allow', () => {
    const settings = promotion(
      { kind: 'buy-x-get-y', buy: 2, get: 1, rate: '1', getFrom: { skus: ['Y', 'Z'] } },
      { items: { skus: ['A'] } },
    );
    expect(
      promos(
        promote(
          [settings],
          [
            ['A', '10.00', 5],
            ['Y', '3.00', 1],
            ['Z', '2.00', 4],
          ],
        ),
      ),
    ).toEqual([0n, 0n, 400n]); // 2 times
    expect(
      promos(
        promote(
          [settings],
          [
            ['A', '10.00', 9],
            ['Y', '3.00', 1],
          ],
        ),
      ),
    ).toEqual([0n, 300n]);
    expect(
      promos(
        promote(
          [settings],
          [
            ['A', '10.00', 1],
            ['Y', '3.00', 1],
          ],
        ),
      ),
    ).toEqual([0n, 0n]);
    expect(promos(promote([settings], [['Y', '3.00', 1]]))).toEqual([0n]);
  });

  test('without a list takes the whole cart and is said line by line', () => {
    const quote = promote(
      [promotion({ kind: 'buy-x-get-y', buy: 1, get: 1, rate: '1' })],
      [
        ['A', '5.00'],
        ['B', '4.00'],
      ],
    );
    expect(promos(quote)).toEqual([0n, 400n]);
    expect(quote.said.promotions).toMatchObject([{ id: 'line-2', benefit: { kind: 'amount', amount: '4.00' } }]);
  });
});
