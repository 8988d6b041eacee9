import { createCourier } from '../../src/flows/delivery/courier.js';
import { createDeliveryDeps } from '../../src/flows/delivery/deps.js';
import { eventIds } from '../../src/flows/event-ids.js';
import { createKeyring } from '../../src/flows/keyring.js';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { revokeKey } from '../../src/store/access-keys.js';
import { claimDeliveries } from '../../src/store/delivery/claim.js';
import { numberEvents } from '../../src/store/event/number.js';
import { releaseDue } from '../../src/store/order/progress.js';
import { deleteExpired } from '../../src/store/retention.js';
import { callApi, type ApiAsk, type ApiReply } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { placed } from '../support/orders.js';
import { startService, TEST_NOW, type Service } from '../support/service.js';
import { accepting, answeringWith, openStore, type Store } from '../support/store-peer.js';

const WEBHOOK = { name: 'Warehouse', url: 'https://store.example/webhooks', format: 'webhook' };
const TABLES = [
  ...['delivery_attempts', 'deliveries', 'endpoints', 'event_bodies', 'events', 'event_positions', 'idempotency_keys'],
  ...['orders', 'order_lines', 'order_events', 'order_words'],
];
const PLUGIN = { name: 'Plug-in', url: 'https://shop.example/iopn', format: 'notification' };

