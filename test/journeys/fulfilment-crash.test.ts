import { jest } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrivalFaults, fulfilmentFaults } from '../../bench/crash/fulfilment-truth.js';
import { chooseShipping } from '../../src/flows/checkout/change-checkout.js';
import { createEndpoint } from '../../src/flows/endpoint/save-endpoint.js';
import { ulid } from '../../src/ids.js';
import { listOrders } from '../../src/store/order/list.js';
import { bundle, runDying, type Death } from '../support/child.js';
import { addressed, changed, openFlows, shopCart, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import type { FulfillingTask, Life } from '../support/fulfilling-child.js';
import { expectAgreeing } from '../support/money-flows.js';
import { affairsOf, publishedOf } from '../support/order-flows.js';
import { openStore, type Store } from '../support/store-peer.js';

// some thirty processes, one after the other
jest.setTimeout(600_000);

const KILLS = 25;
/** Steps of the golden ratio fall everywhere and nowhere twice: between any two steps somebody dies sooner or later. */
const GOLDEN = 0.618034;
/** More than any lease, so that the next process may take what a dead one had taken. */
const AHEAD_MS = 30 * 60_000;
const MOST_RUNS = KILLS + 10;
/** Runs after the last kill in which what the store refused is tried again. */
const MOST_DRAINS = 12;

/** Posts a minute: a process here leaves when nothing is due, and must not take a pace that it has to keep for that. */
const FAST = 60_000;

eachDatabase(`${KILLS} kills between any two steps of the whole life of an order`, (open) => {
  let flows: Flows;
  let store: Store;
  let url: string;
  let folder: string;
  let program: string;
  beforeAll(async () => {
    program = await bundle('test/support/fulfilling-child.ts');
    const opened = await open();
    url = opened.url;
    store = await openStore();
    flows = await openFlows(opened.db, [store.port]);
    await flows.policies({ cancelWindowMinutes: 0 });
    folder = mkdtempSync(join(tmpdir(), 'cartwright-fulfilling-'));
    for (const format of ['webhook', 'notification'] as const)
      await createEndpoint(flows.deps, flows.sandbox.id, {
        name: format,
        url: `${store.url}/${format}`,
        format,
        perMinute: FAST,
      });
  });
  afterAll(async () => {
    await store.close();
    await flows.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Two mugs of 12.50 and a shirt of 19.99 to Seattle, Standard. */
  async function newLife(): Promise<Life> {
    const view = await addressed(flows, shopCart(null).replace('<Quantity>1<', '<Quantity>2<'));
    const chosen = changed(await chooseShipping(flows.deps, view, 'settings:standard'));
    return { checkoutId: chosen.checkout.id, cancellation: randomUUID(), refund: ulid(flows.now()) };
  }

  async function runChild(task: Pick<FulfillingTask, 'lives' | 'dieAt'>): Promise<Death> {
    const outside = join(folder, 'outside');
    const { sandbox, clock } = flows;
    const place = { url, environmentId: sandbox.id, session: 'robin', outside, port: store.port, aheadMs: clock.aheadMs };
    return runDying(program, { ...place, ...task });
  }

  /** Each key that money was moved under, with its amount; the same key is the same movement, however often it was asked. */
  const moved = (): string[] => [...new Set(readFileSync(join(folder, 'outside'), 'utf8').trim().split('\n'))];

  /** What the store got, as the crash bench notes it. */
  const arrivals = () =>
    store.received.map(({ fields, body, eventId }) => {
      const document = fields['NotificationData'];
      const digest = createHash('sha256')
        .update(document ?? body)
        .digest('hex');
      return { format: document === undefined ? 'webhook' : 'notification', id: eventId, digest } as const;
    });

  test('lose no order and no event, move every cent once, and leave nothing waiting', async () => {
    // one in five fails, one in seven acts and never answers
    let asked = 0;
    store.answer = (_received, response, request) => {
      asked++;
      if (asked % 7 === 0) request.socket.destroy();
      else response.writeHead(asked % 5 === 0 ? 500 : 200).end();
    };
    const lives = [await newLife()];
    const { steps } = await runChild({ lives, dieAt: null });
    let unfinished: Life[] = [];
    let kills = 0;
    for (let run = 1; kills < KILLS && run < MOST_RUNS; run++) {
      flows.clock.aheadMs += AHEAD_MS;
      lives.push(await newLife());
      unfinished = [...unfinished, ...lives.slice(-1)];
      const { killed } = await runChild({ lives: unfinished, dieAt: 1 + Math.floor(((run * GOLDEN) % 1) * steps) });
      kills += Number(killed);
      unfinished = killed ? unfinished.slice(-1) : [];
    }
    expect(kills).toBe(KILLS);
    for (let drains = 0; drains < MOST_DRAINS; drains++) {
      flows.clock.aheadMs += AHEAD_MS * 2 ** drains;
      await runChild({ lives: drains === 0 ? lives.slice(-1) : [], dieAt: null });
      if (Object.keys(await fulfilmentFaults(flows.db)).length === 0) break;
    }
    expect(await fulfilmentFaults(flows.db)).toEqual({});
    const faults = await arrivalFaults(flows.db, arrivals());
    expect(Object.entries(faults).filter(([, names]) => names.length > 0)).toEqual([]);
    await expectMovedOnce(lives);
  });

  async function expectMovedOnce(lives: readonly Life[]): Promise<void> {
    const { items } = await listOrders(flows.db, flows.sandbox.id, { search: { text: '' }, limit: 200 });
    expect(items.map(({ checkoutId }) => checkoutId).sort()).toEqual(lives.map(({ checkoutId }) => checkoutId).sort());
    const expected: string[] = [];
    for (const order of items) {
      const { order: after, shipments, refunds } = await affairsOf(flows, order);
      expect(after.lines.map(({ quantity, shipped, cancelled }) => [quantity, shipped, cancelled])).toEqual([
        [2, 1, 1],
        [1, 1, 0],
      ]);
      // 4.99 falls 2.50 / 2.49; mugs 25.00 + 2.50, Seattle takes 2.59 + 0.26; shirt 19.99 + 2.49, Seattle takes 2.07 + 0.26
      // one mug: 12.50 + 1.25 + 1.30 + 0.13 = 15.18; the shirt: 19.99 + 2.49 + 2.07 + 0.26 = 24.81
      expect(shipments.map(({ capture }) => [capture.state, capture.amount])).toEqual([
        ['captured', 1_518n],
        ['captured', 2_481n],
      ]);
      // the shirt without its shipping: 19.99 + 2.07 = 22.06
      expect(refunds.map(({ state, amount }) => [state, amount])).toEqual([['settled', 2_206n]]);
      expect(await publishedOf(flows, order)).toEqual(EVENTS);
      await expectAgreeing(flows, order);
      for (const { id, capture } of shipments) expected.push(`capture ${id} ${capture.amount}`);
      for (const { id, amount } of refunds) expected.push(`refund ${id} ${amount}`);
    }
    expect(moved().sort()).toEqual(expected.sort());
  }
});

const EVENTS = [
  'order.created',
  'order.ready_to_ship',
  'shipment.confirmed',
  'order.units_cancelled',
  'shipment.confirmed',
  'refund.issued',
  'refund.settled',
];
