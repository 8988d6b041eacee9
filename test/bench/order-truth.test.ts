import { faultsInTables } from '../../bench/crash/order-truth.js';
import type { Order } from '../../src/core/order.js';
import { answerPaymentAttempt, startPaymentAttempt } from '../../src/store/checkout/attempts.js';
import { createCheckout } from '../../src/store/checkouts.js';
import type { Db } from '../../src/store/db.js';
import { placeOrder } from '../../src/store/order/place.js';
import { eachDatabase } from '../support/databases.js';
import { newCheckout, orderOf, payment, placing } from '../support/orders.js';

const SANDBOX = 'AMUGS123456789-sandbox';

eachDatabase('what the crash bench finds in the tables', (open) => {
  let db: Db;
  let order: Order;
  beforeEach(async () => {
    ({ db } = await open());
    await paidOrder('ONCE-1');
    order = await paidOrder('ONCE-2');
  });

  /** An order of 29.99 with a code of its own and the attempt that pays for it. */
  async function paidOrder(code: string): Promise<Order> {
    const checkout = await createCheckout(db, newCheckout(SANDBOX));
    const answer = payment({ reference: `test-${code}` });
    const attempt = { id: `${checkout.id}-1`, environmentId: SANDBOX, checkoutId: checkout.id, attempt: 1, at: 1 };
    const asked = { amount: 2_999n, currency: 'USD', gateway: 'test', method: 'test_approve' };
    await startPaymentAttempt(db, { ...attempt, ...asked });
    await answerPaymentAttempt(db, { id: attempt.id, answer, at: 2 });
    const redemptions = [{ promotionId: 'once', code, limit: 1 }];
    const placed = await placeOrder(db, placing(orderOf(checkout, { payment: answer }), { attemptId: attempt.id, redemptions }));
    if (placed.state !== 'placed') throw new Error(placed.state);
    return placed.order;
  }

  test('is nothing after orders that went well', async () => {
    expect(await faultsInTables(db)).toEqual({});
  });

  test('is an order whose payment attempt was never bound', async () => {
    await db.knex('payment_attempts').where('checkout_id', order.checkoutId).update({ state: 'answered' });
    expect(await faultsInTables(db)).toEqual({ 'order without its one used payment attempt': [order.id] });
  });

  test('is a code that two orders have, and its count', async () => {
    await db.knex('code_redemptions').where('order_id', order.id).update({ code_folded: 'ONCE-1' });
    expect(await faultsInTables(db)).toEqual({
      'code spent twice': ['ONCE-1'],
      'use of a code miscounted': ['ONCE-1', 'ONCE-2'],
    });
  });

  test('is money that pays two orders', async () => {
    await db.knex('orders').update({ payment_reference: 'test-ONCE-1' });
    expect(await faultsInTables(db)).toEqual({ 'authorisation used twice': ['test-ONCE-1'] });
  });

  test('is a confirmation that was not queued', async () => {
    await db.knex('mails').where('order_id', order.id).delete();
    expect(await faultsInTables(db)).toEqual({ 'order without its one confirmation': [order.id] });
  });

  test('is a checkout that is open again beside its order', async () => {
    await db.knex('checkouts').where('id', order.checkoutId).update({ state: 'open' });
    expect(await faultsInTables(db)).toEqual({ 'order whose checkout is not placed': [order.id] });
  });

  test('is everything that an order leaves behind when it is lost', async () => {
    await db.knex('orders').where('id', order.id).delete();
    expect(await faultsInTables(db)).toEqual({
      'checkout that is placed without its order': [order.checkoutId],
      'code spent on no order': ['ONCE-2'],
      'used payment attempt without an order': [`${order.checkoutId}-1`],
    });
  });
});
