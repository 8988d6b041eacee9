import { retryDelivery } from '../../src/flows/delivery/change-delivery.js';
import { pauseEndpoint, resumeEndpoint } from '../../src/flows/endpoint/hold-endpoint.js';
import { recoverEndpoint } from '../../src/flows/endpoint/recover-endpoint.js';
import { changeEndpoint } from '../../src/flows/endpoint/save-endpoint.js';
import { expireBodies } from '../../src/store/delivery/expire-bodies.js';
import { eachDatabase } from '../support/databases.js';
import { openDeliveries, type Deliveries } from '../support/deliveries.js';
import { accepting, answeringWith } from '../support/store-peer.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

eachDatabase('deliveries whose 30 days are over', (open) => {
  let on: Deliveries;
  beforeAll(async () => {
    on = await openDeliveries((await open()).db);
  });
  afterAll(() => on.close());
  beforeEach(() => on.clear());
  afterEach(() => expect(on.failures).toEqual([]));
  const ahead = (ms: number): void => void (on.flows.clock.aheadMs += ms);
  const expire = (): Promise<number> => expireBodies(on.db, { at: on.flows.now(), pauseMs: 1 });
  const keyOf = (id: string) => ({ environmentId: on.environmentId, id });
  const bodies = () => on.db.knex('event_bodies').orderBy('format').select<{ sealed: Buffer; expires_at: number | null }[]>();
  /** Sends what is due, and again whatever was held back by its pace or its breaker. */
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await on.drain();
      ahead(1_000);
    }
  };

  test('are sent again with the same bytes to the last minute, and refused by name after it', async () => {
    await on.endpoint();
    await on.place();
    await on.drain();
    const [delivery] = await on.deliveries();
    const { id } = delivery!;
    ahead(30 * DAY - HOUR);
    expect(await expire()).toBe(0);
    await retryDelivery(on.deps, keyOf(id));
    await on.drain();
    const [first, second] = on.store.received;
    expect(second?.body).toBe(first!.body);

    ahead(2 * HOUR);
    expect(await expire()).toBe(1);
    expect(await bodies()).toMatchObject([{ sealed: Buffer.alloc(0), expires_at: null }]);
    await expect(retryDelivery(on.deps, keyOf(id))).rejects.toMatchObject({ code: 'DELIVERY_EXPIRED' });
    await on.drain();
    expect(on.store.received).toHaveLength(2);
    expect(await on.deliveries()).toMatchObject([{ outcome: 'delivered', tries: 1 }]);
    // and is not looked at again
    expect(await expire()).toBe(0);
  });

  test('are counted by a recovery and left out of it; where nothing else is left it is refused', async () => {
    const { id } = await on.endpoint();
    on.store.answer = answeringWith(403);
    await on.place();
    await on.place();
    // three refusals park
    for (const pause of [0, 10_000, 60_000]) {
      ahead(pause);
      await settle();
    }
    expect((await on.deliveries()).map(({ outcome }) => outcome)).toEqual(['parked', 'parked']);
    ahead(31 * DAY);
    expect(await expire()).toBe(2);
    const wish = { since: 0, dryRun: true };
    expect(await recoverEndpoint(on.deps, keyOf(id), wish)).toEqual({ deliveries: 0, expired: 2, orders: 0, from: null });
    await expect(recoverEndpoint(on.deps, keyOf(id), { ...wish, dryRun: false })).rejects.toMatchObject({
      code: 'DELIVERY_EXPIRED',
      detail: expect.stringContaining('(2 in all)'),
    });

    const late = await on.place();
    for (const pause of [0, 10_000, 60_000]) {
      ahead(pause);
      await settle();
    }
    const from = late.placedAt;
    expect(await recoverEndpoint(on.deps, keyOf(id), wish)).toEqual({ deliveries: 1, expired: 2, orders: 1, from });
    on.store.answer = accepting;
    const before = on.store.received.length;
    expect(await recoverEndpoint(on.deps, keyOf(id), { ...wish, dryRun: false })).toMatchObject({ deliveries: 1, expired: 2 });
    await settle();
    expect(on.store.received).toHaveLength(before + 1);
    expect((await on.deliveries()).map(({ outcome }) => outcome)).toEqual(['parked', 'parked', 'delivered']);
  });

  test('are kept as long as a delivery of their event has not ended, at whatever endpoint, and go out with their bytes', async () => {
    await on.endpoint();
    const paused = await on.endpoint({ url: on.other.url });
    on.other.answer = answeringWith(503);
    await on.place();
    await on.drain();
    await pauseEndpoint(on.deps, keyOf(paused.id));
    ahead(45 * DAY);
    expect(await expire()).toBe(0);
    expect(await bodies()).toMatchObject([{ expires_at: expect.any(Number) }]);
    on.other.answer = accepting;
    await resumeEndpoint(on.deps, keyOf(paused.id));
    await settle();
    expect(on.other.received).toHaveLength(2);
    expect(on.other.received[1]!.body).toBe(on.store.received[0]!.body);
    // looked at once a day
    ahead(DAY);
    expect(await expire()).toBe(1);
  });

  test('that were never written are written for the first time, however late', async () => {
    const { id } = await on.endpoint();
    await pauseEndpoint(on.deps, keyOf(id));
    await on.place();
    ahead(60 * DAY);
    expect(await expire()).toBe(0);
    await resumeEndpoint(on.deps, keyOf(id));
    await settle();
    expect(await on.deliveries()).toMatchObject([{ outcome: 'delivered' }]);
    expect(on.store.received).toHaveLength(1);
  });

  test('are not written in another namespace either', async () => {
    const endpoint = await on.endpoint({ format: 'notification', namespace: '2008-11-30' });
    await on.place();
    await on.drain();
    ahead(31 * DAY);
    expect(await expire()).toBe(1);
    const wish = { name: 'Store', url: on.store.url, format: 'notification', namespace: '2009-05-15' } as const;
    await changeEndpoint(on.deps, keyOf(endpoint.id), { wish });
    const [delivery] = await on.deliveries();
    const { id } = delivery!;
    await expect(retryDelivery(on.deps, keyOf(id))).rejects.toMatchObject({ code: 'DELIVERY_EXPIRED' });
  });

  test('are given up by name where their bytes went while they were due, and hold up nothing', async () => {
    await on.endpoint();
    on.store.answer = answeringWith(500);
    const order = await on.place();
    await on.drain();
    await on.cancel(order);
    // as on a cluster, where another node deleted them at the same moment
    await on.db.knex('event_bodies').update({ sealed: Buffer.alloc(0), expires_at: null });
    on.store.answer = accepting;
    ahead(10_000);
    await settle();
    expect(await on.deliveries()).toMatchObject([
      { outcome: 'given_up', problem: expect.stringContaining('kept no longer') },
      { outcome: 'delivered', kind: 'order.cancelled' },
    ]);
    expect(on.store.received).toHaveLength(2);
    expect(on.store.received[1]!.headers['webhook-gap']).toBe((await on.deliveries())[0]!.eventId);
  });

  test('of a process of the release before, which knows no term, get theirs', async () => {
    await on.endpoint();
    await on.place();
    await on.drain();
    await on.db.knex('event_bodies').update({ expires_at: 0 });
    expect(await expire()).toBe(0);
    const [{ sealed, expires_at: expiresAt }] = (await bodies()) as [{ sealed: Buffer; expires_at: number }];
    expect(sealed.length).toBeGreaterThan(0);
    expect(Math.abs(expiresAt - on.flows.now() - 30 * DAY)).toBeLessThan(HOUR);
  });
});
