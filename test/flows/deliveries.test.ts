import { createHash, createHmac } from 'node:crypto';
import { listAttempts } from '../../src/store/deliveries.js';
import { alertLate } from '../../src/flows/delivery/alert-late.js';
import { tallyCall } from '../../src/flows/checkout/endpoint-breaker.js';
import { createCourier } from '../../src/flows/delivery/courier.js';
import { healthKey } from '../../src/flows/delivery/delivery-breaker.js';
import { pauseEndpoint, removeEndpoint } from '../../src/flows/endpoint/hold-endpoint.js';
import { moveClock } from '../../src/store/environment-clock.js';
import { findEvent } from '../../src/store/event/read.js';
import { listExchanges } from '../../src/store/exchanges.js';
import { findExchange } from '../../src/store/exchanges.js';
import { loadEndpointSecrets } from '../../src/store/endpoint/secrets.js';
import { rotateSecret } from '../../src/flows/endpoint/save-endpoint.js';
import { secretContext } from '../../src/flows/delivery/sign-delivery.js';
import { revokeKey } from '../../src/store/access-keys.js';
import { eachDatabase } from '../support/databases.js';
import { openDeliveries, type Deliveries } from '../support/deliveries.js';
import { accepting, answeringWith, type Received } from '../support/store-peer.js';

const M = 60_000;

