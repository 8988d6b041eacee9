import type { LineTables, TableMethod } from '../../../src/core/tables.js';
import { address, type ItemInWords, rows, type Shop, state, zip } from '../support/build.js';
import { ask, cartOf, checkoutOf, choice, orderItem, refusedCheckout, region, tableMethod } from '../support/checkout.js';

const WA = address('WA', '98104');
const items: ItemInWords[] = [
  ['A', '10.00', 2, '1'],
  ['B', '20.00', 1, '3'],
  ['C', '5.00'],
];
const shares = (shippingMethods: TableMethod[], named: LineTables[] = [], shop: Shop = {}): number[] =>
  rows(choice(checkoutOf(ask(cartOf(items, { shippingMethods }, named), WA), shop))).map((row) => row[2]!);
const offered = (
  shippingMethods: TableMethod[],
  {
    named = [],
    to = WA,
    dialect = '2009-05-15',
  }: { named?: LineTables[]; to?: typeof WA & { line1?: string }; dialect?: '2009-05-15' | '2008-11-30' } = {},
): string[] =>
  checkoutOf(ask(cartOf(items, { shippingMethods }, named), to, { dialect })).options.map(({ methodId }) => methodId);

describe('the rate of a method', () => {
  test('is the sum of its parts, each shared on its own', () => {
    // 5 lb x 0.333 = 1.665 -> 167 by 2, 3, 0 lb: 66.8, 100.2 -> 67, 100, 0; 0.25 x 2, 1, 1; 1.00 evenly 34, 33, 33
    expect(shares([tableMethod('Standard', { perPound: '0.333', perItem: '0.25', perShipment: '1.00' })])).toEqual([
      151, 158, 58,
    ]);
  });

  test('counts weights of every unit exactly', () => {
    const cart = cartOf(items, { shippingMethods: [tableMethod('Standard', { perPound: '1.00' })] });
    const weights = [
      { amount: '8', unit: 'oz' },
      { amount: '1', unit: 'kg' },
      { amount: '453.59237', unit: 'g' },
    ] as const;
    const weighed = cart.items.map((item, at) => ({ ...item, weight: weights[at]! }));
    const quote = checkoutOf(ask({ ...cart, items: weighed }, WA));
    // 2 x 0.5 + 2.20462262 + 1 = 4.20462262 lb -> 420; by pounds 99.89, 220.22, 99.89 -> 100, 220, 100
    expect(rows(choice(quote)).map((row) => row[2])).toEqual([100, 220, 100]);
    expect(quote.warnings).toEqual([]);
  });

  test('takes the default weight of the shop for an item without one, else none with a warning', () => {
    const byWeight = [tableMethod('Standard', { perPound: '1.00' })];
    expect(shares(byWeight)).toEqual([200, 300, 0]);
    expect(shares(byWeight, [], { defaultWeight: { amount: '2', unit: 'lb' } })).toEqual([200, 300, 200]);
    const { warnings } = checkoutOf(ask(cartOf(items, { shippingMethods: byWeight }), WA));
    expect(warnings.map(({ rule }) => rule)).toEqual(['weight-missing']);
  });

  test('hides methods by weight where a weight is missing and the policy says so', () => {
    const methods = [tableMethod('Standard', { perPound: '1.00' }), tableMethod('TwoDay', { perShipment: '9.00' })];
    const quote = checkoutOf(ask(cartOf(items, { shippingMethods: methods }), WA), {
      policies: { missingWeight: 'hide-methods' },
    });
    expect(quote.options.map(({ methodId }) => methodId)).toEqual(['twoday']);
  });

  test('shares a flat amount by value where the policy says so', () => {
    // 9.00 over 20.00, 20.00, 5.00
    expect(
      shares([tableMethod('Standard', { perShipment: '9.00' })], [], { policies: { flatShippingShare: 'by-value' } }),
    ).toEqual([400, 400, 100]);
  });

  test('that is empty is not free: the method is not offered, and the merchant is told', () => {
    const empty = tableMethod('OneDay', {});
    const { options, warnings } = checkoutOf(
      ask(cartOf(items, { shippingMethods: [empty, tableMethod('Standard', { perShipment: '0.00' })] }), WA),
    );
    expect(options.map(({ methodId, totals }) => [methodId, totals.shipping])).toEqual([['standard', 0n]]);
    expect(warnings).toMatchObject([{ rule: 'rate-empty', got: 'oneday' }]);
    expect(refusedCheckout(ask(cartOf(items, { shippingMethods: [empty] }), WA)).code).toBe('SHIPPING_NOT_CONFIGURED');
  });
});

