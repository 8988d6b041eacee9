import type { Order, PaymentState } from '../../src/core/order.js';
import { mayRelease } from '../../src/core/order-decisions.js';
import { eventIds } from '../../src/flows/event-ids.js';
import { cancelCheckout, createCheckout, findCheckout } from '../../src/store/checkouts.js';
import type { Db } from '../../src/store/db.js';
import { placeOrder, type Placed } from '../../src/store/order/place.js';
import { removeOrders } from '../../src/store/order/removal.js';
import { listOrdersToVoid, markPayment, releaseDue } from '../../src/store/order/progress.js';
import { usedUpCodes, type Redemption } from '../../src/store/order/redemptions.js';
import { findOrder, findOrderByCheckout, findOrderByClientRequest, listOrderEvents } from '../../src/store/orders.js';
import { eachDatabase } from '../support/databases.js';
import { newCheckout, orderLine, orderOf, payment, placed, placing } from '../support/orders.js';

const SANDBOX = 'AMUGS123456789-sandbox';
const LIVE = 'AMUGS123456789-live';

eachDatabase('placing an order', (open) => {
  let db: Db;
  let other: Db;
  beforeAll(async () => {
    const database = await open();
    ({ db } = database);
    other = await database.another();
  });
  const checkout = () => createCheckout(db, newCheckout(SANDBOX));
  const countOf = async (table: string, column: string, value: string): Promise<number> =>
    (await db.knex(table).where(column, value).count<{ n: number }[]>({ n: '*' }))[0]?.n ?? 0;

  test('freezes everything, and the order comes back to the cent', async () => {
    const from = await checkout();
    const order = orderOf(from, {
      clientRequestId: 'R-'.padEnd(200, '1'),
      cartCustomData: '<x:note xmlns:x="urn:x">{"$int":"7"}</x:note>',
      returnUrl: 'https://shop.example/back?a=1',
      total: 99_999_999_999n,
      codes: [{ code: 'WELCOME5', promotionId: 'welcome', name: 'Welcome' }],
      lines: [
        // (2500 - 250) + (499 - 99) + 146 + 26 = 2822
        orderLine({ principalPromo: 250n, shippingPromo: 99n, tax: 146n, shippingTax: 26n, total: 2_822n }),
        orderLine({ number: 2, itemId: '2', sku: '007', imageUrl: 'https://shop.example/7.png', customData: '<a/>' }),
      ],
      payment: payment({ gateway: 'manual', state: 'manual', reference: null, multipleCaptures: false }),
    });
    const placedOrder = await placeOrder(db, placing(order));
    expect(placedOrder).toEqual({ state: 'placed', order });
    expect(await findOrder(other, SANDBOX, order.id)).toEqual(order);
    expect(await findOrder(other, LIVE, order.id)).toBeNull();
    expect(await findOrderByCheckout(other, from.id)).toEqual(order);
    expect(await findOrderByCheckout(other, 'f'.repeat(32))).toBeNull();
    expect(await findOrderByClientRequest(other, SANDBOX, 'R-'.padEnd(200, '1'))).toEqual(order);
    expect(await findOrderByClientRequest(other, SANDBOX, 'R-'.padEnd(201, '1'))).toBeNull();
    expect(await findOrderByClientRequest(other, LIVE, 'R-'.padEnd(200, '1'))).toBeNull();
    expect(await findCheckout(other, from.id)).toMatchObject({ state: 'placed', orderId: order.id, version: 2 });
    const events = [{ number: 1, at: 10_000, kind: 'placed', by: 'buyer', text: 'Placed by Ann Buyer.' }];
    expect(await listOrderEvents(other, SANDBOX, order.id)).toEqual(events);
    expect(await listOrderEvents(other, LIVE, order.id)).toEqual([]);
  });

  test('50 times at once gives one order, one event and one mail', async () => {
    const from = await checkout();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => placeOrder(index % 2 === 0 ? db : other, placing(orderOf(from)))),
    );
    const [one] = answers.filter(({ state }) => state === 'placed');
    const orderId = one?.state === 'placed' ? one.order.id : '';
    expect(answers.filter(({ state }) => state !== 'placed')).toEqual(
      Array.from({ length: 49 }, () => ({ state: 'already', orderId })),
    );
    expect(await countOf('orders', 'checkout_id', from.id)).toBe(1);
    for (const table of ['order_lines', 'order_events', 'mails']) expect(await countOf(table, 'order_id', orderId)).toBe(1);
    expect(await placeOrder(db, placing(orderOf(from)))).toEqual({ state: 'already', orderId });
  });

  test('from a checkout that moved on, or is not there, changes nothing', async () => {
    const from = await checkout();
    const order = orderOf(from);
    expect(await placeOrder(db, placing(order, { checkoutVersion: 2 }))).toEqual({ state: 'changed' });
    expect(await placeOrder(db, placing({ ...order, checkoutId: 'f'.repeat(32) }))).toEqual({ state: 'changed' });
    expect(await findOrder(db, SANDBOX, order.id)).toBeNull();
    expect(await findCheckout(db, from.id)).toMatchObject({ state: 'open', version: 1 });
    await cancelCheckout(db, { id: from.id, at: 9_000 });
    expect(await placeOrder(db, placing(order, { checkoutVersion: 2 }))).toEqual({ state: 'changed' });
    expect(await findCheckout(db, from.id)).toMatchObject({ state: 'cancelled', version: 2 });
  });

  test('under an id or an item code of another order is told, and works with fresh ones', async () => {
    const first = await placed(db, SANDBOX);
    const from = await checkout();
    const redemptions = [{ promotionId: 'taken', code: 'ONCE', limit: 1 }];
    const sameId = orderOf(from, { id: first.id });
    expect(await placeOrder(db, placing(sameId, { redemptions }))).toEqual({ state: 'id-taken' });
    const sameCode = orderOf(from, { lines: [orderLine(), orderLine({ number: 2, itemCode: first.lines[0]!.itemCode })] });
    expect(await placeOrder(db, placing(sameCode, { redemptions }))).toEqual({ state: 'id-taken' });
    expect(await countOf('order_lines', 'order_id', sameCode.id)).toBe(0);
    expect(await findOrder(db, SANDBOX, first.id)).toEqual(first);
    expect(await placeOrder(db, placing(orderOf(from), { redemptions }))).toMatchObject({ state: 'placed' });
  });

  test('takes 500 lines', async () => {
    const lines = Array.from({ length: 500 }, (_, index) =>
      orderLine({ number: index + 1, itemId: String(index + 1), sku: `SKU-${index}`, title: `Thing ${index}` }),
    );
    const order = await placed(db, SANDBOX, { lines });
    expect(await findOrder(other, SANDBOX, order.id)).toEqual(order);
  });

  test('of 50 orders with one single-use code one is placed, and the others are still open', async () => {
    const code: Redemption = { promotionId: 'single', code: ' Only-1 ', limit: 1 };
    const shared: Redemption = { promotionId: 'shared', code: 'ALL', limit: 100 };
    const carts = await Promise.all(Array.from({ length: 50 }, checkout));
    const answers: Placed[] = await Promise.all(
      carts.map((from, index) => {
        // both ways round: whoever takes two codes must not wait for somebody who waits for it
        const redemptions = index % 3 === 0 ? [shared, code] : [code, shared];
        return placeOrder(index % 2 === 0 ? db : other, placing(orderOf(from), { redemptions }));
      }),
    );
    expect(answers.filter(({ state }) => state === 'placed')).toHaveLength(1);
    const usedUp = answers.filter(({ state }) => state === 'code-used-up');
    expect(usedUp).toEqual(Array.from({ length: 49 }, () => ({ state: 'code-used-up', code: ' Only-1 ' })));
    const states = await Promise.all(carts.map(async ({ id }) => (await findCheckout(db, id))?.state));
    expect(states.filter((state) => state === 'open')).toHaveLength(49);
    expect(await usedUpCodes(other, SANDBOX, [{ ...code, code: 'only-1' }, shared])).toEqual(new Set(['ONLY-1']));
    expect(await usedUpCodes(other, LIVE, [code])).toEqual(new Set());
    // what the 49 took of the shared code went back with the rest: 1 of 100 is used
    expect(await usedUpCodes(db, SANDBOX, [{ ...shared, limit: 2 }])).toEqual(new Set());
    expect(await usedUpCodes(db, SANDBOX, [{ ...shared, limit: 1 }])).toEqual(new Set(['ALL']));
  });

  test('a limit that is set later counts the uses before it', async () => {
    const place = async (limit: number | null): Promise<Placed['state']> =>
      (
        await placeOrder(
          db,
          placing(orderOf(await checkout()), { redemptions: [{ promotionId: 'later', code: 'GROWS', limit }] }),
        )
      ).state;
    expect([await place(null), await place(null), await place(3), await place(3)]).toEqual([
      'placed',
      'placed',
      'placed',
      'code-used-up',
    ]);
    expect([await place(null), await place(4), await place(5)]).toEqual(['placed', 'code-used-up', 'placed']);
  });
});

