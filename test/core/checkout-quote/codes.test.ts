import type { CodeVerdict } from '../../../src/core/checkout.js';
import type { PromotionSettings } from '../../../src/core/settings.js';
import type { Tables } from '../../../src/core/tables.js';
import { address, type ItemInWords, method, rows, type Shop } from '../support/build.js';
import { amountOff, ask, cartOf, checkoutOf, choice, rateOff, tableMethod } from '../support/checkout.js';

const WA = address('WA', '98104');
const items: ItemInWords[] = [
  ['A', '20.00', 1, undefined, 'pets'],
  ['B', '10.00', 2],
];
const coded = (code: string, more: Partial<PromotionSettings> = {}): PromotionSettings => ({
  id: code.toLowerCase(),
  name: `Name of ${code}`,
  benefit: { kind: 'percent', rate: '0.1' },
  code: { kind: 'shared', code },
  ...more,
});
const shopOf = (...promotions: PromotionSettings[]): Shop => ({
  methods: [method('Standard', { perShipment: '5.00' })],
  promotions,
});
const verdicts = (shop: Shop, codes: string[], more: Parameters<typeof ask>[2] = {}): readonly CodeVerdict[] =>
  checkoutOf(ask(cartOf(items), WA, { codes, ...more }), shop).codes;

