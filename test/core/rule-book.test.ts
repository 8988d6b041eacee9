import { resolvePolicies } from '../../src/core/policy.js';
import { compileRuleBook } from '../../src/core/rule-book.js';
import type { PromotionSettings, SettingsDocuments, ShippingMethodDocument, TaxRuleDocument } from '../../src/core/settings.js';
import { bookOf, documents, method, type Shop, state, WORLD } from './support/build.js';

/** The faults of a shop as `field pointer rule`. */
function faults(shop: Shop | SettingsDocuments): string[] {
  const compiled = compileRuleBook('shipping' in shop ? shop : documents(shop));
  return compiled.ok ? [] : compiled.faults.map(({ field, pointer, rule }) => `${field ?? ''} ${pointer ?? ''} ${rule}`);
}
function messages(shop: Shop): string[] {
  const compiled = compileRuleBook(documents(shop));
  return compiled.ok ? [] : compiled.faults.map(({ message }) => message);
}
const rated = (rate: ShippingMethodDocument['rate'], more: Partial<ShippingMethodDocument> = {}): Shop => ({
  methods: [method('Standard', rate, more)],
});
const rule = (more: Partial<TaxRuleDocument>): Shop => ({ rules: [{ region: state('WA'), ...more }] });
const promo = (more: Partial<PromotionSettings>): Shop => ({
  promotions: [{ id: 'P', name: 'P', benefit: { kind: 'percent', rate: '0.1' }, ...more }],
});
const gift = (benefit: PromotionSettings['benefit'], more: Partial<PromotionSettings> = {}): Shop => promo({ benefit, ...more });

describe('an empty shop', () => {
  test('compiles, with all policies at their default', () => {
    expect(bookOf({}).policies).toEqual(resolvePolicies({}));
    expect(bookOf({}).currency).toBe('USD');
  });
});

describe('a fault of the shipping settings', () => {
  test.each<[string, Shop, string[]]>([
    ['negative', rated({ perShipment: '-1.00' }), ['/methods/0/rate/perShipment amount-negative']],
    ['infinite', rated({ perShipment: 'INF' }), ['/methods/0/rate/perShipment amount-number']],
    ['not a number', rated({ perItem: 'NaN' }), ['/methods/0/rate/perItem amount-number']],
    ['an exponent', rated({ perItem: '1e2' }), ['/methods/0/rate/perItem amount-number']],
    ['a currency sign', rated({ perItem: '$5' }), ['/methods/0/rate/perItem amount-number']],
    ['three places', rated({ perItem: '1.005' }), ['/methods/0/rate/perItem amount-places']],
    ['five places per pound', rated({ perPound: '1.00005' }), ['/methods/0/rate/perPound amount-places']],
    ['too large', rated({ perItem: '1000000000.00' }), ['/methods/0/rate/perItem amount-too-large']],
    ['an empty rate', rated({}), ['/methods/0/rate rate-empty']],
    [
      'a minimum above the maximum',
      rated({ perItem: '1', minimum: '5', maximum: '4.99' }),
      ['/methods/0/rate/minimum minimum-above-maximum'],
    ],
    ['bands that begin late', rated({ bands: [{ from: '0.01', amount: '1' }] }), ['/methods/0/rate/bands/0/from bands-start']],
    ['no bands', rated({ bands: [] }), ['/methods/0/rate/bands bands-start']],
    [
      'bands out of order',
      rated({
        bands: [
          { from: '0', amount: '1' },
          { from: '9', amount: '1' },
          { from: '9.00', amount: '1' },
        ],
      }),
      ['/methods/0/rate/bands/2/from bands-order'],
    ],
    [
      'handling',
      rated({ perItem: '1' }, { handling: { perOrder: '-1', perItem: 'x' } }),
      ['/methods/0/handling/perOrder amount-negative', '/methods/0/handling/perItem amount-number'],
    ],
    ['an id in capitals', rated({ perItem: '1' }, { id: 'Fast!' }), ['/methods/0/id id-pattern']],
    ['31 days of handling', { handlingDays: 31 }, ['/handlingDays days-range']],
    ['half a day of handling', { handlingDays: 0.5 }, ['/handlingDays days-range']],
    [
      'days on the way that are none',
      rated({ perItem: '1' }, { delivery: { minDays: -1, maxDays: 61 } }),
      ['/methods/0/delivery/minDays days-range', '/methods/0/delivery/maxDays days-range'],
    ],
    [
      'a shortest time above the longest',
      rated({ perItem: '1' }, { delivery: { minDays: 3, maxDays: 2 } }),
      ['/methods/0/delivery/minDays days-order'],
    ],
    ['no label', rated({ perItem: '1' }, { label: ' ' }), ['/methods/0/label label-empty']],
    ['no region', rated({ perItem: '1' }, { regions: { include: [] } }), ['/methods/0/regions/include regions-empty']],
    [
      'regions that are none',
      rated(
        { perItem: '1' },
        {
          regions: {
            include: [state('WA'), state('ZZ')],
            exclude: [
              { kind: 'zip', zip: '981' },
              { kind: 'country', country: '', postalRegion: '80*' },
            ],
          },
        },
      ),
      [
        '/methods/0/regions/include/1/state state-unknown',
        '/methods/0/regions/exclude/0/zip zip-pattern',
        '/methods/0/regions/exclude/1/country postal-region-country',
      ],
    ],
    [
      'one id twice',
      { methods: [method('Standard', { perItem: '1' }), method('Standard', { perItem: '2' })] },
      ['/methods/1/id id-doubled'],
    ],
    ['a default weight of nothing', { defaultWeight: { amount: '0.0', unit: 'lb' } }, ['/defaultWeight/amount weight-positive']],
    ['a method that is switched off', rated({ perItem: '-1' }, { enabled: false }), ['/methods/0/rate/perItem amount-negative']],
  ])('%s', (_, shop, expected) => {
    expect(faults(shop)).toEqual(expected.map((fault) => `shipping ${fault}`));
  });

  test('a currency that is no code', () => {
    expect(faults({ ...documents({}), shipping: { currency: 'dollars', methods: [] } })).toEqual([
      'shipping /currency currency-code',
    ]);
  });

  test('yen have no decimal places', () => {
    const yen = { ...documents({}), shipping: { currency: 'JPY', methods: [method('Standard', { perItem: '1.50' })] } };
    expect(faults(yen)).toEqual(['shipping /methods/0/rate/perItem amount-places']);
  });
});