eachDatabase('the life of an order', (open) => {
  let db: Db;
  let other: Db;
  beforeAll(async () => {
    const database = await open();
    ({ db } = database);
    other = await database.another();
  });
  afterEach(async () => {
    for (const environment of [SANDBOX, LIVE]) await removeOrders(db, environment);
  });
  test('an order is released when its window is over and its payment has cleared, the longest waiting first', async () => {
    const ends = { late: 910_001, due: 910_000, longDue: 900_000 };
    const [late, due, longDue] = [
      await placed(db, SANDBOX, { windowEndsAt: ends.late }),
      await placed(db, LIVE, { windowEndsAt: ends.due }),
      await placed(db, SANDBOX, { windowEndsAt: ends.longDue }),
    ];
    const waiting = await placed(db, SANDBOX, { payment: payment({ state: 'pending' }) });
    for (const state of ['declined', 'voided', 'needs_authentication'] as const) {
      await placed(db, SANDBOX, { payment: payment({ state }) });
    }
    const key = ({ environmentId, id }: Order) => ({ environmentId, id });
    expect(await releaseDue(db, { at: 899_999, limit: 10, idsAt: eventIds })).toEqual([]);
    expect(await releaseDue(db, { at: 910_000, limit: 10, idsAt: eventIds })).toEqual([key(longDue), key(due)]);
    expect(await releaseDue(other, { at: 910_000, limit: 10, idsAt: eventIds })).toEqual([]);
    expect(await findOrder(db, LIVE, due.id)).toMatchObject({ releasedAt: 910_000, version: 2 });
    const [, released] = await listOrderEvents(db, LIVE, due.id);
    expect(released).toMatchObject({ number: 2, at: 910_000, kind: 'released', by: 'cartwright' });
    const event = { at: 950_000, kind: 'payment_cleared', by: 'gateway', text: 'The payment cleared.' } as const;
    expect(await markPayment(db, { ...key(waiting), payment: 'authorised', event })).toEqual({ state: 'marked' });
    expect(await releaseDue(db, { at: 950_000, limit: 1, idsAt: eventIds })).toEqual([key(waiting)]);
    expect(await releaseDue(db, { at: 950_000, limit: 10, idsAt: eventIds })).toEqual([key(late)]);
  });

  test('an order of 0.00 and one on invoice are released after the window, as core decides it for every payment', async () => {
    const states = ['authorised', 'pending', 'declined', 'needs_authentication', 'voided', 'not_needed', 'manual'] as const;
    const orders = [];
    for (const state of states) orders.push(await placed(db, SANDBOX, { payment: payment({ state }) }));
    const released = new Set((await releaseDue(db, { at: 910_000, limit: 10, idsAt: eventIds })).map(({ id }) => id));
    const byStore = orders.filter(({ id }) => released.has(id)).map((order) => order.payment.state);
    expect(byStore).toEqual(['authorised', 'not_needed', 'manual']);
    expect(orders.filter((order) => mayRelease(order, 910_000).ok).map((order) => order.payment.state)).toEqual(byStore);
  });

  test.each<[from: PaymentState, to: PaymentState, state: string]>([
    ['pending', 'authorised', 'marked'],
    ['pending', 'declined', 'marked'],
    ['needs_authentication', 'pending', 'marked'],
    ['authorised', 'voided', 'marked'],
    ['authorised', 'authorised', 'already'],
    ['authorised', 'declined', 'conflict'],
    ['declined', 'authorised', 'conflict'],
    ['voided', 'authorised', 'conflict'],
    ['manual', 'authorised', 'conflict'],
  ])('a payment that is %s and is then said to be %s: %s', async (from, to, state) => {
    const { environmentId, id } = await placed(db, SANDBOX, { payment: payment({ state: from }) });
    const event = { at: 30_000, kind: 'payment_failed', by: 'gateway', text: 'The gateway spoke.' } as const;
    const marked = await markPayment(db, { environmentId, id, payment: to, event });
    expect(marked).toEqual(state === 'conflict' ? { state, payment: from } : { state });
    const after = await findOrder(db, environmentId, id);
    expect(after).toMatchObject({ version: state === 'marked' ? 2 : 1, payment: { state: state === 'marked' ? to : from } });
    expect(await listOrderEvents(db, environmentId, id)).toHaveLength(state === 'marked' ? 2 : 1);
    expect(await markPayment(db, { environmentId: LIVE, id, payment: to, event })).toEqual({ state: 'unknown' });
  });

  test('a cancelled order stays on the list of those to void until it is voided', async () => {
    const [held, kept, manual] = [
      await placed(db, SANDBOX),
      await placed(db, SANDBOX),
      await placed(db, SANDBOX, { payment: payment({ state: 'manual' }) }),
    ];
    const both = [held.id, manual.id];
    await db.knex('orders').whereIn('id', both).update({ cancelled_at: 20_000 });
    const { environmentId, id } = held;
    expect(await listOrdersToVoid(db, { skip: 0, limit: 10 })).toEqual([{ environmentId, id }]);
    expect(await listOrdersToVoid(db, { skip: 1, limit: 10 })).toEqual([]);
    expect(await markPayment(db, { environmentId, id, payment: 'voided' })).toEqual({ state: 'marked' });
    expect(await listOrdersToVoid(db, { skip: 0, limit: 10 })).toEqual([]);
    expect((await findOrder(db, SANDBOX, kept.id))?.payment.state).toBe('authorised');
  });
});
