import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Order } from '../../src/core/order.js';
import { eventIds } from '../../src/flows/event-ids.js';
import { createEndpoint } from '../../src/flows/endpoint/save-endpoint.js';
import { closeDatabase, openDatabase } from '../../src/store/db.js';
import { listDeliveries } from '../../src/store/deliveries.js';
import { listExchanges } from '../../src/store/exchanges.js';
import { migrate } from '../../src/store/migrate.js';
import { releaseDue } from '../../src/store/order/progress.js';
import { bundle, runDying, type Death } from '../support/child.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import type { DeliveringTask } from '../support/delivering-child.js';
import { placed } from '../support/orders.js';
import { openStore, type Received, type Store } from '../support/store-peer.js';

// fifty processes, one after the other
jest.setTimeout(600_000);

const KILLS = 40;
/** Steps of the golden ratio fall everywhere and nowhere twice: between any two steps somebody dies sooner or later. */
const GOLDEN = 0.618034;
/** More than the lease of a delivery and the first pauses of its plan. */
const AHEAD_MS = 3 * 60_000;
const MOST_RUNS = 3 * KILLS;
/** Posts a minute: a process here leaves when nothing is due, and must not take a pace that it has to keep for that. */
const FAST = 60_000;

let folder: string;
let url: string;
let flows: Flows;
let store: Store;
let program: string;

beforeAll(async () => {
  program = await bundle('test/support/delivering-child.ts');
  folder = mkdtempSync(join(tmpdir(), 'cartwright-delivering-'));
  url = `sqlite:${join(folder, 'd.db')}`;
  const db = await openDatabase(url);
  await migrate(db);
  store = await openStore();
  flows = await openFlows(db, [store.port]);
  for (const [format, path] of [
    ['webhook', '/webhooks'],
    ['notification', '/iopn'],
  ] as const)
    await createEndpoint(flows.deps, flows.sandbox.id, {
      name: format,
      url: `http://127.0.0.1:${store.port}${path}`,
      format,
      perMinute: FAST,
    });
});
afterAll(async () => {
  await store.close();
  await flows.close();
  await closeDatabase(flows.db);
  rmSync(folder, { recursive: true, force: true });
});

async function runChild(task: Pick<DeliveringTask, 'dieAt' | 'aheadMs'>): Promise<Death> {
  const whole: DeliveringTask = { url, port: store.port, ...task };
  return runDying(program, whole);
}

/** Placed and released at once: two events for two endpoints. */
async function newOrder(): Promise<Order> {
  const at = Date.now();
  const order = await placed(flows.db, flows.sandbox.id, { placedAt: at, windowEndsAt: at });
  await releaseDue(flows.db, { at, limit: 10, idsAt: eventIds });
  return order;
}

const open = async () => (await listDeliveries(flows.db, flows.sandbox.id, { search: { outcomes: ['open'] }, limit: 200 })).items;

test('processes that die at any step lose no event, leave none stuck, and send none under another id or in the wrong order', async () => {
  // one in five fails, one in seven acts and never answers
  let asked = 0;
  store.answer = (_received, response, request) => {
    asked++;
    if (asked % 7 === 0) request.socket.destroy();
    else response.writeHead(asked % 5 === 0 ? 500 : 200).end();
  };
  const orders: Order[] = [await newOrder()];
  let { steps } = await runChild({ dieAt: null, aheadMs: 0 });
  let kills = 0;
  let runs = 1;
  for (; kills < KILLS && runs < MOST_RUNS; runs++) {
    orders.push(await newOrder());
    const dieAt = 1 + Math.floor(((runs * GOLDEN) % 1) * steps);
    const run = await runChild({ dieAt, aheadMs: runs * AHEAD_MS });
    if (run.killed) kills++;
    else steps = Math.max(steps, run.steps);
  }
  expect(kills).toBe(KILLS);
  for (; runs < MOST_RUNS * 2 && (await open()).length > 0; runs++) await runChild({ dieAt: null, aheadMs: runs * 5 * AHEAD_MS });
  expect(await open()).toEqual([]);

  const { items } = await listDeliveries(flows.db, flows.sandbox.id, { limit: 200 });
  expect(items).toHaveLength(Math.min(200, orders.length * 4));
  expect(new Set(items.map(({ outcome }) => outcome))).toEqual(new Set(['delivered']));
  const byEvent = new Map<string, Received[]>();
  for (const received of store.received) byEvent.set(received.eventId, [...(byEvent.get(received.eventId) ?? []), received]);
  // two events of each order in two formats
  expect(byEvent.size).toBe(orders.length * 4);
  for (const repeats of byEvent.values())
    expect(new Set(repeats.map(({ body, fields }) => fields['NotificationData'] ?? body)).size).toBe(1);
  for (const { id } of orders) {
    const firsts = [...byEvent.values()].flatMap(([first]) => (first !== undefined && first.body.includes(id) ? [first] : []));
    const kinds = firsts.map(({ fields, body }) => fields['NotificationType'] ?? (JSON.parse(body) as { type: string }).type);
    expect(kinds.indexOf('order.created')).toBeLessThan(kinds.indexOf('order.ready_to_ship'));
    expect(kinds.indexOf('NewOrderNotification')).toBeLessThan(kinds.indexOf('OrderReadyToShipNotification'));
  }
  // some were sent twice, or nobody died at the right moment
  expect(store.received.length).toBeGreaterThan(byEvent.size);
  expect((await listExchanges(flows.db, flows.sandbox.id, { search: { terms: [] }, limit: 500 })).items.length).toBeGreaterThan(
    100,
  );
});