describe('claim codes where promotions come from the settings', () => {
  test('a code is applied with what it takes off, whatever its case and blanks', () => {
    // 10 % of 40.00
    expect(verdicts(shopOf(coded('SPRING')), [' spring '])).toEqual([
      { code: 'spring', state: 'applied', promotionId: 'spring', name: 'Name of SPRING', amount: 400n },
    ]);
  });

  test.each<[string, Partial<PromotionSettings>, string, string]>([
    ['ended', { schedule: { until: '2026-06-01T00:00:00Z' } }, 'ended', 'SPRING ended on 31 May.'],
    ['ended another year', { schedule: { until: '2025-06-01T00:00:00Z' } }, 'ended', 'SPRING ended on 31 May 2025.'],
    ['not begun', { schedule: { from: '2026-12-01T00:00:00Z' } }, 'not-yet', 'SPRING starts on 1 December.'],
    [
      'of another item',
      { items: { skus: ['Z'] } },
      'conditions',
      'SPRING is for certain items, and none of them is in this cart.',
    ],
    [
      'below its amount',
      { conditions: { minAmount: '50.00' } },
      'conditions',
      'SPRING needs items for at least 50.00 USD; this cart has 40.00 USD.',
    ],
    [
      'below its amount of certain items',
      { items: { categories: ['pets'] }, conditions: { minAmount: '30.00' } },
      'conditions',
      'SPRING needs items for at least 30.00 USD; this cart has, of the items it is for, 20.00 USD.',
    ],
    ['below its quantity', { conditions: { minQuantity: 4 } }, 'conditions', 'SPRING needs at least 4 items; this cart has 3.'],
    [
      'that wants another item too',
      { conditions: { anySku: ['Z'] } },
      'conditions',
      'SPRING needs an item that is not in this cart.',
    ],
    ['switched off', { enabled: false }, 'unknown', 'SPRING is no claim code of this shop. Check its spelling.'],
  ])('a code %s says so', (_, more, state, message) => {
    const [verdict] = verdicts(shopOf(coded('SPRING', more)), ['SPRING']);
    expect(verdict).toMatchObject({ code: 'SPRING', state, message: `${message} Your total is unchanged.` });
  });

  test('days are told in the zone of the shop', () => {
    const shop = shopOf(coded('SPRING', { schedule: { until: '2026-06-01T00:00:00-07:00' } }));
    const [verdict] = verdicts(shop, ['SPRING'], { zone: 'America/Los_Angeles' });
    expect(verdict).toMatchObject({ message: 'SPRING ended on 31 May. Your total is unchanged.' });
  });

  test('a code that cannot be redeemed any more takes nothing off', () => {
    for (const usedUp of [new Set(['spring']), new Set(['SPRING'])]) {
      const quote = checkoutOf(ask(cartOf(items), WA, { codes: ['SPRING'], usedUp }), shopOf(coded('SPRING')));
      expect(quote.codes).toMatchObject([{ state: 'used-up', promotionId: 'spring' }]);
      expect(choice(quote).totals.principalPromo).toBe(0n);
    }
  });

  test('of two that do not combine the better one counts, and the other says which', () => {
    const shop = shopOf(coded('SMALL', { benefit: { kind: 'amount', amount: '1.00' } }), coded('LARGE'));
    expect(verdicts(shop, ['SMALL', 'LARGE', 'small'])).toMatchObject([
      {
        code: 'SMALL',
        state: 'beaten',
        message: 'SMALL does not combine with Name of LARGE, which saves you no less. Your total is unchanged.',
      },
      { code: 'LARGE', state: 'applied', amount: 400n },
    ]);
  });

  test('all codes are tried, and those that combine are all applied', () => {
    const free = { stacking: 'free' } as const;
    const shop = shopOf(coded('ONE', { ...free, benefit: { kind: 'amount', amount: '1.00' } }), coded('TEN', free));
    const quote = checkoutOf(ask(cartOf(items), WA, { codes: ['TEN', 'NONE', 'ONE'] }), shop);
    expect(quote.codes).toMatchObject([
      { state: 'applied', amount: 400n },
      { state: 'unknown' },
      { state: 'applied', amount: 100n },
    ]);
    expect(choice(quote).totals.principalPromo).toBe(500n);
  });

  test('two single-use codes of one promotion use up only the first', () => {
    const single = coded('X', { id: 'gift', code: { kind: 'single-use', codes: ['GIFT1', 'GIFT2'] } });
    expect(verdicts(shopOf(single), ['GIFT2', 'GIFT1'])).toMatchObject([
      { code: 'GIFT2', state: 'applied' },
      { code: 'GIFT1', state: 'beaten' },
    ]);
  });

  test('a code for shipping is told with what it takes off the first choice', () => {
    const shop = shopOf(coded('SHIP', { benefit: { kind: 'shipping', off: { amount: '2.00' } } }));
    expect(verdicts(shop, ['SHIP'])).toMatchObject([{ state: 'applied', amount: 200n }]);
    const twoDay = shopOf(coded('SHIP', { benefit: { kind: 'shipping', off: { rate: '1' }, serviceLevels: ['TwoDay'] } }));
    expect(verdicts(twoDay, ['SHIP'])).toMatchObject([{ state: 'conditions' }]);
    const both = {
      ...twoDay,
      methods: [...twoDay.methods!, method('TwoDay', { perShipment: '9.00' }), method('OneDay', { perShipment: '5.00' })],
    };
    // TwoDay is free now and the cheapest: 9.00 off it
    expect(verdicts(both, ['SHIP'])).toMatchObject([{ state: 'applied', amount: 900n }]);
  });

  test('a cart without a code box takes none', () => {
    const quote = checkoutOf(
      ask(cartOf(items, {}, [], { disablePromotionCode: true }), WA, { codes: ['SPRING'] }),
      shopOf(coded('SPRING')),
    );
    expect(quote.codes).toEqual([
      { code: 'SPRING', state: 'off', message: 'This cart takes no claim codes. Your total is unchanged.' },
    ]);
    expect(choice(quote).totals.principalPromo).toBe(0n);
  });
});

