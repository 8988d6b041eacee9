import { freezeOrder, isReady } from '../../src/core/freeze-order.js';
import { address, type ItemInWords, method, type Shop, state } from './support/build.js';
import { ask, cartOf, checkoutOf, choice } from './support/checkout.js';
import { checkoutRow, orderOf, PLACED_AT, WINDOW_MS } from './support/order.js';

const items: ItemInWords[] = [
  ['A', '12.5', 2],
  ['B', '0.0125', 100],
];
const shop: Shop = {
  methods: [method('Standard', { perShipment: '5.00' }), method('TwoDay', { perShipment: '9.00' })],
  rules: [{ region: state('WA'), rate: '0.1' }],
  promotions: [
    { id: 'welcome', name: 'Welcome', benefit: { kind: 'amount', amount: '5.00' }, code: { kind: 'shared', code: 'HI' } },
  ],
};
const cart = cartOf(items, {}, [], {
  clientRequestId: 'R-7',
  returnUrl: 'https://shop.example/back',
  cartCustomData: '<CartCustomData><a/></CartCustomData>',
});
const dressed = {
  ...cart,
  items: [{ ...cart.items[0]!, imageUrl: 'https://shop.example/a.png', customData: '<x/>' }, cart.items[1]!],
};
const { buyer, shipTo, payment } = orderOf();

describe('an order made of a checkout', () => {
  const quote = checkoutOf(ask(dressed, address('WA', '98104'), { codes: ['hi', 'nope'] }), shop);
  const checkout = checkoutRow(dressed, { choices: { codes: ['hi'], upsell: [], buyer, shipTo } });
  if (!isReady(checkout)) throw new Error('not ready');
  const placing = {
    checkout,
    quote,
    option: choice(quote, 'TwoDay'),
    payment,
    at: PLACED_AT,
    windowMs: WINDOW_MS,
    ids: { orderId: '482-9913047-2290164', itemCodes: ['10000000000001', '10000000000002'] },
  };
  const order = freezeOrder(placing);

  test('holds the amounts of the choice that the buyer made', () => {
    // 25.00 + 1.25 - 5.00 = 21.25; shipping 9.00; tax 10 % of 2024 and 101 (5.00 by 2500, 125: 476, 24): 202 + 10
    expect(order.totals).toEqual({
      principal: 2625n,
      principalPromo: 500n,
      shipping: 900n,
      shippingPromo: 0n,
      tax: 212n,
      shippingTax: 0n,
    });
    expect(order.total).toBe(3237n);
    expect(order).toMatchObject({
      methodId: 'twoday',
      serviceLevel: 'TwoDay',
      shippingLabel: 'TwoDay',
      currency: 'USD',
      version: 1,
    });
    expect(order.sources).toEqual(quote.sources);
  });

  test('has its lines in the order of the cart, open, with their unit prices to the last place', () => {
    expect(
      order.lines.map(({ number, itemCode, sku, unitPrice, quantity, shipped, cancelled, total }) => [
        number,
        itemCode,
        sku,
        unitPrice,
        quantity,
        shipped,
        cancelled,
        total,
      ]),
    ).toEqual([
      // 2500 - 476 + 450 + 202; 125 - 24 + 450 + 10
      [1, '10000000000001', 'A', '12.50', 2, 0, 0, 2676n],
      [2, '10000000000002', 'B', '0.0125', 100, 0, 0, 561n],
    ]);
    expect(order.lines[0]).toMatchObject({
      imageUrl: 'https://shop.example/a.png',
      customData: '<x/>',
      because: choice(quote, 'TwoDay').lines[0]!.because,
    });
    expect(order.lines[1]).not.toHaveProperty('customData');
  });

  test('keeps the days that its choice promised', () => {
    const delivery = { from: '2026-12-02', to: '2026-12-04' };
    expect(freezeOrder({ ...placing, option: { ...placing.option, delivery } }).delivery).toEqual(delivery);
    expect(order).not.toHaveProperty('delivery');
  });

  test('is pending until the window ends, and knows where it came from', () => {
    expect(order).toMatchObject({
      id: '482-9913047-2290164',
      checkoutId: checkout.id,
      clientRequestId: 'R-7',
      placedAt: PLACED_AT,
      windowEndsAt: PLACED_AT + 900_000,
      releasedAt: null,
      cancelledAt: null,
      returnUrl: 'https://shop.example/back',
      cartCustomData: '<CartCustomData><a/></CartCustomData>',
      buyer,
      shipTo,
      payment,
    });
  });

  test('keeps the codes that were applied, and only those', () => {
    expect(order.codes).toEqual([{ code: 'hi', promotionId: 'welcome', name: 'Welcome' }]);
  });

  test('uses up no code that gave nothing to the choice that was made', () => {
    const fast = { id: 'fast', name: 'Fast for less', code: { kind: 'shared', code: 'FAST' } } as const;
    const benefit = { kind: 'shipping', off: { rate: '0.1' }, serviceLevels: ['TwoDay'] } as const;
    const offer = { ...shop, promotions: [{ ...fast, benefit }] };
    const offered = checkoutOf(ask(dressed, address('WA', '98104'), { codes: ['fast'] }), offer);
    expect(offered.codes).toMatchObject([{ state: 'applied', amount: 0n }]);
    const codesOf = (methodId: string): readonly string[] =>
      freezeOrder({ ...placing, quote: offered, option: choice(offered, methodId) }).codes.map(({ code }) => code);
    expect(codesOf('TwoDay')).toEqual(['fast']);
    expect(codesOf('Standard')).toEqual([]);
  });

  test('is not made where a line has no item code', () => {
    expect(() => freezeOrder({ ...placing, ids: { ...placing.ids, itemCodes: ['10000000000001'] } })).toThrow('line 2');
  });
});

test('a checkout is ready once it has a buyer and an address', () => {
  expect(isReady(checkoutRow())).toBe(false);
  expect(isReady(checkoutRow(cart, { choices: { codes: [], upsell: [], buyer } }))).toBe(false);
});