describe('a fault of the tax settings', () => {
  test.each<[string, Shop, string[]]>([
    ['a rate above 1', rule({ rate: '8.25' }), ['/rules/0/rate rate-range']],
    ['a negative rate', rule({ rate: '-0.1' }), ['/rules/0/rate rate-range']],
    ['a rate in per cent', rule({ rate: '8%' }), ['/rules/0/rate rate-number']],
    ['a rate that is infinite', rule({ rate: 'INF' }), ['/rules/0/rate rate-number']],
    ['neither rate nor jurisdictions', rule({}), ['/rules/0 rate-or-jurisdictions']],
    ['both', rule({ rate: '0.1', jurisdictions: [{ name: 'a', rate: '0.1' }] }), ['/rules/0 rate-or-jurisdictions']],
    [
      'a sum above 1',
      rule({
        jurisdictions: [
          { name: 'a', rate: '0.6' },
          { name: 'b', rate: '0.6' },
        ],
      }),
      ['/rules/0/jurisdictions rate-range'],
    ],
    [
      'jurisdictions that disagree about shipping',
      rule({
        jurisdictions: [
          { name: 'a', rate: '0.1', shippingTaxed: true },
          { name: 'b', rate: '0.1' },
        ],
      }),
      ['/rules/0/jurisdictions/1/shippingTaxed jurisdictions-disagree'],
    ],
    [
      'jurisdictions that disagree with their rule',
      rule({ shippingTaxed: true, jurisdictions: [{ name: 'a', rate: '0.1', shippingTaxed: false }] }),
      ['/rules/0/jurisdictions/0/shippingTaxed jurisdictions-disagree'],
    ],
    ['a class that is not there', rule({ rate: '0.1', class: 'food' }), ['/rules/0/class class-unknown']],
    ['a class twice', { classes: [{ name: 'a' }, { name: 'a' }] }, ['/classes/1/name id-doubled']],
    ['a class called standard', { classes: [{ name: 'standard' }] }, ['/classes/0/name class-reserved']],
    ['a class without a name', { classes: [{ name: '' }] }, ['/classes/0/name label-empty']],
    [
      'a zip pattern',
      { rules: [{ region: { kind: 'zip', zip: '98104-98100' }, rate: '0.1' }] },
      ['/rules/0/region/zip zip-range-order'],
    ],
  ])('%s', (_, shop, expected) => {
    expect(faults(shop)).toEqual(expected.map((fault) => `taxes ${fault}`));
  });

  test('a rate in per cent is answered with the fraction that was meant', () => {
    expect(messages(rule({ rate: '8.25' }))).toEqual(['The rate 8.25 is above 1. Rates are fractions: write 0.0825, not 8.25.']);
    expect(messages(rule({ rate: '7' }))).toEqual(['The rate 7 is above 1. Rates are fractions: write 0.07, not 7.']);
  });

  test('jurisdictions that agree through their rule are none', () => {
    expect(
      faults(
        rule({
          shippingTaxed: true,
          jurisdictions: [
            { name: 'a', rate: '0.1' },
            { name: 'b', rate: '0.1', shippingTaxed: true },
          ],
        }),
      ),
    ).toEqual([]);
  });
});

