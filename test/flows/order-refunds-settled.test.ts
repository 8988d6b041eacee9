import type { Order } from '../../src/core/order.js';
import { issueRefund, UNDO_MS } from '../../src/flows/order/issue-refund.js';
import { endChargeback, openChargeback } from '../../src/flows/order/open-chargeback.js';
import { confirmPaidBack } from '../../src/flows/order/settle-by-hand.js';
import { confirmCollected } from '../../src/flows/order/settle-by-hand.js';
import { settleRefunds } from '../../src/flows/order/settle-refunds.js';
import { undoRefund } from '../../src/flows/order/undo-refund.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { countMoney, expectAgreeing, paidWith, postedOf, shipSome } from '../support/money-flows.js';
import { affairsOf, captureAll, keyOf, publishedOf, released, stateOf, timelineOf } from '../support/order-flows.js';
import { payment } from '../support/orders.js';

const HOUR = 3_600_000;
const ONE_TEA = { by: 'units', lines: [{ number: 1, units: 1, shipping: false }] } as const;

eachDatabase('settling a refund', (open) => {
  let flows: Flows;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
  });
  afterAll(() => flows.close());

  const refund = (order: Order, wish: Parameters<typeof issueRefund>[2]['wish'] = ONE_TEA) =>
    issueRefund(flows.deps, keyOf(order), { wish, reason: 'CustomerReturn', by: 'api' });
  const refundsOf = async (order: Order): Promise<string[]> =>
    (await affairsOf(flows, order)).refunds.map(({ state, amount }) => `${state} ${amount}`);
  const shipped = async (order: Order): Promise<Order> => {
    await shipSome(flows, order, null);
    await captureAll(flows);
    return order;
  };
  const afterUndo = async (): Promise<void> => {
    flows.clock.aheadMs += UNDO_MS;
    await settleRefunds(flows.deps);
  };

  test('asks the gateway once the time to undo is over, and posts it with the fee that comes back', async () => {
    const order = await shipped(await released(flows));
    await refund(order);
    await settleRefunds(flows.deps);
    expect(await refundsOf(order)).toEqual(['reserved 957']);
    await afterUndo();
    // 999 - 100 + 58: 175 x 899 / 2697 = 58.3; fee 957 x 2.9 % = 27.8
    expect(await refundsOf(order)).toEqual(['settled 957']);
    expect((await postedOf(flows, order)).slice(-2)).toEqual([
      'refund buyer -957, merchant_payable 899, tax_memo 58',
      'fee_back fees 28, merchant_payable -28',
    ]);
    expect((await publishedOf(flows, order)).slice(-2)).toEqual(['refund.issued', 'refund.settled']);
    expect((await timelineOf(flows, order)).slice(-1)).toEqual(['refund_settled by gateway']);
    const mails = await flows.db.knex('mails').where({ order_id: order.id }).where('kind', 'like', 'refunded:%');
    expect(mails).toEqual([
      expect.objectContaining({ recipient: 'Ann@Shop.example', body: expect.stringContaining('9.57 USD') }),
    ]);
    await expectAgreeing(flows, order);
  });

  test('pays nothing that was undone, and undoes nothing that was asked for', async () => {
    const order = await shipped(await released(flows));
    const undone = await refund(order);
    await undoRefund(flows.deps, keyOf(order), { refundId: undone.refund.id });
    const paid = await refund(order);
    const { moved, deps } = countMoney(flows);
    flows.clock.aheadMs += UNDO_MS;
    await Promise.all([settleRefunds(deps), settleRefunds(deps)]);
    expect(moved).toEqual([`refund ${paid.refund.id} 957`]);
    expect(await stateOf(undoRefund(flows.deps, keyOf(order), { refundId: paid.refund.id }))).toBe('REFUND_SENT');
    expect(await refundsOf(order)).toEqual(['undone 957', 'settled 957']);
  });

  test('gives what a gateway refuses back to what remains, and says so', async () => {
    const order = await shipped(await paidWith(flows, 'test_refund_refused'));
    await refund(order, { by: 'concession', amount: 3_197n });
    const more = refund(order, { by: 'concession', amount: 1n });
    expect(await stateOf(more.then(() => ({})))).toBe('REFUND_ABOVE_REMAINDER');
    await afterUndo();
    expect(await refundsOf(order)).toEqual(['refused 3197']);
    expect((await publishedOf(flows, order)).slice(-1)).toEqual(['refund.refused']);
    expect((await refund(order)).refund.amount).toBe(957n);
    await expectAgreeing(flows, order);
  });

  test('waits for a gateway that takes its time', async () => {
    const order = await shipped(await paidWith(flows, 'test_refund_pending'));
    const { refund: asked } = await refund(order);
    // it was asked for ten minutes ago, so the minute of the magic value is over unless the refund is younger
    await flows.db.knex('refunds').where('id', asked.id).update({ due_at: 0 });
    await settleRefunds(flows.deps);
    expect(await refundsOf(order)).toEqual(['reserved 957']);
    flows.clock.aheadMs += HOUR;
    await settleRefunds(flows.deps);
    expect(await refundsOf(order)).toEqual(['settled 957']);
  });

  test('of an invoice waits for the word of the shop', async () => {
    const manual = payment({ gateway: 'manual', state: 'manual', amount: 3_937n, label: 'Invoice' });
    const order = await released(flows, { payment: manual });
    const { shipment } = await shipSome(flows, order, null);
    expect(await stateOf(refund(order).then(() => ({})))).toBe('REFUND_NOT_CAPTURED');
    await confirmCollected(flows.deps, keyOf(order), { id: shipment.id });
    const { refund: asked } = await refund(order);
    await afterUndo();
    expect(await refundsOf(order)).toEqual(['reserved 957']);
    const told = await Promise.all([1, 2].map(() => confirmPaidBack(flows.deps, keyOf(order), { id: asked.id })));
    expect(told.map(({ state }) => state).sort()).toEqual(['already', 'confirmed']);
    expect((await postedOf(flows, order)).slice(-1)).toEqual(['refund buyer -957, merchant_payable 899, tax_memo 58']);
    const undone = await refund(order);
    await undoRefund(flows.deps, keyOf(order), { refundId: undone.refund.id });
    expect(await stateOf(confirmPaidBack(flows.deps, keyOf(order), { id: undone.refund.id }))).toBe('REFUND_SENT');
    await expectAgreeing(flows, order);
  });

  describe('a chargeback', () => {
    test('takes what is left of its lines until it is won', async () => {
      const order = await shipped(await released(flows));
      const opened = await openChargeback(flows.deps, keyOf(order), { lines: [1], reason: 'fraud' });
      expect(opened).toMatchObject({ number: 1, state: 'open', lines: [1], amount: 3_138n });
      expect(await stateOf(refund(order).then(() => ({})))).toBe('REFUND_ABOVE_REMAINDER');
      await expectAgreeing(flows, order);
      const win = { chargebackId: opened.id, outcome: 'won' } as const;
      const twice = [await endChargeback(flows.deps, keyOf(order), win), await endChargeback(flows.deps, keyOf(order), win)];
      expect(twice.map(({ state, chargeback }) => [state, chargeback.state])).toEqual([
        ['ended', 'won'],
        ['already', 'won'],
      ]);
      expect(await stateOf(endChargeback(flows.deps, keyOf(order), { ...win, outcome: 'lost' }))).toBe('CHARGEBACK_ENDED');
      expect((await postedOf(flows, order)).slice(-2)).toEqual([
        'chargeback buyer -3138, chargebacks 3138',
        'chargeback_reversal buyer 3138, chargebacks -3138',
      ]);
      expect((await publishedOf(flows, order)).slice(-2)).toEqual(['chargeback.opened', 'chargeback.won']);
      expect((await refund(order)).refund.amount).toBe(957n);
      await expectAgreeing(flows, order);
    });

    test('that is lost keeps it, and only one of two at once takes it', async () => {
      const order = await shipped(await released(flows));
      const wish = { lines: null, reason: 'fraud' };
      const both = [1, 2].map(() => stateOf(openChargeback(flows.deps, keyOf(order), wish)));
      expect((await Promise.all(both)).sort()).toEqual(['REFUND_ABOVE_REMAINDER', 'open']);
      const [opened] = (await affairsOf(flows, order)).chargebacks;
      await endChargeback(flows.deps, keyOf(order), { chargebackId: opened?.id ?? '', outcome: 'lost' });
      expect(await stateOf(refund(order).then(() => ({})))).toBe('REFUND_ABOVE_REMAINDER');
      expect(await stateOf(openChargeback(flows.deps, keyOf(order), { lines: [3], reason: 'x' }))).not.toBe('open');
      await expectAgreeing(flows, order);
    });

    test('of a magic value takes each shipment of a line by itself, and what is won stays won', async () => {
      const order = await paidWith(flows, 'test_chargeback');
      await shipSome(flows, order);
      await captureAll(flows);
      await shipSome(flows, order);
      await captureAll(flows);
      const { shipments, chargebacks } = await affairsOf(flows, order);
      // 999 - 100 + 83 + 58 + 5 = 1045; two 1998 - 200 + 167 + 117 + 11 = 2093, 1048 more; three 3138, 1045 more
      expect(shipments.map(({ capture }) => capture.state)).toEqual(['captured', 'captured']);
      expect(chargebacks).toMatchObject([
        { number: 1, lines: [1], amount: 1_045n },
        { number: 2, lines: [1], amount: 1_048n },
      ]);
      await endChargeback(flows.deps, keyOf(order), { chargebackId: chargebacks[0]?.id ?? '', outcome: 'won' });
      await expectAgreeing(flows, order);
      await shipSome(flows, order);
      await captureAll(flows);
      expect((await affairsOf(flows, order)).chargebacks).toMatchObject([
        { state: 'won' },
        { state: 'open' },
        { amount: 1_045n },
      ]);
      await expectAgreeing(flows, order);
    });

    test('of a magic value follows each capture, and needs something captured', async () => {
      const order = await paidWith(flows, 'test_chargeback');
      expect(await stateOf(openChargeback(flows.deps, keyOf(order), { lines: null, reason: 'x' }))).toBe('REFUND_NOT_CAPTURED');
      await shipped(order);
      expect((await affairsOf(flows, order)).chargebacks).toMatchObject([{ state: 'open', amount: 3_937n, lines: [1, 2] }]);
      expect((await publishedOf(flows, order)).slice(-1)).toEqual(['chargeback.opened']);
      await expectAgreeing(flows, order);
      const unknown = { chargebackId: 'nothing', outcome: 'won' } as const;
      expect(await stateOf(endChargeback(flows.deps, keyOf(order), unknown))).toBe('CHARGEBACK_UNKNOWN');
    });
  });
});
