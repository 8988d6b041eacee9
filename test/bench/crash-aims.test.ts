import { AIMS, endLeases, leasesHeld, leftUndone } from '../../bench/crash/aims.js';
import { noCalls, tracked } from '../../bench/crash/calls.js';
import type { Order } from '../../src/core/order.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { shipSome } from '../support/money-flows.js';
import { released } from '../support/order-flows.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

eachDatabase('what the crash bench sees under way', (open) => {
  let flows: Flows;
  let order: Order;
  beforeEach(async () => {
    flows = await openFlows((await open()).db);
    order = await released(flows);
  });
  afterEach(() => flows.close());

  const left = () => leftUndone({ db: flows.db, calls: noCalls() }, noCalls().cut);

  test('is a capture in hand by how it is paid, until its lease is ended', async () => {
    await shipSome(flows, order, null);
    const { knex } = flows.db;
    await knex('shipments').update({ lease_until: Date.now() + MINUTE_MS });
    expect(await left()).toEqual(expect.arrayContaining(['capture']));
    expect(await left()).not.toContain('refused capture');
    await knex('orders').update({ payment_reference: 'test_capture_refused-1' });
    expect(await left()).toEqual(expect.arrayContaining(['capture', 'refused capture']));
    await knex('shipments').update({ tries: 1 });
    expect(await left()).toEqual(expect.arrayContaining(['capture', 'capture tried again']));
    await endLeases(flows.db, await leasesHeld(flows.db));
    expect(await left()).not.toContain('capture');
  });

  test('is not ended for a process that has taken it since', async () => {
    await shipSome(flows, order, null);
    await flows.db.knex('shipments').update({ lease_until: Date.now() + MINUTE_MS });
    const held = await leasesHeld(flows.db);
    await flows.db.knex('shipments').update({ lease_until: Date.now() + 2 * MINUTE_MS });
    await endLeases(flows.db, held);
    expect(await left()).toContain('capture');
  });

  test('is an order of 24 days, of 31 days, and one that was cancelled with its money held', async () => {
    const { knex } = flows.db;
    const aged = (days: number): Promise<number> => knex('orders').update({ released_at: Date.now() - days * DAY_MS });
    await aged(24);
    expect(await left()).toContain('warning');
    expect(await left()).not.toContain('expiry');
    await aged(31);
    expect(await left()).toContain('expiry');
    expect(await left()).not.toContain('warning');
    await knex('orders').update({ cancelled_at: Date.now(), closed_at: Date.now() });
    expect(await left()).toContain('voiding');
    expect(await left()).not.toContain('expiry');
  });
});

describe('a call that the crash bench counts', () => {
  const failing = (code: string) => async (): Promise<never> => {
    await Promise.resolve();
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
  };

  test('is open until its answer, and cut off where its connection broke, not where nobody listened', async () => {
    const calls = noCalls();
    const call = tracked(calls, 'undo', () => new Promise((resolve) => setTimeout(resolve, 5)));
    expect(calls.open.undo).toBe(1);
    await call;
    expect([calls.open.undo, calls.cut.undo]).toEqual([0, 0]);
    await expect(tracked(calls, 'undo', failing('ECONNREFUSED'))).rejects.toThrow('fetch failed');
    expect(calls.cut.undo).toBe(0);
    await expect(tracked(calls, 'undo', failing('ECONNRESET'))).rejects.toThrow('fetch failed');
    expect([calls.open.undo, calls.cut.undo]).toEqual([0, 1]);
  });

  test('is one of the aims', () => {
    expect(AIMS).toContain('call: undo');
    expect(new Set(AIMS).size).toBe(AIMS.length);
  });
});
