import type { CallbackResult } from '../../../src/core/checkout.js';
import type { Tables } from '../../../src/core/tables.js';
import { address, type ItemInWords, method, rows, type Shop, state, zip } from '../support/build.js';
import {
  amountOff,
  answered,
  ask,
  asks,
  CALL,
  cartOf,
  checkoutOf,
  choice,
  failed,
  rateOff,
  refusedCheckout,
  region,
  tableMethod,
  taxRule,
  taxTable,
} from '../support/checkout.js';

const WA = address('WA', '98104');
const items: ItemInWords[] = [
  ['A', '20.00'],
  ['B', '10.00'],
];
const shop: Shop = {
  methods: [method('Standard', { perShipment: '5.00' })],
  rules: [{ region: state('WA'), rate: '0.1' }],
  promotions: [{ id: 'TEN', name: 'Ten per cent', benefit: { kind: 'percent', rate: '0.1' } }],
};
const cartTables: Tables = {
  taxTables: [taxTable('t', taxRule(zip('98104'), '0.08', true))],
  promotions: [amountOff('ONE', '1.00')],
  cartPromotionId: 'ONE',
  shippingMethods: [tableMethod('Standard', { perShipment: '7.00' })],
};
const T = [{ taxTableId: 't' }, { taxTableId: 't' }];
const everything = asks({ shipping: true, promotions: true, tax: true });

describe('where each kind comes from', () => {
  test('without tables and callbacks everything is the settings', () => {
    const quote = checkoutOf(ask(cartOf(items), WA), shop);
    // 10 % of 30.00: 200, 100; tax 0.1 of 1800 and 900
    expect(rows(choice(quote))).toEqual([
      [2000, 200, 250, 0, 180, 0],
      [1000, 100, 250, 0, 90, 0],
    ]);
    expect(quote.sources).toEqual({
      shipping: { source: 'settings', because: '1 of 1 shipping methods are offered to this cart at this address.' },
      promotions: { source: 'settings', because: 'Of 1 promotions these apply: Ten per cent.' },
      tax: { source: 'settings', because: 'Of 1 tax rules these count here: Tax WA 10 %.' },
    });
    expect(choice(quote).choiceId).toBe('settings:standard');
  });

  test('each kind is mixed on its own: shipping of the cart, promotions of the endpoint, tax of the settings', () => {
    const cart = cartOf(items, { shippingMethods: cartTables.shippingMethods! }, [], { callbacks: asks({ promotions: true }) });
    const callback = answered(cart, { promotions: [rateOff('HALF', '0.5')] }, [{ promotionId: 'HALF' }]);
    const quote = checkoutOf(ask(cart, WA, { callback }), shop);
    // A: 50 % of 20.00; tax 0.1 of 1000 and 1000
    expect(rows(choice(quote))).toEqual([
      [2000, 1000, 350, 0, 100, 0],
      [1000, 0, 350, 0, 100, 0],
    ]);
    expect(quote.sources).toMatchObject({
      shipping: { source: 'cart' },
      promotions: { source: 'callback', because: "Your endpoint's answer brings 1 promotion; these apply: HALF.", call: CALL },
      tax: { source: 'settings' },
    });
    expect(choice(quote).lines[0]!.because).toContainEqual({
      component: 'principalPromo',
      label: 'HALF',
      amount: 1000n,
      source: { promotion: 'HALF' },
    });
  });

  test('an answer counts only for the kinds that the cart asked for', () => {
    const cart = cartOf(items, cartTables, T, { callbacks: asks({ tax: true }) });
    const callback = answered(cart, { taxTables: [], shippingMethods: [tableMethod('OneDay', { perShipment: '0.00' })] });
    const quote = checkoutOf(ask(cart, WA, { callback }), shop);
    expect(quote.options.map(({ choiceId }) => choiceId)).toEqual(['cart:standard']);
    expect(quote.sources.tax).toMatchObject({
      source: 'callback',
      because: "Of the tax tables of your endpoint's answer none covers this address.",
    });
    expect(choice(quote).totals.tax).toBe(0n);
  });

  test('no promotions and no tax rules anywhere are 0, and said so', () => {
    const quote = checkoutOf(ask(cartOf(items), WA), { methods: shop.methods! });
    expect(rows(choice(quote))).toEqual([
      [2000, 0, 250, 0, 0, 0],
      [1000, 0, 250, 0, 0, 0],
    ]);
    expect(quote.sources.promotions).toEqual({ source: 'none', because: 'The shop has no promotions.' });
    expect(quote.sources.tax).toEqual({ source: 'none', because: 'The shop has no tax rules.' });
  });

  test('an element that is there is the source even if nothing of it covers the address', () => {
    const elsewhere = tableMethod('Standard', { perShipment: '1.00' }, { included: [region(state('CA'))] });
    const refusal = refusedCheckout(ask(cartOf(items, { shippingMethods: [elsewhere] }), WA), shop);
    expect(refusal).toMatchObject({ code: 'ADDRESS_NOT_COVERED', alarm: false });
    const quote = checkoutOf(ask(cartOf(items, { taxTables: [taxTable('t', taxRule(state('CA'), '0.5'))] }, T), WA), shop);
    expect(choice(quote).totals.tax).toBe(0n);
    expect(quote.sources.tax).toEqual({ source: 'cart', because: 'Of the tax tables of the cart none covers this address.' });
    const promotions = checkoutOf(ask(cartOf(items, { promotions: [] }), WA), shop);
    expect(choice(promotions).totals.principalPromo).toBe(0n);
    expect(promotions.sources.promotions).toEqual({ source: 'cart', because: 'The cart brings 0 promotions; none applies.' });
  });

  test('an empty list of shipping methods in the cart is a matter of the shop, not of the address', () => {
    const refusal = refusedCheckout(ask(cartOf(items, { shippingMethods: [] }), WA), shop);
    expect(refusal).toMatchObject({ code: 'SHIPPING_NOT_CONFIGURED', alarm: true });
    expect(refusal.message).toBe('The shop has no way to ship this cart at present, to any address. Nothing was ordered.');
  });

  test('no source of shipping at all stops the checkout', () => {
    const refusal = refusedCheckout(ask(cartOf(items), WA), {});
    expect(refusal).toMatchObject({ code: 'SHIPPING_NOT_CONFIGURED', alarm: true });
    expect(refusal.because).toContain('Set one up under Settings, Shipping.');
  });

  test('promotions of the settings take shipping of the cart off', () => {
    const free: Shop = { promotions: [{ id: 'F', name: 'Free', benefit: { kind: 'shipping', off: { rate: '1' } } }] };
    const quote = checkoutOf(ask(cartOf(items, { shippingMethods: cartTables.shippingMethods! }), WA), free);
    expect(rows(choice(quote))).toEqual([
      [2000, 0, 350, 350, 0, 0],
      [1000, 0, 350, 350, 0, 0],
    ]);
  });

  test('a cart in another currency keeps its own tables, and gets nothing of the settings that is money', () => {
    const cart = cartOf(items, { shippingMethods: cartTables.shippingMethods! }, [], { currency: 'CAD' });
    const quote = checkoutOf(ask(cart, WA, { codes: ['X'] }), shop);
    expect(quote.sources.promotions).toEqual({
      source: 'none',
      because: "The shop's promotions are in USD and this cart is in CAD.",
    });
    expect(quote.codes[0]).toMatchObject({ state: 'off' });
    expect(refusedCheckout(ask(cartOf(items, {}, [], { currency: 'CAD' }), WA), shop).code).toBe('CURRENCY_NOT_CONFIGURED');
  });

  test('choices are cheapest first, equal ones in the order of the source', () => {
    const shippingMethods = [
      tableMethod('OneDay', { perShipment: '9.00' }),
      tableMethod('Standard', { perShipment: '4.00' }),
      tableMethod('TwoDay', { perShipment: '9.00' }),
      tableMethod('Expedited', { perShipment: '4.00' }),
    ];
    const quote = checkoutOf(ask(cartOf(items, { shippingMethods }), WA));
    expect(quote.options.map(({ methodId }) => methodId)).toEqual(['standard', 'expedited', 'oneday', 'twoday']);
  });
});

