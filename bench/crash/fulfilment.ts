import type { Db } from '../../src/store/db.js';
import type { Options } from '../options.js';
import { type Product, startProduct } from '../product.js';
import { seeded } from '../random.js';
import type { Workshop } from '../workshop.js';
import { AIMS, endLeases, leftUndone, untilUnderWay, type Work } from './aims.js';
import { callUntilAnswered, type Caller } from './api.js';
import { sendBuyers } from './buyers.js';
import { type Arrival, startForgetfulStore, type Store } from './forgetful-store.js';
import { answeredFaults, arrivalFaults, fulfilmentFaults } from './fulfilment-truth.js';
import { fulfilmentReport } from './fulfilment-report.js';
import type { Told } from './clerk.js';
import { moveClock, sendMerchant, type Merchant } from './merchant.js';
import { type Faults, findFaults } from './order-truth.js';

const BUYERS = 3;
/** So many calls of the merchant are answered after each start before the next kill. */
const CALLS_FIRST = 10;
const LOAD_TIMEOUT_MS = 120_000;
const DRAIN_TIMEOUT_MS = 120_000;
/** After what it was aimed at is seen, a kill waits up to this long. */
const SPAN_MS = 8;
/** Ways to pay that differ in what becomes of the money later. */
export const PAYMENTS = [
  'test_approve',
  'test_approve',
  'test_single_capture',
  'test_capture_unknown',
  'test_refund_pending',
  'test_chargeback',
];
/** An order stays open to be cancelled for no time at all, so it is released at once. */
export const POLICIES = { cancelWindowMinutes: 0 };

/**
 * kill -9 through the whole life of orders, aimed at each piece of work in turn; true where every order, shipment, cancellation
 * and refund is there once, every cent of the ledger is right, every event arrived in its order, and nothing is left undone.
 */
export async function crashFulfilment(options: Options, workshop: Workshop): Promise<boolean> {
  const store = await workshop.keep(startForgetfulStore(options.seed));
  const env = { CARTWRIGHT_OUTBOUND_ALLOW: `127.0.0.1:${store.port}` };
  const product = await workshop.keep(startProduct(workshop, options.database, { settings: { policies: POLICIES }, env }));
  const { port } = product.child;
  const caller = { port, account: product.account, did: { broken: 0, again: 0 } };
  for (const format of ['webhook', 'notification'] as const) await openEndpoint(caller, store, format);
  return product.inDatabase(async (db) => {
    const scene = { db, store, caller };
    const { account } = product;
    const crowd = { port, account, nextCode: () => null, payments: PAYMENTS, seed: options.seed, buyers: BUYERS };
    const buyers = sendBuyers(crowd);
    const merchant = sendMerchant({ port, account, nextOrder: oneAfterTheOther(buyers.seen.orders), seed: options.seed });
    const running = { ...scene, product, merchant, fault: Promise.race([buyers.fault, merchant.fault]) };
    const interrupted = await killAgainAndAgain(running, options, workshop);
    await buyers.finish();
    await merchant.finish();
    await drain(caller, db);
    const { told } = merchant;
    const { orders, faults } = await findFaults(product, buyers.seen);
    const all = { ...faults, ...(await truthOf(scene, told)) };
    const run = { ...options, where: options.database };
    return fulfilmentReport(run, { orders, told, arrivals: store.arrivals, interrupted, faults: all });
  });
}

interface Scene {
  readonly db: Db;
  readonly store: Store;
  readonly caller: Caller;
}

/** Everything that the bench can find out about the life of orders in a run that is over. */
export async function truthOf({ db, store, caller }: Scene, told: Told): Promise<Faults> {
  return {
    ...(await fulfilmentFaults(db)),
    ...(await answeredFaults(db, told)),
    ...(await arrivalFaults(db, store.arrivals)),
    'event that the list of events leaves out': await unlistedEvents(caller, db),
  };
}

interface Working {
  readonly merchant: Merchant;
  readonly fault: Promise<never>;
}
interface Run extends Working, Pick<Scene, 'db'> {
  readonly product: Product;
}

/** Answers of each kind of work how many kills left it undone. */
async function killAgainAndAgain(run: Run, options: Options, workshop: Workshop): Promise<Map<Work, number>> {
  const { product, db, merchant } = run;
  const random = seeded(options.seed);
  const interrupted = new Map<Work, number>();
  for (let count = 1; count <= options.times; count++) {
    await underWay(run);
    await untilUnderWay(db, AIMS[count % AIMS.length] ?? 'call');
    await sleep(random() * SPAN_MS);
    await product.child.kill();
    const left = await leftUndone(db);
    for (const work of left) interrupted.set(work, (interrupted.get(work) ?? 0) + 1);
    await endLeases(db);
    await product.restart();
    if (!options.json) workshop.tell(`crash ${count}: ${merchant.told.shipments.size} shipments; undone: ${left.join(', ')}`);
  }
  await underWay(run);
  return interrupted;
}

/** Waits until the merchant had so many more answers. */
export async function underWay({ merchant: { told }, fault }: Working): Promise<void> {
  const answers = (): number => told.did.shipped + told.did.cancelled + told.did.refunded;
  const wanted = answers() + CALLS_FIRST;
  for (const until = Date.now() + LOAD_TIMEOUT_MS; answers() < wanted;) {
    if (Date.now() > until) throw new Error(`only ${answers()} answers of ${wanted} in ${LOAD_TIMEOUT_MS / 1000} s`);
    await Promise.race([sleep(10), fault]);
  }
}

/** Moves the clock on until nothing waits any more, or a while is over: what is left then is stuck. */
export async function drain(caller: Caller, db: Db): Promise<void> {
  for (const until = Date.now() + DRAIN_TIMEOUT_MS; Date.now() < until;) {
    if (Object.keys(await fulfilmentFaults(db)).length === 0) return;
    await moveClock(caller);
    await sleep(1_000);
  }
}

export async function openEndpoint(caller: Caller, store: Store, format: Arrival['format']): Promise<void> {
  const body = { name: format, url: store.urls[format], format, concurrency: 20, perMinute: 60_000 };
  const { status, body: told } = await callUntilAnswered(caller, { method: 'POST', path: '/v1/endpoints', body });
  if (status !== 201) throw new Error(`the ${format} endpoint was refused: ${status} ${JSON.stringify(told)}`);
}

interface Listed {
  readonly items: readonly { readonly id: string }[];
  readonly next: number | null;
}

/** Events that are there and that a walk over `GET /v1/events` does not give, and those that it gives twice. */
async function unlistedEvents(caller: Caller, db: Db): Promise<string[]> {
  const seen = new Map<string, number>();
  for (let after: number | null = 0; after !== null;) {
    const { body } = await callUntilAnswered(caller, { method: 'GET', path: `/v1/events?after=${after}&limit=200` });
    const { items, next } = body as Listed;
    for (const { id } of items) seen.set(id, (seen.get(id) ?? 0) + 1);
    after = items.length === 0 ? null : next;
  }
  const rows = await db.knex('events').select<{ id: string }[]>('id');
  return rows.flatMap(({ id }) => (seen.get(id) === 1 ? [] : [id]));
}

/** Gives each order that a buyer saw to one clerk. */
export function oneAfterTheOther(seen: ReadonlyMap<string, ReadonlySet<string>>): () => string | null {
  const taken = new Set<string>();
  return () => {
    for (const ids of seen.values()) {
      for (const id of ids) {
        if (taken.has(id)) continue;
        taken.add(id);
        return id;
      }
    }
    return null;
  };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
