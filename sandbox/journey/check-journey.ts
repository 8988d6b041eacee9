import { money } from '../exact.js';
import { type BookOrder, totalOf } from '../store/book.js';
import type { StoreClient } from '../store/client.js';
import type { Store } from '../store/server.js';
import { checkEvents } from './check-events.js';
import type { Standing } from './fulfil.js';

/** What is held against each other when an order's journey is over. */
export interface Ended {
  readonly orderId: string;
  readonly currency: string;
  /** What the buyer was shown and agreed to. */
  readonly total: bigint;
  /** What the order was worth when it became ready: units may have been cancelled before. */
  readonly readyTotal: bigint;
  readonly standing: Standing;
  readonly store: Store;
  readonly client: StoreClient;
  readonly cursor: { after: number };
  readonly patienceMs: number;
}

/** One sentence for each thing in which shop, Cartwright, ledger and store do not agree. */
export async function checkJourney(ended: Ended): Promise<string[]> {
  return [
    ...checkNotifications(ended),
    ...checkWebhooks(ended),
    ...(await checkLedger(ended)),
    ...(await checkOrder(ended)),
    ...(await checkEvents(ended)),
  ];
}

/** The money of an order as the API tells it beside its ledger. */
export interface ToldMoney {
  readonly total: number;
  readonly captured: number;
  readonly refunded: number;
}
interface Ledger {
  readonly order: ToldMoney;
  readonly accounts: readonly Row[];
  readonly items: readonly { readonly source: string; readonly kind: string; readonly rows: readonly Row[] }[];
}
interface Row {
  readonly account: string;
  readonly amount: number;
}

export async function readLedger(client: StoreClient, orderId: string): Promise<Ledger | null> {
  const { status, body } = await client.ask('GET', `/orders/${orderId}/ledger`);
  return status === 200 ? (body as Ledger) : null;
}

function checkNotifications({ orderId, currency, readyTotal, store: { notifications } }: Ended): string[] {
  const order = notifications.book.orders.get(orderId);
  if (order === undefined) return ['The store was not notified of the order.'];
  const heard = [...order.heard].sort().join();
  return [
    ...(order.state === 'to-ship' ? [] : [`By its notifications the order is ${order.state}, not to be shipped.`]),
    ...(heard === 'NewOrderNotification,OrderReadyToShipNotification' ? [] : [`The store booked the notifications ${heard}.`]),
    ...differs('The notifications', { got: totalOf(order), right: readyTotal, currency }),
  ];
}

function checkWebhooks({ orderId, currency, total, standing, store: { webhooks } }: Ended): string[] {
  const order = webhooks.book.orders.get(orderId);
  if (order === undefined) return ['The store heard of the order by no webhook.'];
  return [
    ...differs("The webhooks' order", { got: totalOf(order), right: total, currency }),
    ...differs("The webhooks' shipments", { got: order.captured, right: standing.captured, currency }),
    ...differs("The webhooks' refunds", { got: order.refunded, right: standing.refunded, currency }),
    ...checkUnits(order, standing),
    ...checkHeard(order, standing),
  ];
}

function checkUnits({ lines }: BookOrder, standing: Standing): string[] {
  return standing.lines.flatMap(({ itemCode, quantity, shipped, cancelled }) => {
    const line = lines.get(itemCode);
    const got = `${line?.ordered ?? 0} ordered, ${line?.shipped ?? 0} shipped, ${line?.cancelled ?? 0} cancelled`;
    const right = `${quantity} ordered, ${shipped} shipped, ${cancelled} cancelled`;
    return got === right ? [] : [`The store has ${got} of ${itemCode}; ${right} is right.`];
  });
}

/** Every event once, counted without a hole. */
function checkHeard({ heard, sequences }: BookOrder, { types }: Standing): string[] {
  const [got, right] = [[...heard].sort().join(), [...types].sort().join()];
  const counted = [...sequences].sort((a, b) => a - b).join();
  const whole = sequences.map((_sequence, index) => index + 1).join();
  return [
    ...(got === right ? [] : [`The webhooks told ${got}; ${right} would be right.`]),
    ...(counted === whole ? [] : [`The events are numbered ${counted}.`]),
  ];
}

async function checkLedger({ orderId, currency, total, standing, client }: Ended): Promise<string[]> {
  const ledger = await readLedger(client, orderId);
  if (ledger === null) return ['The ledger of the order cannot be read.'];
  const sum = (rows: readonly Row[]): number => rows.reduce((all, { amount }) => all + amount, 0);
  const unequal = ledger.items.filter(({ rows }) => rows.length < 2 || sum(rows) !== 0);
  const names = ledger.items.map(({ source, kind }) => `${kind} of ${source}`);
  const buyer = ledger.items.flatMap(({ rows }) => rows.filter(({ account }) => account === 'buyer'));
  const money = {
    total: BigInt(ledger.order.total),
    captured: BigInt(ledger.order.captured),
    refunded: BigInt(ledger.order.refunded),
  };
  return [
    ...differs("Cartwright's order", { got: money.total, right: total, currency }),
    ...differs("Cartwright's captures", { got: money.captured, right: standing.captured, currency }),
    ...differs("Cartwright's refunds", { got: money.refunded, right: standing.refunded, currency }),
    ...differs("The buyer's rows of the ledger", {
      got: BigInt(sum(buyer)),
      right: standing.captured - standing.refunded,
      currency,
    }),
    ...unequal.map(({ kind, source }) => `The posting ${kind} of ${source} does not sum to 0.`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `The posting ${name} was made twice.`),
    ...(sum(ledger.accounts) === 0 ? [] : ['The accounts of the order do not sum to 0.']),
  ];
}

async function checkOrder({ orderId, standing, client }: Ended): Promise<string[]> {
  const { status, body } = await client.ask('GET', `/orders/${orderId}`);
  if (status !== 200) return [`GET /orders/${orderId} answers ${status}.`];
  const { lines } = body as { readonly lines: readonly { itemCode: string; shipped: number; cancelled: number }[] };
  return standing.lines.flatMap(({ itemCode, shipped, cancelled }) => {
    const line = lines.find((one) => one.itemCode === itemCode);
    if (line?.shipped === shipped && line.cancelled === cancelled) return [];
    return [`Cartwright has ${line?.shipped ?? 0} shipped and ${line?.cancelled ?? 0} cancelled of ${itemCode}.`];
  });
}

function differs(who: string, { got, right, currency }: { got: bigint | null; right: bigint; currency: string }): string[] {
  const show = (minor: bigint): string => (minor < 0n ? `-${money(-minor, currency)}` : money(minor, currency));
  if (got === right) return [];
  return [
    `${who} ${who.endsWith('s') ? 'come' : 'comes'} to ${got === null ? 'nothing that can be summed' : show(got)}; ${show(right)} is right.`,
  ];
}
