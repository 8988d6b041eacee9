import type { Db } from '../../src/store/db.js';
import type { Options } from '../options.js';
import { type Product, startProduct } from '../product.js';
import type { ProductAccount } from '../product-account.js';
import type { Workshop } from '../workshop.js';
import { callUntilAnswered, type Caller } from './api.js';
import { answeredFaults, heldOrders, openOrders } from './answered-truth.js';
import { startBalancer } from './balancer.js';
import { sendBuyers, type Buyers } from './buyers.js';
import { noCalls } from './calls.js';
import { nothingTold, type Told } from './clerk.js';
import { type Store, startForgetfulStore } from './forgetful-store.js';
import { arrivalFaults, fulfilmentFaults, untakenFaults } from './fulfilment-truth.js';
import { fulfilmentReport } from './fulfilment-report.js';
import { type Battlefield, killAgainAndAgain } from './killing.js';
import { type Merchant, moveClock, sendMerchant, sendSlowMerchant } from './merchant.js';
import { type Faults, findFaults, waitingMails } from './order-truth.js';
import { openEndpoint, sendSteward, type Steward } from './steward.js';

const BUYERS = 3;
const BUYERS_OF_SLOW = 1;
const DRAIN_TIMEOUT_MS = 600_000;
/** Longer than most pauses between two tries of a delivery, and than anybody may undo a refund. */
const DRAIN_STEP = 'PT6H';
/** So often the orders of the slow shop grow eight days older: clocks go ten years ahead and no further. */
const AGEINGS_AT_END = 6;
/** Ways to pay that differ in what becomes of the money later. */
const PAYMENTS = [
  'test_approve',
  'test_single_capture',
  'test_capture_refused',
  'test_capture_unknown',
  'test_refund_refused',
  'test_refund_pending',
  'test_chargeback',
];
/** An order stays open to be cancelled for no time at all, so it is released at once. */
export const AT_ONCE = { policies: { cancelWindowMinutes: 0 } };
const IN_A_WHILE = { policies: { cancelWindowMinutes: 15 } };

/**
 * kill -9 through the whole life of orders, aimed at each piece of work in turn; true where every order, shipment, cancellation
 * and refund is there once, every cent of the ledger is right, every event arrived in its order, and nothing is left undone.
 */
export const crashFulfilment = (options: Options, workshop: Workshop): Promise<boolean> => crash(options, workshop, 1);

/** The same with two processes on one database, of which one is killed each time while the other goes on. */
export const crashPair = (options: Options, workshop: Workshop): Promise<boolean> => crash(options, workshop, 2);

async function crash(options: Options, workshop: Workshop, processes: number): Promise<boolean> {
  const { database } = options;
  return crashUnder(options, workshop, async (env) => {
    const product = await workshop.keep(startProduct(workshop, database, { settings: AT_ONCE, env, processes, anyCore: true }));
    if (processes === 1)
      return { product, victims: product, endsLeases: true, port: product.child.port, killed: `one process on ${database}` };
    const { port } = await workshop.keep(startBalancer(product.children.map((child) => child.port)));
    return { product, victims: product, endsLeases: true, port, killed: `one of ${processes} processes on ${database}` };
  });
}

/** What serves, at which port, and what of it is killed. */
export interface Ground extends Pick<Battlefield, 'victims' | 'endsLeases'> {
  readonly product: Pick<Product, 'account' | 'openAccount' | 'inDatabase'>;
  readonly port: number;
  /** In words. */
  readonly killed: string;
}

/** The whole life of orders on a ground that `start` prepares with variables of the environment, and kills all the while. */
export async function crashUnder(
  options: Options,
  workshop: Workshop,
  start: (env: Readonly<Record<string, string>>) => Promise<Ground>,
): Promise<boolean> {
  const store = await workshop.keep(startForgetfulStore(options.seed));
  const { product, port, killed, ...dying } = await start({ CARTWRIGHT_OUTBOUND_ALLOW: `127.0.0.1:${store.port}` });
  const slow = await product.openAccount(IN_A_WHILE);
  return product.inDatabase(async (db) => {
    const scene: Scene = { product, db, store, told: nothingTold(), calls: noCalls(), port, slow, seed: options.seed };
    const actors = await sendAll(scene);
    const age = (advance: string): Promise<void> => moveClock(callerOf(scene, slow), advance);
    const kills = await killAgainAndAgain({ ...scene, ...dying, fault: actors.fault, age }, options, workshop);
    await actors.finish();
    await drain(scene, actors.steward);
    const { orders, faults } = await truthOf(scene, actors);
    return fulfilmentReport({ ...options, killed }, { orders, faults, told: scene.told, arrivals: store.arrivals, ...kills });
  });
}

interface Scene {
  readonly product: Ground['product'];
  readonly db: Db;
  readonly store: Store;
  readonly told: Told;
  readonly calls: Caller['calls'];
  readonly port: number;
  /** The merchant whose buyers can cancel for a while, and whose orders run out. */
  readonly slow: ProductAccount;
  readonly seed: number;
}

interface Actors {
  readonly quick: Shop;
  readonly slow: Shop;
  readonly steward: Steward;
  readonly fault: Promise<never>;
  finish(): Promise<void>;
}

