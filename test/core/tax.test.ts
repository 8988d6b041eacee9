import type { PolicyDocument, TaxRuleDocument } from '../../src/core/settings.js';
import { taxLines } from '../../src/core/tax.js';
import {
  address,
  type Ask,
  type ItemInWords,
  method,
  onlyOption,
  priced,
  request,
  rows,
  type Shop,
  state,
  WORLD,
  zip,
} from './support/build.js';

const seattle = address('WA', '98104');
const methods = [method('Standard', { perShipment: '5.00' }, { regions: { include: [WORLD] } })];
const taxed = (
  rules: readonly TaxRuleDocument[],
  items: readonly ItemInWords[],
  shop: Shop = {},
  to: object = seattle,
  ask: Ask = {},
): ReturnType<typeof priced> => priced({ methods, rules, ...shop }, request(items, to, ask));
const taxes = (quote: ReturnType<typeof priced>): [number, number][] => rows(onlyOption(quote)).map((row) => [row[4]!, row[5]!]);

describe('taxLines', () => {
  test('rounds each line half up, half even, or the order once', () => {
    const rates = [65_000_000n, 65_000_000n];
    expect(taxLines([100n, 300n], rates, 'line-half-up')).toEqual([7n, 20n]); // 6.5, 19.5
    expect(taxLines([100n, 300n], rates, 'line-half-even')).toEqual([6n, 20n]);
    expect(taxLines([100n, 300n], rates, 'order-half-up')).toEqual([7n, 19n]); // 26.0 by 6.5, 19.5
    expect(taxLines([333n, 333n, 334n], [101_000_000n, 101_000_000n, 101_000_000n], 'order-half-up')).toEqual([34n, 33n, 34n]); // 101 by 33.633, 33.633, 33.734
    expect(taxLines([100n, 100n], [0n, 100_000_000n], 'order-half-up')).toEqual([0n, 10n]);
    expect(taxLines([], [], 'order-half-up')).toEqual([]);
  });
});

