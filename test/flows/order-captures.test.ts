import type { Gateway } from '../../src/core/gateway.js';
import { cancelUnits } from '../../src/flows/order/cancel-units.js';
import { captureShipments } from '../../src/flows/order/capture-shipments.js';
import { dropRests } from '../../src/flows/order/drop-rests.js';
import { renewHolds } from '../../src/flows/order/renew-holds.js';
import { retryPayment } from '../../src/flows/order/retry-payment.js';
import { confirmCollected } from '../../src/flows/order/settle-by-hand.js';
import { settleRefunds } from '../../src/flows/order/settle-refunds.js';
import { gatewaysFor } from '../../src/flows/gateways.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { countMoney, expectAgreeing, paidWith, postedOf, shipSome } from '../support/money-flows.js';
import { affairsOf, captureAll, keyOf, publishedOf, released, stateOf, timelineOf } from '../support/order-flows.js';
import { payment } from '../support/orders.js';
import { claimWork } from '../../src/store/order/gateway-work.js';
import { createPerson } from '../../src/store/people.js';
import { MERCHANT } from '../support/merchant-callback.js';
import type { Order } from '../../src/core/order.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

eachDatabase('capturing a shipment', (open) => {
  let flows: Flows;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
    const shop = { id: 'P1', merchantId: MERCHANT, email: 'shop@larch.example', name: 'Pat', passwordHash: 'x', at: 1 };
    await createPerson(flows.db, shop);
  });
  afterAll(() => flows.close());

  const capturesOf = async (order: Order): Promise<string[]> =>
    (await affairsOf(flows, order)).shipments.map(({ capture }) => `${capture.state} ${capture.amount}`);
  const mailsOf = (order: Order): Promise<{ recipient: string; subject: string; body: string }[]> =>
    flows.db.knex('mails').where({ order_id: order.id, recipient: 'shop@larch.example' }).select('recipient', 'subject', 'body');

  test('takes what it costs, with its postings, to the cent of examples.md 12', async () => {
    const order = await released(flows);
    await shipSome(flows, order);
    await captureAll(flows);
    await shipSome(flows, order, [
      [1, 1],
      [2, 1],
    ]);
    await captureAll(flows);
    expect(await capturesOf(order)).toEqual(['captured 1045', 'captured 1847']);
    // taxes 58 + 5 = 63 and 59 + 6 + 33 + 16 = 114; fees 30.3 + 30 = 60, and 83.9 + 30 - 60 = 54
    expect(await postedOf(flows, order)).toEqual([
      'capture buyer 1045, merchant_payable -982, tax_memo -63',
      'fee fees -60, merchant_payable 60',
      'capture buyer 1847, merchant_payable -1733, tax_memo -114',
      'fee fees -54, merchant_payable 54',
    ]);
    expect((await timelineOf(flows, order)).slice(-2)).toEqual(['shipped by merchant', 'captured by gateway']);
    await expectAgreeing(flows, order);
  });

  test('asks once where two workers are at it at the same time', async () => {
    const order = await released(flows);
    await shipSome(flows, order);
    const { moved, deps } = countMoney(flows);
    await Promise.all([captureShipments(deps), captureShipments(deps), captureShipments(deps)]);
    const [shipment] = (await affairsOf(flows, order)).shipments;
    expect(moved).toEqual([`capture ${shipment?.id} 1045`]);
    expect(await capturesOf(order)).toEqual(['captured 1045']);
    expect(await postedOf(flows, order)).toHaveLength(2);
  });

  test('that could not be finished is taken again after half a minute by who took it, and by others after his lease', async () => {
    const order = await released(flows);
    await shipSome(flows, order);
    const began = flows.now();
    const take = async (owner: string, afterMs: number): Promise<number> => {
      const claiming = { owner, at: began + afterMs, forMs: 300_000, limit: 50 };
      return (await claimWork(flows.db, 'shipments', claiming)).filter(({ orderId }) => orderId === order.id).length;
    };
    expect([await take('me', 0), await take('me', 29_999), await take('you', 30_000), await take('me', 30_000)]).toEqual([
      1, 0, 0, 1,
    ]);
    expect([await take('you', 329_999), await take('you', 330_000)]).toEqual([0, 1]);
    flows.clock.aheadMs += HOUR;
    await captureAll(flows);
    expect(await capturesOf(order)).toEqual(['captured 1045']);
  });

  test('whose answer is lost asks what became of it, and captures nothing twice', async () => {
    const order = await paidWith(flows, 'test_capture_unknown');
    await shipSome(flows, order);
    await captureAll(flows);
    expect(await capturesOf(order)).toEqual(['unknown 1045']);
    expect(await postedOf(flows, order)).toEqual([]);
    flows.clock.aheadMs += HOUR;
    await captureAll(flows);
    expect(await capturesOf(order)).toEqual(['captured 1045']);
    await expectAgreeing(flows, order);
  });

  test('is asked for anew where the gateway never got the first question', async () => {
    const order = await released(flows);
    await shipSome(flows, order);
    let down = true;
    const { moved, deps } = countMoney(flows, {
      find: () => {
        if (down) throw new Error('down');
      },
    });
    const away = {
      ...deps,
      gateways: () => deps.gateways('sandbox').map((one) => ({ ...one, capture: () => Promise.reject(new Error('down')) })),
    };
    await captureShipments(away);
    flows.clock.aheadMs += HOUR;
    await captureShipments(deps);
    expect([await capturesOf(order), moved]).toEqual([['unknown 1045'], []]);
    down = false;
    flows.clock.aheadMs += HOUR;
    await captureShipments(deps);
    expect(await capturesOf(order)).toEqual(['captured 1045']);
    expect(moved).toHaveLength(1);
  });

  test('of a worker that comes back after its lease is not written a second time', async () => {
    const order = await released(flows);
    await shipSome(flows, order);
    const { moved, deps } = countMoney(flows, {
      capture: async () => {
        flows.clock.aheadMs += HOUR;
        await captureShipments(countMoney(flows).deps);
      },
    });
    await captureShipments(deps);
    expect(moved).toHaveLength(1);
    expect(await capturesOf(order)).toEqual(['captured 1045']);
    expect(await postedOf(flows, order)).toHaveLength(2);
    expect((await timelineOf(flows, order)).filter((line) => line.startsWith('captured'))).toHaveLength(1);
  });

  test('that is refused stands, and nothing more is shipped until it is solved', async () => {
    const order = await paidWith(flows, 'test_capture_refused');
    await shipSome(flows, order);
    await captureAll(flows);
    expect(await capturesOf(order)).toEqual(['refused 1045']);
    expect((await affairsOf(flows, order)).order).toMatchObject({
      paymentProblem: 'The capture of shipment 1 was refused. The test card could not be charged. Try again.',
      lines: [{ shipped: 1 }, { shipped: 0 }],
    });
    expect(await stateOf(shipSome(flows, order))).toBe('ORDER_PAYMENT_PROBLEM');
    expect((await publishedOf(flows, order)).slice(-1)).toEqual(['order.payment_problem']);
    expect(await mailsOf(order)).toEqual([
      expect.objectContaining({
        subject: `SANDBOX The payment of order ${order.id} failed`,
        body: expect.stringContaining('Try the payment again'),
      }),
    ]);
    const retried = [await retryPayment(flows.deps, keyOf(order)), await retryPayment(flows.deps, keyOf(order))];
    expect(retried.map(({ state }) => state)).toEqual(['retried', 'already']);
    expect(await stateOf(shipSome(flows, order))).toBe('ORDER_PAYMENT_PROBLEM');
    await captureAll(flows);
    expect(await capturesOf(order)).toEqual(['captured 1045']);
    expect((await affairsOf(flows, order)).order.paymentProblem).toBeNull();
    expect((await retryPayment(flows.deps, keyOf(order))).state).toBe('already');
    expect(await stateOf(shipSome(flows, order))).toBe('shipped');
    await expectAgreeing(flows, order);
  });

  test('lets go of what is held for cancelled units, once all else is captured', async () => {
    const order = await released(flows);
    const whole = await released(flows);
    await shipSome(flows, order);
    await shipSome(flows, whole, null);
    await cancelUnits(flows.deps, keyOf(order), { units: null, by: 'merchant', reason: 'NoInventory' });
    const voided: string[] = [];
    const watched = (gateway: Gateway): Gateway => ({
      ...gateway,
      void: (reference) => Promise.resolve(void voided.push(reference)),
    });
    const deps = { ...flows.deps, gateways: () => gatewaysFor('sandbox').map(watched) };
    await dropRests(deps);
    expect(voided).toEqual([]);
    await captureAll(flows);
    await dropRests(deps);
    await dropRests(deps);
    expect(voided).toEqual([order.payment.reference]);
    expect((await affairsOf(flows, order)).order.payment.state).toBe('authorised');
  });

  test('once for all refunds what was cancelled before the gateway said yes', async () => {
    const order = await paidWith(flows, 'test_capture_refused', { multipleCaptures: false });
    await shipSome(flows, order);
    await captureAll(flows);
    expect(await capturesOf(order)).toEqual(['refused 3937']);
    await cancelUnits(flows.deps, keyOf(order), { units: null, by: 'merchant', reason: 'NoInventory' });
    expect((await affairsOf(flows, order)).refunds).toEqual([]);
    await retryPayment(flows.deps, keyOf(order));
    await captureAll(flows);
    // 39.37 less the one A that was shipped: 10.45, as a cancel after the capture would have left it
    expect((await affairsOf(flows, order)).refunds).toMatchObject([{ state: 'reserved', by: 'cartwright', amount: 2_892n }]);
    await settleRefunds(flows.deps);
    await expectAgreeing(flows, order);
  });

  test('of an invoice waits for the word of the shop, which counts once and costs no fee', async () => {
    const order = await released(flows, {
      payment: payment({ gateway: 'manual', state: 'manual', amount: 3_937n, label: 'Invoice' }),
    });
    const { shipment } = await shipSome(flows, order);
    await captureAll(flows);
    flows.clock.aheadMs += 40 * DAY;
    await captureAll(flows);
    expect(await capturesOf(order)).toEqual(['due 1045']);
    expect(await stateOf(shipSome(flows, order))).toBe('shipped');
    const told = await Promise.all([1, 2, 3].map(() => confirmCollected(flows.deps, keyOf(order), { id: shipment.id })));
    expect(told.map(({ state }) => state).sort()).toEqual(['already', 'already', 'confirmed']);
    expect(await postedOf(flows, order)).toEqual(['capture buyer 1045, merchant_payable -982, tax_memo -63']);
    expect(await capturesOf(order)).toEqual(['captured 1045', 'due 1048']);
    expect(await stateOf(confirmCollected(flows.deps, keyOf(order), { id: 'nothing' }))).toBe('SHIPMENT_UNKNOWN');
    const card = await released(flows);
    const other = await shipSome(flows, card);
    expect(await stateOf(confirmCollected(flows.deps, keyOf(card), { id: other.shipment.id }))).toBe('PAYMENT_BY_GATEWAY');
  });

  test('is renewed ahead of the end of what is held, or the order has a problem before it is packed', async () => {
    const held = { holdMs: 7 * DAY };
    const good = await withHold(await paidWith(flows, 'test_hold_renewed', held));
    const bad = await withHold(await paidWith(flows, 'test_hold_ended', held));
    await renewHolds(flows.deps);
    expect((await affairsOf(flows, good)).order.heldUntil).toBe(good.heldUntil);
    flows.clock.aheadMs += 6 * DAY + HOUR;
    await renewHolds(flows.deps);
    const { order: renewed } = await affairsOf(flows, good);
    expect(renewed.heldUntil).toBeGreaterThan((good.heldUntil ?? 0) + 5 * DAY);
    expect(renewed.paymentProblem).toBeNull();
    const { order: ended } = await affairsOf(flows, bad);
    expect(ended.paymentProblem).toContain('does not hold the money any longer');
    expect(ended.heldUntil).toBeUndefined();
    expect(await stateOf(shipSome(flows, bad))).toBe('ORDER_PAYMENT_PROBLEM');
    expect(await mailsOf(bad)).toHaveLength(1);
    await retryPayment(flows.deps, keyOf(bad));
    await renewHolds(flows.deps);
    expect((await affairsOf(flows, bad)).order.paymentProblem).toContain('does not hold');
  });

  test('of an earlier shipment does not bring back a hold that has ended', async () => {
    const order = await withHold(await paidWith(flows, 'test_hold_ended', { holdMs: 7 * DAY }));
    await shipSome(flows, order);
    flows.clock.aheadMs += 6 * DAY + HOUR;
    await renewHolds(flows.deps);
    await captureAll(flows);
    expect(await capturesOf(order)).toEqual(['captured 1045']);
    expect((await affairsOf(flows, order)).order.paymentProblem).toContain('does not hold the money any longer');
    expect(await stateOf(shipSome(flows, order))).toBe('ORDER_PAYMENT_PROBLEM');
  });

  test('that is due is held for with the units that are open, and also when none is', async () => {
    const [part, whole] = [await withHold(await released(flows)), await withHold(await released(flows))];
    const done = await withHold(await released(flows));
    const once = await withHold(await paidWith(flows, 'test_single_capture', { multipleCaptures: false }));
    await shipSome(flows, done, null);
    await captureAll(flows);
    await shipSome(flows, part);
    await shipSome(flows, whole, null);
    await shipSome(flows, once);
    flows.clock.aheadMs += 6 * DAY + HOUR;
    const asked = new Map<string, bigint>();
    const watched = (gateway: Gateway): Gateway => ({
      ...gateway,
      reauthorise: (request) => {
        asked.set(request.idempotencyKey, request.amount);
        return gateway.reauthorise(request);
      },
    });
    await renewHolds({ ...flows.deps, gateways: () => gatewaysFor('sandbox').map(watched) });
    const askedFor = [part, whole, done, once].map(({ id, heldUntil }) => asked.get(`${id}:${heldUntil}`));
    // 10.45 that is due and 28.92 that is open; all that is due; nothing; all, which the first shipment captures
    expect(askedFor).toEqual([3_937n, 3_937n, undefined, 3_937n]);
  });

  describe('whose renewal was answered to nobody', () => {
    /** Asks for every hold that ends, and tells what was asked; the answer is lost where `isLost`. */
    const renew = async (order: Order, isLost = false): Promise<string[]> => {
      const told: string[] = [];
      const watched = (gateway: Gateway): Gateway => ({
        ...gateway,
        reauthorise: (request) => {
          const isOurs = request.idempotencyKey.startsWith(order.id);
          if (isOurs) told.push(`hold ${request.idempotencyKey} ${request.amount}`);
          return isOurs && isLost ? Promise.reject(new Error('lost')) : gateway.reauthorise(request);
        },
        void: (reference) => {
          told.push(`void ${reference}`);
          return gateway.void(reference);
        },
      });
      const deps = { ...flows.deps, gateways: () => gatewaysFor('sandbox').map(watched) };
      await renewHolds(deps).catch(() => null);
      return told;
    };
    const ending = async (): Promise<Order> => {
      const order = await withHold(await paidWith(flows, 'test_hold_renewed', { holdMs: 7 * DAY }));
      flows.clock.aheadMs += 6 * DAY + HOUR;
      return order;
    };
    const cancel = (order: Order, units: readonly { readonly number: number; readonly units: number }[] | null) =>
      cancelUnits(flows.deps, keyOf(order), { units, by: 'merchant', reason: 'NoInventory' });

    test('is asked for again by the same key and the same amount, though less is open by then', async () => {
      const order = await ending();
      const first = [`hold ${order.id}:${order.heldUntil} 3937`];
      expect(await renew(order, true)).toEqual(first);
      await cancel(order, [{ number: 1, units: 1 }]);
      expect(await renew(order, true)).toEqual(first);
      expect(await renew(order)).toEqual(first);
      expect((await affairsOf(flows, order)).order.heldUntil).toBeGreaterThan(flows.now() + 6 * DAY);
      expect(await renew(order)).toEqual([]);
    });

    test('is asked about though nothing is left to hold, and let go of then', async () => {
      const order = await ending();
      const first = `hold ${order.id}:${order.heldUntil} 3937`;
      expect(await renew(order, true)).toEqual([first]);
      await cancel(order, null);
      expect(await renew(order)).toEqual([first, `void ${order.payment.reference}`]);
      expect(await renew(order)).toEqual([]);
      expect(await flows.db.knex('hold_renewals').where('order_id', order.id)).toEqual([]);
    });

    test('is not looked at for ever once everything is captured', async () => {
      const order = await withHold(await paidWith(flows, 'test_hold_renewed', { holdMs: 7 * DAY }));
      await shipSome(flows, order, null);
      await captureAll(flows);
      flows.clock.aheadMs += 6 * DAY + HOUR;
      expect(await renew(order)).toEqual([]);
      expect((await affairsOf(flows, order)).order.heldUntil).toBeUndefined();
    });
  });

  /** Placed now, as freezing an order does it. */
  async function withHold(order: Order): Promise<Order> {
    const heldUntil = flows.now() + 7 * DAY;
    await flows.db.knex('orders').where('id', order.id).update({ held_until: heldUntil });
    return { ...order, heldUntil };
  }
});
