import type { Order } from '../../src/core/order.js';
import { eventIds } from '../../src/flows/event-ids.js';
import { ulid } from '../../src/ids.js';
import type { Db } from '../../src/store/db.js';
import { findDelivery, listAttempts, listDeliveries } from '../../src/store/deliveries.js';
import { claimDeliveries, listDueEndpoints, type Claimed } from '../../src/store/delivery/claim.js';
import { completeDelivery, completeRecorded, deferDelivery, type Completion } from '../../src/store/delivery/complete.js';
import { restartDelivery, skipDelivery } from '../../src/store/delivery/restart.js';
import { moveClock } from '../../src/store/environment-clock.js';
import { createEndpoint, type NewEndpoint } from '../../src/store/endpoints.js';
import { forgetAlerts, listLateEndpoints, markAlerted } from '../../src/store/endpoint/late.js';
import { pauseEndpoint } from '../../src/store/endpoint/state.js';
import type { Statement } from '../../src/store/engine/sqlite-writer.js';
import { publishEvent } from '../../src/store/events.js';
import { runInGroup } from '../../src/store/group-commit.js';
import { eachDatabase } from '../support/databases.js';
import { newEndpoint } from '../support/endpoints.js';
import { placed } from '../support/orders.js';

const SANDBOX = 'AMUGS123456789-sandbox';
/** Orders are placed at 10,000; everything else happens now. */
const NOW = 1_000_000;
const LEASE = { at: NOW, forMs: 60_000, limit: 100 };
type Row = Readonly<Record<string, unknown>>;

