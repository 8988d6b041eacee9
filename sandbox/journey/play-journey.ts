import { checkPurchase } from '../buy/check-purchase.js';
import { goShopping } from '../buy/journey.js';
import { Lost } from '../buy/next-page.js';
import { planPurchase, type Purchase } from '../buy/plan.js';
import type { ToldOrder } from '../buy/read-order.js';
import type { ShopDemo } from '../demo-file.js';
import type { Reach } from '../reach.js';
import { randomNumbers } from '../shop.js';
import type { Shop } from '../shop/server.js';
import type { StoreClient } from '../store/client.js';
import { settle } from '../store/door.js';
import { type StoreMode, STORE_MODES } from '../store/modes.js';
import type { Store } from '../store/server.js';
import type { BookState } from '../store/book.js';
import { checkJourney, readLedger } from './check-journey.js';
import { type Fulfilling, play, type Standing } from './fulfil.js';
import { type LineMoney, newLine, worthOf } from './line-money.js';
import { planFulfilment } from './plan.js';
import { advance, until } from './wait.js';

/** Everybody who takes part. */
export interface Stage {
  readonly demo: ShopDemo;
  readonly shop: Shop;
  readonly store: Store;
  readonly client: StoreClient;
  readonly reach: Reach;
  /** How long an outage may keep what is waited for. */
  readonly patienceMs: number;
  /** How far the events have been pulled. */
  readonly cursor: { after: number };
}

export interface Played {
  readonly purchase: Purchase | null;
  readonly payment: string | null;
  readonly order: ToldOrder | null;
  readonly steps: Fulfilling['steps'];
  readonly standing: Standing | null;
  /** What the store was told to do, and when. */
  readonly fault: string | null;
  readonly faults: readonly string[];
}

/** Some purchases are refused as they should be: so many are tried until one is placed. */
const MAX_PURCHASES = 12;
/** The buyer may cancel for 15 minutes; a payment that waits has cleared by then. */
const WINDOW = 'PT16M';
/** So long an order stays pending, a minute left to what the pages took. */
const PENDING_MS = 14 * 60_000;
/** A refund can be undone for ten minutes. */
const UNDO = 'PT11M';
const MOMENTS = ['new', 'ready', 'shipped'] as const;

/** Plays one journey from the cart to the last refund, and says what does not agree. */
export async function playJourney(seed: number, mode: StoreMode | null, stage: Stage): Promise<Played> {
  const moment = MOMENTS[randomNumbers(seed * 31 + 5)(MOMENTS.length)] ?? 'new';
  const fault = mode === null ? null : `${STORE_MODES[mode].says} (once, when the order is ${moment})`;
  const played: Mutable = { purchase: null, payment: null, order: null, steps: [], standing: null, faults: [] };
  try {
    await go(seed, played, {
      ...stage,
      misbehave: (at) => (mode !== null && at === moment ? set(stage.store, mode) : undefined),
    });
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    played.faults.push(error.message);
  }
  return { ...played, fault };
}

interface Mutable {
  purchase: Purchase | null;
  payment: string | null;
  order: ToldOrder | null;
  readonly steps: Fulfilling['steps'];
  standing: Standing | null;
  readonly faults: string[];
}

type Going = Stage & { readonly misbehave: (at: (typeof MOMENTS)[number]) => void };

async function go(seed: number, played: Mutable, going: Going): Promise<void> {
  const { client, store } = going;
  going.misbehave('new');
  const order = await buy(seed, played, going);
  const lines = order.lines.map(lineOf);
  const at = { client, orderId: order.orderId, currency: order.currency, faults: played.faults, steps: played.steps };
  const fulfilling = { ...at, single: played.payment === 'test_single_capture', byHand: played.payment === 'invoice' };
  await heardOf(order.orderId, 'pending', going);
  const plan = planFulfilment(seed, lines);
  let standing: Standing = { lines, captured: 0n, refunded: 0n, types: ['order.created', 'order.ready_to_ship'] };
  if (plan.early !== null) standing = await play({ kind: 'cancel', units: plan.early }, standing, fulfilling);
  const readyTotal = worthOf(standing.lines);
  going.misbehave('ready');
  await advance(client, WINDOW);
  await heardOf(order.orderId, 'to-ship', going);
  going.misbehave('shipped');
  for (const step of plan.steps) {
    // what the gateway has not confirmed yet cannot be given back
    if (step.kind !== 'ship') await captured(order.orderId, standing, going);
    standing = await play(step, standing, fulfilling);
  }
  played.standing = standing;
  if (standing.refunded > 0n) await advance(client, UNDO);
  await allHeard(order.orderId, standing, going);
  const ended = {
    orderId: order.orderId,
    currency: order.currency,
    total: worthOf(lines),
    readyTotal,
    standing,
    store,
    client,
    cursor: going.cursor,
    patienceMs: going.patienceMs,
  };
  played.faults.push(...(await checkJourney(ended)));
}