describe('which methods are offered', () => {
  const five = { perShipment: '5.00' };

  test('only those that cover the address', () => {
    const methods = [
      tableMethod('Standard', five, { included: [region(state('CA')), region(zip('981*'))] }),
      tableMethod('TwoDay', five, { included: [region(state('CA'))] }),
      tableMethod('OneDay', five, { excluded: [region(zip('98100-98199'))] }),
    ];
    expect(offered(methods)).toEqual(['standard']);
  });

  test('only those that every line may use; a line that names none may use all', () => {
    const methods = [tableMethod('Standard', five), tableMethod('TwoDay', five), tableMethod('OneDay', five)];
    expect(
      offered(methods, { named: [{ shippingMethodIds: ['standard', 'oneday'] }, { shippingMethodIds: ['twoday', 'oneday'] }] }),
    ).toEqual(['oneday']);
    expect(offered(methods, { named: [{ shippingMethodIds: [] }] })).toEqual(['standard', 'twoday', 'oneday']);
  });

  test('lines without a method in common are a matter of the cart, not of the address', () => {
    const methods = [tableMethod('Standard', five), tableMethod('TwoDay', five)];
    const named = [{ shippingMethodIds: ['standard'] }, { shippingMethodIds: ['twoday'] }];
    const refusal = refusedCheckout(ask(cartOf(items, { shippingMethods: methods }, named), WA));
    expect(refusal).toMatchObject({ code: 'SHIPPING_NOT_CONFIGURED', alarm: true });
    expect(refusal.because).toBe(
      'The cart brings 2 shipping methods; none can be used by all of its items, at any address. Give the items one in common.',
    );
  });

  test('PO boxes only where the flag does not say no', () => {
    const methods = [
      tableMethod('Standard', five, { poBoxes: true }),
      tableMethod('TwoDay', five, { poBoxes: false }),
      tableMethod('OneDay', five),
    ];
    expect(offered(methods, { to: { ...WA, line1: 'P.O. Box 7' } })).toEqual(['standard', 'oneday']);
  });

  test('predefined regions are those of the policy', () => {
    const cart = cartOf(items, { shippingMethods: [tableMethod('Standard', five)] });
    const refusal = refusedCheckout(ask(cart, WA), { policies: { predefinedRegions: { USFull50States: ['CA'] } } });
    expect(refusal.code).toBe('ADDRESS_NOT_COVERED');
  });
});

describe('lines of a cart of 2008 with different methods of one service level', () => {
  const slow = tableMethod('Standard', { perShipment: '4.00' }, { id: 'slow', label: 'Ground' });
  const heavy = tableMethod('Standard', { perPound: '1.00', perShipment: '2.00' }, { id: 'heavy', label: 'Freight' });
  const quick = tableMethod('OneDay', { perShipment: '20.00' }, { id: 'quick' });
  const named = [{ shippingMethodIds: ['slow'] }, { shippingMethodIds: ['heavy', 'quick'] }, {}];

  test('are one choice of that level, each method a shipment of its own', () => {
    const cart = cartOf(items, { shippingMethods: [slow, heavy, quick] }, named, { namespace: '2008-11-30' });
    const quote = checkoutOf(ask(cart, WA, { dialect: '2008-11-30' }));
    expect(quote.options.map(({ choiceId, label }) => [choiceId, label])).toEqual([['cart:slow+heavy', 'Ground and Freight']]);
    // A and C by slow: 4.00 evenly; B by heavy: 3 lb x 1.00 + 2.00
    expect(rows(choice(quote)).map((row) => row[2])).toEqual([200, 500, 200]);
    expect(choice(quote).total).toBe(5400n);
  });

  test('are no choice in 2009-05-15, where ids are matched', () => {
    const cart = cartOf(items, { shippingMethods: [slow, heavy, quick] }, named);
    expect(refusedCheckout(ask(cart, WA)).code).toBe('SHIPPING_NOT_CONFIGURED');
  });

  test('an address that one of the methods does not cover is refused', () => {
    const local = { ...heavy, included: [region(state('CA'))] };
    const cart = cartOf(items, { shippingMethods: [slow, local] }, named);
    expect(refusedCheckout(ask(cart, WA, { dialect: '2008-11-30' })).code).toBe('ADDRESS_NOT_COVERED');
  });
});

test('a line that an endpoint added may use every method of the cart', () => {
  const cart = cartOf(items, { shippingMethods: [tableMethod('Standard', { perShipment: '4.00' })] });
  const added = orderItem(['FEE', '1.00'], 3, { shippingMethodIds: ['of-the-answer'] });
  const quote = checkoutOf(ask(cart, WA, { items: [...cart.items, added] }));
  expect(rows(choice(quote)).map((row) => row[2])).toEqual([100, 100, 100, 100]);
});
