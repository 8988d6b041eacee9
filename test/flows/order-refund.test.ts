import { orderMoney } from '../../src/core/order-money.js';
import type { Order } from '../../src/core/order.js';
import type { RefundWish } from '../../src/core/refund/wish.js';
import { issueRefund, UNDO_MS } from '../../src/flows/order/issue-refund.js';
import { settleRefunds } from '../../src/flows/order/settle-refunds.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import { undoRefund } from '../../src/flows/order/undo-refund.js';
import { listPostings } from '../../src/store/order/ledger.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { affairsOf, captureAll, keyOf, publishedOf, released, stateOf, timelineOf } from '../support/order-flows.js';

const units = (count: number, shipping = false): RefundWish => ({ by: 'units', lines: [{ number: 1, units: count, shipping }] });

eachDatabase('refunding an order', (open) => {
  let flows: Flows;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
  });
  afterAll(() => flows.close());

  const refund = (order: Order, wish: RefundWish) =>
    issueRefund(flows.deps, keyOf(order), { wish, reason: 'CustomerReturn', by: 'api' });
  const refunded = (order: Order, wish: RefundWish): Promise<string> =>
    stateOf(refund(order, wish).then(() => ({ state: 'done' })));
  const undo = (order: Order, id: string): Promise<string> => stateOf(undoRefund(flows.deps, keyOf(order), { refundId: id }));
  /** Two units of A and B shipped and captured: 20.93 + 7.99 = 28.92. */
  const captured = async (): Promise<Order> => {
    const order = await released(flows);
    const lines = [
      { number: 1, units: 2 },
      { number: 2, units: 1 },
    ];
    await shipOrder(flows.deps, keyOf(order), { units: lines, by: 'merchant' });
    await captureAll(flows);
    return order;
  };
  const settleAll = async (): Promise<void> => {
    flows.clock.aheadMs += UNDO_MS;
    while ((await settleRefunds(flows.deps)) === 'more');
  };

  test('by units gives back 9.58 and then 11.35, to the cent of examples.md 12', async () => {
    const order = await captured();
    // 999 - 100 + 59 = 958
    expect((await refund(order, units(1))).refund).toMatchObject({ number: 1, state: 'reserved', amount: 958n });
    // 999 - 100 + 58 + shipping 167 + 11 of tax = 1135
    expect((await refund(order, units(1, true))).refund).toMatchObject({ number: 2, amount: 1_135n });
    expect(await refunded(order, units(1))).toBe('REFUND_ABOVE_REMAINDER');
    // 28.92 captured, 20.93 refunded
    expect(orderMoney(await affairsOf(flows, order))).toMatchObject({ captured: 2_892n, refunded: 2_093n });
  });

  test('counts at once, is settled by the gateway after the time to undo it, and the ledger sums to zero', async () => {
    const order = await captured();
    const { refund: issued } = await refund(order, units(1));
    while ((await settleRefunds(flows.deps)) === 'more');
    expect((await affairsOf(flows, order)).refunds[0]?.state).toBe('reserved');
    await settleAll();
    expect((await affairsOf(flows, order)).refunds[0]).toMatchObject({ state: 'settled', amount: 958n });
    const postings = await listPostings(flows.db, keyOf(order));
    for (const { rows } of postings) expect(rows.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
    const buyer = postings.flatMap(({ rows }) => rows).filter(({ account }) => account === 'buyer');
    // 28.92 - 9.58 = 19.34
    expect(buyer.reduce((sum, { amount }) => sum + amount, 0n)).toBe(1_934n);
    expect(await publishedOf(flows, order)).toEqual(
      expect.arrayContaining(['order.created', 'shipment.confirmed', 'refund.issued', 'refund.settled']),
    );
    const [mail] = await flows.db.knex('mails').where('kind', `refunded:${issued.id}`).select<{ body: string }[]>('body');
    expect(mail?.body).toMatch(/9\.58 USD.*Items +8\.99 USD\nTax +0\.59 USD\nTogether +9\.58 USD/s);
  });

  test('can be undone until the gateway is asked, once, and then counts no more', async () => {
    const order = await captured();
    const { refund: first } = await refund(order, units(2));
    expect(await refunded(order, units(1))).toBe('REFUND_ABOVE_REMAINDER');
    expect(await Promise.all([undo(order, first.id), undo(order, first.id)])).toEqual(
      expect.arrayContaining(['undone', 'already']),
    );
    expect(await refunded(order, units(2))).toBe('done');
    expect(await publishedOf(flows, order)).toEqual([
      ...['order.created', 'shipment.confirmed', 'refund.issued', 'refund.undone', 'refund.issued'],
    ]);
    expect((await timelineOf(flows, order)).slice(-2)).toEqual(['refund_undone by merchant', 'refunded by merchant']);
    const { id } = (await affairsOf(flows, order)).refunds[1]!;
    await settleAll();
    expect(await undo(order, id)).toBe('REFUND_SENT');
    expect(await undo(order, '01KD3V6QJ3W1X2Y3Z4A5B6C7D8')).toBe('REFUND_UNKNOWN');
    expect((await affairsOf(flows, order)).refunds.map(({ state }) => state)).toEqual(['undone', 'settled']);
  });

  test('undone at the moment at which the gateway is asked is one or the other', async () => {
    const orders = await Promise.all([1, 2, 3, 4].map(() => captured()));
    const ids = await Promise.all(orders.map(async (order) => (await refund(order, units(1))).refund.id));
    flows.clock.aheadMs += UNDO_MS;
    const [, ...undone] = await Promise.all([
      settleRefunds(flows.deps),
      ...orders.map((order, at) => undo(order, ids[at] ?? '')),
    ]);
    while ((await settleRefunds(flows.deps)) === 'more');
    for (const [at, order] of orders.entries()) {
      const [after] = (await affairsOf(flows, order)).refunds;
      expect([undone[at], after?.state]).toEqual(undone[at] === 'undone' ? ['undone', 'undone'] : ['REFUND_SENT', 'settled']);
    }
  });

  test('20 times at once never gives back more than was captured', async () => {
    const order = await captured();
    const wishes = await Promise.all(Array.from({ length: 20 }, () => refunded(order, units(1))));
    expect(wishes.filter((state) => state === 'done')).toHaveLength(2);
    expect(wishes.filter((state) => state === 'REFUND_ABOVE_REMAINDER')).toHaveLength(18);
    // 9.58 + (999 - 100 + 58 = 9.57) = 19.15
    expect(orderMoney(await affairsOf(flows, order)).refunded).toBe(1_915n);
  });

  test('of money that is not there yet is refused by name', async () => {
    const order = await released(flows);
    expect(await refunded(order, units(1))).toBe('REFUND_NOT_CAPTURED');
    await shipOrder(flows.deps, keyOf(order), { units: null, by: 'merchant' });
    expect(await refunded(order, units(1))).toBe('REFUND_NOT_CAPTURED');
  });

  test.each<[what: string, wish: RefundWish, code: string]>([
    ['a line that is not there', { by: 'units', lines: [{ number: 7, units: 1, shipping: false }] }, 'ORDER_LINE_UNKNOWN'],
    ['a line twice', { by: 'units', lines: [...unitsOfA(), ...unitsOfA()] }, 'ORDER_LINE_UNKNOWN'],
    ['no line', { by: 'amount', lines: [] }, 'REFUND_EMPTY'],
    ['nothing', { by: 'amount', lines: [{ number: 1, principal: 0n, shipping: 0n }] }, 'REFUND_EMPTY'],
    ['a concession of nothing', { by: 'concession', amount: 0n }, 'REFUND_EMPTY'],
    ['less than nothing', { by: 'amount', lines: [{ number: 1, principal: -1n, shipping: 0n }] }, 'REFUND_NEGATIVE'],
    ['half a unit', { by: 'units', lines: [{ number: 1, units: 0.5, shipping: false }] }, 'REFUND_NEGATIVE'],
    ['more than the price', { by: 'amount', lines: [{ number: 1, principal: 1_999n, shipping: 0n }] }, 'REFUND_ABOVE_REMAINDER'],
    [
      'the whole price without its promotion',
      { by: 'components', lines: [{ number: 1, units: 0, components: { principal: 1_998n, principalPromo: 0n } }] },
      'REFUND_PROMOTION_MISSING',
    ],
  ])('refuses %s', async (_what, wish, code) => {
    const order = await captured();
    const before = await affairsOf(flows, order);
    expect(await refunded(order, wish)).toBe(code);
    expect(await affairsOf(flows, order)).toEqual(before);
  });
});

function unitsOfA() {
  return [{ number: 1, units: 1, shipping: false }];
}
