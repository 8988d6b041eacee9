import { eventIds } from '../../src/flows/event-ids.js';
import type { Order } from '../../src/core/order.js';
import { run, transaction, type Db } from '../../src/store/db.js';
import { listDeliveries } from '../../src/store/deliveries.js';
import { listEvents } from '../../src/store/event/read.js';
import { numberEvents } from '../../src/store/event/number.js';
import { createEndpoint } from '../../src/store/endpoints.js';
import { pauseEndpoint } from '../../src/store/endpoint/state.js';
import { onPublished, publishEvent, type NewEvent } from '../../src/store/events.js';
import { releaseLease } from '../../src/store/leases.js';
import { releaseDue } from '../../src/store/order/progress.js';
import { eachDatabase } from '../support/databases.js';
import { newEndpoint } from '../support/endpoints.js';
import { placed } from '../support/orders.js';

const SANDBOX = 'AMUGS123456789-sandbox';
const LIVE = 'AMUGS123456789-live';
const AT = 20_000;

const happened = (order: Order, differences: Partial<NewEvent> = {}): NewEvent => ({
  ...{ environmentId: order.environmentId, orderId: order.id, kind: 'order.cancel_asked', at: AT, trace: order.trace },
  data: { order },
  ids: eventIds(AT),
  ...differences,
});

