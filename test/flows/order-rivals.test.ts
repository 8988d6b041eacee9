import type { Order } from '../../src/core/order.js';
import { cancelUnits } from '../../src/flows/order/cancel-units.js';
import { expireOrders } from '../../src/flows/order/expire-orders.js';
import { moveClock } from '../../src/flows/order/move-clock.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import type { Db } from '../../src/store/db.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { affairsOf, keyOf, publishedOf, released, stateOf } from '../support/order-flows.js';

const DAYS_31_MS = 31 * 86_400_000;

eachDatabase('rivals for the open units of an order', (open) => {
  let flows: Flows;
  let other: Db;
  beforeAll(async () => {
    const database = await open();
    flows = await openFlows(database.db);
    other = await database.another();
  });
  afterAll(() => flows.close());

  const ship = (db: Db, order: Order): Promise<string> =>
    stateOf(shipOrder({ ...flows.deps, db }, keyOf(order), { units: null, by: 'api', trackingNumber: 'T' }));
  const cancel = (db: Db, order: Order): Promise<string> =>
    stateOf(cancelUnits({ ...flows.deps, db }, keyOf(order), { units: null, by: 'merchant', reason: 'NoInventory' }));

  test('shipped and cancelled at once by two processes: one wins, and the other is told by name', async () => {
    const orders = await Promise.all(Array.from({ length: 10 }, () => released(flows)));
    const answers = await Promise.all(orders.flatMap((order) => [ship(flows.db, order), cancel(other, order)]));
    for (const [at, order] of orders.entries()) {
      const answer = answers.slice(2 * at, 2 * at + 2);
      const shipped = answer[0] === 'shipped';
      expect(answer).toEqual(shipped ? ['shipped', 'ORDER_UNITS_CLOSED'] : ['ORDER_CANCELLED', 'cancelled']);
      const { lines } = (await affairsOf(flows, order)).order;
      expect(lines.map((line) => [line.shipped, line.cancelled])).toEqual(
        lines.map(({ quantity }) => (shipped ? [quantity, 0] : [0, quantity])),
      );
      expect(await publishedOf(flows, order)).toEqual(['order.created', shipped ? 'shipment.confirmed' : 'order.cancelled']);
    }
  });

  test('shipped at the end of the 30 days, while the job cancels: one wins, and nothing fails', async () => {
    const orders = await Promise.all(Array.from({ length: 10 }, () => released(flows)));
    await moveClock(flows.deps, flows.sandbox, { advanceMs: DAYS_31_MS });
    const expired = expireOrders({ ...flows.deps, db: other });
    const answers = await Promise.all(orders.map((order) => ship(flows.db, order)));
    await expired;
    for (const [at, order] of orders.entries()) {
      const published = await publishedOf(flows, order);
      expect([answers[at], published.at(-1)]).toEqual(
        answers[at] === 'shipped' ? ['shipped', 'shipment.confirmed'] : ['ORDER_CANCELLED', 'order.cancelled'],
      );
      expect(published).toHaveLength(2);
    }
    expect(answers).toHaveLength(10);
  });
});