eachDatabase('The endpoints of the API', (open) => {
  let service: Service;
  let store: Store;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    store = await openStore();
    service.peers.push({ address: '127.0.0.1', port: store.port });
    service.clock.now = TEST_NOW;
    for (const table of TABLES) await service.db.knex(table).delete();
  });
  afterEach(() => store.close());
  const api = (method: string, path: string, json?: unknown, ask: ApiAsk = {}): Promise<ApiReply> =>
    callApi(service, method, path, { ...(json === undefined ? {} : { json }), ...ask });
  const environmentId = (): string => `${service.merchantId}-sandbox`;
  const place = () => placed(service.db, environmentId(), { placedAt: service.clock.now, windowEndsAt: service.clock.now });
  /** Sends what is due, as the job does. */
  const send = async (): Promise<void> => {
    const { db, vault, recorder, clock } = service;
    const keyring = createKeyring({ db, vault });
    const given = { db, vault, recorder, keyring, clock: () => clock.now, config: { publicUrl: service.url } };
    const courier = createCourier(createDeliveryDeps(given, { fetch: createGuardedFetch(), allow: service.peers }), (error) => {
      throw error;
    });
    for (let before = -1; store.received.length > before;) {
      before = store.received.length;
      await courier.step();
      await courier.idle();
    }
  };
  const make = async (body: object = { ...WEBHOOK, url: store.url }): Promise<string> => {
    const made = await api('POST', '/v1/endpoints', body);
    expect(made.status).toBe(201);
    return String(made.body['endpointId']);
  };

  test('are made with everything that was left out, and tell a secret once', async () => {
    const made = await api('POST', '/v1/endpoints', WEBHOOK);
    expect(made.status).toBe(201);
    expect(made.headers.get('etag')).toBe('"1"');
    const { secret, ...endpoint } = made.body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(endpoint).toMatchObject({
      ...{ ...WEBHOOK, namespace: null, unsigned: false, keyId: null, concurrency: 4, perMinute: 600, alertAfterMinutes: 60 },
      ...{ state: 'active', pausedAt: null, offAt: null, oldSecretUntil: null, createdAt: '2026-01-15T09:30:00.000Z' },
    });
    expect(endpoint['kinds']).toContain('refund.issued');
    expect(endpoint['kinds']).not.toContain('endpoint.test');
    const plugin = await api('POST', '/v1/endpoints', PLUGIN);
    expect(plugin.body).toMatchObject({ namespace: '2008-11-30', keyId: service.sandbox.id });
    expect(plugin.body['kinds']).toEqual(['order.created', 'order.ready_to_ship', 'order.cancelled']);
    expect(plugin.body).not.toHaveProperty('secret');
    const list = await api('GET', '/v1/endpoints');
    expect(list.body.items?.map(({ name }) => name).sort()).toEqual(['Plug-in', 'Warehouse']);
    expect(list.text).not.toContain(String(secret));
    const one = await api('GET', `/v1/endpoints/${String(endpoint['endpointId'])}`);
    expect(one.body).toEqual({ ...endpoint, health: { oldestWaiting: null, waiting: 0, arrived: 0, failed: 0 } });
    const recorded = await service.exchange(made.headers.get('cartwright-exchange'));
    expect(recorded).toMatchObject({ kind: 'settings', outcome: 'ok', refs: { endpointId: endpoint['endpointId'] } });
    expect(JSON.stringify(recorded)).not.toContain(String(secret));
  });

  test.each([
    ['/url', { ...WEBHOOK, url: 'ftp://store.example/' }],
    ['/url', { ...WEBHOOK, url: 'https://ann:secret@store.example/' }],
    ['/url', { ...WEBHOOK, url: 'store.example' }],
    ['/kinds/1', { ...PLUGIN, kinds: ['order.created', 'refund.issued'] }],
    ['/kinds/0', { ...WEBHOOK, kinds: ['endpoint.test'] }],
    ['/kinds', { ...WEBHOOK, kinds: [] }],
    ['/namespace', { ...WEBHOOK, namespace: '2008-11-30' }],
    ['/unsigned', { ...WEBHOOK, unsigned: true }],
    ['/keyId', { ...WEBHOOK, keyId: 'AAAAAAAAAAAAAAAAAAAA' }],
    ['/keyId', { ...PLUGIN, keyId: 'AAAAAAAAAAAAAAAAAAAA' }],
  ])('that make no sense are refused with the place: %s', async (pointer, body) => {
    const refused = await api('POST', '/v1/endpoints', body);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'ENDPOINT_FAULT', faults: [{ pointer, line: 1 }] });
    expect((await api('GET', '/v1/endpoints')).body.items).toEqual([]);
  });

  test('of the live environment are https and signed', async () => {
    const live = { key: service.live };
    for (const body of [
      { ...WEBHOOK, url: 'http://store.example/' },
      { ...PLUGIN, unsigned: true },
    ]) {
      expect((await api('POST', '/v1/endpoints', body, live)).body).toMatchObject({ code: 'ENDPOINT_FAULT' });
      expect((await api('POST', '/v1/endpoints', body)).status).toBe(201);
    }
  });

  test.each([
    ['an unknown member', { ...WEBHOOK, colour: 'red' }],
    ['no name', { ...WEBHOOK, name: '' }],
    ['a line feed in its name', { ...WEBHOOK, name: 'Ware\nhouse' }],
    ['half a character in its name', { ...WEBHOOK, name: 'Ware\ud83d' }],
    ['a format that there is not', { ...WEBHOOK, format: 'pigeon' }],
    ['too much at a time', { ...WEBHOOK, concurrency: 51 }],
    ['half a post', { ...WEBHOOK, perMinute: 0.5 }],
  ])('with %s break the description', async (_what, body) => {
    expect(await api('POST', '/v1/endpoints', body)).toMatchObject({ status: 400, body: { code: 'REQUEST_FAULT' } });
  });

  test('at one address are refused, also in another format and spelling', async () => {
    const id = await make(WEBHOOK);
    const other = { ...PLUGIN, url: 'HTTPS://Store.Example.:443/x/../webhooks#a' };
    const refused = await api('POST', '/v1/endpoints', other);
    expect(refused).toMatchObject({ status: 409, body: { code: 'ENDPOINT_DUPLICATE' } });
    expect(refused.body['detail']).toContain(id);
    expect((await api('POST', '/v1/endpoints', other, { key: service.live })).status).toBe(201);
    const plugin = await make(PLUGIN);
    expect(await api('PUT', `/v1/endpoints/${plugin}`, other)).toMatchObject({ status: 409 });
    // its own address is no other one
    expect((await api('PUT', `/v1/endpoints/${plugin}`, PLUGIN)).status).toBe(200);
  });

  test('twenty equal posts with one Idempotency-Key make one, and all get its secret', async () => {
    const ask = { headers: { 'idempotency-key': 'endpoint-1' } };
    const first = await api('POST', '/v1/endpoints', WEBHOOK, ask);
    const others = await Promise.all(Array.from({ length: 20 }, () => api('POST', '/v1/endpoints', WEBHOOK, ask)));
    expect(new Set([first, ...others].map(({ body }) => body['secret'])).size).toBe(1);
    expect((await api('GET', '/v1/endpoints')).body.items).toHaveLength(1);
  });

  test('change under the condition of their version, and keep key and format', async () => {
    const id = await make(PLUGIN);
    const newer = await service.issue('sandbox');
    const path = `/v1/endpoints/${id}`;
    const changed = await api('PUT', path, { ...PLUGIN, name: 'Shop', perMinute: 60 }, { headers: { 'if-match': '"1"' } });
    expect(changed).toMatchObject({ status: 200, body: { name: 'Shop', perMinute: 60, keyId: service.sandbox.id } });
    expect(changed.headers.get('etag')).toBe('"2"');
    const stale = await api('PUT', path, PLUGIN, { headers: { 'if-match': '"1"' } });
    expect(stale).toMatchObject({ status: 412, body: { code: 'ENDPOINT_CHANGED' } });
    expect(await api('PUT', path, { ...PLUGIN, keyId: newer.id })).toMatchObject({ status: 200, body: { keyId: newer.id } });
    await revokeKey(service.db, newer.id, TEST_NOW);
    expect(await api('PUT', path, { ...WEBHOOK, url: PLUGIN.url })).toMatchObject({
      status: 422,
      body: { faults: [{ pointer: '/format', expected: 'notification' }] },
    });
  });

  test('of others are unknown, to every operation', async () => {
    const id = await make(WEBHOOK);
    await place();
    const strangers = [service.live, (await service.addMerchant()).sandbox];
    const body = { since: '2026-01-01T00:00:00Z' };
    for (const key of strangers) {
      for (const [method, rest, json] of [
        ['GET', ''],
        ['PUT', '', WEBHOOK],
        ['DELETE', ''],
        ...['test', 'rotate', 'pause', 'resume'].map((verb) => ['POST', `/${verb}`] as const),
        ['POST', '/recover', body],
        ['GET', '/deliveries'],
        ['GET', '/reconciliation?from=2026-01-01T00:00:00Z'],
      ] as const)
        expect([rest, await api(method, `/v1/endpoints/${id}${rest}`, json, { key })]).toMatchObject([
          rest,
          { status: 404, body: { code: 'ENDPOINT_UNKNOWN' } },
        ]);
    }
    const [delivery] = (await api('GET', `/v1/endpoints/${id}/deliveries`)).body.items!;
    for (const [method, verb] of [
      ['GET', ''],
      ['POST', '/retry'],
      ['POST', '/skip'],
    ] as const)
      expect(
        await api(method, `/v1/deliveries/${String(delivery!['deliveryId'])}${verb}`, undefined, { key: strangers[0]! }),
      ).toMatchObject({ status: 404, body: { code: 'DELIVERY_UNKNOWN' } });
    expect((await api('GET', '/v1/events', undefined, { key: strangers[0]! })).body.items).toEqual([]);
  });

  test('are tested with something that is no order, and the delivery says how it went', async () => {
    const id = await make();
    const plugin = await make({ ...PLUGIN, url: `${store.url}/iopn` });
    const told = await api('POST', `/v1/endpoints/${id}/test`);
    expect(told.status).toBe(202);
    await api('POST', `/v1/endpoints/${plugin}/test`);
    await send();
    const form = store.received.find(({ fields }) => 'NotificationType' in fields);
    const webhook = store.received.find((received) => received !== form);
    expect(JSON.parse(webhook!.body)).toMatchObject({
      ...{ type: 'endpoint.test', sequence: 0 },
      data: { order: { orderId: '000-0000000-0000000', total: 0 } },
    });
    expect(form!.fields).toMatchObject({
      NotificationType: 'NewOrderNotification',
      NotificationData: expect.stringContaining('(Sandbox)'),
    });
    const delivery = await api('GET', `/v1/deliveries/${String(told.body['deliveryId'])}`);
    expect(delivery.body).toMatchObject({ state: 'delivered', orderId: null, tries: 1, nextAt: null, late: false });
    expect(delivery.body['attempts']).toMatchObject([{ number: 1, status: 200, result: 'delivered' }]);
  });

  test('are paused and resumed without losing anything', async () => {
    const id = await make();
    expect((await api('POST', `/v1/endpoints/${id}/pause`)).body).toMatchObject({ state: 'paused' });
    await place();
    await send();
    expect(store.received).toEqual([]);
    const list = await api('GET', `/v1/endpoints/${id}/deliveries`);
    expect(list.body.items).toMatchObject([{ state: 'paused' }]);
    expect((await api('GET', `/v1/endpoints/${id}`)).body['health']).toMatchObject({
      waiting: 1,
      oldestWaiting: '2026-01-15T09:30:00.000Z',
    });
    expect((await api('POST', `/v1/endpoints/${id}/resume`)).body).toMatchObject({ state: 'active' });
    await send();
    expect(store.received).toHaveLength(1);
  });

  test('have a fresh secret after a rotation, and notifications have none to rotate', async () => {
    const id = await make(WEBHOOK);
    const rotated = await api('POST', `/v1/endpoints/${id}/rotate`);
    expect(rotated.body).toMatchObject({ secret: expect.stringMatching(/^whsec_/), oldSecretUntil: '2026-01-16T09:30:00.000Z' });
    const plugin = await make(PLUGIN);
    expect(await api('POST', `/v1/endpoints/${plugin}/rotate`)).toMatchObject({ status: 422, body: { code: 'ENDPOINT_FAULT' } });
  });

  test('are deleted with their deliveries', async () => {
    const id = await make();
    await place();
    await send();
    expect(await api('DELETE', `/v1/endpoints/${id}`)).toMatchObject({ status: 200, body: { endpointId: id } });
    expect(await api('DELETE', `/v1/endpoints/${id}`)).toMatchObject({ status: 404 });
    for (const table of ['deliveries', 'delivery_attempts', 'endpoints'])
      expect(await service.db.knex(table).select<unknown[]>()).toEqual([]);
  });

  test('show their deliveries, which are retried and skipped by hand', async () => {
    const id = await make();
    store.answer = answeringWith(500);
    const order = await place();
    await releaseDue(service.db, { at: service.clock.now, limit: 10, idsAt: eventIds });
    await send();
    const path = `/v1/endpoints/${id}/deliveries`;
    const { items: both } = (await api('GET', path)).body;
    const [first, second] = [1, 2].map((number) => both!.find(({ sequence }) => sequence === number));
    expect(first).toMatchObject({ type: 'order.created', state: 'retrying', orderId: order.id, sequence: 1, status: 500 });
    expect(second).toMatchObject({ type: 'order.ready_to_ship', state: 'waiting', problem: null, tries: 0 });
    expect((await api('GET', `${path}?outcome=delivered`)).body.items).toEqual([]);
    expect((await api('GET', `${path}?outcome=open&orderId=${order.id}`)).body.items).toHaveLength(2);
    expect((await api('GET', `${path}?limit=1`)).body).toMatchObject({ next: both![0]!['deliveryId'] });
    const skipped = await api('POST', `/v1/deliveries/${String(first!['deliveryId'])}/skip`);
    expect(skipped.body).toMatchObject({ state: 'skipped', finishedAt: '2026-01-15T09:30:00.000Z' });
    expect(await api('POST', `/v1/deliveries/${String(first!['deliveryId'])}/skip`)).toMatchObject({
      status: 409,
      body: { code: 'DELIVERY_ENDED' },
    });
    store.answer = accepting;
    await send();
    expect(store.received[1]!.headers['webhook-gap']).toBe(first!['eventId']);
    const again = await api('POST', `/v1/deliveries/${String(first!['deliveryId'])}/retry`);
    expect(again.body).toMatchObject({ state: 'waiting', tries: 0, late: true });
    await send();
    expect(store.received[2]!.headers).toMatchObject({ 'webhook-late': 'true', 'webhook-id': first!['eventId'] });
    expect(store.received[2]!.body).toBe(store.received[0]!.body);
  });

  test('leave a delivery alone while it is being sent', async () => {
    const id = await make();
    await place();
    await claimDeliveries(service.db, id, { limit: 1, at: TEST_NOW, forMs: 60_000 });
    const [delivery] = (await api('GET', `/v1/endpoints/${id}/deliveries`)).body.items!;
    expect(delivery).toMatchObject({ state: 'sending' });
    for (const verb of ['retry', 'skip'])
      expect(await api('POST', `/v1/deliveries/${String(delivery!['deliveryId'])}/${verb}`)).toMatchObject({
        status: 409,
        body: { code: 'DELIVERY_BUSY' },
      });
  });

  test('that are off are resumed, and get by a recovery what they missed', async () => {
    const id = await make();
    store.answer = answeringWith(410);
    await place();
    await send();
    await place();
    expect((await api('GET', `/v1/endpoints/${id}`)).body).toMatchObject({ state: 'switched_off', health: { failed: 2 } });
    const since = { since: '2026-01-15T00:00:00Z' };
    const off = { status: 409, body: { code: 'ENDPOINT_OFF' } };
    expect(await api('POST', `/v1/endpoints/${id}/test`)).toMatchObject(off);
    expect(await api('POST', `/v1/endpoints/${id}/recover`, since)).toMatchObject(off);
    const [delivery] = (await api('GET', `/v1/endpoints/${id}/deliveries`)).body.items!;
    expect(await api('POST', `/v1/deliveries/${String(delivery!['deliveryId'])}/retry`)).toMatchObject(off);
    await api('POST', `/v1/endpoints/${id}/resume`);
    store.answer = accepting;
    const preview = await api('POST', `/v1/endpoints/${id}/recover`, { ...since, dryRun: true });
    expect(preview.body).toEqual({ deliveries: 2, expired: 0, orders: 2, from: '2026-01-15T09:30:00.000Z', dryRun: true });
    await send();
    expect(store.received).toHaveLength(1);
    expect((await api('POST', `/v1/endpoints/${id}/recover`, since)).body).toMatchObject({ deliveries: 2, dryRun: false });
    await send();
    expect(store.received).toHaveLength(3);
    expect((await api('POST', `/v1/endpoints/${id}/recover`, since)).body).toMatchObject({ deliveries: 0, from: null });
    expect(await api('POST', `/v1/endpoints/${id}/recover`, { since: '2026-02-30T12:00:00Z' })).toMatchObject({ status: 400 });
  });

  test('send nothing again of which the original is gone: retry and recovery are refused by name, the preview counts', async () => {
    const id = await make();
    await place();
    await send();
    const [delivery] = (await api('GET', `/v1/endpoints/${id}/deliveries`)).body.items!;
    store.answer = answeringWith(410);
    await place();
    await send();
    await api('POST', `/v1/endpoints/${id}/resume`);
    service.clock.now += 31 * 86_400_000;
    await deleteExpired(service.db, { at: service.clock.now, maxAgeDays: 90, maxBytes: Number.MAX_SAFE_INTEGER, pauseMs: 1 });
    const expired = { status: 409, body: { code: 'DELIVERY_EXPIRED', help: expect.stringContaining('/help/DELIVERY_EXPIRED') } };
    expect(await api('POST', `/v1/deliveries/${String(delivery!['deliveryId'])}/retry`)).toMatchObject(expired);
    const since = { since: '2026-01-15T00:00:00Z' };
    const preview = await api('POST', `/v1/endpoints/${id}/recover`, { ...since, dryRun: true });
    expect(preview.body).toEqual({ deliveries: 0, expired: 1, orders: 0, from: null, dryRun: true });
    expect(await api('POST', `/v1/endpoints/${id}/recover`, since)).toMatchObject(expired);
    await send();
    expect(store.received).toHaveLength(2);
    // whoever pulls has it all the same
    await numberEvents(service.db, service.clock.now);
    expect((await api('GET', '/v1/events')).body.items).toHaveLength(2);
  });

  const forbidden = [
    ['http://127.0.0.1:4999/orders', 'is at a loopback address, 127.0.0.1'],
    ['http://2130706433/', 'is at a loopback address, 127.0.0.1'],
    ['http://0177.1/', 'is at a loopback address, 127.0.0.1'],
    ['https://10.0.0.7/orders', 'is at a private address, 10.0.0.7'],
    ['https://[::1]:8443/', 'is at a loopback address, ::1'],
    ['https://[::ffff:10.0.0.7]/', 'is at an IPv4 address in IPv6 form'],
    ['http://169.254.169.254/latest', 'is at a link-local address'],
    ['https://[fd00::7]/', 'is at a private address'],
    ['https://0.0.0.0/', 'is at an unspecified address'],
    ['https://localhost/', 'has the name localhost, which leads to a loopback address'],
    ['http://203.0.114.7:25/', 'is at port 25'],
  ] as const;

  test.each(forbidden)('are not made at %s, in neither environment', async (url, because) => {
    for (const ask of [{}, { key: service.live }]) {
      const secure = url.replace('http:', 'https:');
      const refused = await api('POST', '/v1/endpoints', { ...WEBHOOK, url: 'key' in ask ? secure : url }, ask);
      expect(refused).toMatchObject({
        status: 422,
        body: { code: 'ENDPOINT_ADDRESS_FORBIDDEN', detail: expect.stringContaining(because) },
      });
      expect(refused.body).toMatchObject({ faults: [{ pointer: '/url', line: 1, rule: 'endpoint-address-forbidden' }] });
    }
    expect((await api('GET', '/v1/endpoints')).body.items).toEqual([]);
  });

  test('are not moved to a forbidden address; an allowed pair counts in the sandbox, and a name is judged when it is called', async () => {
    const id = await make({ ...WEBHOOK, url: 'https://inside.store.example/' });
    const etag = { headers: { 'if-match': String((await api('GET', `/v1/endpoints/${id}`)).headers.get('etag')) } };
    const moved = await api('PUT', `/v1/endpoints/${id}`, { ...WEBHOOK, url: 'https://192.168.1.1/' }, etag);
    expect(moved).toMatchObject({ status: 422, body: { code: 'ENDPOINT_ADDRESS_FORBIDDEN' } });
    expect((await api('PUT', `/v1/endpoints/${id}`, { ...WEBHOOK, url: store.url }, etag)).status).toBe(200);
    const live = await api(
      'POST',
      '/v1/endpoints',
      { ...WEBHOOK, url: store.url.replace('http:', 'https:') },
      { key: service.live },
    );
    expect(live.body).toMatchObject({ code: 'ENDPOINT_ADDRESS_FORBIDDEN' });
  });

  test('are compared with what they should have', async () => {
    await place();
    service.clock.now += 1;
    const id = await make();
    await place();
    store.answer = answeringWith(200, { 'Cartwright-Echo': `999-0000000-0000000 ${'0'.repeat(64)}` });
    await send();
    const [delivery] = (await api('GET', `/v1/endpoints/${id}/deliveries`)).body.items!;
    await api('POST', `/v1/deliveries/${String(delivery!['deliveryId'])}/retry`);
    await send();
    service.clock.now += 1;
    const compared = await api('GET', `/v1/endpoints/${id}/reconciliation?from=2026-01-15T00:00:00Z`);
    expect(compared.body).toMatchObject({
      missing: [{ type: 'order.created', deliveryId: null, outcome: null }],
      doubled: [{ deliveryId: delivery!['deliveryId'], arrivals: 2 }],
      changed: [{ deliveryId: delivery!['deliveryId'] }],
      complete: true,
    });
  });

  test('are not needed by stores that pull: every event has a position', async () => {
    const orders = [await place(), await place(), await place()];
    expect((await api('GET', '/v1/events')).body).toEqual({ items: [], next: null });
    await numberEvents(service.db, TEST_NOW);
    const first = await api('GET', '/v1/events?limit=2');
    expect(first.body.items).toMatchObject([
      { position: 1, type: 'order.created', sequence: 1, environment: 'sandbox' },
      { position: 2 },
    ]);
    expect(first.body['next']).toBe(2);
    const rest = await api('GET', '/v1/events?after=2');
    expect(rest.body.items).toMatchObject([{ position: 3 }]);
    const ids = [...first.body.items!, ...rest.body.items!].map(
      ({ data }) => (data as { order: { orderId: string } }).order.orderId,
    );
    expect(new Set(ids)).toEqual(new Set(orders.map(({ id }) => id)));
    expect((await api('GET', '/v1/events?after=3')).body).toEqual({ items: [], next: null });
    expect((await api('GET', '/v1/events?after=-1')).status).toBe(400);
    expect((await api('GET', '/v1/events?after=x')).status).toBe(400);
  });
});
