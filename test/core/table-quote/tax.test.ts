import type { LineTables, Tables } from '../../../src/core/tables.js';
import type { PolicyDocument } from '../../../src/core/settings.js';
import { address, type ItemInWords, method, rows, state, zip } from '../support/build.js';
import {
  amountOff,
  answered,
  ask,
  asks,
  CALL,
  cartOf,
  checkoutOf,
  choice,
  refusedCheckout,
  tableMethod,
  taxRule,
  taxTable,
} from '../support/checkout.js';

const WA = address('WA', '98104');
const items: ItemInWords[] = [
  ['A', '20.00'],
  ['B', '10.00'],
];
const shippingMethods = [tableMethod('Standard', { perShipment: '3.00' }), tableMethod('TwoDay', { perShipment: '6.00' })];

/** T and ST of each line. */
const taxes = (tables: Tables, named: LineTables[] = [], policies: PolicyDocument = {}): number[][] =>
  rows(choice(checkoutOf(ask(cartOf(items, { shippingMethods, ...tables }, named), WA), { policies }), 'Standard')).map((row) =>
    row.slice(4),
  );

describe('tax tables', () => {
  test('tax nothing where a line names no table and there is no default', () => {
    expect(taxes({ taxTables: [taxTable('t', taxRule(state('WA'), '0.1', true))] }, [{ taxTableId: 't' }])).toEqual([
      [200, 15],
      [0, 0],
    ]);
  });

  test('may name the default table like any other', () => {
    const tables: Tables = { defaultTaxTable: taxTable('d', taxRule(state('WA'), '0.1')) };
    expect(taxes(tables, [{ taxTableId: 'd' }])).toEqual([
      [200, 0],
      [100, 0],
    ]);
  });

  test('a rule without a region covers nothing', () => {
    const nowhere = { ...taxRule(state('WA'), '0.1'), region: null };
    expect(taxes({ defaultTaxTable: taxTable('d', nowhere) })).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('an address without a postal code is taxed by its state, with a warning where zips could say more', () => {
    const tables: Tables = {
      shippingMethods,
      defaultTaxTable: taxTable('d', taxRule(zip('98104'), '0.1'), taxRule(state('WA'), '0.05')),
    };
    const quote = checkoutOf(ask(cartOf(items, tables), { state: 'WA', country: 'US' }));
    expect(choice(quote).totals.tax).toBe(150n);
    expect(quote.warnings.map(({ rule }) => rule)).toEqual(['TAX_COARSE']);
  });

  test.each<[string, PolicyDocument, number[][]]>([
    // 10 % of 20.00 - 0.67 and 10.00 - 0.33 (1.00 off by 20 and 10: 66.7, 33.3): 193.3, 96.7; shipping 150 each
    [
      'by default',
      {},
      [
        [193, 15],
        [97, 15],
      ],
    ],
    [
      'before promotions',
      { taxBase: 'before-promotions' },
      [
        [200, 15],
        [100, 15],
      ],
    ],
  ])('%s', (_, policies, expected) => {
    const tables: Tables = {
      defaultTaxTable: taxTable('d', taxRule(state('WA'), '0.1', true)),
      promotions: [amountOff('ONE', '1.00')],
      cartPromotionId: 'ONE',
    };
    expect(taxes(tables, [], policies)).toEqual(expected);
  });

  test('is rounded once for the order where the policy says so', () => {
    // 0.0967 of 1933 and 967 (as above): 186.92, 93.51, together 280.43; of 150 and 150: 14.505 each, together 29.01
    const tables: Tables = {
      defaultTaxTable: taxTable('d', taxRule(state('WA'), '0.0967', true)),
      promotions: [amountOff('ONE', '1.00')],
      cartPromotionId: 'ONE',
    };
    expect(taxes(tables)).toEqual([
      [187, 15],
      [94, 15],
    ]);
    expect(taxes(tables, [], { taxRounding: 'order-half-up' })).toEqual([
      [187, 15],
      [93, 14],
    ]);
  });

  test('a half goes to the even cent where the policy says so', () => {
    // 0.00325 of 20.00 is 6.5, of 10.00 is 3.25; of 1.50 less than half a cent
    const tables: Tables = { defaultTaxTable: taxTable('d', taxRule(state('WA'), '0.00325', true)) };
    expect(taxes(tables)).toEqual([
      [7, 0],
      [3, 0],
    ]);
    expect(taxes(tables, [], { taxRounding: 'line-half-even' })).toEqual([
      [6, 0],
      [3, 0],
    ]);
  });
});

describe('CartTaxAmounts', () => {
  const table = taxTable('t', taxRule(state('WA'), '0.5', true));

  test('replace the tables: by method, else by level, else for every choice; all of it is Tax', () => {
    const quote = checkoutOf(
      ask(
        cartOf(items, {
          shippingMethods: [...shippingMethods, tableMethod('OneDay', { perShipment: '9.00' })],
          defaultTaxTable: table,
          cartTaxAmounts: [
            { amount: 100n },
            { serviceLevel: 'TwoDay', amount: 200n },
            { shippingMethodId: 'standard', amount: 305n },
          ],
        }),
        WA,
      ),
    );
    // Standard: 3.05 by 20.00 + 1.50 and 10.00 + 1.50: 305 x 2150/3300 = 198.7, 106.3
    expect(rows(choice(quote, 'Standard'))).toEqual([
      [2000, 0, 150, 0, 199, 0],
      [1000, 0, 150, 0, 106, 0],
    ]);
    expect(choice(quote, 'Standard').total).toBe(3605n);
    expect(choice(quote, 'TwoDay').totals.tax).toBe(200n);
    expect(choice(quote, 'OneDay').totals.tax).toBe(100n);
    expect(quote.sources.tax).toEqual({ source: 'cart', because: 'The cart stated the tax of each shipping choice.' });
    expect(choice(quote, 'Standard').lines[0]!.because.at(-1)).toEqual({
      component: 'tax',
      label: 'Tax as stated for this choice',
      amount: 199n,
      source: { cartTaxAmount: 'standard' },
    });
  });

  test('are spread by what is left after promotions', () => {
    const tables: Tables = {
      promotions: [amountOff('TEN', '10.00')],
      shippingMethods: [tableMethod('Standard', { perShipment: '0.00' })],
      cartTaxAmounts: [{ amount: 90n }],
    };
    // 20.00 - 10.00 and 10.00
    expect(taxes(tables, [{ promotionId: 'TEN' }])).toEqual([
      [45, 0],
      [45, 0],
    ]);
  });

  test('a choice that they do not name is not offered: no tax is never a tax of 0', () => {
    const cart = cartOf(items, { shippingMethods, cartTaxAmounts: [{ shippingMethodId: 'twoday', amount: 200n }] });
    const quote = checkoutOf(ask(cart, WA));
    expect(quote.options.map(({ methodId }) => methodId)).toEqual(['twoday']);
    expect(quote.warnings).toMatchObject([{ rule: 'cart-tax-missing', got: 'standard' }]);
  });

  test('of a cart that name no choice at all stop the checkout with CART_TAX_MISSING', () => {
    const cart = cartOf(items, { shippingMethods, cartTaxAmounts: [{ shippingMethodId: 'drone', amount: 200n }] });
    expect(refusedCheckout(ask(cart, WA))).toMatchObject({ code: 'CART_TAX_MISSING', alarm: true });
  });

  test('of an answer that name no choice at all are a failed call', () => {
    const stated: Tables = { shippingMethods, cartTaxAmounts: [{ shippingMethodId: 'drone', amount: 200n }] };
    const callbacks = asks({ tax: true, shipping: true });
    const cart = cartOf(items, { defaultTaxTable: table }, [], { callbacks });
    const quote = checkoutOf(ask(cart, WA, { callback: answered(cart, stated) }));
    expect(quote.sources.tax).toEqual({
      source: 'cart',
      because: 'Your endpoint stated tax amounts, but none for a shipping method that is offered, so tax came from the cart.',
      cause: 'kind-missing',
      call: CALL,
    });
    expect(choice(quote).totals.tax).toBe(1500n);
    const strict = { ...cart, callbacks: { ...callbacks, processOnFailure: false } };
    expect(refusedCheckout(ask(strict, WA, { callback: answered(strict, stated) })).code).toBe('CALLBACK_FAILED');
  });

  test('without an entry are not there', () => {
    expect(taxes({ defaultTaxTable: table, cartTaxAmounts: [] })).toEqual([
      [1000, 75],
      [500, 75],
    ]);
    const rules = [{ region: state('WA'), rate: '0.1' }];
    const quote = checkoutOf(ask(cartOf(items, { cartTaxAmounts: [] }), WA), {
      methods: [method('Standard', { perShipment: '3.00' })],
      rules,
    });
    expect(quote.sources.tax.source).toBe('settings');
  });
});
