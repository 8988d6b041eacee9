import type { Knex } from 'knex';
import { cancelUnits } from '../../src/flows/order/cancel-units.js';
import { issueRefund } from '../../src/flows/order/issue-refund.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import { undoRefund } from '../../src/flows/order/undo-refund.js';
import type { Db } from '../../src/store/db.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { affairsOf, captureAll, keyOf, publishedOf, released } from '../support/order-flows.js';

/** The same database, whose connection is lost right after the next COMMIT: it counted, and nobody was told. */
function losing(db: Db): Db {
  let lost = false;
  const transaction = async (work: (trx: Knex.Transaction) => Promise<unknown>): Promise<unknown> => {
    const answer = await db.knex.transaction(work);
    if (lost) return answer;
    lost = true;
    throw Object.assign(new Error('Connection lost'), { code: 'PROTOCOL_CONNECTION_LOST' });
  };
  const knex = new Proxy(db.knex, { get: (of, name): unknown => (name === 'transaction' ? transaction : Reflect.get(of, name)) });
  const flaky: Db = { ...db, knex };
  return Object.assign(flaky, { root: flaky });
}

eachDatabase('a connection lost at the COMMIT of an order', (open) => {
  let flows: Flows;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
  });
  afterAll(() => flows.close());
  const deps = () => ({ ...flows.deps, db: losing(flows.db) });
  const TEA = [{ number: 1, units: 1 }];

  test('ships once, cancels once, refunds once and undoes once, and answers as if nothing had been', async () => {
    const order = await released(flows);
    const key = keyOf(order);
    const shipped = await shipOrder(deps(), key, { units: TEA, by: 'api' });
    expect([shipped.state, shipped.shipment.number]).toEqual(['shipped', 1]);
    const cancelled = await cancelUnits(deps(), key, { units: TEA, by: 'merchant', reason: 'NoInventory' });
    expect([cancelled.state, cancelled.units]).toEqual(['cancelled', TEA]);
    await captureAll(flows);
    const wish = { by: 'concession', amount: 100n } as const;
    const { refund } = await issueRefund(deps(), key, { wish, reason: 'Other', by: 'api' });
    const undone = await undoRefund(deps(), key, { refundId: refund.id });
    expect([refund.number, undone.state]).toEqual([1, 'undone']);
    const after = await affairsOf(flows, order);
    expect(after.order.lines[0]).toMatchObject({ shipped: 1, cancelled: 1 });
    expect([after.shipments.length, after.refunds.length]).toEqual([1, 1]);
    expect(await publishedOf(flows, order)).toEqual([
      ...['order.created', 'shipment.confirmed', 'order.units_cancelled', 'refund.issued', 'refund.undone'],
    ]);
  });
});
