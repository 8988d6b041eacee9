import type { PromotionDocument } from '../../src/core/settings.js';
import type { Options } from '../options.js';
import { startProduct } from '../product.js';
import { seeded } from '../random.js';
import { SETTINGS } from '../settings.js';
import type { Workshop } from '../workshop.js';
import { type Buyers, sendBuyers } from './buyers.js';
import type { Sightings } from './moves.js';
import { type Faults, findFaults, type Served, waitingMails } from './order-truth.js';

const BUYERS = 8;
/** So many orders come first after each start: a crash before the buyers are at it would prove little. */
const ORDERED_FIRST = 10;
/** Then the kill comes at a moment of this span, so that it falls into every phase of a purchase. */
const SPAN_MS = 400;
const LOAD_TIMEOUT_MS = 120_000;
const MAILS_TIMEOUT_MS = 60_000;
/** Codes for each crash, each for one order; two buyers try each. When they are used up, buyers go without. */
const CODES_EACH = 15;

/** kill -9 while eight buyers order, restart, again and again; true where each order that a buyer saw is there, once, paid once. */
export async function crashOrders(options: Options, workshop: Workshop): Promise<boolean> {
  const codes = Array.from({ length: options.times * CODES_EACH }, (_, index) => `ONCE-${index + 1}`);
  const product = await workshop.keep(startProduct(workshop, options.database, { settings: { promotions: singleUse(codes) } }));
  const random = seeded(options.seed);
  const { child, account } = product;
  const buyers = sendBuyers({ port: child.port, account, nextCode: inPairs(codes), seed: options.seed, buyers: BUYERS });
  for (let count = 1; count <= options.times; count++) {
    await underWay(buyers);
    await sleep(random() * SPAN_MS);
    await product.child.kill();
    await product.restart();
    if (!options.json) workshop.tell(`crash ${count}: ${buyers.seen.orders.size} orders seen`);
  }
  await underWay(buyers);
  await buyers.finish();
  const unsent = await mailsGone(product);
  const { orders, faults } = await findFaults(product, buyers.seen);
  return report(
    { ...options, where: options.database },
    { orders, seen: buyers.seen, faults: { ...faults, 'confirmation that does not leave': unsent } },
  );
}

/** The bench's promotions and one of 5.00 with these codes, each for one order. */
export const singleUse = (codes: readonly string[]): PromotionDocument => ({
  promotions: [
    ...SETTINGS.promotions.promotions,
    { id: 'once', name: 'Five off, once', benefit: { kind: 'amount', amount: '5.00' }, code: { kind: 'single-use', codes } },
  ],
});

/** Each code twice, to two buyers who ask one after the other and so order at about the same time. */
export function inPairs(codes: readonly string[]): () => string | null {
  let asked = 0;
  return () => codes[Math.floor(asked++ / 2)] ?? null;
}

/** Waits until so many more orders were seen as a crash is to meet. */
export async function underWay({ seen: { orders }, fault }: Buyers): Promise<void> {
  const wanted = orders.size + ORDERED_FIRST;
  const until = Date.now() + LOAD_TIMEOUT_MS;
  while (orders.size < wanted) {
    if (Date.now() > until) throw new Error(`only ${orders.size} orders of ${wanted} in ${LOAD_TIMEOUT_MS / 1000} s`);
    await Promise.race([sleep(10), fault]);
  }
}

/** Orders whose confirmation is still there when it should have left. */
export async function mailsGone(product: Served): Promise<string[]> {
  const until = Date.now() + MAILS_TIMEOUT_MS;
  for (;;) {
    const waiting = await waitingMails(product);
    if (waiting.length === 0 || Date.now() > until) return waiting;
    await sleep(500);
  }
}

type Reported = Pick<Options, 'times' | 'seed' | 'json'> & { readonly where: string };

interface Result {
  readonly orders: number;
  readonly seen: Sightings;
  readonly faults: Faults;
}

/** Prints what came of it; true where nothing was lost or doubled and the run had something to prove. */
export function report({ where, times, seed, json }: Reported, { orders, seen, faults }: Result): boolean {
  const found = Object.entries(faults).filter(([, names]) => names.length > 0);
  const { did } = seen;
  // A run in which nobody was interrupted, or nobody tried for the same code, proves nothing.
  const reached = found.length === 0 && did.broken > 0 && did.code > 0 && did.doubleClick > 0;
  if (json) {
    const bench = 'crash orders';
    console.log(
      JSON.stringify({ bench, where, crashes: times, seed, orders, did, faults: Object.fromEntries(found), reached }, null, 2),
    );
    return reached;
  }
  console.log(
    `${reached ? 'reached' : 'MISSED '}  ${times} times kill -9 on ${where} (seed ${seed}): ${orders} orders, ${found.length} sorts of faults; ` +
      `${did.broken} broken connections, ${did.code} codes tried, ${did.codeGone} lost at the button, ${did.doubleClick} double clicks, ${did.refused} asked to come again`,
  );
  for (const [fault, names] of found) console.log(`  ${names.length} times ${fault}: ${names.slice(0, 5).join(', ')}`);
  return reached;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
