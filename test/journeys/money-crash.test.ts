import { jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Order } from '../../src/core/order.js';
import { bundle, runDying, type Death } from '../support/child.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import type { MoneyTask } from '../support/money-child.js';
import { expectAgreeing } from '../support/money-flows.js';
import { affairsOf, publishedOf, released, timelineOf } from '../support/order-flows.js';

// some twenty processes, one after the other
jest.setTimeout(600_000);

const KILLS = 18;
/** Steps of the golden ratio fall everywhere and nowhere twice: between any two steps somebody dies sooner or later. */
const GOLDEN = 0.618034;
/** More than a lease, so that the next process may take what a dead one had taken. */
const AHEAD_MS = 30 * 60_000;

eachDatabase(`${KILLS} kills between any two steps of shipping, capturing and refunding`, (open) => {
  let flows: Flows;
  let url: string;
  let folder: string;
  let program: string;
  beforeAll(async () => {
    program = await bundle('test/support/money-child.ts');
    const opened = await open();
    url = opened.url;
    flows = await openFlows(opened.db);
    folder = mkdtempSync(join(tmpdir(), 'cartwright-money-'));
  });
  afterAll(async () => {
    await flows.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function runChild(task: Pick<MoneyTask, 'orders' | 'dieAt' | 'aheadMs'>): Promise<Death> {
    const whole: MoneyTask = { url, environmentId: flows.sandbox.id, outside: join(folder, 'outside'), ...task };
    return runDying(program, whole);
  }

  /** Each key that money was moved under, with its amount; the same key is the same movement, however often it was asked. */
  const moved = (): string[] => [...new Set(readFileSync(join(folder, 'outside'), 'utf8').trim().split('\n'))];

  test('move every cent once, leave nothing waiting, and every ledger agrees', async () => {
    const orders = await Promise.all(Array.from({ length: KILLS + 1 }, () => released(flows)));
    const [rehearsed] = orders;
    const rehearsal = await runChild({ orders: [rehearsed!.id], dieAt: null, aheadMs: 0 });
    let open: Order[] = [];
    let kills = 0;
    for (let run = 1; run <= KILLS; run++) {
      open = [...open, orders[run]!];
      const dieAt = 1 + Math.floor(((run * GOLDEN) % 1) * rehearsal.steps);
      const { killed } = await runChild({ orders: open.map(({ id }) => id), dieAt, aheadMs: run * AHEAD_MS });
      kills += Number(killed);
      open = killed ? open.slice(-1) : [];
    }
    expect(kills).toBeGreaterThan(KILLS - 3);
    const rest = await runChild({
      orders: [rehearsed!.id, ...open.map(({ id }) => id)],
      dieAt: null,
      aheadMs: (KILLS + 1) * AHEAD_MS,
    });
    expect(rest.killed).toBe(false);
    const expected: string[] = [];
    for (const order of orders) {
      const { shipments, refunds, order: after } = await affairsOf(flows, order);
      // two of three A: 1998 - 200 + 167 + 117 + 11 = 2093; one of them back: 999 - 100 + 84 + 59 + 6 = 1048
      expect(shipments.map(({ capture }) => [capture.state, capture.amount])).toEqual([['captured', 2_093n]]);
      expect(refunds.map(({ state, amount }) => [state, amount])).toEqual([['settled', 1_048n]]);
      expect(after.lines[0]).toMatchObject({ shipped: 2, cancelled: 0 });
      expect(await publishedOf(flows, order)).toEqual(['order.created', 'shipment.confirmed', 'refund.issued', 'refund.settled']);
      expect(await timelineOf(flows, order)).toHaveLength(5);
      await expectAgreeing(flows, order);
      expected.push(`capture ${shipments[0]?.id} 2093`, `refund ${refunds[0]?.id} 1048`);
    }
    expect(moved().sort()).toEqual(expected.sort());
  });
});
