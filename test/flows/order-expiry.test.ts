import { orderState, type Order, type Payment } from '../../src/core/order.js';
import { expireOrders } from '../../src/flows/order/expire-orders.js';
import { createPerson } from '../../src/store/people.js';
import { moveClock } from '../../src/store/environment-clock.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { MERCHANT } from '../support/merchant-callback.js';
import { shipSome } from '../support/money-flows.js';
import { affairsOf, publishedOf, released, stateOf, timelineOf } from '../support/order-flows.js';
import { payment } from '../support/orders.js';

const DAY = 86_400_000;

eachDatabase('an order that nobody ships', (open) => {
  let flows: Flows;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
    const shop = { id: 'P1', merchantId: MERCHANT, email: 'shop@larch.example', name: 'Pat', passwordHash: 'x', at: 1 };
    await createPerson(flows.db, shop);
  });
  afterAll(() => flows.close());

  /** Released so many days ago, an hour more or less: clocks of Los Angeles may have been moved in between. */
  const releasedFor = (days: number, hours = 0, more: Partial<Payment> = {}): Promise<Order> => {
    const releasedAt = flows.now() - days * DAY - hours * 3_600_000;
    const paid = payment({ amount: 3_937n, ...more });
    return released(flows, { placedAt: releasedAt - 1_000, windowEndsAt: releasedAt, releasedAt, payment: paid });
  };
  const stateNow = async (order: Order): Promise<string> => orderState((await affairsOf(flows, order)).order);
  const twice = async (): Promise<void> => {
    await expireOrders(flows.deps);
    await expireOrders(flows.deps);
  };

  test('is warned of once at 23 days, not before', async () => {
    const early = await releasedFor(22, 20);
    const due = await releasedFor(23, 2);
    await twice();
    expect((await publishedOf(flows, early)).slice(1)).toEqual([]);
    expect((await publishedOf(flows, due)).slice(1)).toEqual(['order.expiring']);
    expect((await timelineOf(flows, due)).slice(-1)).toEqual(['expiring by cartwright']);
    const mails = await flows.db.knex('mails').where({ order_id: due.id, kind: 'expiring' });
    expect(mails).toEqual([
      expect.objectContaining({
        recipient: 'shop@larch.example',
        subject: expect.stringContaining(`Ship order ${due.id} by`),
        body: expect.stringContaining('3 x Tea\n1 x Pot'),
      }),
    ]);
    expect(await stateNow(due)).toBe('unshipped');
  });

  test('is cancelled at 30 days, not before', async () => {
    const [early, due] = [await releasedFor(29, 21), await releasedFor(30, 2)];
    await twice();
    expect(await stateNow(early)).toBe('unshipped');
    expect(await stateNow(due)).toBe('cancelled');
    expect((await publishedOf(flows, due)).slice(1)).toEqual(['order.cancelled']);
    expect((await timelineOf(flows, due)).slice(-1)).toEqual(['cancelled by cartwright']);
  });

  test('in part keeps what was shipped, and is shipped then', async () => {
    const order = await releasedFor(30, 2);
    await shipSome(flows, order);
    await twice();
    expect(await stateNow(order)).toBe('shipped');
    expect((await affairsOf(flows, order)).order.lines.map((line) => [line.shipped, line.cancelled])).toEqual([
      [1, 2],
      [0, 1],
    ]);
    expect((await publishedOf(flows, order)).slice(1)).toEqual(['shipment.confirmed', 'order.units_cancelled']);
  });

  test('and is shipped at the same moment goes one way, and the other is told', async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, () => releasedFor(30, 2)));
    const [ships] = await Promise.all([
      Promise.all(orders.map((order) => stateOf(shipSome(flows, order, null)))),
      expireOrders(flows.deps),
    ]);
    for (const [place, order] of orders.entries()) {
      const won = ships[place] === 'shipped';
      expect(await stateNow(order)).toBe(won ? 'shipped' : 'cancelled');
      if (!won) expect(ships[place]).toBe('ORDER_CANCELLED');
    }
  });

  test('is not hidden by any number of others that cannot be cancelled yet', async () => {
    // a gateway that captures once and was not asked yet may capture the units that are open
    for (let count = 0; count < 100; count += 1) await shipSome(flows, await releasedFor(32, 0, { multipleCaptures: false }));
    const behind = await releasedFor(30, 2);
    await twice();
    expect(await stateNow(behind)).toBe('cancelled');
  });

  test('counts by the clock of its environment', async () => {
    const order = await releasedFor(1);
    await moveClock(flows.db, { environmentId: flows.sandbox.id, offsetMs: 23 * DAY });
    await twice();
    expect((await publishedOf(flows, order)).slice(1)).toEqual(['order.expiring']);
    await moveClock(flows.db, { environmentId: flows.sandbox.id, offsetMs: 30 * DAY });
    await twice();
    expect(await stateNow(order)).toBe('cancelled');
  });
});