eachDatabase('events', (open) => {
  let db: Db;
  let other: Db;
  beforeEach(async () => {
    const database = await open();
    ({ db } = database);
    other = await database.another();
  });
  const numbered = async (from: Db = db): Promise<void> => {
    await numberEvents(from, AT, 'me');
    await releaseLease(from, { name: 'number-events', owner: 'me' });
  };
  const positions = async (environmentId = SANDBOX): Promise<(readonly [number | null, string | null, number])[]> =>
    (await listEvents(db, environmentId, { after: 0, limit: 100 })).map(
      ({ position, orderId, sequence }) => [position, orderId, sequence] as const,
    );

  test('are numbered within their order and hold the order as it was', async () => {
    const order = await placed(db, SANDBOX);
    await releaseDue(db, { at: 910_000, limit: 10, idsAt: eventIds });
    await publishEvent(db, happened(order, { data: { order, reason: 'sorry' } }));
    await numbered();
    const [created, ready, asked] = await listEvents(db, SANDBOX, { after: 0, limit: 10 });
    expect([created, ready, asked].map((event) => [event?.kind, event?.sequence])).toEqual([
      ['order.created', 1],
      ['order.ready_to_ship', 2],
      ['order.cancel_asked', 3],
    ]);
    expect(created?.data).toEqual({ order });
    expect(ready?.data.order).toEqual({ ...order, releasedAt: 910_000, version: 2 });
    expect(asked?.data.reason).toBe('sorry');
    expect(created).toMatchObject({ at: 10_000, trace: order.trace, referenceId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  test('are there or not with what they tell of', async () => {
    const order = await placed(db, SANDBOX);
    await createEndpoint(db, newEndpoint(SANDBOX));
    const undone = transaction(db, async (trx) => {
      await publishEvent(trx, happened(order));
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    await numbered();
    expect(await positions()).toHaveLength(1);
    expect((await listDeliveries(db, SANDBOX, { limit: 10 })).items).toEqual([]);
  });

  test('go to the endpoints of their environment that take their kind, and wait for paused ones', async () => {
    const order = await placed(db, SANDBOX);
    const all = newEndpoint(SANDBOX);
    const some = newEndpoint(SANDBOX, { kinds: ['order.created'] });
    const paused = newEndpoint(SANDBOX);
    const elsewhere = newEndpoint(LIVE);
    for (const endpoint of [all, some, paused, elsewhere]) await createEndpoint(db, endpoint);
    await pauseEndpoint(db, paused, AT);
    await publishEvent(db, happened(order));
    const { items } = await listDeliveries(other, SANDBOX, { limit: 10 });
    expect(items.map(({ endpointId }) => endpointId).sort()).toEqual([all.id, paused.id].sort());
    expect(items[0]).toMatchObject({ outcome: null, sequence: 2, orderId: order.id, nextAt: AT, tries: 0 });
    expect((await listDeliveries(other, LIVE, { limit: 10 })).items).toEqual([]);
  });

  test('wake who waits for them after their commit, and never for one that was undone', async () => {
    const order = await placed(db, SANDBOX);
    let woken = 0;
    const stop = onPublished(db, () => (woken += 1));
    await transaction(db, async (trx) => {
      await publishEvent(trx, happened(order));
      expect(woken).toBe(0);
    });
    expect(woken).toBe(1);
    await transaction(db, async (trx) => {
      await publishEvent(trx, happened(order));
      throw new Error('no');
    }).catch(() => undefined);
    expect(woken).toBe(1);
    stop();
    await publishEvent(db, happened(order));
    expect(woken).toBe(1);
  });

  test('have positions without a gap in each environment, in each order by its sequence', async () => {
    const order = await placed(db, SANDBOX);
    const stranger = await placed(db, LIVE);
    // ids of one millisecond are random: the second event may well have the smaller id
    const ids = (letter: string) => ({ ...eventIds(AT), eventId: `0000000000${letter.repeat(16)}` });
    await publishEvent(db, happened(order, { ids: ids('Z') }));
    await publishEvent(db, happened(order, { ids: ids('B') }));
    await publishEvent(db, happened(order, { ids: ids('A') }));
    await numbered();
    expect(await positions()).toEqual([1, 2, 3, 4].map((number) => [number, order.id, number]));
    expect(await positions(LIVE)).toEqual([[1, stranger.id, 1]]);
    await publishEvent(db, happened(order));
    await numbered(other);
    expect((await positions()).at(-1)).toEqual([5, order.id, 5]);
  });

  test('of many are numbered once by two processes at once', async () => {
    const orders = await Promise.all(Array.from({ length: 20 }, () => placed(db, SANDBOX)));
    for (let round = 0; round < 5; round++) {
      await Promise.all([numberEvents(db, AT, 'one'), numberEvents(other, AT, 'two')]);
      for (const owner of ['one', 'two']) await releaseLease(db, { name: 'number-events', owner });
      // without the lease too: the condition on the last position decides
      await Promise.all([numberEvents(db, AT + round * 10_000, 'one'), numberEvents(other, AT + round * 10_000 + 6_000, 'two')]);
      for (const owner of ['one', 'two']) await releaseLease(db, { name: 'number-events', owner });
    }
    const given = await positions();
    expect(given.map(([position]) => position)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(new Set(given.map(([, id]) => id))).toEqual(new Set(orders.map(({ id }) => id)));
  });

  test('a writer that pauses between insert and commit loses a reader nothing', async () => {
    const [slow, quick] = [await placed(db, SANDBOX), await placed(db, SANDBOX)];
    await numbered();
    const seen: (string | null)[] = [];
    let after = 2;
    const read = async (): Promise<void> => {
      await numbered(other);
      for (const event of await listEvents(other, SANDBOX, { after, limit: 10 })) {
        seen.push(event.orderId);
        after = event.position ?? after;
      }
    };
    let goOn: () => void = () => undefined;
    const paused = new Promise<void>((go) => (goOn = go));
    let inserted: () => void = () => undefined;
    const isInserted = new Promise<void>((go) => (inserted = go));
    const writing = transaction(db, async (trx) => {
      // the older id: by ids alone a reader would have passed it
      await publishEvent(trx, happened(slow, { ids: eventIds(1) }));
      inserted();
      await paused;
    });
    await isInserted;
    // SQLite has one writer at a time: there the other one waits, and must not be lost either
    const second = publishEvent(other, happened(quick, { ids: eventIds(2) }));
    if (db.dialect === 'mysql') {
      await second;
      await read();
      expect(seen).toEqual([quick.id]);
    } else {
      expect(await listEvents(other, SANDBOX, { after, limit: 10 })).toEqual([]);
    }
    goOn();
    await Promise.all([writing, second]);
    await read();
    expect([...seen].sort()).toEqual([slow.id, quick.id].sort());
    expect((await positions()).map(([position]) => position)).toEqual([1, 2, 3, 4]);
  });

  test('of two changes of one order at once have different numbers', async () => {
    const order = await placed(db, SANDBOX);
    const change = (on: Db) =>
      transaction(on, async (trx) => {
        await run(trx, (knex) => knex('orders').where('id', order.id).increment('version', 1));
        await publishEvent(trx, happened(order));
      });
    await Promise.all([change(db), change(other), change(db), change(other)]);
    await numbered();
    expect((await positions()).map(([, , sequence]) => sequence)).toEqual([1, 2, 3, 4, 5]);
  });
});
