import type { Order } from '../src/core/order.js';
import { deliveriesReport, type Pace, type Round } from './deliveries/report.js';
import { placeSample, publishOrders } from './deliveries/orders.js';
import { startStore, type Store } from './deliveries/stores.js';
import { freePort } from './child.js';
import type { Options } from './options.js';
import { type Product, startProduct } from './product.js';
import { percentile } from './statistics.js';
import type { Workshop } from './workshop.js';

/** A pace that any machine keeps, and one that fills a core. */
const ORDERS_PER_SECOND = [50, 200] as const;
const SLOW_MS = 3_000;
/** Of the highest that an endpoint may be given. */
const AT_A_TIME = 50;
const PER_MINUTE = 60_000;
const DRAIN_TIMEOUT_MS = 60_000;
const ASK_EVERY_MS = 250;

interface Shop {
  readonly product: Product;
  readonly sample: Order;
  readonly nextId: () => string;
}
/** Names of the stores beside the healthy one. */
type Beside = Readonly<Record<string, string>>;
interface Measuring {
  readonly store: Store;
  readonly beside: Beside;
  readonly perSecond: number;
  readonly forMs: number;
}

/**
 * Measures from the commit of an order's event to its first arrival at a store, in interleaved rounds: the store alone, and the
 * same store beside one that is dead and one that takes three seconds for each answer, at two paces (in a quick run at the
 * slower one). True where the others do not delay it.
 */
export async function benchDeliveries(options: Options, workshop: Workshop): Promise<boolean> {
  const store = await workshop.keep(startStore(0));
  const slow = await workshop.keep(startStore(SLOW_MS));
  const dead = await freePort();
  const allowed = [store.port, slow.port, dead].map((port) => `127.0.0.1:${port}`).join(',');
  const env = { CARTWRIGHT_OUTBOUND_ALLOW: allowed };
  const product = await workshop.keep(startProduct(workshop, options.database, { env }));
  const shop = { product, sample: await placeSample(product), nextId: orderIds() };
  const others = { slow: slow.url, dead: `http://127.0.0.1:${dead}/orders` };
  const [slower, faster] = ORDERS_PER_SECOND;
  await measure(shop, { store, beside: {}, perSecond: faster, forMs: options.quick ? 1000 : 3000 });
  const paces: Pace[] = [];
  for (const perSecond of options.quick ? [slower] : [slower, faster]) {
    const rounds: { alone: Round[]; beside: Round[] } = { alone: [], beside: [] };
    for (let round = 0; round < options.rounds; round++) {
      for (const [name, beside] of [['alone', {}] as const, ['beside', others] as const]) {
        const measured = await measure(shop, { store, beside, perSecond, forMs: options.seconds * 1000 });
        rounds[name].push(measured);
        if (!options.json) workshop.tell(`${perSecond}/s, round ${round + 1}, ${name}: p99 ${Math.round(measured.p99Ms)} ms`);
      }
    }
    paces.push({ perSecond, ...rounds });
  }
  return deliveriesReport(paces, options);
}

/** Opens endpoints, publishes, waits until everything arrived at the healthy store, and closes the endpoints. */
async function measure(shop: Shop, { store, beside, perSecond, forMs }: Measuring): Promise<Round> {
  const { product, sample, nextId } = shop;
  const healthy = await openEndpoint(product, 'healthy', store.url);
  const opened = [healthy, ...(await Promise.all(Object.entries(beside).map(([name, url]) => openEndpoint(product, name, url))))];
  const watch = watchAge(product, healthy);
  const cpuBefore = product.child.cpu();
  const doubledBefore = store.doubled;
  const committed = await product.inDatabase((db) => publishOrders(db, sample, { perSecond, forMs, nextId }));
  const until = performance.now() + DRAIN_TIMEOUT_MS;
  const missing = (): string[] => [...committed.keys()].filter((id) => !store.arrived.has(id));
  while (missing().length > 0 && performance.now() < until) await sleep(20);
  const cpuUs = (product.child.cpu() - cpuBefore) / committed.size;
  const oldestMs = await watch.stop();
  const waits = [...committed].map(([id, at]) => Math.max(0, (store.arrived.get(id) ?? Infinity) - at)).sort((a, b) => a - b);
  for (const id of opened) await call(product, 'DELETE', `/v1/endpoints/${id}`);
  return {
    p50Ms: percentile(waits, 0.5),
    p99Ms: percentile(waits, 0.99),
    oldestMs,
    cpuUs,
    orders: committed.size,
    missing: missing().length,
    doubled: store.doubled - doubledBefore,
  };
}

/** How old the oldest was that waited for an endpoint, asked four times a second. */
function watchAge(product: Product, endpointId: string): { stop(): Promise<number> } {
  const watched = { over: false };
  let oldestMs = 0;
  const watching = (async () => {
    while (!watched.over) {
      const { health } = (await call(product, 'GET', `/v1/endpoints/${endpointId}`)) as {
        health: { oldestWaiting: string | null };
      };
      if (health.oldestWaiting !== null) oldestMs = Math.max(oldestMs, Date.now() - Date.parse(health.oldestWaiting));
      await sleep(ASK_EVERY_MS);
    }
  })();
  return {
    stop: async () => {
      watched.over = true;
      await watching;
      return oldestMs;
    },
  };
}

async function openEndpoint(product: Product, name: string, url: string): Promise<string> {
  const wish = { name, url, format: 'webhook', kinds: ['order.created'], concurrency: AT_A_TIME, perMinute: PER_MINUTE };
  const { endpointId } = (await call(product, 'POST', '/v1/endpoints', wish)) as { endpointId: string };
  return endpointId;
}

async function call({ child, account }: Product, method: string, path: string, body?: object): Promise<unknown> {
  const authorization = `Basic ${Buffer.from(`${account.keyId}:${account.secret}`).toString('base64')}`;
  const answer = await fetch(`http://127.0.0.1:${child.port}${path}`, {
    method,
    headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** 3-7-7 digits, one after the other. */
function orderIds(): () => string {
  let count = 0;
  return () => {
    const digits = String(++count).padStart(14, '0');
    return `999-${digits.slice(0, 7)}-${digits.slice(7)}`;
  };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
