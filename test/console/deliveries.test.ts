import { setImmediate } from 'node:timers/promises';
import type { Order } from '../../src/core/order.js';
import type { Endpoint } from '../../src/core/endpoint.js';
import { createEndpoint } from '../../src/flows/endpoint/save-endpoint.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import { listDeliveries } from '../../src/store/deliveries.js';
import { openConsoleDeliveries, type ConsoleDeliveries } from '../support/console-deliveries.js';
import { listen, openConsoleSite, type ConsoleSite } from '../support/console-site.js';
import { eachDatabase } from '../support/databases.js';
import { releasedOrder } from '../support/moved-orders.js';
import { accepting, answeringWith } from '../support/store-peer.js';
import { visibleText } from '../support/visible-text.js';
import { onceOf, visitor, type Visit, type Visitor } from '../support/visitor.js';

const ENDPOINTS = '/console/sandbox/endpoints';
const DELIVERIES = '/console/sandbox/deliveries';
const MINUTE = 60_000;

eachDatabase('Deliveries in the console', (open) => {
  let site: ConsoleSite;
  let deliveries: ConsoleDeliveries;
  let close: () => Promise<void>;
  let ines: Visitor;
  let webhook: Endpoint;

  beforeAll(async () => {
    site = await openConsoleSite((await open()).db);
    deliveries = await openConsoleDeliveries(site);
    const { store } = deliveries;
    const wish = { name: 'North dock', url: store.url, format: 'webhook', perMinute: 6_000 } as const;
    webhook = (await createEndpoint(site.deps, site.sandbox.id, wish)).endpoint;
    const listening = await listen(site.app);
    close = async () => {
      await listening.close();
      await deliveries.close();
    };
    ines = visitor(listening.url);
    await ines.signIn(site.email, site.password);
  });
  afterAll(() => close());
  beforeEach(() => {
    deliveries.store.answer = accepting;
    // the pace of the endpoint goes by the clock
    site.clock.now += 10 * MINUTE;
  });

  /** Sends what is due as the days go by. */
  const drain = async (): Promise<void> => {
    await deliveries.drain();
    site.clock.now += MINUTE;
    await deliveries.drain();
  };
  const shipped = async (): Promise<Order> => {
    const order = await releasedOrder(site);
    const key = { environmentId: order.environmentId, id: order.id };
    await shipOrder(site.deps, key, { units: null, by: 'merchant' });
    return order;
  };
  const ofOrder = async ({ id }: Order) =>
    (await listDeliveries(site.db, site.sandbox.id, { search: { orderId: id }, limit: 50 })).items.reverse();

  test('a test shows the answer of the store', async () => {
    await ines.get(`${ENDPOINTS}/${webhook.id}`);
    const sent = await withCourier(ines.post(`${ENDPOINTS}/${webhook.id}/test`, {}));
    expect(sent.location).toMatch(/^\/console\/sandbox\/deliveries\/[0-9A-Z]{26}$/);
    const text = visibleText((await ines.get(sent.location ?? '')).html);
    expect(text).toContain('endpoint.test delivered');
    expect(text).toContain('Nothing: it has arrived.');
  });

  test('a button that is pressed twice sends one test', async () => {
    const page = await ines.get(`${ENDPOINTS}/${webhook.id}`);
    const fields = { once: onceOf(page.html) };
    const press = (): Promise<Visit> => ines.post(`${ENDPOINTS}/${webhook.id}/test`, fields);
    const again = press();
    const first = await withCourier(press());
    expect(first.location).toMatch(/^\/console\/sandbox\/deliveries\/[0-9A-Z]{26}/);
    expect((await again).location?.slice(0, 50)).toBe(first.location?.slice(0, 50));
  });

  /** What a visitor gets while a courier looks every moment, as the job does. */
  async function withCourier(visit: Promise<Visit>): Promise<Visit> {
    const work = { isOver: false };
    const looking = (async () => {
      while (!work.isOver) {
        await deliveries.drain();
        await setImmediate();
      }
    })();
    const answer = await visit.finally(() => {
      work.isOver = true;
    });
    await looking;
    return answer;
  }

  test('the history is filtered by state and order, and each delivery leads to its page', async () => {
    const arrived = await shipped();
    await drain();
    deliveries.store.answer = answeringWith(503);
    const failing = await shipped();
    await deliveries.drain();
    const all = visibleText((await ines.get(`${ENDPOINTS}/${webhook.id}`)).html);
    expect(all).toContain('retrying');
    const one = await ines.get(`${ENDPOINTS}/${webhook.id}?order=${arrived.id}`);
    // the head, order.created and shipment.confirmed
    expect(one.html.match(/<tr/g)).toHaveLength(3);
    const open = await ines.get(`${ENDPOINTS}/${webhook.id}?shown=open&order=${failing.id}`);
    expect(open.html.match(/<tr/g)).toHaveLength(3);
    expect(visibleText(open.html)).toContain('The store answered with status 503.');
    const none = await ines.get(`${ENDPOINTS}/${webhook.id}?shown=open&order=${arrived.id}`);
    expect(visibleText(none.html)).toContain('No delivery matches');
    const listed = visibleText((await ines.get(ENDPOINTS)).html);
    expect(listed).toContain('North dock');
  });

  test('the page of an order shows what was sent of it, and how that went', async () => {
    const order = await shipped();
    await drain();
    const text = visibleText((await ines.get(`/console/sandbox/orders/${order.id}`)).html);
    expect(text).toMatch(/order\.created North dock delivered 1 .* shipment\.confirmed North dock delivered 1/);
  });

  test('tells every attempt, the next one and the whole plan in words', async () => {
    deliveries.store.answer = answeringWith(503);
    const order = await shipped();
    await deliveries.drain();
    const [created, confirmed] = await ofOrder(order);
    const page = await ines.get(`${DELIVERIES}/${created?.id ?? ''}`);
    const text = visibleText(page.html);
    expect(text).toContain('order.created retrying');
    expect(text).toContain('The store answered with status 503.');
    // after the first attempt of twelve: 5 s are in the next one, ten pauses are left
    expect(text).toContain(
      'If that fails, it is tried again after about 30 s, 2 min, 10 min, 30 min, 2 h, 5 h, 10 h, 14 h, 18 h, 22 h.',
    );
    const [, exchange = ''] = /href="(\/console\/sandbox\/exchanges\/[0-9A-Z]{26})"/.exec(page.html) ?? [];
    expect((await ines.get(exchange)).html).toContain(`href="${DELIVERIES}/${created?.id ?? ''}"`);
    const behind = visibleText((await ines.get(`${DELIVERIES}/${confirmed?.id ?? ''}`)).html);
    expect(behind).toContain('It waits for order.created of the same order');
  });

  test('is retried at once, with the answer', async () => {
    deliveries.store.answer = answeringWith(503);
    const order = await shipped();
    await deliveries.drain();
    deliveries.store.answer = accepting;
    const [created] = await ofOrder(order);
    await ines.get(`${DELIVERIES}/${created?.id ?? ''}`);
    const sent = await withCourier(ines.post(`${DELIVERIES}/${created?.id ?? ''}/retry`, {}));
    expect(sent.location).toBe(`${DELIVERIES}/${created?.id ?? ''}`);
    const text = visibleText((await ines.get(sent.location ?? '')).html);
    expect(text).toContain('order.created delivered');
    // newest first, both attempts
    expect(text).toMatch(/Attempts .*200.* 503/);
  });

  test('is skipped after a question that tells the gap; what waits behind it goes on', async () => {
    deliveries.store.answer = answeringWith(503);
    const order = await shipped();
    await deliveries.drain();
    deliveries.store.answer = accepting;
    const [created] = await ofOrder(order);
    const path = `${DELIVERIES}/${created?.id ?? ''}`;
    expect(visibleText((await ines.get(`${path}/skip`)).html)).toContain(
      'carries the header webhook-gap with the id of this one',
    );
    expect((await ines.post(`${path}/skip`, {})).location).toBe(`${path}?done=skipped`);
    expect((await ines.post(`${path}/skip`, {})).location).toBe(`${path}?done=ended`);
    await drain();
    expect((await ofOrder(order)).map(({ outcome }) => outcome)).toEqual(['skipped', 'delivered']);
    expect(deliveries.store.received.at(-1)?.headers['webhook-gap']).toBe(created?.eventId);
  });

  test('a refused delivery is parked after three times, and says what to do', async () => {
    deliveries.store.answer = answeringWith(403);
    const order = await shipped();
    for (let time = 0; time < 3; time += 1) await drain();
    const [created] = await ofOrder(order);
    expect(created?.outcome).toBe('parked');
    const text = visibleText((await ines.get(`${DELIVERIES}/${created?.id ?? ''}`)).html);
    expect(text).toContain('It is not tried again by itself.');
    expect(text).toContain('the store refused it three times in a row. Put the cause right, then retry.');
  });

  test('what was missed is counted before it is sent again', async () => {
    deliveries.store.answer = answeringWith(403);
    const order = await shipped();
    for (let time = 0; time < 3; time += 1) await drain();
    deliveries.store.answer = accepting;
    const path = `${ENDPOINTS}/${webhook.id}/recover`;
    const counted = await ines.get(`${path}?since=2026-11-01+00:00`);
    const [, said = ''] = /Send (\d+) deliver/.exec(visibleText(counted.html)) ?? [];
    expect(Number(said)).toBeGreaterThan(0);
    expect((await ofOrder(order))[0]?.outcome).toBe('parked');
    const sent = await ines.post(path, { since: '2026-11-01 00:00' });
    expect(sent.location).toBe(`${ENDPOINTS}/${webhook.id}?done=recovered`);
    for (let time = 0; time < 3; time += 1) await drain();
    expect((await ofOrder(order)).map(({ outcome }) => outcome)).toEqual(['delivered', 'delivered']);
    const none = await ines.get(`${path}?since=2026-11-01+00:00`);
    expect(visibleText(none.html)).not.toContain('deliveries again');
  });

  test('what is too old is counted, refused and explained, and has no button', async () => {
    const since = '2026-11-01 00:00';
    await site.db.knex('deliveries').delete();
    deliveries.store.answer = answeringWith(403);
    const order = await shipped();
    for (let time = 0; time < 6; time += 1) await drain();
    const [created] = await ofOrder(order);
    expect(created?.outcome).toBe('parked');
    const page = await ines.get(`${DELIVERIES}/${created?.id ?? ''}`);
    expect(page.html).toContain('Retry now');
    await site.db.knex('event_bodies').update({ sealed: Buffer.alloc(0), expires_at: null });

    const old = await ines.get(`${DELIVERIES}/${created?.id ?? ''}`);
    expect(old.html).not.toContain('Retry now');
    expect(visibleText(old.html)).toContain('it cannot be sent again: it was first sent more than 30 days ago');
    expect(old.html).toContain('/help/DELIVERY_EXPIRED');
    const retried = await ines.post(`${DELIVERIES}/${created?.id ?? ''}/retry`, {});
    expect(retried.location).toBe(`${DELIVERIES}/${created?.id ?? ''}?done=expired`);
    expect(visibleText((await ines.get(retried.location ?? '')).html)).toContain('Nothing was sent: it is too old.');

    const path = `${ENDPOINTS}/${webhook.id}/recover`;
    const counted = await ines.get(`${path}?since=${encodeURIComponent(since)}`);
    expect(visibleText(counted.html)).toContain('2 deliveries are too old: first sent more than 30 days ago');
    expect(visibleText(counted.html)).not.toContain('deliveries again');
    const sent = await ines.post(path, { since });
    expect(sent.location).toBe(`${ENDPOINTS}/${webhook.id}?done=expired`);
    expect(visibleText((await ines.get(sent.location ?? '')).html)).toContain('what it missed is too old');
    expect((await ofOrder(order)).map(({ outcome }) => outcome)).toEqual(['parked', 'parked']);
  });

  test.each(['yesterday', '2026-02-30 10:00', '2026-11-01 25:00'])('%s is no time to recover from', async (since) => {
    await ines.get(`${ENDPOINTS}/${webhook.id}/recover`);
    const page = await ines.post(`${ENDPOINTS}/${webhook.id}/recover`, { since });
    expect([page.status, visibleText(page.html).includes(`You wrote “${since}”.`)]).toEqual([422, true]);
  });

  test('an endpoint that is gone is switched off, says so, and is switched on again', async () => {
    deliveries.store.answer = answeringWith(410);
    const order = await shipped();
    await drain();
    expect((await ofOrder(order)).map(({ outcome }) => outcome)).toEqual(['switched_off', 'switched_off']);
    const text = visibleText((await ines.get(`${ENDPOINTS}/${webhook.id}`)).html);
    expect(text).toContain('This endpoint is switched off');
    expect(text).toContain('Switch on');
    const test = await ines.post(`${ENDPOINTS}/${webhook.id}/test`, {});
    expect(test.location).toBe(`${ENDPOINTS}/${webhook.id}?done=off`);
    const on = await ines.post(`${ENDPOINTS}/${webhook.id}/resume`, {});
    expect(on.location).toBe(`${ENDPOINTS}/${webhook.id}?done=switched-on`);
    expect(visibleText((await ines.get(`${ENDPOINTS}/${webhook.id}`)).html)).toContain('Send test');
  });

  test('has no page for a delivery of the other environment, and does nothing for another session', async () => {
    const order = await shipped();
    const [created] = await ofOrder(order);
    const id = created?.id ?? '';
    for (const path of ['', '/skip']) {
      const page = await ines.get(`/console/live/deliveries/${id}${path}`);
      expect([page.status, page.html.includes('DELIVERY_UNKNOWN')]).toEqual([404, true]);
    }
    for (const action of ['retry', 'skip']) {
      const page = await ines.post(`${DELIVERIES}/${id}/${action}`, { form: 'f'.repeat(64) });
      expect([page.status, page.html.includes('CSRF_MISMATCH')]).toEqual([403, true]);
    }
    expect((await ofOrder(order))[0]?.outcome).toBeNull();
  });
});