eachDatabase('deliveries', (open) => {
  let on: Deliveries;
  beforeEach(async () => {
    on = await openDeliveries((await open()).db);
  });
  afterEach(async () => {
    await on.close();
    expect(on.failures).toEqual([]);
  });
  const ahead = (ms: number): void => void (on.flows.clock.aheadMs += ms);
  const states = async (): Promise<string[]> =>
    (await on.deliveries()).map(({ outcome, tries }) => outcome ?? (tries > 0 ? 'retrying' : 'waiting'));
  const records = async (kind: string) => {
    const { items } = await listExchanges(on.db, on.environmentId, { search: { terms: [] }, limit: 100 });
    const found = await Promise.all(
      items.filter((one) => one.kind === kind).map(({ id }) => findExchange(on.db, on.environmentId, id)),
    );
    return found.flatMap((one) => one ?? []).reverse();
  };

  test('a webhook is signed as Standard Webhooks say, recorded, and marked as delivered', async () => {
    const endpoint = await on.endpoint();
    const order = await on.place();
    await on.drain();
    const [received] = on.store.received;
    const { secret } = await loadEndpointSecrets(on.db, endpoint.id);
    const key = on.deps.vault.open(secret!, secretContext(endpoint.id)).toString();
    expect(key).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = received!.headers;
    const mac = createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
      .update(`${id}.${time}.${received!.body}`)
      .digest('base64');
    expect(signature).toBe(`v1,${mac}`);
    expect(Math.abs(Number(time) * 1000 - Date.now())).toBeLessThan(60_000);
    const [delivery] = await on.deliveries();
    expect(JSON.parse(received!.body)).toMatchObject({
      ...{ id: delivery?.eventId, type: 'order.created', sequence: 1, environment: 'sandbox' },
      data: { order: { orderId: order.id, total: 2999 } },
    });
    expect(delivery).toMatchObject({ outcome: 'delivered', tries: 1, status: 200, problem: null, orderId: order.id });
    const [exchange] = await records('webhook');
    expect(exchange).toMatchObject({
      direction: 'out',
      party: 'store',
      outcome: 'ok',
      status: 200,
      attempt: 1,
      trace: order.trace,
    });
    expect(exchange?.refs).toMatchObject({ orderId: order.id, deliveryId: delivery?.id, eventId: id });
    expect(await listAttempts(on.db, delivery!.id)).toEqual([
      expect.objectContaining({ number: 1, status: 200, result: 'delivered', exchangeId: exchange?.id }),
    ]);
  });

  test('a notification is signed over UUID and Timestamp and over its body, with the newest key', async () => {
    await on.endpoint({ format: 'notification' });
    const order = await on.place();
    await on.drain();
    const [{ fields, headers, body }] = on.store.received as [Received];
    const { secretAccessKey: secret, accessKeyId } = on.flows.key;
    expect(Object.keys(fields)).toEqual([
      'NotificationType',
      'NotificationData',
      'UUID',
      'Timestamp',
      'Signature',
      'AWSAccessKeyId',
    ]);
    expect(fields).toMatchObject({ NotificationType: 'NewOrderNotification', AWSAccessKeyId: accessKeyId });
    const over = `${fields['UUID']}${fields['Timestamp']}`;
    expect(fields['Signature']).toBe(createHmac('sha1', secret).update(over).digest('base64'));
    expect(headers['webhook-id']).toBe(fields['UUID']);
    const signed = `${fields['UUID']}.${headers['webhook-timestamp']}.${body}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', secret).update(signed).digest('base64')}`);
    expect(fields['NotificationData']).toContain(`<AmazonOrderID>${order.id}</AmazonOrderID>`);
    expect(await states()).toEqual(['delivered']);
    const [exchange] = await records('notification');
    expect(exchange?.request.fields.map(({ name }) => name)).toContain('NotificationData');
  });

  test('a retry carries the same id and document with a new UUID, time and signature', async () => {
    await on.endpoint({ format: 'notification' });
    await on.endpoint({ url: on.other.url });
    on.store.answer = on.other.answer = answeringWith(500);
    await on.place();
    await on.drain();
    expect(await states()).toEqual(['retrying', 'retrying']);
    on.store.answer = on.other.answer = accepting;
    ahead(4_000);
    await on.drain();
    expect(on.store.received).toHaveLength(1);
    ahead(6_000);
    await on.drain();
    const [first, second] = on.store.received as [Received, Received];
    expect(second.fields['NotificationData']).toBe(first.fields['NotificationData']);
    for (const name of ['UUID', 'Timestamp', 'Signature']) expect(second.fields[name]).not.toBe(first.fields[name]);
    const [third, fourth] = on.other.received as [Received, Received];
    expect(fourth.body).toBe(third.body);
    expect(fourth.headers['webhook-id']).toBe(third.headers['webhook-id']);
    expect(fourth.headers['webhook-signature']).not.toBe(third.headers['webhook-signature']);
    expect(await states()).toEqual(['delivered', 'delivered']);
    expect((await records('webhook')).map(({ attempt, outcome, code }) => [attempt, outcome, code])).toEqual([
      [1, 'failed', 'DELIVERY_FAILED'],
      [2, 'ok', undefined],
    ]);
  });

  test('both formats of one event name the same reference, which the event has', async () => {
    await on.endpoint({ format: 'notification' });
    await on.endpoint({ url: on.other.url });
    await on.place();
    await on.drain();
    const event = await findEvent(on.db, on.other.received[0]!.eventId);
    expect(on.store.received[0]!.eventId).toBe(event?.referenceId);
  });

  test('a store that acts and then hangs gets the same event again, and knows it by its id', async () => {
    await on.endpoint({ format: 'notification' });
    const orders = new Set<string>();
    on.store.answer = ({ eventId }) => void orders.add(eventId);
    await on.place();
    await on.drain();
    const [delivery] = await on.deliveries();
    expect(delivery).toMatchObject({ outcome: null, tries: 1, status: 0, problem: 'The store did not answer in 500 ms.' });
    // no answer in time: a minute at least, where the table says 5 s
    expect(delivery!.nextAt - on.flows.now()).toBeGreaterThan(58_000);
    on.store.answer = ({ eventId }, response) => void response.writeHead(orders.has(eventId) ? 200 : 500).end();
    ahead(61_000);
    await on.drain();
    expect(await states()).toEqual(['delivered']);
    expect(orders.size).toBe(1);
    expect((await records('notification'))[0]).toMatchObject({ code: 'DELIVERY_TIMEOUT', status: 0, outcome: 'failed' });
  });

  test('a body that never ends does not unmake the status before it', async () => {
    await on.endpoint();
    on.store.answer = (_received, response) => void response.writeHead(200).write('thank you, and ');
    await on.place();
    await on.drain();
    expect(await states()).toEqual(['delivered']);
    const [exchange] = await records('webhook');
    expect(exchange?.response).toMatchObject({ cut: true, body: { text: 'thank you, and ' } });
  });

  test('429 with Retry-After is heeded up to twice the step and no sooner than a minute', async () => {
    await on.endpoint();
    on.store.answer = answeringWith(429, { 'retry-after': '3600' });
    await on.place();
    await on.drain();
    const waits = async (): Promise<number> => Math.round(((await on.deliveries())[0]!.nextAt - on.flows.now()) / 1000);
    // twice 5 s is less than the minute
    expect(await waits()).toBeGreaterThan(57);
    expect(await waits()).toBeLessThanOrEqual(60);
    for (const seconds of [60, 240]) {
      ahead(61_000);
      await on.drain();
      // twice 30 s is a minute, twice 2 min are 4
      expect(await waits()).toBeGreaterThan(seconds - 3);
      expect(await waits()).toBeLessThanOrEqual(seconds);
    }
    expect((await records('webhook'))[0]).toMatchObject({ code: 'DELIVERY_THROTTLED', outcome: 'refused' });
  });

  test('410 switches a webhook off with all that waits for it, and the merchant gets a mail', async () => {
    await on.endpoint();
    await on.db.knex('people').insert({
      ...{ id: 'P', merchant_id: on.flows.sandbox.merchant.id, email: 'ann@shop.example', email_folded: 'ann@shop.example' },
      ...{ name: 'Ann', password_hash: 'x', created_at: 1, password_changed_at: 1 },
    });
    on.store.answer = answeringWith(410);
    const order = await on.place();
    await on.release();
    await on.drain();
    expect(await states()).toEqual(['switched_off', 'switched_off']);
    await on.place();
    expect(await states()).toEqual(['switched_off', 'switched_off', 'switched_off']);
    expect(on.store.received).toHaveLength(1);
    const mails = await on.db.knex('mails').where('kind', 'like', 'endpoint-off:%').select<Record<string, unknown>[]>();
    expect(mails).toMatchObject([
      { order_id: order.id, recipient: 'ann@shop.example', subject: 'SANDBOX Orders are not sent to Store any more' },
    ]);
    expect((await records('webhook'))[0]).toMatchObject({ code: 'ENDPOINT_GONE', outcome: 'refused' });
  });

  test('410 to a notification is a failure like others', async () => {
    await on.endpoint({ format: 'notification' });
    on.store.answer = answeringWith(410);
    await on.place();
    await on.drain();
    expect(await states()).toEqual(['retrying']);
  });

  test('a webhook is parked by its third 4xx, and the next of its order tells of the gap', async () => {
    await on.endpoint();
    on.store.answer = ({ body }, response) => void response.writeHead(body.includes('"sequence":1') ? 422 : 200).end();
    await on.place();
    await on.release();
    await on.drain();
    // the second waits for the first
    expect(await states()).toEqual(['retrying', 'waiting']);
    ahead(6_000);
    await on.drain();
    ahead(31_000);
    await on.drain();
    expect(await states()).toEqual(['parked', 'delivered']);
    const [first, second, third, fourth] = on.store.received as [Received, Received, Received, Received];
    expect(new Set([first, second, third].map(({ eventId }) => eventId)).size).toBe(1);
    expect(first.headers['webhook-gap']).toBeUndefined();
    expect(fourth.headers['webhook-gap']).toBe(first.eventId);
    expect((await records('webhook'))[2]).toMatchObject({ code: 'DELIVERY_REFUSED', outcome: 'refused' });
  });

  test('a notification is never parked: 403 may be right the next time', async () => {
    await on.endpoint({ format: 'notification' });
    on.store.answer = answeringWith(403);
    await on.place();
    for (const ms of [0, 6_000, 31_000, 3 * M]) {
      ahead(ms);
      await on.drain();
    }
    expect((await on.deliveries())[0]).toMatchObject({ outcome: null, tries: 4, refusals: 4 });
  });

  test('one failing order delays its own events and nobody else’s', async () => {
    await on.endpoint();
    const poison = await on.place();
    on.store.answer = ({ body }, response) => void response.writeHead(body.includes(poison.id) ? 500 : 200).end();
    for (let round = 0; round < 6; round++) {
      await on.drain();
      ahead(11 * M);
    }
    // seven failures in a row by now
    const good = await on.place();
    await on.drain();
    const mine = (await on.deliveries()).find(({ orderId }) => orderId === good.id);
    expect(mine).toMatchObject({ outcome: 'delivered', tries: 1 });
    expect((await on.deliveries())[0]).toMatchObject({ outcome: null, orderId: poison.id });
  });

  test('an event that cannot be written delays nobody else’s, and says so', async () => {
    await on.endpoint({ concurrency: 1 });
    const bad = await on.place();
    await on.place();
    const [written] = (await on.deliveries()).filter(({ orderId }) => orderId === bad.id);
    const unreadable = {
      event_id: written?.eventId,
      format: 'webhook',
      environment_id: on.environmentId,
      made_at: 1,
      sha256: 'x',
    };
    await on.db.knex('event_bodies').insert({ ...unreadable, sealed: Buffer.from('not sealed by us') });
    for (let step = 0; step < 3; step++) {
      await on.courier.step();
      await on.courier.idle();
      ahead(1_000);
    }
    expect(on.failures.splice(0)).toHaveLength(1);
    expect(on.store.received).toHaveLength(1);
    const [stuck] = (await on.deliveries()).filter(({ orderId }) => orderId === bad.id);
    expect(stuck).toMatchObject({ outcome: null, problem: expect.stringContaining('could not be written') });
  });

  test('an endpoint that is removed while something is sent to it leaves nothing behind', async () => {
    const { id, environmentId } = await on.endpoint();
    on.store.answer = (_received, response) => void removeEndpoint(on.deps, { id, environmentId }).then(() => response.end());
    await on.place();
    await on.drain();
    expect(on.store.received).toHaveLength(1);
    expect(await on.db.knex('delivery_attempts').where('environment_id', environmentId)).toEqual([]);
  });

  test('a store that hangs does not hold up another one', async () => {
    await on.endpoint();
    await on.endpoint({ url: on.other.url });
    on.store.answer = () => undefined;
    for (let index = 0; index < 6; index++) await on.place();
    const began = performance.now();
    // the first takes four at a time, and all four hang
    for (let step = 0; on.other.received.length < 6; step++) {
      await on.courier.step();
      await new Promise((go) => setTimeout(go, 5));
      if (performance.now() - began > 20_000) throw new Error('the second store waited for the first');
    }
    const delivered = (await on.deliveries()).filter(({ outcome }) => outcome === 'delivered');
    expect(on.store.received.length).toBeLessThanOrEqual(4);
    expect(delivered.length).toBeGreaterThan(0);
    await on.courier.idle();
  });

  test('to one environment leave as many places to others as they take, however many of its endpoints hang', async () => {
    for (const place of [1, 2, 3, 4, 5, 6]) await on.endpoint({ url: new URL(`/${place}`, on.store.url).href, concurrency: 30 });
    for (let count = 0; count < 30; count += 1) await on.place();
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const said = { ok: true, answer: { status: 204, headers: {}, body: Buffer.alloc(0), cut: false } } as const;
    const postDelivery = () => answered.then(() => ({ ...said, startedAt: on.flows.now(), endedAt: on.flows.now() }));
    const courier = createCourier({ ...on.deps, postDelivery }, (error) => void on.failures.push(error));
    await courier.step();
    await courier.step();
    const taken = await on.db.knex('deliveries').where('lease_until', '>', on.flows.now()).count({ n: '*' });
    answer();
    await courier.idle();
    // of 6 x 30 that are due: 30 three times, then half of what is left of the 128 of an environment: 19, 10 and 5
    expect(taken).toEqual([{ n: 124 }]);
    expect((await on.deliveries()).filter(({ outcome }) => outcome === 'delivered')).toHaveLength(124);
  });

  test('endpoints that are left alone for now take no places from one that could be sent something', async () => {
    for (const place of [1, 2, 3]) {
      const dead = await on.endpoint({ url: new URL(`/${place}`, on.store.url).href, concurrency: 50 });
      for (let failure = 0; failure < 5; failure++)
        await tallyCall(on.db, healthKey(dead), { worked: false, now: on.flows.now() });
    }
    await on.endpoint({ url: on.other.url, concurrency: 50 });
    for (let count = 0; count < 40; count += 1) await on.place();
    await on.courier.step();
    await on.courier.idle();
    expect(on.store.received).toEqual([]);
    expect(on.other.received).toHaveLength(40);
  });

  test('after five failures of different orders one probe finds out, and the rest waits', async () => {
    await on.endpoint({ concurrency: 1 });
    on.store.answer = answeringWith(503);
    for (let index = 0; index < 7; index++) await on.place();
    // one in 100 ms: 600 in a minute
    const send = async (): Promise<void> => {
      for (let tenth = 0; tenth < 10; tenth++) {
        await on.drain();
        ahead(100);
      }
    };
    await send();
    expect(on.store.received).toHaveLength(5);
    ahead(31_000);
    await send();
    expect(on.store.received).toHaveLength(6);
    on.store.answer = accepting;
    ahead(61_000);
    await send();
    // the probe opens the door for all
    expect(await states()).toEqual(Array.from({ length: 7 }, () => 'delivered'));
  });

  test('an echo of the order and the body is an acknowledgement, of either the document or the post', async () => {
    await on.endpoint({ format: 'notification' });
    await on.endpoint({ url: on.other.url });
    const order = await on.place();
    const echo = (text: string) => ({ 'Cartwright-Echo': `${order.id} ${createHash('sha256').update(text).digest('hex')}` });
    on.store.answer = ({ fields }, response) => void response.writeHead(200, echo(fields['NotificationData']!)).end();
    on.other.answer = ({ body }, response) => void response.writeHead(200, echo(body)).end();
    await on.drain();
    expect(await states()).toEqual(['acknowledged', 'acknowledged']);
  });

  test.each([
    ['another body', (id: string) => `${id} ${'0'.repeat(64)}`, '0'.repeat(64)],
    ['another order', () => `999-0000000-0000000 ${'0'.repeat(64)}`, '0'.repeat(64)],
    ['nothing readable', () => 'yes', null],
  ])('an echo of %s is told of, and the event still counts as delivered', async (_what, echo, kept) => {
    await on.endpoint();
    const order = await on.place();
    on.store.answer = answeringWith(200, { 'Cartwright-Echo': echo(order.id) });
    await on.drain();
    expect((await on.deliveries())[0]).toMatchObject({ outcome: 'delivered', echo: kept });
    expect((await records('webhook'))[0]).toMatchObject({ outcome: 'warned', faults: [{ rule: 'echo-differs' }] });
  });

  test('without a key notifications wait and say so; with one they go', async () => {
    const endpoint = await on.endpoint({ format: 'notification' });
    await revokeKey(on.db, on.flows.key.accessKeyId, on.flows.now());
    await on.place();
    await on.drain();
    expect(on.store.received).toEqual([]);
    expect((await on.deliveries())[0]).toMatchObject({
      outcome: null,
      tries: 0,
      problem: expect.stringContaining('waits for an access key'),
    });
    const key = await on.flows.issue();
    ahead(61_000);
    await on.drain();
    // the store knows the revoked one: the merchant hears of that
    expect(on.store.received[0]!.fields['AWSAccessKeyId']).toBe(key.accessKeyId);
    expect(endpoint.keyId).toBe(on.flows.key.accessKeyId);
    expect((await records('notification'))[0]).toMatchObject({ outcome: 'warned', faults: [{ rule: 'endpoint-key-revoked' }] });
  });

  test('notifications go on with the key that the store knows after a newer one was made', async () => {
    await on.endpoint({ format: 'notification' });
    await on.flows.issue();
    await on.place();
    await on.drain();
    expect(on.store.received[0]!.fields['AWSAccessKeyId']).toBe(on.flows.key.accessKeyId);
  });

  test('unsigned notifications are the classic post of two fields', async () => {
    await on.endpoint({ format: 'notification', unsigned: true });
    await on.place();
    await on.drain();
    expect(Object.keys(on.store.received[0]!.fields)).toEqual(['NotificationType', 'NotificationData']);
  });

  test('two secrets sign for 24 hours after a rotation', async () => {
    const { id } = await on.endpoint();
    const { secret } = await rotateSecret(on.deps, { environmentId: on.environmentId, id });
    await on.place();
    await on.drain();
    ahead(24 * 60 * M);
    await on.place();
    await on.drain();
    const signatures = on.store.received.map(({ headers }) => headers['webhook-signature']!.split(' '));
    expect(signatures.map(({ length }) => length)).toEqual([2, 1]);
    const { headers, body } = on.store.received[1]!;
    const mac = createHmac('sha256', Buffer.from(secret!.slice(6), 'base64'));
    mac.update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
    expect(signatures[1]).toEqual([`v1,${mac.digest('base64')}`]);
  });

  test('the retries go by the clock of the environment', async () => {
    await on.endpoint();
    on.store.answer = answeringWith(500);
    await on.place();
    await on.drain();
    on.store.answer = accepting;
    await moveClock(on.db, { environmentId: on.environmentId, offsetMs: 72 * 60 * M });
    await on.drain();
    expect(await states()).toEqual(['delivered']);
    const { 'webhook-timestamp': time } = on.store.received[1]!.headers;
    // the signature's does not
    expect(Math.abs(Number(time) * 1000 - Date.now())).toBeLessThan(60_000);
  });

  test('the merchant gets one mail about an endpoint whose oldest event is too old, also while it is paused', async () => {
    const { id } = await on.endpoint({ alertAfterMinutes: 5 });
    const person = {
      id: 'P',
      merchant_id: on.flows.sandbox.merchant.id,
      email: 'ann@shop.example',
      email_folded: 'ann@shop.example',
    };
    await on.db.knex('people').insert({ ...person, name: 'Ann', password_hash: 'x', created_at: 1, password_changed_at: 1 });
    await pauseEndpoint(on.deps, { environmentId: on.environmentId, id });
    await on.place();
    for (const ms of [0, 4 * M, 80 * M, M]) {
      ahead(ms);
      await alertLate(on.deps);
    }
    const mails = await on.db
      .knex('mails')
      .where('kind', 'like', 'endpoint-late:%')
      .select<{ subject: string; body: string }[]>();
    expect(mails.map(({ subject }) => subject)).toEqual(['SANDBOX Orders are late at Store']);
    expect(mails[0]?.body).toContain('is 84 minutes old');
  });

  test('nothing of the buyer is in the records of a delivery', async () => {
    await on.endpoint({ format: 'notification' });
    await on.endpoint({ url: on.other.url });
    on.store.answer = on.other.answer = ({ body }, response) => void response.writeHead(500).end(body);
    await on.place();
    await on.drain();
    const all = JSON.stringify([...(await records('notification')), ...(await records('webhook'))]);
    for (const canary of ['Ann@Shop.example', 'Ann Buyer', '1 Example St'])
      expect([canary, all.includes(canary)]).toEqual([canary, false]);
  });
});
