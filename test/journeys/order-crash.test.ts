import { jest } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PromotionDocument } from '../../src/core/settings.js';
import { chooseShipping } from '../../src/flows/checkout/change-checkout.js';
import { addCode } from '../../src/flows/checkout/claim-codes.js';
import { closeDatabase, openDatabase } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { bundle, runDying } from '../support/child.js';
import { addressed, changed, openFlows, shopCart, type Flows } from '../support/checkout-flows.js';
import type { PlacingTask } from '../support/placing-child.js';

// sixty processes, one after the other
jest.setTimeout(600_000);

const KILLS = 50;
/** Steps of the golden ratio fall everywhere and nowhere twice: between any two steps somebody dies sooner or later. */
const GOLDEN = 0.618034;
/** More than the lease of a mail, so that the next process may send what a dead one had taken. */
const AHEAD_MS = 11 * 60_000;
/** A process that has less to make good than was thought ends alive; so many processes are enough all the same. */
const MOST_RUNS = 2 * KILLS;

let folder: string;
let url: string;
let outside: string;
let program: string;
let flows: Flows;

beforeAll(async () => {
  program = await bundle('test/support/placing-child.ts');
  folder = mkdtempSync(join(tmpdir(), 'cartwright-placing-'));
  url = `sqlite:${join(folder, 'd.db')}`;
  outside = join(folder, 'outside');
  const db = await openDatabase(url);
  await migrate(db);
  flows = await openFlows(db);
  await flows.save('promotions', singleUse(Array.from({ length: MOST_RUNS }, (_, pair) => codeOf(pair))));
});
afterAll(async () => {
  await flows.close();
  await closeDatabase(flows.db);
  rmSync(folder, { recursive: true, force: true });
});

const codeOf = (pair: number): string => `ONCE-${pair + 1}`;
const singleUse = (codes: readonly string[]): PromotionDocument => ({
  promotions: [
    { id: 'once', name: 'Five off', benefit: { kind: 'amount', amount: '5.00' }, code: { kind: 'single-use', codes } },
  ],
});

type Pair = PlacingTask['pairs'][number];

/** Two carts of 12.50 and 19.99 to Seattle, Standard, both with the one code that only one of them can use. */
async function newPair(index: number): Promise<Pair> {
  return [await newCheckout(codeOf(index)), await newCheckout(codeOf(index))];
}

async function newCheckout(code: string): Promise<string> {
  const view = await addressed(flows, shopCart(null));
  const withCode = changed(await addCode(flows.deps, view, { code }));
  return changed(await chooseShipping(flows.deps, withCode, 'settings:standard')).checkout.id;
}

interface Run {
  readonly killed: boolean;
  readonly steps: number;
  /** Order ids by checkout that the process told of before it died. */
  readonly placed: readonly (readonly [checkoutId: string, orderId: string])[];
}

async function runChild(task: Pick<PlacingTask, 'pairs' | 'dieAt' | 'aheadMs'>): Promise<Run> {
  const whole: PlacingTask = { url, session: 'robin', outside, ...task };
  const { killed, steps, out } = await runDying(program, whole);
  return {
    killed,
    steps,
    placed: Array.from(out.matchAll(/^placed (\S+) (\S+)$/gm), ([, checkoutId = '', orderId = '']) => [checkoutId, orderId]),
  };
}

/** What the outside world was asked for: `held <attempt> <amount>` or `sent <message id>`. */
const outsideLines = (word: 'held' | 'sent'): string[][] =>
  (existsSync(outside) ? readFileSync(outside, 'utf8') : '')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([first]) => first === word);

const rowsOf = async <Row>(table: string): Promise<Row[]> => (await flows.db.knex.select('*').from(table)) as Row[];
interface Attempt {
  readonly id: string;
  readonly checkout_id: string;
  readonly state: string;
  readonly amount: number;
  readonly answer: string | null;
}

/** Money that the gateway was asked to hold and of which nothing is written down: it would be held for ever. */
async function unwrittenAttempts(): Promise<string[]> {
  const written = new Map((await rowsOf<Attempt>('payment_attempts')).map(({ id, amount }) => [id, String(amount)]));
  return outsideLines('held').flatMap(([, id = '', amount = '']) => (written.get(id) === amount ? [] : [`${id} ${amount}`]));
}