async function buy(seed: number, played: Mutable, { demo, shop, reach }: Going): Promise<ToldOrder> {
  const origin = `http://127.0.0.1:${shop.port}`;
  for (let attempt = 0; attempt < MAX_PURCHASES; attempt++) {
    const purchase = planPurchase(seed + attempt * 10_007, { faults: [], merchantId: demo.merchantId, origin });
    shop.line(purchase.cart.clientRequestId).mode = purchase.mode;
    const journey = await goShopping(purchase, { demo, reach }, () => undefined);
    const checked = await checkPurchase(purchase, journey, { shop, demo, reach });
    played.faults.push(...checked.faults);
    if (journey.state !== 'placed' || checked.order === null) continue;
    played.purchase = purchase;
    played.payment = journey.seen.payment;
    played.order = checked.order;
    return checked.order;
  }
  throw new Lost(`None of ${MAX_PURCHASES} purchases was placed.`);
}

function lineOf({ itemCode, quantity, ...told }: ToldOrder['lines'][number]): LineMoney {
  const { principal, principalPromo, shipping, shippingPromo, tax, shippingTax } = told;
  return newLine({
    itemCode,
    quantity,
    ordered: {
      principal: BigInt(principal),
      principalPromo: BigInt(principalPromo),
      shipping: BigInt(shipping),
      shippingPromo: BigInt(shippingPromo),
      tax: BigInt(tax),
      shippingTax: BigInt(shippingTax),
    },
  });
}

/** Waits until both doors have heard so much of an order. */
async function heardOf(orderId: string, state: BookState, { store, client, patienceMs }: Going): Promise<void> {
  const stateAt = (door: Store['webhooks']): string => door.book.orders.get(orderId)?.state ?? 'not heard of';
  const isSo = (): boolean => stateAt(store.notifications) === state && stateAt(store.webhooks) === state;
  const what = `the store has not heard that ${orderId} is ${state}`;
  const within = state === 'pending' ? PENDING_MS : Infinity;
  await until(isSo, { what, nudge: client, within, patienceMs });
  for (const door of [store.notifications, store.webhooks]) settle(door);
}

/** Waits until the gateway has confirmed everything that was shipped. */
async function captured(orderId: string, standing: Standing, { client, patienceMs }: Going): Promise<void> {
  const isSo = async (): Promise<boolean> =>
    BigInt((await readLedger(client, orderId))?.order.captured ?? -1) === standing.captured;
  await until(isSo, { what: `what was shipped of ${orderId} has not been captured`, nudge: null, patienceMs });
}

/** Waits until the webhooks have told everything and the money has been moved. */
async function allHeard(orderId: string, { types, ...right }: Standing, { store, client, patienceMs }: Going): Promise<void> {
  const isSo = async (): Promise<boolean> => {
    settle(store.webhooks);
    if ((store.webhooks.book.orders.get(orderId)?.heard.length ?? 0) < types.length) return false;
    const order = (await readLedger(client, orderId))?.order;
    return BigInt(order?.captured ?? -1) === right.captured && BigInt(order?.refunded ?? -1) === right.refunded;
  };
  const what = `not everything of ${orderId} was told, captured and refunded (${types.length} events are right)`;
  await until(isSo, { what, nudge: client, patienceMs });
}

/** Both doors misbehave once; two deliveries are needed to hear the second one first. */
function set({ notifications, webhooks }: Store, mode: StoreMode): void {
  for (const door of [notifications, webhooks]) {
    door.mode = mode;
    door.left = mode === 'reorder' ? 2 : 1;
  }
}