describe('a callback that failed', () => {
  const late = failed('timeout', 'your endpoint did not answer in 5,000 ms');

  test('is replaced per kind by the cart, then by the settings, with cause and clocks', () => {
    const cart = cartOf(items, { shippingMethods: cartTables.shippingMethods! }, [], { callbacks: everything });
    const quote = checkoutOf(ask(cart, WA, { callback: late }), shop);
    const told = { cause: 'timeout', call: CALL };
    expect(quote.sources).toEqual({
      shipping: { source: 'cart', because: 'Your endpoint did not answer in 5,000 ms, so shipping came from the cart.', ...told },
      promotions: {
        source: 'settings',
        because: "Your endpoint did not answer in 5,000 ms, so promotions came from the shop's settings.",
        ...told,
      },
      tax: {
        source: 'settings',
        because: "Your endpoint did not answer in 5,000 ms, so tax came from the shop's settings.",
        ...told,
      },
    });
    expect(choice(quote).choiceId).toBe('cart:standard');
  });

  test('ends in none where nobody else has promotions or tax', () => {
    const cart = cartOf(items, { shippingMethods: cartTables.shippingMethods! }, [], { callbacks: everything });
    const { sources } = checkoutOf(ask(cart, WA, { callback: late }));
    expect(sources.promotions).toMatchObject({
      source: 'none',
      because:
        'Your endpoint did not answer in 5,000 ms, and neither the cart nor the shop has promotions, so nothing was taken off.',
      cause: 'timeout',
    });
    expect(sources.tax).toMatchObject({ source: 'none', cause: 'timeout' });
  });

  test('never ends in shipping of nothing', () => {
    const cart = cartOf(items, {}, [], { callbacks: everything });
    const refusal = refusedCheckout(ask(cart, WA, { callback: late }));
    expect(refusal).toMatchObject({
      code: 'SHIPPING_NOT_CONFIGURED',
      sources: { shipping: { source: 'settings', cause: 'timeout', call: CALL } },
    });
  });

  test('stops the checkout where the cart wants no other source', () => {
    const cart = cartOf(items, cartTables, T, { callbacks: { ...everything, processOnFailure: false } });
    const refusal = refusedCheckout(ask(cart, WA, { callback: late }), shop);
    expect(refusal).toMatchObject({
      code: 'CALLBACK_FAILED',
      alarm: true,
      sources: { shipping: { source: 'callback', cause: 'timeout', call: CALL } },
    });
    expect(refusal.message).not.toMatch(/endpoint|example/);
    expect(refusal.because).toMatch(/^Your endpoint did not answer in 5,000 ms\. /);
  });

  test('an endpoint that was not asked is no answer either', () => {
    const cart = cartOf(items, {}, [], { callbacks: { ...everything, processOnFailure: false } });
    expect(refusedCheckout(ask(cart, WA), shop).because).toMatch(/^Your endpoint was not asked\. /);
  });

  test('an answer without a kind that was asked for has failed for that kind', () => {
    const cart = cartOf(items, {}, [], { callbacks: everything });
    const callback = answered(cart, { promotions: [], shippingMethods: cartTables.shippingMethods! });
    const { sources } = checkoutOf(ask(cart, WA, { callback }), shop);
    expect(sources.tax).toMatchObject({ source: 'settings', cause: 'kind-missing', call: CALL });
    expect(sources.shipping).toMatchObject({ source: 'callback' });
  });
});

