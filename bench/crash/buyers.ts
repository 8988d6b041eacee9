import { type Browser, openBrowser } from '../browser.js';
import { CLOSED } from '../connection.js';
import { cartPath, signedCarts } from '../order-carts.js';
import { PAYMENT } from '../purchase.js';
import { seeded } from '../random.js';
import type { Account } from '../signed-posts.js';
import { isAway, makeMove, type Sightings } from './moves.js';

const ITEMS = 2;
/** In this time a buyer has to have an order, whatever crashes and lost codes send him back, and however busy the machine is. */
const PATIENCE_MS = 600_000;
const AGAIN_AFTER_MS = 200;
const BROKEN: readonly string[] = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'];
const SHARE_WITH_CODE = 0.5;
const SHARE_OF_DOUBLE_CLICKS = 0.3;

export interface Buyers {
  readonly seen: Sightings;
  /** Rejects as soon as a buyer meets what he should not. */
  readonly fault: Promise<never>;
  /** Lets everybody end the purchase that is begun. */
  finish(): Promise<void>;
}

interface Crowd {
  readonly port: number;
  readonly account: Account;
  /** A code that one other buyer tries as well, or null. */
  readonly nextCode: () => string | null;
  /** Ways to pay that go through at once, of which each purchase takes one; absent: the plainest. */
  readonly payments?: readonly string[];
  readonly seed: number;
  readonly buyers: number;
}
interface Buyer extends Crowd {
  readonly random: () => number;
  readonly nextCart: () => Readonly<Record<string, string>>;
  readonly seen: Sightings;
}

/** Sends buyers who make one purchase after the other, each in a fresh browser, and who go on where they were after a crash. */
export function sendBuyers(crowd: Crowd): Buyers {
  const seen: Sightings = {
    orders: new Map(),
    pages: new Map(),
    redirected: new Set(),
    did: { code: 0, codeGone: 0, doubleClick: 0, broken: 0, refused: 0 },
  };
  let over = false;
  const nextCart = signedCarts(crowd.account, ITEMS);
  const work = Array.from({ length: crowd.buyers }, async (_, index) => {
    const random = seeded(crowd.seed * 1000 + index);
    while (!over) await purchase({ ...crowd, random, nextCart, seen });
  });
  const all = Promise.all(work);
  const fault = all.then(() => new Promise<never>(() => undefined));
  // whoever waits is told; until then a fault must not end the process with servers still running
  fault.catch(() => undefined);
  return {
    seen,
    fault,
    finish: async () => {
      over = true;
      await all;
    },
  };
}

/** Looks at the page where the checkout stands and does what it asks for, until it is the thank-you page. */
async function purchase(buyer: Buyer): Promise<void> {
  let browser = await open(buyer);
  const cart = buyer.nextCart();
  const plan = {
    code: buyer.random() < SHARE_WITH_CODE ? buyer.nextCode() : null,
    clicksTwice: buyer.random() < SHARE_OF_DOUBLE_CLICKS,
    payment: paymentOf(buyer),
  };
  let path: string | null = null;
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    try {
      path ??= await postCart(buyer, browser, cart);
      if (path === null) continue;
      if ((await makeMove({ seen: buyer.seen, browser, checkout: path, plan })) === 'done') {
        browser.close();
        return;
      }
    } catch (error) {
      if (!isBroken(error)) throw error;
      buyer.seen.did.broken++;
      browser = await again(browser);
    }
  }
  throw new Error(`${path ?? 'a cart'} never became an order`);
}

const paymentOf = ({ payments = [PAYMENT], random }: Buyer): string =>
  payments[Math.floor(random() * payments.length)] ?? PAYMENT;

/** Address of the checkout; null where the buyer is to come again. */
async function postCart(buyer: Buyer, browser: Browser, cart: ReturnType<Buyer['nextCart']>): Promise<string | null> {
  const visit = await browser.post(cartPath(buyer.account), cart);
  if (await isAway(buyer.seen, visit)) return null;
  if (visit.status !== 303) throw new Error(`a cart was refused: ${visit.status} ${visit.html.slice(0, 300)}`);
  return visit.location;
}

async function open({ port }: Buyer): Promise<Browser> {
  for (;;) {
    const browser = await openBrowser(port).catch(() => null);
    if (browser !== null) return browser;
    await sleep(AGAIN_AFTER_MS);
  }
}

/** The same browser on a fresh connection, as soon as somebody answers. */
async function again(browser: Browser): Promise<Browser> {
  browser.close();
  for (;;) {
    const fresh = await browser.twin().catch(() => null);
    if (fresh !== null) return fresh;
    await sleep(AGAIN_AFTER_MS);
  }
}

/** What breaks on the way is no fault of anybody here: the service was killed. */
export const isBroken = (error: unknown): boolean =>
  error instanceof Error && (BROKEN.includes((error as NodeJS.ErrnoException).code ?? '') || error.message === CLOSED);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