interface Shop {
  readonly account: ProductAccount;
  readonly buyers: Buyers;
  readonly merchant: Merchant;
}

const callerOf = ({ port, calls, told }: Scene, account: ProductAccount): Caller => ({ port, account, calls, did: told.did });

async function sendAll(scene: Scene): Promise<Actors> {
  const { product, slow: slowAccount, store, db, told, seed } = scene;
  const [own, other] = [callerOf(scene, product.account), callerOf(scene, slowAccount)];
  const endpoints = [
    await openEndpoint(own, store, 'webhook'),
    await openEndpoint(own, store, 'notification'),
    await openEndpoint(other, store, 'webhook'),
  ];
  const quick = sendShop(scene, { account: product.account, buyers: BUYERS, send: sendMerchant });
  const slow = sendShop(scene, { account: slowAccount, buyers: BUYERS_OF_SLOW, send: sendSlowMerchant });
  const steward = sendSteward({ endpoints, store, db, told, seed });
  const all = [quick.buyers, quick.merchant, slow.buyers, slow.merchant, steward];
  const fault = Promise.race(all.map((actor) => actor.fault));
  // whoever waits is told; until then a fault must not end the process with servers still running
  fault.catch(() => undefined);
  return {
    ...{ quick, slow, steward, fault },
    finish: async () => {
      for (const actor of all) await actor.finish();
    },
  };
}

interface Sending {
  readonly account: ProductAccount;
  readonly buyers: number;
  readonly send: typeof sendMerchant;
}

function sendShop({ port, calls, told, seed }: Scene, { account, buyers: count, send }: Sending): Shop {
  const crowd = { port, account, nextCode: () => null, payments: PAYMENTS, seed, buyers: count };
  const buyers = sendBuyers(crowd);
  return { account, buyers, merchant: send({ port, account, calls, buyers, told, seed }) };
}

/** Moves the clocks on until nothing waits any more, or a while is over: what is left then is stuck. */
async function drain(scene: Scene, steward: Steward): Promise<void> {
  const { db, product, slow } = scene;
  const until = Date.now() + DRAIN_TIMEOUT_MS;
  for (let round = 1; Date.now() < until; round++) {
    await moveClock(callerOf(scene, product.account), DRAIN_STEP);
    await moveClock(callerOf(scene, slow), round > AGEINGS_AT_END ? DRAIN_STEP : 'P8D');
    await steward.recoverAll();
    await sleep(1_000);
    const open = [await openOrders(db, slow.environmentId), await heldOrders(db), await waitingMails(product)];
    if (open.flat().length === 0 && Object.keys(await fulfilmentFaults(db)).length === 0) return;
  }
}

/** Everything that the bench can find out about the run that is over. */
async function truthOf(scene: Scene, { quick, slow }: Actors): Promise<{ orders: number; faults: Faults }> {
  const { product, db, store, told } = scene;
  const child = { port: scene.port };
  const found = [];
  for (const { account, buyers } of [quick, slow])
    found.push(await findFaults({ account, child, inDatabase: (work) => work(db) }, buyers.seen));
  const faults = {
    ...(await fulfilmentFaults(db)),
    ...(await answeredFaults(db, told)),
    ...(await arrivalFaults(db, store.arrivals)),
    ...(await untakenFaults(db, store.taken)),
    'order that is open though its 30 days are over': await openOrders(db, slow.account.environmentId),
    'order that money is still held for, of which nothing is open': await heldOrders(db),
    'mail that does not leave': await waitingMails(product),
    'event that the list of events leaves out': [
      ...(await unlistedEvents(callerOf(scene, quick.account), db, quick.account)),
      ...(await unlistedEvents(callerOf(scene, slow.account), db, slow.account)),
    ],
  };
  const merged = found.map((one) => one.faults);
  return { orders: found.reduce((sum, { orders }) => sum + orders, 0), faults: { ...merge(merged), ...faults } };
}

function merge(all: readonly Faults[]): Faults {
  const names = new Set(all.flatMap((faults) => Object.keys(faults)));
  return Object.fromEntries([...names].map((name) => [name, all.flatMap((faults) => faults[name] ?? [])]));
}

interface Listed {
  readonly items: readonly { readonly id: string }[];
  readonly next: number | null;
}

/** Events that are there and that a walk over `GET /v1/events` does not give, and those that it gives twice. */
async function unlistedEvents(caller: Caller, db: Db, { environmentId }: ProductAccount): Promise<string[]> {
  const seen = new Map<string, number>();
  for (let after: number | null = 0; after !== null;) {
    const { body } = await callUntilAnswered(caller, { method: 'GET', path: `/v1/events?after=${after}&limit=200` });
    const { items, next } = body as Listed;
    for (const { id } of items) seen.set(id, (seen.get(id) ?? 0) + 1);
    after = items.length === 0 ? null : next;
  }
  const rows = await db.knex('events').where('environment_id', environmentId).select<{ id: string }[]>('id');
  return rows.flatMap(({ id }) => (seen.get(id) === 1 ? [] : [id]));
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