describe('an address that the endpoint refuses', () => {
  test.each<[string, CallbackResult | Tables, string]>([
    [
      'by its error',
      { state: 'address-refused', message: 'Not there', call: CALL },
      'Your endpoint refused this address: "Not there".',
    ],
    [
      'by an empty list',
      { shippingMethods: [] },
      'Your endpoint answered with an empty list of shipping methods, which refuses the address.',
    ],
    [
      'by methods for other places',
      { shippingMethods: [tableMethod('Standard', { perShipment: '0.00' }, { included: [region(state('CA'))] })] },
      'Your endpoint answered with 1 shipping method; none covers this address.',
    ],
    [
      'by excluding it',
      { shippingMethods: [tableMethod('Standard', { perShipment: '0.00' }, { excluded: [region(zip('98104'))] })] },
      'Your endpoint answered with 1 shipping method; none covers this address.',
    ],
  ])('%s is refused, and no other source steps in', (_, result, because) => {
    const cart = cartOf(items, cartTables, T, { callbacks: everything });
    const callback = 'state' in result ? result : answered(cart, { ...cartTables, ...result }, T);
    expect(refusedCheckout(ask(cart, WA, { callback }), shop)).toEqual({
      ok: false,
      code: 'CALLBACK_ADDRESS_REFUSED',
      message: 'The shop does not deliver to this address. Choose another address.',
      because,
      alarm: false,
    });
  });
});

describe('lines that the endpoint changed', () => {
  test('are the lines that are priced', () => {
    const cart = cartOf(items, {}, [], { callbacks: asks({ tax: true }) });
    const fee = { ...cart.items[0]!, id: 'fee', sku: 'taxes', price: 2_500_000n };
    const result = answered(cart, { taxTables: [] });
    if (result.state !== 'answered') throw new Error('not answered');
    const quote = checkoutOf(ask(cart, WA, { callback: { ...result, items: [cart.items[1]!, fee] } }), {
      methods: shop.methods!,
    });
    expect(quote.items.map(({ sku }) => sku)).toEqual(['B', 'taxes']);
    // 10.00 + 2.50 + 5.00
    expect(choice(quote).total).toBe(1750n);
  });
});

describe('a cart of 2008', () => {
  test('that the settings price under a policy which 2008 cannot say is told what it would be', () => {
    const own: Shop = {
      ...shop,
      promotions: [],
      rules: [{ region: state('WA'), rate: '0.0325' }],
      policies: { taxRounding: 'order-half-up' },
    };
    const cart = cartOf(
      [
        ['A', '1.00'],
        ['B', '1.00'],
      ],
      {},
      [],
      { namespace: '2008-11-30' },
    );
    const quote = checkoutOf(ask(cart, WA, { dialect: '2008-11-30' }), own);
    // by the default 3.25 -> 3 on each line; once for the order 6.5 -> 7
    expect(choice(quote).totals.tax).toBe(6n);
    expect(quote.warnings).toMatchObject([{ rule: 'POLICY_NOT_SAYABLE', got: '1' }]);
    expect(choice(checkoutOf(ask(cart, WA), own)).totals.tax).toBe(7n);
  });

  test('is offered the cheapest of each level of the settings', () => {
    const two = [method('Standard', { perShipment: '6.00' }), method('Standard', { perShipment: '5.00' }, { id: 'cheap' })];
    const quote = checkoutOf(ask(cartOf(items), WA, { dialect: '2008-11-30' }), { methods: two });
    expect(quote.options.map(({ methodId }) => methodId)).toEqual(['cheap']);
  });
});
