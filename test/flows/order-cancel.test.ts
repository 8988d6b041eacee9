import { orderState, type Order } from '../../src/core/order.js';
import { releaseOrders } from '../../src/flows/checkout/release-orders.js';
import { askCancel } from '../../src/flows/order/ask-cancel.js';
import { cancelUnits, type CancelUnitsWish } from '../../src/flows/order/cancel-units.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import { createCheckout } from '../../src/store/checkouts.js';
import { placeOrder } from '../../src/store/order/place.js';
import { usedUpCodes, type Redemption } from '../../src/store/order/redemptions.js';
import { createPerson } from '../../src/store/people.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { affairsOf, captureAll, keyOf, lineA, publishedOf, released, stateOf, timelineOf } from '../support/order-flows.js';
import { newCheckout, orderOf, payment, placed, placing } from '../support/orders.js';

const HOUR = 3_600_000;
const TEA = [{ number: 1, units: 1 }];
const ONCE: Redemption = { promotionId: 'single', code: 'ONE', limit: 1 };

eachDatabase('cancelling units of an order', (open) => {
  let flows: Flows;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
  });
  afterAll(() => flows.close());

  const cancel = (order: Order, wish: Partial<CancelUnitsWish> = {}) =>
    cancelUnits(flows.deps, keyOf(order), { units: null, by: 'merchant', reason: 'NoInventory', ...wish });
  const cancelled = (order: Order, wish: Partial<CancelUnitsWish> = {}): Promise<string> => stateOf(cancel(order, wish));
  const ship = (order: Order, units: CancelUnitsWish['units'] = null) =>
    shipOrder(flows.deps, keyOf(order), { units, by: 'merchant' });
  const pending = (): Promise<Order> => {
    const placedAt = flows.now();
    return placed(flows.db, flows.sandbox.id, { placedAt, windowEndsAt: placedAt + HOUR, lines: [lineA()] });
  };
  const unitsOf = async (order: Order) =>
    (await affairsOf(flows, order)).order.lines.map(({ quantity, shipped, cancelled: gone }) => [quantity, shipped, gone]);
  const mailsOf = async ({ id }: Order) =>
    (await flows.db.knex('mails').where('order_id', id).orderBy('kind').select<{ kind: string; body: string }[]>('*')).map(
      ({ kind, body }) => [kind.replace(/:.*/, ''), body] as const,
    );

  test('takes what is named and leaves the rest, which can still be shipped', async () => {
    const order = await released(flows);
    const { units, order: after } = await cancel(order, { units: TEA });
    expect([units, orderState(after), after.cancelledAt]).toEqual([TEA, 'unshipped', null]);
    const { shipment } = await ship(order);
    // C x units shipped / units ordered of A: 2 of 3 are 1998 - 200 + 167 + 117 + 11 = 20.93; B 7.99; 28.92 in all
    expect(shipment.capture.amount).toBe(2_892n);
    expect(await unitsOf(order)).toEqual([
      [3, 2, 1],
      [1, 1, 0],
    ]);
    expect(orderState((await affairsOf(flows, order)).order)).toBe('shipped');
    expect(await publishedOf(flows, order)).toEqual(['order.created', 'order.units_cancelled', 'shipment.confirmed']);
    expect(await timelineOf(flows, order)).toEqual(['placed by buyer', 'units_cancelled by merchant', 'shipped by merchant']);
    const [[kind, body] = []] = await mailsOf(order);
    expect([kind, body]).toEqual(['cancelled', expect.stringMatching(/A part of .*\n\n1 x Tea\n\nReason: no inventory\n/s)]);
  });

  test('takes all that is open of a partly shipped order, which is then shipped', async () => {
    const order = await released(flows);
    await ship(order, TEA);
    const { order: after } = await cancel(order);
    expect([orderState(after), after.cancelledAt]).toEqual(['shipped', null]);
    expect(await unitsOf(order)).toEqual([
      [3, 1, 2],
      [1, 0, 1],
    ]);
    expect(await cancelled(order)).toBe('ORDER_UNITS_CLOSED');
    expect(await publishedOf(flows, order)).toEqual(['order.created', 'shipment.confirmed', 'order.units_cancelled']);
  });

  test('of the last open unit cancels the order as a whole, gives its codes back and is told once', async () => {
    const checkout = await createCheckout(flows.db, newCheckout(flows.sandbox.id));
    const placedAt = flows.now();
    const order = orderOf(checkout, { placedAt, windowEndsAt: placedAt + HOUR, lines: [lineA()] });
    await placeOrder(flows.db, placing(order, { redemptions: [ONCE] }));
    await cancel(order, { units: [{ number: 1, units: 2 }] });
    expect(await usedUpCodes(flows.db, flows.sandbox.id, [ONCE])).toEqual(new Set(['ONE']));
    const { state, order: after } = await cancel(order, { reason: 'Sold out' });
    expect([state, orderState(after), after.cancelReason]).toEqual(['cancelled', 'cancelled', 'Sold out']);
    expect(await usedUpCodes(flows.db, flows.sandbox.id, [ONCE])).toEqual(new Set());
    expect(await cancelled(order)).toBe('already');
    expect((await affairsOf(flows, order)).order).toEqual(after);
    expect(await publishedOf(flows, order)).toEqual(['order.created', 'order.units_cancelled', 'order.cancelled']);
    expect((await mailsOf(order)).map(([kind]) => kind)).toEqual(['cancelled', 'cancelled', 'confirmation']);
  });

  test('keeps the codes of an order of which something was shipped', async () => {
    const checkout = await createCheckout(flows.db, newCheckout(flows.sandbox.id));
    const placedAt = flows.now() - HOUR;
    const order = orderOf(checkout, { placedAt, windowEndsAt: placedAt, releasedAt: placedAt, lines: [lineA()] });
    await placeOrder(flows.db, placing(order, { redemptions: [ONCE] }));
    await ship(order, TEA);
    await cancel(order);
    expect(await usedUpCodes(flows.db, flows.sandbox.id, [ONCE])).toEqual(new Set(['ONE']));
  });

  test('is for the buyer the whole order in his time, and one refusal afterwards', async () => {
    const order = await pending();
    expect(await cancelled(order, { by: 'buyer' })).toBe('cancelled');
    expect(await cancelled(order, { by: 'buyer' })).toBe('already');
    expect(await timelineOf(flows, order)).toEqual(['placed by buyer', 'cancelled by buyer']);
    const gone = await released(flows);
    expect(await cancelled(gone, { by: 'buyer' })).toBe('ORDER_WINDOW_OVER');
    await ship(gone);
    expect(await cancelled(gone, { by: 'buyer' })).toBe('ORDER_WINDOW_OVER');
  });

  test('before the release leaves an order of which the rest is released', async () => {
    const order = await pending();
    expect(await cancelled(order, { units: TEA })).toBe('cancelled');
    flows.clock.aheadMs += HOUR;
    await releaseOrders({ db: flows.db, clock: flows.now });
    const { order: after } = await affairsOf(flows, order);
    expect([after.releasedAt === null, orderState(after)]).toEqual([false, 'unshipped']);
  });

  test.each([
    ['a line that is not there', [{ number: 9, units: 1 }], 'ORDER_LINE_UNKNOWN'],
    ['more than is open', [{ number: 1, units: 4 }], 'ORDER_UNITS_CLOSED'],
    ['half a unit', [{ number: 1, units: 0.5 }], 'ORDER_UNITS_CLOSED'],
    ['less than nothing', [{ number: 1, units: -1 }], 'ORDER_UNITS_CLOSED'],
  ])('refuses %s and changes nothing', async (_what, units, code) => {
    const order = await released(flows);
    expect(await cancelled(order, { units })).toBe(code);
    expect(await affairsOf(flows, order)).toEqual({ order, shipments: [], refunds: [], chargebacks: [] });
  });

  test('gives back what a gateway that captures once took for them', async () => {
    const order = await released(flows, { payment: payment({ amount: 3_937n, multipleCaptures: false }) });
    await ship(order, TEA);
    expect(await cancelled(order)).toBe('ORDER_CAPTURE_PENDING');
    await captureAll(flows);
    expect(await cancelled(order)).toBe('cancelled');
    const { refunds } = await affairsOf(flows, order);
    // all but the unit of A that was shipped: 39.37 - 10.45 = 28.92
    expect(refunds).toEqual([expect.objectContaining({ state: 'reserved', amount: 2_892n, by: 'cartwright', number: 1 })]);
    expect(await publishedOf(flows, order)).toEqual([
      ...['order.created', 'shipment.confirmed', 'order.units_cancelled', 'refund.issued'],
    ]);
  });

  test('may be asked for by a buyer whose time is over: once, with a mail to the shop', async () => {
    const [email, at] = [`shop@larch.example`, flows.now()];
    const merchantId = flows.sandbox.merchant.id;
    await createPerson(flows.db, { id: '01KD3V6QJ3W1X2Y3Z4A5B6C7D8', merchantId, email, name: 'Shop', passwordHash: 'x', at });
    const order = await released(flows);
    const ask = (): Promise<string> => stateOf(askCancel(flows.deps, keyOf(order)));
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(expect.arrayContaining(['asked', 'already', 'already']));
    const { order: after } = await affairsOf(flows, order);
    expect([after.cancelAskedAt === null, orderState(after)]).toEqual([false, 'unshipped']);
    expect(await publishedOf(flows, order)).toEqual(['order.created', 'order.cancel_asked']);
    const mails = await flows.db.knex('mails').where({ order_id: order.id, kind: 'cancel_asked' });
    expect(mails).toEqual([expect.objectContaining({ recipient: email, subject: expect.stringContaining(order.id) as string })]);
    await ship(order);
    expect(await ask()).toBe('late');
  });
});
