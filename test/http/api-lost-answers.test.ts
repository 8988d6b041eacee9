import type { Order, Payment } from '../../src/core/order.js';
import { issueRefund } from '../../src/flows/order/issue-refund.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import { loadEndpointSecrets } from '../../src/store/endpoint/secrets.js';
import { loadAffairs } from '../../src/store/order/affairs.js';
import { callApi, MUGS, type ApiReply } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { captureAll, depsOf, keyOf, releasedFor } from '../support/order-flows.js';
import { payment } from '../support/orders.js';
import { startService, type Service } from '../support/service.js';

eachDatabase('an Idempotency-Key whose first request died between its commit and its answer', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  let keys = 0;
  /** As a 503 leaves it, or a process that was killed once its lease is over: done, and nobody knows. */
  const loseAnswers = (): Promise<unknown> => service.db.knex('idempotency_keys').delete();
  /** One wish that is posted twice, its first answer lost; `meanwhile` is what happens in between. */
  const twice = async (path: string, json?: unknown, meanwhile = async (): Promise<unknown> => null): Promise<ApiReply[]> => {
    const ask = { ...(json === undefined ? {} : { json }), headers: { 'idempotency-key': `lost-${(keys += 1)}` } };
    const first = await callApi(service, 'POST', path, ask);
    await loseAnswers();
    await meanwhile();
    return [first, await callApi(service, 'POST', path, ask)];
  };
  const of = ({ id }: Order, path: string): string => `/v1/orders/${id}/${path}`;
  const shippedAndCaptured = async (more: Partial<Payment> = {}): Promise<Order> => {
    const order = await releasedFor(service, { payment: payment({ amount: 3_937n, ...more }) });
    await shipOrder(depsOf(service), keyOf(order), { units: null, by: 'api' });
    await captureAll({ deps: depsOf(service) });
    return order;
  };
  const affairsOf = async (order: Order) => {
    const affairs = await loadAffairs(service.db, keyOf(order));
    if (affairs === null) throw new Error('the order is gone');
    return affairs;
  };

  test('refunds once', async () => {
    const order = await shippedAndCaptured();
    const json = { reason: 'CustomerReturn', lines: [{ number: 1, units: 1 }] };
    const [first, again] = await twice(of(order, 'refunds'), json);
    expect([first?.status, again?.status, again?.body]).toEqual([201, 201, first?.body]);
    expect((await affairsOf(order)).refunds).toHaveLength(1);
    // another key is another refund
    const [other] = await twice(of(order, 'refunds'), json);
    expect(other?.body['refund']).toMatchObject({ number: 2 });
  });

  test('cancels once, and says what it took', async () => {
    const order = await releasedFor(service);
    const [first, again] = await twice(of(order, 'cancellations'), { reason: 'NoInventory', lines: [{ number: 1, units: 1 }] });
    expect(first?.body).toMatchObject({ answer: 'done', lines: [{ number: 1, units: 1 }] });
    expect([first?.status, again?.status, again?.body]).toEqual([201, 201, first?.body]);
    expect((await affairsOf(order)).order.lines[0]).toMatchObject({ cancelled: 1 });
    const [rest, once] = await twice(of(order, 'cancellations'), { reason: 'NoInventory' });
    expect(rest?.body).toMatchObject({ answer: 'done', order: { state: 'cancelled' } });
    expect([once?.status, once?.body]).toEqual([201, rest?.body]);
  });

  test('ships once, after midnight too, whatever its tracking number is by then', async () => {
    const order = await releasedFor(service);
    const [first, again] = await twice(of(order, 'shipments'), { lines: [{ number: 1, units: 1 }] }, async () => {
      service.clock.now += 86_400_000;
      const [shipment] = (await affairsOf(order)).shipments;
      const path = of(order, `shipments/${shipment?.id ?? ''}`);
      await callApi(service, 'PUT', path, { json: { trackingNumber: 'P1' } });
    });
    service.clock.now -= 86_400_000;
    expect([first?.status, again?.status]).toEqual([201, 201]);
    expect(again?.body).toMatchObject({ answer: 'done', shipment: { number: 1, trackingNumber: 'P1' } });
    expect((await affairsOf(order)).order.lines[0]).toMatchObject({ shipped: 1 });
  });

  test('corrects a tracking number once: what is told again does not undo a later correction', async () => {
    const order = await releasedFor(service);
    const { shipment } = await shipOrder(depsOf(service), keyOf(order), { units: null, by: 'api', trackingNumber: 'P1' });
    const path = of(order, `shipments/${shipment.id}`);
    const put = (trackingNumber: string, key: string) =>
      callApi(service, 'PUT', path, { json: { trackingNumber }, headers: { 'idempotency-key': key } });
    const numbers = async () => (await affairsOf(order)).shipments.map(({ trackingNumber }) => trackingNumber);
    // one that changed the shipment, and one that found it so
    expect((await put('P2', 'put-1')).body).toMatchObject({ answer: 'done', shipment: { trackingNumber: 'P2' } });
    expect((await put('P2', 'put-2')).body).toMatchObject({ answer: 'already', shipment: { trackingNumber: 'P2' } });
    await put('P3', 'put-3');
    await loseAnswers();
    expect((await put('P2', 'put-1')).body).toMatchObject({ answer: 'done', shipment: { trackingNumber: 'P3' } });
    expect((await put('P2', 'put-2')).body).toMatchObject({ answer: 'already', shipment: { trackingNumber: 'P3' } });
    expect(await numbers()).toEqual(['P3']);
    expect((await put('P2', 'put-4')).body).toMatchObject({ answer: 'done' });
    expect((await put('P4', 'put-4')).body).toMatchObject({ status: 409, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await numbers()).toEqual(['P2']);
  });

  test('undoes a refund, and answers as it did first', async () => {
    const order = await shippedAndCaptured();
    const wish = { by: 'concession', amount: 100n } as const;
    const { refund } = await issueRefund(depsOf(service), keyOf(order), { wish, reason: 'Other', by: 'api' });
    const [first, again] = await twice(of(order, `refunds/${refund.id}/undo`));
    expect(first?.body).toMatchObject({ answer: 'done', refund: { state: 'undone' } });
    expect([again?.status, again?.body]).toEqual([first?.status, first?.body]);
    const plain = await callApi(service, 'POST', of(order, `refunds/${refund.id}/undo`));
    expect(plain.body['answer']).toBe('already');
  });

  test('retries a payment once, also where the gateway refused it again meanwhile', async () => {
    const order = await shippedAndCaptured({ reference: 'test_capture_refused-1' });
    const [first, again] = await twice(of(order, 'payment/retry'), undefined, () => captureAll({ deps: depsOf(service) }));
    expect([first?.body['answer'], again?.body]).toEqual(['done', first?.body]);
    expect((await affairsOf(order)).shipments[0]?.capture).toMatchObject({ state: 'captured' });
  });

  test('opens and ends a chargeback once', async () => {
    const order = await shippedAndCaptured();
    const [first, again] = await twice(of(order, 'chargebacks'), { reason: 'Unknown to the buyer.' });
    expect(first?.body).toMatchObject({ answer: 'done', chargeback: { amount: 3937, state: 'open' } });
    expect([again?.status, again?.body]).toEqual([201, first?.body]);
    const [chargeback] = (await affairsOf(order)).chargebacks;
    const [won, told] = await twice(of(order, `chargebacks/${chargeback?.id ?? ''}/outcome`), { outcome: 'won' });
    expect(won?.body).toMatchObject({ answer: 'done', chargeback: { state: 'won' } });
    expect(told?.body).toEqual(won?.body);
  });

  test('says once that money was collected and paid back', async () => {
    const order = await shippedAndCaptured({ gateway: 'manual', state: 'manual', label: 'Invoice' });
    const [shipment] = (await affairsOf(order)).shipments;
    const [first, again] = await twice(of(order, `shipments/${shipment?.id ?? ''}/collected`));
    expect([first?.body['answer'], again?.body]).toEqual(['done', first?.body]);
    const wish = { by: 'concession', amount: 100n } as const;
    const { refund } = await issueRefund(depsOf(service), keyOf(order), { wish, reason: 'Other', by: 'api' });
    const [paid, told] = await twice(of(order, `refunds/${refund.id}/paid`));
    expect([paid?.body['answer'], told?.body]).toEqual(['done', paid?.body]);
  });

  test('makes one checkout of a cart', async () => {
    const [first, again] = await twice('/v1/carts', { cart: MUGS.cart });
    expect([first?.status, again?.status, again?.body]).toEqual([201, 201, first?.body]);
    const [other] = await twice('/v1/carts', { cart: MUGS.cart });
    expect(other?.body['checkoutId']).not.toBe(first?.body['checkoutId']);
  });

  test('moves the clock once', async () => {
    const [first, again] = await twice('/v1/clock', { advance: 'PT10M' });
    expect(again?.body).toEqual(first?.body);
    expect((await callApi(service, 'GET', '/v1/clock')).body).toMatchObject({ offsetMs: 600_000 });
    const [other] = await twice('/v1/clock', { advance: 'PT10M' });
    expect(other?.body).toMatchObject({ offsetMs: 1_200_000 });
    await service.db.knex('environment_clocks').delete();
  });

  test('makes an endpoint once, rotates its secret once, and tells both secrets again', async () => {
    const webhook = { name: 'Store', url: 'https://store.example/hooks', format: 'webhook' };
    const [made, known] = await twice('/v1/endpoints', webhook);
    expect([made?.status, known?.status, known?.body]).toEqual([201, 201, made?.body]);
    const path = `/v1/endpoints/${String(made?.body['endpointId'])}`;
    const [first, again] = await twice(`${path}/rotate`);
    expect([again?.status, again?.body]).toEqual([200, first?.body]);
    const { secret, old } = await loadEndpointSecrets(service.db, String(made?.body['endpointId']));
    const opened = [secret, old].map((sealed) => service.vault.open(sealed!, `endpoint:${path.slice(14)}`).toString('utf8'));
    expect(opened).toEqual([first?.body['secret'], made?.body['secret']]);
    expect(JSON.stringify(await service.db.knex('wishes').select<unknown[]>('did'))).not.toContain('whsec_');
  });

  test('tests an endpoint once, and pauses and resumes it once, whatever others do in between', async () => {
    const made = await callApi(service, 'POST', '/v1/endpoints', {
      json: { name: 'Other', url: 'https://other.example/hooks', format: 'webhook' },
    });
    const path = `/v1/endpoints/${String(made.body['endpointId'])}`;
    const [first, again] = await twice(`${path}/test`);
    expect([again?.status, again?.body]).toEqual([202, first?.body]);
    expect((await callApi(service, 'GET', `${path}/deliveries`)).body.items).toHaveLength(1);
    const resume = (): Promise<unknown> => callApi(service, 'POST', `${path}/resume`);
    const paused = await twice(`${path}/pause`, undefined, resume);
    expect(paused.map(({ body }) => body['state'])).toEqual(['paused', 'active']);
    await callApi(service, 'POST', `${path}/pause`);
    const resumed = await twice(`${path}/resume`, undefined, () => callApi(service, 'POST', `${path}/pause`));
    expect(resumed.map(({ body }) => body['state'])).toEqual(['active', 'paused']);
  });

  test('retries, skips and recovers deliveries once', async () => {
    const made = await callApi(service, 'POST', '/v1/endpoints', {
      json: { name: 'Third', url: 'https://third.example/hooks', format: 'webhook' },
    });
    const path = `/v1/endpoints/${String(made.body['endpointId'])}`;
    const order = await releasedFor(service);
    const deliveries = (): Promise<{ id: string; tries: number; outcome: string | null }[]> =>
      service.db
        .knex('deliveries')
        .where({ order_id: order.id, endpoint_id: path.slice(14) })
        .select('id', 'tries', 'outcome');
    await shipOrder(depsOf(service), keyOf(order), { units: null, by: 'api' });
    const [delivery] = await deliveries();
    const tried = (): Promise<unknown> => service.db.knex('deliveries').where('id', delivery!.id).update({ tries: 5 });
    await tried();
    await twice(`/v1/deliveries/${delivery!.id}/retry`, undefined, tried);
    expect((await deliveries()).find(({ id }) => id === delivery!.id)?.tries).toBe(5);
    const [recovered, again] = await twice(`${path}/recover`, { since: '2026-01-01T00:00:00Z' }, tried);
    expect(recovered?.body).toMatchObject({ deliveries: 1, orders: 1 });
    expect([again?.status, again?.body]).toEqual([200, recovered?.body]);
    expect((await deliveries()).find(({ id }) => id === delivery!.id)?.tries).toBe(5);
    const [skipped, told] = await twice(`/v1/deliveries/${delivery!.id}/skip`);
    expect([skipped?.status, told?.status, told?.body]).toEqual([200, 200, skipped?.body]);
    expect((await deliveries()).find(({ id }) => id === delivery!.id)?.outcome).toBe('skipped');
  });
});