describe('claim codes beside promotions of a cart', () => {
  const tables: Tables = {
    promotions: [amountOff('OFF3', '3.00')],
    cartPromotionId: 'OFF3',
    shippingMethods: [tableMethod('Standard', { perShipment: '5.00' })],
  };
  const price = (
    shop: Shop,
    codes: string[],
    own: Tables = tables,
    named: Parameters<typeof cartOf>[2] = [],
  ): { promos: number[]; quote: ReturnType<typeof checkoutOf> } => {
    const quote = checkoutOf(ask(cartOf(items, own, named), WA, { codes }), shop);
    return { promos: rows(choice(quote)).map((row) => row[1]!), quote };
  };

  test('the code is added, computed on the original subtotal', () => {
    const { promos, quote } = price(shopOf(coded('TEN')), ['TEN']);
    // cart 3.00 by 20.00 and 20.00: 150, 150; 10 % of 40.00 = 4.00 by what is left (1850, 1850): 200, 200
    expect(promos).toEqual([350, 350]);
    expect(quote.codes).toMatchObject([{ state: 'applied', amount: 400n }]);
    expect(quote.sources.promotions).toEqual({
      source: 'cart',
      because: 'The cart brings 1 promotion; these apply: OFF3, and by claim code Name of TEN.',
    });
  });

  test('the cents of the cart stay where they were', () => {
    // OFF3 150, 150 as without the code; then 25 % of A = 500
    const { promos } = price(shopOf(coded('A25', { items: { skus: ['A'] }, benefit: { kind: 'percent', rate: '0.25' } })), [
      'A25',
    ]);
    expect(promos).toEqual([650, 150]);
  });

  test('no line gives more than it costs', () => {
    const own: Tables = { ...tables, promotions: [rateOff('MOST', '0.9')], cartPromotionId: 'MOST' };
    const { promos, quote } = price(
      shopOf(coded('A50', { items: { skus: ['A'] }, benefit: { kind: 'percent', rate: '0.5' } })),
      ['A50'],
      own,
    );
    // A: 1800 of 2000 are gone; of 1000 more only 200 are left
    expect(promos).toEqual([2000, 1800]);
    expect(quote.codes).toMatchObject([{ state: 'applied', amount: 200n }]);
  });

  test('a code that finds nothing left says so', () => {
    const own: Tables = { ...tables, promotions: [rateOff('ALL', '1')], cartPromotionId: 'ALL' };
    const { quote } = price(shopOf(coded('TEN')), ['TEN'], own);
    expect(quote.codes).toMatchObject([
      { state: 'beaten', message: 'TEN finds nothing left to take off. Your total is unchanged.' },
    ]);
  });

  test('an exclusive one applies only where it is the larger, and then alone', () => {
    const exclusive = (amount: string): Shop =>
      shopOf(coded('ALONE', { stacking: 'exclusive', benefit: { kind: 'amount', amount } }));
    const smaller = price(exclusive('3.00'), ['ALONE']);
    expect(smaller.promos).toEqual([150, 150]);
    expect(smaller.quote.codes).toMatchObject([{ state: 'beaten' }]);
    expect(smaller.quote.sources.promotions.source).toBe('cart');
    const larger = price(exclusive('3.01'), ['ALONE']);
    expect(larger.promos).toEqual([151, 150]);
    expect(larger.quote.codes).toMatchObject([{ state: 'applied', amount: 301n }]);
    expect(larger.quote.sources.promotions).toEqual({
      source: 'settings',
      because: 'The claim code for Name of ALONE is worth more than the promotions of the cart and does not combine with them.',
    });
  });

  test('promotions of the settings without a code stay out', () => {
    const automatic: PromotionSettings = {
      id: 'auto',
      name: 'Automatic',
      benefit: { kind: 'percent', rate: '0.5' },
      stacking: 'free',
    };
    const { promos } = price(shopOf(automatic, coded('TEN')), ['TEN']);
    expect(promos).toEqual([350, 350]);
  });

  test('by policy they count only where promotions are those of the settings', () => {
    const { promos, quote } = price({ ...shopOf(coded('TEN')), policies: { claimCodes: 'settings-only' } }, ['TEN']);
    expect(promos).toEqual([150, 150]);
    expect(quote.codes).toEqual([
      {
        code: 'TEN',
        state: 'off',
        message: 'Claim codes do not combine with the discounts of this cart. Your total is unchanged.',
      },
    ]);
  });
});