describe('a fault of the promotion settings', () => {
  test.each<[string, Shop, string[]]>([
    ['a percentage above 1', gift({ kind: 'percent', rate: '15' }), ['benefit/rate rate-range']],
    ['a percentage of 0', gift({ kind: 'percent', rate: '0.0' }), ['benefit/rate benefit-positive']],
    ['money of 0', gift({ kind: 'amount', amount: '0' }), ['benefit/amount benefit-positive']],
    ['negative money', gift({ kind: 'amount', amount: '-5' }), ['benefit/amount amount-negative']],
    ['every 0', gift({ kind: 'amount', amount: '5', every: 0 }), ['benefit/every count-range']],
    ['no tiers', gift({ kind: 'tiers', by: 'amount', tiers: [] }), ['benefit/tiers tiers-empty']],
    [
      'tiers out of order',
      gift({
        kind: 'tiers',
        by: 'amount',
        tiers: [
          { from: '5', rate: '0.1' },
          { from: '5', rate: '0.2' },
        ],
      }),
      ['benefit/tiers/1/from tiers-order'],
    ],
    [
      'a tier of both',
      gift({ kind: 'tiers', by: 'amount', tiers: [{ from: '5', rate: '0.1', amount: '1' }] }),
      ['benefit/tiers/0 rate-or-amount'],
    ],
    [
      'half a unit',
      gift({ kind: 'tiers', by: 'quantity', tiers: [{ from: '1.5', rate: '0.1' }] }),
      ['benefit/tiers/0/from count-range'],
    ],
    [
      'buy half',
      gift({ kind: 'buy-x-get-y', buy: 0.5, get: 0, rate: '1' }),
      ['benefit/buy count-range', 'benefit/get count-range'],
    ],
    [
      'one SKU bought and given',
      gift({ kind: 'buy-x-get-y', buy: 1, get: 1, rate: '1', getFrom: { skus: ['B', 'A'] } }, { items: { skus: ['A'] } }),
      ['benefit/getFrom/skus/1 sets-overlap'],
    ],
    [
      'one category bought and given',
      gift({ kind: 'buy-x-get-y', buy: 1, get: 1, rate: '1', getFrom: { categories: ['c'] } }, { items: { categories: ['c'] } }),
      ['benefit/getFrom/categories/0 sets-overlap'],
    ],
    [
      'everything bought',
      gift({ kind: 'buy-x-get-y', buy: 1, get: 1, rate: '1', getFrom: { skus: ['B'] } }),
      ['benefit/getFrom sets-overlap'],
    ],
    [
      'a level that is none',
      gift({ kind: 'shipping', off: { rate: '1' }, serviceLevels: ['Slow' as 'Standard'] }),
      ['benefit/serviceLevels/0 level-unknown'],
    ],
    ['nothing off shipping', gift({ kind: 'shipping', off: { amount: '0.00' } }), ['benefit/off/amount benefit-positive']],
    ['a SKU listed and excluded', promo({ items: { skus: ['A', 'B'], excludeSkus: ['B'] } }), ['items/skus/1 item-excluded']],
    ['a reserved id', promo({ id: 'line-4' }), ['id id-reserved']],
    ['the other reserved id', promo({ id: 'order' }), ['id id-reserved']],
    ['an id with blanks', promo({ id: 'a b' }), ['id id-pattern']],
    ['no name', promo({ name: '' }), ['name label-empty']],
    ['a quantity of 0', promo({ conditions: { minQuantity: 0 } }), ['conditions/minQuantity count-range']],
    ['a negative amount', promo({ conditions: { minAmount: '-1' } }), ['conditions/minAmount amount-negative']],
    ['a day without time', promo({ schedule: { from: '2026-11-27' } }), ['schedule/from instant-pattern']],
    ['a time without offset', promo({ schedule: { until: '2026-11-27T00:00:00' } }), ['schedule/until instant-pattern']],
    ['a day that is none', promo({ schedule: { until: '2026-13-27T00:00:00Z' } }), ['schedule/until instant-pattern']],
    [
      'an end before the beginning',
      promo({ schedule: { from: '2026-11-27T00:00:00Z', until: '2026-11-27T00:00:00Z' } }),
      ['schedule/until schedule-order'],
    ],
    ['an empty code', promo({ code: { kind: 'shared', code: ' ' } }), ['code/code code-empty']],
    ['no codes', promo({ code: { kind: 'single-use', codes: [] } }), ['code/codes code-empty']],
    ['one code twice', promo({ code: { kind: 'single-use', codes: ['a', 'A'] } }), ['code/codes/1 id-doubled']],
    ['a limit of 0', promo({ code: { kind: 'shared', code: 'a', limit: 0 } }), ['code/limit count-range']],
  ])('%s', (_, shop, expected) => {
    expect(faults(shop)).toEqual(expected.map((fault) => `promotions /promotions/0/${fault}`));
  });

  test('an id and a code of another promotion', () => {
    const [one] = promo({ code: { kind: 'shared', code: 'FALL' } }).promotions!;
    expect(faults({ promotions: [one!, { ...one!, code: { kind: 'shared', code: 'fall' } }] })).toEqual([
      'promotions /promotions/1/id id-doubled',
      'promotions /promotions/1/code/code id-doubled',
    ]);
  });
});

