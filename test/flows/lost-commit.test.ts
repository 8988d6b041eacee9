import { cancelUnits } from '../../src/flows/order/cancel-units.js';
import { issueRefund } from '../../src/flows/order/issue-refund.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import { undoRefund } from '../../src/flows/order/undo-refund.js';
import { createEndpoint } from '../../src/flows/endpoint/save-endpoint.js';
import { createCheckoutOnce, findCheckout } from '../../src/store/checkouts.js';
import { listEndpoints } from '../../src/store/endpoints.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { losingCommit } from '../support/losing-commit.js';
import { affairsOf, captureAll, keyOf, publishedOf, released } from '../support/order-flows.js';
import { newCheckout } from '../support/orders.js';

eachDatabase('a connection lost at the COMMIT', (open) => {
  let flows: Flows;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
  });
  afterAll(() => flows.close());
  const deps = () => ({ ...flows.deps, db: losingCommit(flows.db) });
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

  test('makes one endpoint, and tells its secret', async () => {
    const wish = { name: 'Store', url: 'https://store.example/hooks', format: 'webhook' } as const;
    const { secret } = await createEndpoint({ ...deps(), allow: [] }, flows.sandbox.id, wish);
    expect([secret?.startsWith('whsec_'), await listEndpoints(flows.db, flows.sandbox.id)]).toMatchObject([
      true,
      [{ url: wish.url }],
    ]);
  });

  test('makes one checkout of a cart with an Idempotency-Key', async () => {
    const once = { id: 'cart-1', environmentId: flows.sandbox.id, at: 1 };
    const checkout = newCheckout(flows.sandbox.id);
    const id = await createCheckoutOnce(losingCommit(flows.db), once, checkout);
    expect([id, (await findCheckout(flows.db, id))?.state]).toEqual([checkout.id, 'open']);
    const rivals = Array.from({ length: 4 }, () =>
      createCheckoutOnce(flows.db, { ...once, id: 'cart-2' }, newCheckout(flows.sandbox.id)),
    );
    expect(new Set(await Promise.all(rivals)).size).toBe(1);
  });
});