describe('the rule of an item', () => {
  test('no rule covers: a table of rate 0 that does not tax shipping, and said so', () => {
    const quote = taxed([{ region: state('OR'), rate: '0.1', shippingTaxed: true }], [['A', '10.00']]);
    expect(taxes(quote)).toEqual([[0, 0]]);
    expect(quote.said.taxTables).toMatchObject([{ rate: '0', shippingTaxed: false }]);
    expect(quote.sources.tax).toEqual({ source: 'settings', because: 'None of 1 tax rules covers this address.' });
    expect(taxed([], [['A', '10.00']]).sources.tax).toEqual({ source: 'none', because: 'The shop has no tax rules.' });
  });

  test('class by SKU or category, the first class that names it; its own rules before standard ones', () => {
    const shop: Shop = {
      classes: [
        { name: 'food', categories: ['grocery'] },
        { name: 'books', skus: ['B', 'F'] },
      ],
    };
    const rules: TaxRuleDocument[] = [
      { region: zip('98104'), rate: '0.1' },
      { region: WORLD, rate: '0.01', class: 'food' },
      { region: state('OR'), rate: '0.02', class: 'books' },
    ];
    const items: ItemInWords[] = [
      ['A', '10.00'],
      ['B', '10.00'],
      ['C', '10.00', 1, undefined, 'grocery'],
      ['F', '10.00', 1, undefined, 'grocery'],
    ];
    // books have no rule here, so the standard one counts
    expect(taxes(taxed(rules, items, shop)).map(([t]) => t)).toEqual([100, 100, 10, 10]);
    expect(taxed(rules, items, shop).said.taxTables?.map(({ rate }) => rate)).toEqual(['0.1', '0.01']);
  });

  test('document order takes the first that covers, of the class or standard', () => {
    const shop: Shop = { classes: [{ name: 'food', skus: ['F'] }], policies: { taxRuleChoice: 'document-order' } };
    const rules: TaxRuleDocument[] = [
      { region: WORLD, rate: '0.01', class: 'food' },
      { region: state('WA'), rate: '0.02' },
      { region: zip('98104'), rate: '0.03' },
      { region: zip('98104'), rate: '0.04', class: 'food' },
    ];
    expect(
      taxes(
        taxed(
          rules,
          [
            ['A', '10.00'],
            ['F', '10.00'],
          ],
          shop,
        ),
      ).map(([t]) => t),
    ).toEqual([20, 10]);
    expect(
      taxes(
        taxed(
          rules.slice(1),
          [
            ['A', '10.00'],
            ['F', '10.00'],
          ],
          shop,
        ),
      ).map(([t]) => t),
    ).toEqual([20, 20]);
  });

  test('one SKU has one table under 2008-11-30, even where its categories differ', () => {
    const shop: Shop = { classes: [{ name: 'food', categories: ['grocery'] }] };
    const rules: TaxRuleDocument[] = [
      { region: WORLD, rate: '0.1' },
      { region: WORLD, rate: '0', class: 'food' },
    ];
    const items: ItemInWords[] = [
      ['A', '10.00', 1, undefined, 'grocery'],
      ['A', '10.00'],
    ];
    expect(taxes(taxed(rules, items, shop)).map(([t]) => t)).toEqual([0, 100]);
    expect(taxes(taxed(rules, items, shop, seattle, { dialect: '2008-11-30' })).map(([t]) => t)).toEqual([0, 0]);
  });

  test('equal rates share a table, shipping taxed or not does not', () => {
    const shop: Shop = {
      classes: [
        { name: 'x', skus: ['B'] },
        { name: 'y', skus: ['C'] },
      ],
    };
    const rules: TaxRuleDocument[] = [
      { region: WORLD, rate: '0.10' },
      { region: WORLD, rate: '0.1', class: 'x' },
      { region: WORLD, rate: '0.1', class: 'y', shippingTaxed: true },
    ];
    const quote = taxed(
      rules,
      [
        ['A', '1.00'],
        ['B', '1.00'],
        ['C', '1.00'],
      ],
      shop,
    );
    expect(quote.said.orders[0]?.items.map(({ taxTableId }) => taxTableId)).toEqual(['tax-1', 'tax-1', 'tax-2']);
    expect(taxes(quote)).toEqual([
      [10, 0],
      [10, 0],
      [10, 17],
    ]); // 1.66 x 0.1
  });

  test('an address without postal code where zip rules exist is coarse, with a warning', () => {
    const rules: TaxRuleDocument[] = [
      { region: state('WA'), rate: '0.065' },
      { region: zip('98100-98199'), rate: '0.1' },
    ];
    const quote = taxed(rules, [['A', '10.00']], {}, { state: 'WA', country: 'US' });
    expect(taxes(quote)).toEqual([[65, 0]]);
    expect(quote.warnings).toMatchObject([{ rule: 'TAX_COARSE', severity: 'warning' }]);
    expect(quote.said.taxTables).toMatchObject([{ region: { kind: 'state', state: 'WA' } }]);
    // no zip rule lies in Oregon: nothing could have been said more exactly
    expect(taxed(rules, [['A', '10.00']], {}, { state: 'OR', country: 'US' }).warnings).toEqual([]);
    expect(taxed(rules, [['A', '10.00']]).warnings).toEqual([]);
  });
});

describe('several jurisdictions', () => {
  const rules: TaxRuleDocument[] = [
    {
      region: state('WA'),
      label: 'Seattle',
      shippingTaxed: true,
      jurisdictions: [
        { name: 'State', rate: '0.065' },
        { name: 'City', rate: '0.0385' },
      ],
    },
  ];
  test('are added before rounding, and share the rounded tax by their rates', () => {
    const quote = taxed(rules, [['A', '1.00']]);
    // 0.1035 x 100 = 10.35 -> 10 (6.5 -> 7 and 3.85 -> 4 would be 11); 10 by 0.065, 0.0385 = 6.28, 3.72 -> 6, 4
    expect(taxes(quote)).toEqual([[10, 52]]);
    expect(quote.said.taxTables).toMatchObject([{ rate: '0.1035', shippingTaxed: true }]);
    expect(onlyOption(quote).lines[0]?.because.filter(({ component }) => component === 'tax')).toMatchObject([
      { label: 'State 6.5 %', amount: 6n, source: { jurisdiction: 'State', region: 'WA' } },
      { label: 'City 3.85 %', amount: 4n, source: { jurisdiction: 'City' } },
    ]);
  });
});

