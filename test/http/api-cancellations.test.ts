import type { Order } from '../../src/core/order.js';
import { callApi, type ApiAsk, type ApiReply } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { captureAll, depsOf, releasedFor, releasedIn } from '../support/order-flows.js';
import { payment } from '../support/orders.js';
import { startService, type Service } from '../support/service.js';

eachDatabase('POST /v1/orders/{id}/cancellations', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const post = (order: Pick<Order, 'id'>, json: unknown, ask: ApiAsk = {}): Promise<ApiReply> =>
    callApi(service, 'POST', `/v1/orders/${order.id}/cancellations`, { json, ...ask });

  test('takes units, and then the rest, which cancels the order', async () => {
    const order = await releasedFor(service);
    const part = await post(order, { lines: [{ number: 1, units: 1 }], reason: 'NoInventory' });
    expect([part.status, part.body]).toEqual([
      201,
      {
        answer: 'done',
        lines: [{ number: 1, itemCode: order.lines[0]?.itemCode, sku: 'TEA-1', units: 1 }],
        order: { orderId: order.id, state: 'unshipped', units: { ordered: 4, open: 3, shipped: 0, cancelled: 1 } },
      },
    ]);
    const rest = await post(order, { reason: 'CustomerExchange' });
    expect(rest.body).toMatchObject({
      lines: [
        { number: 1, units: 2 },
        { number: 2, units: 1 },
      ],
      order: { state: 'cancelled', units: { open: 0, cancelled: 4 } },
    });
    const again = await post(order, { reason: 'CustomerExchange' });
    expect([again.status, again.body]).toEqual([200, { answer: 'already', lines: [], order: rest.body['order'] }]);
    const shown = await callApi(service, 'GET', `/v1/orders/${order.id}`);
    expect(shown.body).toMatchObject({
      ...{ state: 'cancelled', cancelReason: 'CustomerExchange', expiresAt: null },
      money: { authorisedLeft: 0 },
      events: [{ kind: 'placed' }, { kind: 'units_cancelled', text: 'Cancelled by the shop: 1 x TEA-1.' }, { kind: 'cancelled' }],
    });
    expect(await service.exchange(part.exchange)).toMatchObject({
      kind: 'order',
      trace: order.trace,
      refs: { orderId: order.id },
    });
  });

  test('done once for an Idempotency-Key, however often it is sent at once', async () => {
    const order = await releasedFor(service);
    const body = { lines: [{ number: 1, units: 1 }], reason: 'NoInventory' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(order, body, { headers: { 'idempotency-key': `cancel-${order.id}` } })),
    );
    const codes = new Set(answers.map(({ status, code }) => `${status} ${code ?? ''}`));
    expect([...codes].filter((code) => code !== '409 IDEMPOTENCY_KEY_BUSY')).toEqual(['201 ']);
    const shown = await callApi(service, 'GET', `/v1/orders/${order.id}`);
    expect(shown.body).toMatchObject({ lines: [{ cancelled: 1 }, { cancelled: 0 }] });
  });

  test.each([
    ['a shipment', {}, { lines: [{ number: 1, units: 4 }], reason: 'r' }, 409, 'ORDER_UNITS_CLOSED'],
    ['a line of nobody', {}, { lines: [{ number: 3, units: 1 }], reason: 'r' }, 422, 'ORDER_LINE_UNKNOWN'],
    ['no reason', {}, { lines: [{ number: 1, units: 1 }] }, 400, 'REQUEST_FAULT'],
    ['an empty reason', {}, { reason: '' }, 400, 'REQUEST_FAULT'],
    ['a reason that is no text', {}, { reason: { text: 'x' } }, 400, 'REQUEST_FAULT'],
  ])('refuses %s by name', async (_what, differences, body, status, code) => {
    const order = await releasedFor(service, differences);
    const answer = await post(order, body);
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect((await callApi(service, 'GET', `/v1/orders/${order.id}`)).body['state']).toBe('unshipped');
  });

  test('waits for a gateway that captures once, and then gives back what it took', async () => {
    const order = await releasedFor(service, { payment: payment({ amount: 3_937n, multipleCaptures: false }) });
    await callApi(service, 'POST', `/v1/orders/${order.id}/shipments`, { json: { lines: [{ number: 1, units: 1 }] } });
    const early = await post(order, { reason: 'NoInventory' });
    expect([early.status, early.code]).toEqual([409, 'ORDER_CAPTURE_PENDING']);
    await captureAll({ deps: depsOf(service) });
    expect((await post(order, { reason: 'NoInventory' })).status).toBe(201);
    // 39.37 - 10.45 of the unit that left = 28.92
    const { body } = await callApi(service, 'GET', `/v1/orders/${order.id}/refunds`);
    expect(body.items).toEqual([expect.objectContaining({ amount: 2892, by: 'cartwright', state: 'reserved' })]);
    expect((await post(order, { reason: 'NoInventory' })).code).toBe('ORDER_UNITS_CLOSED');
  });

  test('takes no control character and no half of one in its reason', async () => {
    const order = await releasedFor(service);
    for (const reason of ['No\0', 'No\nInventory', 'No\udce6'])
      expect(await post(order, { reason })).toMatchObject({ status: 400, body: { code: 'REQUEST_FAULT' } });
    expect((await post(order, { reason: 'Naïve 📦' })).status).toBeLessThan(300);
  });

  test('knows no order of the live environment', async () => {
    const live = { db: service.db, environmentId: `${service.merchantId}-live`, now: service.clock.now };
    const answer = await post(await releasedIn(live), { reason: 'r' });
    expect([answer.status, answer.code]).toEqual([404, 'ORDER_UNKNOWN']);
  });
});