eachDatabase('the store of deliveries', (open) => {
  let db: Db;
  let other: Db;
  let endpoint: NewEndpoint;
  beforeEach(async () => {
    const database = await open();
    ({ db } = database);
    other = await database.another();
    endpoint = newEndpoint(SANDBOX);
    await createEndpoint(db, endpoint);
  });
  const more = ({ id, environmentId, trace, ...order }: Order): Promise<void> =>
    publishEvent(db, {
      ...{ environmentId, orderId: id, trace, kind: 'order.cancel_asked', at: 20_000, ids: eventIds(20_000) },
      data: { order: { id, environmentId, trace, ...order } },
    });
  const completion = (differences: Partial<Completion> = {}): Completion =>
    ({
      attempt: { at: NOW, durationMs: 5, status: 200, result: 'delivered', because: 'Yes.', exchangeId: ulid(NOW) },
      ...{ at: NOW, refusals: 0, problem: null, echo: null, outcome: 'delivered' },
      ...differences,
    }) as Completion;
  const failing = (nextAt: number): Partial<Completion> => ({ outcome: null, nextAt, problem: 'No.' });
  const ids = (claimed: readonly Claimed[]): string[] => claimed.map(({ delivery }) => delivery.id);
  const all = async () => (await listDeliveries(db, SANDBOX, { limit: 200 })).items.reverse();

  test('are claimed by one of all who want them, no more than the endpoint takes at a time', async () => {
    for (let index = 0; index < 10; index++) await placed(db, SANDBOX);
    const rounds = await Promise.all([db, other, db, other].map((one) => claimDeliveries(one, endpoint.id, LEASE)));
    const claimed = rounds.flat();
    expect(claimed).toHaveLength(4);
    expect(new Set(ids(claimed)).size).toBe(4);
    expect(await listDueEndpoints(db, NOW)).toEqual([]);
    for (const one of claimed) expect(await completeDelivery(other, one, completion())).toBe(true);
    // four at once after a pause, then one in each 100 ms
    expect(await claimDeliveries(db, endpoint.id, { ...LEASE, at: NOW + 99 })).toHaveLength(0);
    expect(await claimDeliveries(db, endpoint.id, { ...LEASE, at: NOW + 100 })).toHaveLength(1);
  });

  test('of a process that died come back when its lease is over, and its late word counts for nothing', async () => {
    await placed(db, SANDBOX);
    const [first] = await claimDeliveries(db, endpoint.id, LEASE);
    expect(await claimDeliveries(other, endpoint.id, { ...LEASE, at: NOW + 59_999 })).toEqual([]);
    expect(await listDueEndpoints(other, NOW + 59_999)).toEqual([]);
    const [second] = await claimDeliveries(other, endpoint.id, { ...LEASE, at: NOW + 60_000 });
    expect(second?.fence).toBe(2);
    expect(await completeDelivery(db, first!, completion(failing(NOW)))).toBe(false);
    expect(await findDelivery(db, SANDBOX, second!.delivery.id)).toMatchObject({
      outcome: null,
      tries: 0,
      leaseUntil: NOW + 120_000,
    });
    expect(await completeDelivery(other, second!, completion())).toBe(true);
    expect(await completeDelivery(db, first!, completion(failing(NOW)))).toBe(false);
    expect((await all())[0]).toMatchObject({ outcome: 'delivered', tries: 1 });
    // both attempts happened
    expect((await listAttempts(db, second!.delivery.id)).map(({ number }) => number)).toEqual([1, 2]);
  });

  test('go in the order of their order, and side by side across orders', async () => {
    const [one, two] = [await placed(db, SANDBOX), await placed(db, SANDBOX)];
    await more(one);
    await more(one);
    const first = await claimDeliveries(db, endpoint.id, LEASE);
    expect(first.map(({ delivery }) => [delivery.orderId, delivery.sequence]).sort()).toEqual(
      [
        [one.id, 1],
        [two.id, 1],
      ].sort(),
    );
    const head = first.find(({ delivery }) => delivery.orderId === one.id)!;
    await completeDelivery(db, head, completion(failing(NOW + 5_000)));
    const later = { ...LEASE, at: NOW + 1_000 };
    expect(await claimDeliveries(db, endpoint.id, later)).toEqual([]);
    expect(await listDueEndpoints(db, later.at)).toEqual([]);
    const [again] = await claimDeliveries(db, endpoint.id, { ...LEASE, at: NOW + 5_000 });
    expect(again?.delivery).toMatchObject({ id: head.delivery.id, tries: 1 });
    await completeDelivery(db, again!, completion({ at: NOW + 5_000 }));
    const [next] = await claimDeliveries(db, endpoint.id, { ...LEASE, at: NOW + 5_000 });
    expect(next?.delivery).toMatchObject({ orderId: one.id, sequence: 2 });
  });

  test.each(['parked', 'given_up'] as const)('that are %s let the rest of their order go on', async (outcome) => {
    const order = await placed(db, SANDBOX);
    await more(order);
    const [head] = await claimDeliveries(db, endpoint.id, LEASE);
    await completeDelivery(db, head!, completion({ outcome }));
    const [next] = await claimDeliveries(db, endpoint.id, { ...LEASE, at: NOW + 200 });
    expect(next?.delivery).toMatchObject({ orderId: order.id, sequence: 2 });
  });

  test('that are behind in their order by the hundred do not stand before what can be sent, and go on after it', async () => {
    const [one, two] = [await placed(db, SANDBOX), await placed(db, SANDBOX)];
    const head = (await all()).find(({ orderId }) => orderId === one.id)!;
    const ids = Array.from({ length: 430 }, () => ulid(20_000)).sort();
    const waiting = ids.map((id, index) => ({ id, sequence: index + 2 }));
    const event = {
      environment_id: SANDBOX,
      order_id: one.id,
      kind: 'order.cancel_asked',
      at: 20_000,
      trace: 't',
      document: '{}',
    };
    await db.knex('events').insert(waiting.map((own) => ({ ...own, ...event, reference_id: own.id })));
    const [like] = (await db.knex('deliveries').where('id', head.id).select()) as [Row];
    await db.knex.batchInsert(
      'deliveries',
      waiting.map(({ id, sequence }) => ({ ...like, id, event_id: id, sequence, next_at: 20_000, created_at: 20_000 })),
      40,
    );
    const hour = 3_600_000;
    await db
      .knex('deliveries')
      .where('id', head.id)
      .update({ next_at: NOW + hour, tries: 3 });
    await db.knex('deliveries').where('order_id', two.id).update({ next_at: 30_000 });

    const [claimed, ...others] = await claimDeliveries(db, endpoint.id, LEASE);
    expect([claimed?.delivery.orderId, others]).toEqual([two.id, []]);
    await completeDelivery(db, claimed!, completion());
    // twice 200 were put off, ten minutes at most
    const putOff = await db
      .knex('deliveries')
      .where('next_at', NOW + 10 * 60_000)
      .select<{ id: string }[]>('id');
    expect(putOff).toHaveLength(400);
    expect(await claimDeliveries(db, endpoint.id, { ...LEASE, at: NOW + hour - 1 })).toEqual([]);
    const [late] = await claimDeliveries(db, endpoint.id, { ...LEASE, at: NOW + hour });
    expect(late?.delivery.id).toBe(head.id);
    await completeDelivery(db, late!, completion({ at: NOW + hour }));
    const next = await claimDeliveries(db, endpoint.id, { ...LEASE, at: NOW + hour });
    expect(next.map(({ delivery: { orderId, sequence } }) => [orderId, sequence])).toEqual([[one.id, 2]]);
  });

  test('wait for paused endpoints, and for nothing but their own time after that', async () => {
    await placed(db, SANDBOX);
    await pauseEndpoint(db, endpoint, NOW);
    expect(await listDueEndpoints(db, NOW)).toEqual([]);
    expect(await claimDeliveries(db, endpoint.id, LEASE)).toEqual([]);
    await pauseEndpoint(db, endpoint, null);
    expect(await listDueEndpoints(db, NOW)).toEqual([{ id: endpoint.id, environmentId: SANDBOX, free: 4 }]);
    const [claimed] = await claimDeliveries(db, endpoint.id, LEASE);
    await deferDelivery(db, claimed!, { nextAt: NOW + 60_000, problem: 'No key.' });
    expect((await all())[0]).toMatchObject({ outcome: null, tries: 0, problem: 'No key.', leaseUntil: 0 });
    expect(await listDueEndpoints(db, NOW + 59_999)).toEqual([]);
    await moveClock(db, { environmentId: SANDBOX, offsetMs: 60_000 });
    expect(await listDueEndpoints(db, NOW)).toHaveLength(1);
    expect(await claimDeliveries(db, endpoint.id, { ...LEASE, at: NOW + 200 })).toHaveLength(1);
  });

  test('are completed whatever becomes of the record of the attempt, and recorded whatever becomes of the completion', async () => {
    for (let index = 0; index < 3; index++) await placed(db, SANDBOX);
    const [one, two, three] = await claimDeliveries(db, endpoint.id, LEASE);
    const recorded: number[] = [];
    const record = async (along: readonly Statement[]): Promise<number[]> => {
      recorded.push(along.length);
      return runInGroup(db, along);
    };
    await completeRecorded(db, one!, { completion: completion(), record });
    // the outcome, the followers and the attempt
    expect(recorded).toEqual([3]);
    const full = (): Promise<number[]> => Promise.reject(new Error('the log is full'));
    await expect(completeRecorded(db, two!, { completion: completion(), record: full })).rejects.toThrow('the log is full');
    const outcomes = async () => {
      const now = new Map((await all()).map(({ id, outcome }) => [id, outcome]));
      return [one, two, three].map((claimed) => now.get(claimed!.delivery.id));
    };
    expect(await outcomes()).toEqual(['delivered', 'delivered', null]);
    // what the database does not take
    const wrong = completion({ at: null as unknown as number, refusals: null as unknown as number });
    await expect(completeRecorded(db, three!, { completion: wrong, record })).rejects.toThrow();
    expect(recorded).toEqual([3, 3, 0]);
    expect(await outcomes()).toEqual(['delivered', 'delivered', null]);
  });

  test('that are skipped while they arrive have arrived', async () => {
    const order = await placed(db, SANDBOX);
    await more(order);
    const [claimed] = await claimDeliveries(db, endpoint.id, LEASE);
    expect(await skipDelivery(db, claimed!.delivery, NOW)).toBe('busy');
    // its lease is over, and it is still on its way
    expect(await skipDelivery(db, claimed!.delivery, NOW + 60_000)).toBe('changed');
    expect(await completeDelivery(db, claimed!, completion())).toBe(true);
    expect((await all()).find(({ id }) => id === claimed!.delivery.id)).toMatchObject({ outcome: 'delivered' });
    expect(await skipDelivery(db, claimed!.delivery, NOW + 60_000)).toBe('ended');
    expect(await skipDelivery(db, { environmentId: SANDBOX, id: 'nothing' }, NOW)).toBe('unknown');
  });

  test('are restarted with a new plan, once, and hold their followers up again', async () => {
    const order = await placed(db, SANDBOX);
    await more(order);
    const [head] = await claimDeliveries(db, endpoint.id, LEASE);
    expect(await restartDelivery(db, head!.delivery, NOW)).toBe('busy');
    await completeDelivery(db, head!, completion({ outcome: 'given_up', problem: 'No.' }));
    expect(await restartDelivery(db, head!.delivery, NOW + 300)).toBe('changed');
    expect(await findDelivery(db, SANDBOX, head!.delivery.id)).toMatchObject({
      ...{ outcome: null, tries: 0, beganAt: null, isLate: false, nextAt: NOW + 300 },
    });
    const claimed = await claimDeliveries(db, endpoint.id, { ...LEASE, at: NOW + 300 });
    expect(ids(claimed)).toEqual([head!.delivery.id]);
    expect(await restartDelivery(db, { environmentId: 'AMUGS123456789-live', id: head!.delivery.id }, NOW)).toBe('unknown');
  });

  test('too old are told of once until the endpoint has caught up, throttled or not', async () => {
    const order = await placed(db, SANDBOX);
    const [claimed] = await claimDeliveries(db, endpoint.id, LEASE);
    const hour = 3_600_000;
    expect(await listLateEndpoints(db, 10_000 + hour - 1)).toEqual([]);
    const [late] = await listLateEndpoints(db, 10_000 + hour);
    expect(late).toMatchObject({ orderId: order.id, ageMs: hour, waiting: 1, ended: 0, endpoint: { id: endpoint.id } });
    const mail = { id: ulid(1), environmentId: SANDBOX, orderId: order.id, kind: `endpoint-late:${endpoint.id}` };
    const queued = { ...mail, recipient: 'ann@shop.example', subject: 'Late', body: 'Late.', createdAt: NOW };
    expect(await markAlerted(db, late!, queued)).toBe(true);
    expect(await markAlerted(other, late!, queued)).toBe(false);
    await forgetAlerts(db, 10_000 + hour);
    expect(await listLateEndpoints(db, 10_000 + hour)).toEqual([]);
    await completeDelivery(db, claimed!, completion({ at: 10_000 + hour }));
    await forgetAlerts(db, 10_000 + hour);
    await placed(db, SANDBOX);
    expect(await listLateEndpoints(db, 10_000 + hour)).toHaveLength(1);
  });
});