test(`${KILLS} kills between any two steps of placing lose no order, double none and spend no code twice`, async () => {
  const rehearsal = await runChild({ pairs: [await newPair(0)], dieAt: null, aheadMs: 0 });
  const told = new Map(rehearsal.placed);
  const unwritten: string[] = [];
  const begun: Pair[] = [];
  let open: Pair[] = [];
  let killsOfPair = 0;
  let kills = 0;
  for (let run = 1; kills < KILLS && run < MOST_RUNS; run++) {
    // a buyer may meet two crashes, the second while the first is being made good; then others come as well
    if (open.length === 0 || killsOfPair === 2) {
      begun.push(await newPair(begun.length + 1));
      open = [...open, ...begun.slice(-1)];
      killsOfPair = 0;
    }
    const dieAt = 1 + Math.floor(((run * GOLDEN) % 1) * rehearsal.steps);
    const { killed, placed } = await runChild({ pairs: open, dieAt, aheadMs: run * AHEAD_MS });
    for (const [checkoutId, orderId] of placed) {
      expect(told.get(checkoutId) ?? orderId).toBe(orderId);
      told.set(checkoutId, orderId);
    }
    unwritten.push(...(await unwrittenAttempts()));
    kills += Number(killed);
    killsOfPair += Number(killed);
    open = killed ? open.slice(-1) : [];
  }
  const last = await runChild({ pairs: begun.slice(-1), dieAt: null, aheadMs: 100 * AHEAD_MS });
  for (const [checkoutId, orderId] of last.placed) told.set(checkoutId, orderId);

  expect(kills).toBe(KILLS);
  expect(unwritten).toEqual([]);
  await expectEachPlacedOnce(told, 2 * (begun.length + 1));
  await expectEachPaidOnce();
  await expectEachMailedOnce();
});

interface Order {
  readonly id: string;
  readonly checkout_id: string;
  readonly total: number;
  readonly payment_reference: string | null;
}

/** Every checkout has the order that its buyer was told of, and of each pair one has the code. */
async function expectEachPlacedOnce(told: ReadonlyMap<string, string>, checkouts: number): Promise<void> {
  const orders = await rowsOf<Order>('orders');
  expect(Object.fromEntries(orders.map(({ checkout_id, id }) => [checkout_id, id]))).toEqual(Object.fromEntries(told));
  expect(orders).toHaveLength(checkouts);
  const redeemed = await rowsOf<{ code_folded: string; order_id: string }>('code_redemptions');
  const codes = Array.from({ length: checkouts / 2 }, (_, pair) => codeOf(pair));
  expect(redeemed.map(({ code_folded }) => code_folded).sort()).toEqual(codes.sort());
  // 12.50 + 19.99 + 4.99 = 37.48, and Seattle takes 1.29 + 2.07 + 0.52 = 3.88
  // 10.58 + 16.91 + 4.99 = 32.48 (5.00 falls 1.92 / 3.08), and Seattle takes 1.10 + 1.75 + 0.52 = 3.37
  const cheaper = orders.filter(({ total }) => total === 3_585).map(({ id }) => id);
  expect(cheaper.sort()).toEqual(redeemed.map(({ order_id }) => order_id).sort());
  expect(new Set(orders.map(({ total }) => total))).toEqual(new Set([3_585, 4_136]));
}

/** One attempt of each checkout is used and pays its order; whatever else was held is given up, or never was. */
async function expectEachPaidOnce(): Promise<void> {
  const orders = new Map((await rowsOf<Order>('orders')).map((order) => [order.checkout_id, order]));
  const attempts = await rowsOf<Attempt>('payment_attempts');
  const used = attempts.filter(({ state }) => state === 'used');
  expect(used).toHaveLength(orders.size);
  for (const { checkout_id, amount, answer } of used) {
    const order = orders.get(checkout_id);
    expect(order?.total).toBe(amount);
    expect(answer).toContain(`"${order?.payment_reference ?? 'none'}"`);
  }
  const others = new Set(attempts.filter(({ state }) => state !== 'used').map(({ state }) => state));
  expect([...others].filter((state) => state !== 'orphaned')).toEqual([]);
}

/** One confirmation of each order stands in the outbox, and it left at least once, always under the same id. */
async function expectEachMailedOnce(): Promise<void> {
  const orders = await rowsOf<Order>('orders');
  const mails = await rowsOf<{ id: string; order_id: string; kind: string; sent_at: number | null }>('mails');
  expect(mails.map(({ order_id }) => order_id).sort()).toEqual(orders.map(({ id }) => id).sort());
  const sent = new Set(outsideLines('sent').map(([, messageId = '']) => messageId));
  const ids = mails.map(({ id, kind }) => `<${id}.${kind}@pay.example>`);
  expect([...sent].sort()).toEqual(ids.sort());
  expect(mails.filter(({ sent_at }) => sent_at === null)).toEqual([]);
}