describe('a policy of an earlier version', () => {
  const named = (shop: Shop): SettingsDocuments => ({
    ...documents(shop),
    policies: { taxRateLimit: 'five', taxBase: 'before-promotions' } as SettingsDocuments['policies'],
  });

  test('is a warning that says where it stands, and the rest of its document counts', () => {
    const compiled = compileRuleBook(named({}));
    expect(compiled).toMatchObject({
      ok: true,
      book: { policies: { taxBase: 'before-promotions' } },
      warnings: [{ rule: 'policy-retired', severity: 'warning', field: 'policies', pointer: '/taxRateLimit', got: 'five' }],
    });
  });

  test('lets no rate above 1 through', () => {
    expect(faults(named(rule({ rate: '2.5' })))).toContain('taxes /rules/0/rate rate-range');
  });
});

describe('a fault of the policies', () => {
  test('a policy or a choice that is none', () => {
    const policies = { taxBase: 'sideways', nonsense: 1, predefinedRegions: { USAll: ['WA', 'ZZ'], Mars: ['WA'] } };
    expect(faults({ ...documents({}), policies: policies as unknown as SettingsDocuments['policies'] })).toEqual([
      'policies /taxBase policy-choice',
      'policies /nonsense policy-unknown',
      'policies /predefinedRegions/USAll/1 state-unknown',
      'policies /predefinedRegions/Mars predefined-unknown',
    ]);
  });
});

describe('all faults', () => {
  test('come at once, each with a sentence, what was expected and what stood there', () => {
    const shop: Shop = { ...rated({ perShipment: '-1' }), ...rule({ rate: '9' }), ...gift({ kind: 'percent', rate: '2' }) };
    const compiled = compileRuleBook(documents(shop));
    expect(compiled).toMatchObject({
      ok: false,
      faults: [
        {
          severity: 'error',
          field: 'shipping',
          got: '-1',
          expected: 'an amount such as 12.50',
          message: '-1 is negative. Amounts are zero or above; a fee is an item or handling.',
        },
        { field: 'taxes', got: '9', expected: 'a fraction from 0 to 1, such as 0.0825' },
        { field: 'promotions', got: '2' },
      ],
    });
  });

  test('are none where everything is used', () => {
    const shop: Shop = {
      methods: [
        method(
          'Standard',
          { perShipment: '4.99', perPound: '0.5000', roundWeightUp: true, minimum: '1', maximum: '9' },
          { notFor: { skus: ['A'] } },
        ),
      ],
      defaultWeight: { amount: '0.25', unit: 'kg' },
      rules: [{ region: WORLD, rate: '1', class: 'food' }],
      classes: [{ name: 'food', skus: ['A'] }],
      promotions: [
        {
          id: 'Everything_1',
          name: 'All',
          items: { skus: ['A'] },
          benefit: { kind: 'buy-x-get-y', buy: 1, get: 1, rate: '1', getFrom: { skus: ['B'] } },
          conditions: { minAmount: '5.00', minQuantity: 2, anySku: ['A'], count: 'cart' },
          schedule: { from: '2026-11-27T00:00Z', until: '2026-11-28T00:00:00.000+01:00' },
          code: { kind: 'shared', code: 'FALL', limit: 100 },
          stacking: 'free',
        },
      ],
      policies: { predefinedRegions: { USAll: ['wa', 'Oregon'] } },
    };
    expect(faults(shop)).toEqual([]);
    expect(bookOf(shop).policies.predefinedRegions).toEqual({ USAll: ['WA', 'OR'] });
  });
});