describe('tax policies', () => {
  const rules: TaxRuleDocument[] = [{ region: state('WA'), rate: '0.1', shippingTaxed: true }];
  const promotions = [
    { id: 'HALF', name: 'Half', benefit: { kind: 'percent' as const, rate: '0.5' }, stacking: 'free' as const },
    { id: 'SHIP', name: 'Ship', benefit: { kind: 'shipping' as const, off: { amount: '2.00' } }, stacking: 'free' as const },
  ];
  const items: ItemInWords[] = [
    ['A', '10.05'],
    ['B', '30.05'],
  ];
  const by = (policies: PolicyDocument, ask: Ask = {}): ReturnType<typeof priced> =>
    taxed(rules, items, { promotions, policies }, seattle, ask);

  test('by default tax is taken after promotions, rounded half up on each line', () => {
    // 40.10 / 2 = 20.05: 5.03, 15.02 (502.5, 1502.5: the tie to the earlier); net 502, 1503
    expect(rows(onlyOption(by({})))).toEqual([
      [1005, 503, 250, 100, 50, 15],
      [3005, 1502, 250, 100, 150, 15],
    ]);
    expect(by({}).said).not.toHaveProperty('cartTaxAmounts');
  });

  test('before promotions: from the gross amounts, said with CartTaxAmounts', () => {
    const quote = by({ taxBase: 'before-promotions' });
    expect(taxes(quote)).toEqual([
      [101, 25],
      [301, 25],
    ]);
    expect(quote.said.cartTaxAmounts).toEqual([{ shippingMethodId: 'standard', serviceLevel: 'Standard', amount: '4.52' }]);
    expect(quote.said.taxTables).toHaveLength(1);
    expect(quote.warnings).toEqual([]);
  });

  test('half even', () => {
    const quote = taxed(rules, [['A', '0.25']], { policies: { taxRounding: 'line-half-even' } });
    expect(taxes(quote)[0]![0]).toBe(2); // 2.5
    expect(quote.said.cartTaxAmounts).toMatchObject([{ amount: '0.52' }]);
  });

  test('per order, each component on its own', () => {
    const quote = taxed(
      rules,
      [
        ['A', '3.33'],
        ['B', '3.33'],
        ['C', '3.34'],
      ],
      { policies: { taxRounding: 'order-half-up' } },
    );
    // 100 by 33.3, 33.3, 33.4 and 50 by 16.7, 16.7, 16.6
    expect(taxes(quote)).toEqual([
      [33, 17],
      [33, 17],
      [34, 16],
    ]);
  });

  test('flat shipping by value, evenly where nothing has a value', () => {
    const share = (list: ItemInWords[]): number[] =>
      rows(onlyOption(taxed(rules, list, { policies: { flatShippingShare: 'by-value' } }))).map((row) => row[2]!);
    expect(
      share([
        ['A', '10.00'],
        ['B', '30.00'],
        ['C', '0.00'],
      ]),
    ).toEqual([125, 375, 0]);
    expect(
      share([
        ['A', '0.00'],
        ['B', '0.00'],
      ]),
    ).toEqual([250, 250]);
  });

  test('2008-11-30 cannot say them: the default counts, recorded with the difference in cents', () => {
    const quote = by({ taxBase: 'before-promotions' }, { dialect: '2008-11-30' });
    expect(rows(onlyOption(quote))).toEqual(rows(onlyOption(by({}))));
    expect(quote.said).not.toHaveProperty('cartTaxAmounts');
    // 4.52 against 50 + 150 + 30
    expect(quote.warnings).toMatchObject([{ rule: 'POLICY_NOT_SAYABLE', severity: 'warning', expected: 'taxBase', got: '222' }]);
    expect(quote.warnings[0]?.message).toContain('2.22 USD');
  });

  test('nor can 2009-05-15 where shipping was not asked for', () => {
    const asked = { shipping: false, promotions: true, tax: true };
    const quote = by({ taxBase: 'before-promotions' }, { asked });
    expect(taxes(quote)).toEqual([
      [50, 0],
      [150, 0],
    ]);
    expect(quote.said).not.toHaveProperty('cartTaxAmounts');
    expect(quote.warnings).toMatchObject([{ rule: 'shipping-promotion-alone' }, { rule: 'POLICY_NOT_SAYABLE', got: '202' }]); // 1.01 + 3.01 - 2.00 = 2.02
  });

  test('a policy that makes no difference to this cart is no warning', () => {
    const quote = taxed(
      rules,
      [['A', '10.00']],
      { policies: { taxBase: 'before-promotions', taxRounding: 'line-half-even' } },
      seattle,
      { dialect: '2008-11-30' },
    );
    expect(quote.warnings).toEqual([]);
  });
});
