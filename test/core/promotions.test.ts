import type { Benefit, PromotionSettings } from '../../src/core/settings.js';
import type { Quote } from '../../src/core/quote.js';
import { address, type Ask, type ItemInWords, method, onlyOption, priced, request, type Shop } from './support/build.js';

const seattle = address('WA', '98104');
const promotion = (benefit: Benefit, more: Partial<PromotionSettings> = {}): PromotionSettings => ({
  id: 'P',
  name: 'P',
  benefit,
  ...more,
});
const percent = (rate: string, more: Partial<PromotionSettings> = {}): PromotionSettings =>
  promotion({ kind: 'percent', rate }, more);
const money = (amount: string, more: Partial<PromotionSettings> = {}): PromotionSettings =>
  promotion({ kind: 'amount', amount }, more);

function promote(promotions: readonly PromotionSettings[], items: readonly ItemInWords[], ask: Ask = {}, shop: Shop = {}): Quote {
  const methods = [method('Standard', { perShipment: '5.00' }), method('TwoDay', { perShipment: '9.99' })];
  return priced({ methods, promotions, ...shop }, request(items, seattle, ask));
}
const promos = (quote: Quote): bigint[] => onlyOption(quote).lines.map(({ principalPromo }) => principalPromo);
const abc: ItemInWords[] = [
  ['A', '10.00', 1, undefined, 'pets'],
  ['B', '20.00', 2],
  ['C', '5.55', 1, undefined, 'pets'],
];

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
