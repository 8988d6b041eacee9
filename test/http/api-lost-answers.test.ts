import type { Order } from '../../src/core/order.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import { loadAffairs } from '../../src/store/order/affairs.js';
import { callApi, type ApiReply } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { captureAll, depsOf, keyOf, releasedFor } from '../support/order-flows.js';
import { startService, type Service } from '../support/service.js';

eachDatabase('an Idempotency-Key whose first request died between its commit and its answer', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const post = ({ id }: Order, path: string, json: unknown): Promise<ApiReply> =>
    callApi(service, 'POST', `/v1/orders/${id}/${path}`, {
      json,
      headers: { 'idempotency-key': `lost ${path}`.replace(' ', '-') },
    });
  /** As a 503 leaves it, or a process that was killed once its lease is over: done, and nobody knows. */
  const loseAnswers = (): Promise<unknown> => service.db.knex('idempotency_keys').delete();
  const twice = async (order: Order, path: string, json: unknown): Promise<ApiReply[]> => {
    const first = await post(order, path, json);
    await loseAnswers();
    return [first, await post(order, path, json)];
  };
  const affairsOf = async (order: Order) => {
    const affairs = await loadAffairs(service.db, keyOf(order));
    if (affairs === null) throw new Error('the order is gone');
    return affairs;
  };

  test('refunds once', async () => {
    const order = await releasedFor(service);
    await shipOrder(depsOf(service), keyOf(order), { units: null, by: 'api' });
    await captureAll({ deps: depsOf(service) });
    const [first, again] = await twice(order, 'refunds', { reason: 'CustomerReturn', lines: [{ number: 1, units: 1 }] });
    expect([first?.status, again?.status]).toEqual([201, 201]);
    expect(again?.body['refund']).toEqual(first?.body['refund']);
    expect((await affairsOf(order)).refunds).toHaveLength(1);
    // another key is another refund
    const other = await callApi(service, 'POST', `/v1/orders/${order.id}/refunds`, {
      json: { reason: 'CustomerReturn', lines: [{ number: 1, units: 1 }] },
      headers: { 'idempotency-key': 'another' },
    });
    expect(other.body['refund']).toMatchObject({ number: 2 });
  });

  test('cancels once', async () => {
    const order = await releasedFor(service);
    const told = await twice(order, 'cancellations', { reason: 'NoInventory', lines: [{ number: 1, units: 1 }] });
    expect(told.map(({ status, body }) => [status, body['answer']])).toEqual([
      [201, 'done'],
      [200, 'already'],
    ]);
    expect((await affairsOf(order)).order.lines[0]).toMatchObject({ cancelled: 1 });
  });

  test('ships once, after midnight too', async () => {
    const order = await releasedFor(service);
    const json = { lines: [{ number: 1, units: 1 }] };
    const first = await post(order, 'shipments', json);
    await loseAnswers();
    service.clock.now += 86_400_000;
    const again = await post(order, 'shipments', json);
    service.clock.now -= 86_400_000;
    expect([first.status, again.status, again.body['shipment']]).toEqual([201, 200, first.body['shipment']]);
    expect((await affairsOf(order)).order.lines[0]).toMatchObject({ shipped: 1 });
  });
});
