import { readShopDemo } from '../demo-file.js';
import { money } from '../exact.js';
import { openReach } from '../reach.js';
import { shopPages } from '../shop/pages.js';
import { openShop, type Shop } from '../shop/server.js';
import type { ExitCode } from '../stop.js';
import { openClient } from '../store/client.js';
import { storePages } from '../store/pages.js';
import { register, unregister } from '../store/register.js';
import type { StoreMode } from '../store/modes.js';
import { openStore, type Store } from '../store/server.js';
import type { JourneyOptions } from './options.js';
import { type Played, playJourney, type Stage } from './play-journey.js';
import { type JourneyReceipt, printJourney, toldSteps } from './receipt.js';

/** Opens shop and store, plays a journey for each seed, and prints the receipts; the worst of them decides the exit code. */
export async function runJourney(options: JourneyOptions, print: (text: string) => void): Promise<ExitCode> {
  const demo = readShopDemo(options.demo);
  const { merchantId, sandbox: key } = demo;
  const reach = openReach(options.patienceMs);
  const client = openClient(key, reach);
  const shop: Shop = await openShop(
    options.shopPort,
    demo,
    shopPages(demo, () => shop),
  );
  try {
    const store: Store = await openStore({
      port: options.storePort,
      key: { merchantId, ...key },
      echo: true,
      page: storePages(() => store, client),
    });
    try {
      return await playAll(
        { demo, shop, store, client, reach, patienceMs: options.patienceMs, cursor: { after: 0 } },
        options,
        print,
      );
    } finally {
      await store.close();
    }
  } finally {
    await shop.close();
  }
}

async function playAll(stage: Stage, options: JourneyOptions, print: (text: string) => void): Promise<ExitCode> {
  const { client, store, demo } = stage;
  const origin = `http://127.0.0.1:${store.port}`;
  const both = ['notification', 'webhook'] as const;
  const registered = await register(client, { origin, formats: both, keyId: demo.sandbox.accessKeyId });
  store.secrets.push(...registered.flatMap(({ secret }) => secret ?? []));
  const receipts: JourneyReceipt[] = [];
  try {
    const [from, to] = options.seeds;
    for (let seed = from; seed <= to; seed++) {
      const receipt = await playOne(seed, stage, modeOf(seed - from, options.faults));
      receipts.push(receipt);
      if (!options.json) print(`${printJourney(receipt)}\n`);
    }
  } finally {
    await unregister(client, registered);
  }
  if (options.json) print(JSON.stringify(receipts.length === 1 ? receipts[0] : receipts, null, 2));
  else if (receipts.length > 1) print(summary(receipts));
  return receipts.every(({ ok }) => ok) ? 0 : 1;
}

const modeOf = (turn: number, faults: readonly StoreMode[]): StoreMode | null =>
  faults[turn % Math.max(faults.length, 1)] ?? null;

async function playOne(seed: number, stage: Stage, mode: StoreMode | null): Promise<JourneyReceipt> {
  const { notifications, webhooks } = stage.store;
  const before = notifications.heard.length + webhooks.heard.length;
  const started = performance.now();
  const played = await playJourney(seed, mode, stage);
  const faults = [...played.faults, ...complaintsOf(stage.store)];
  const deliveries = notifications.heard.length + webhooks.heard.length - before;
  return receiptOf(seed, played, { faults, deliveries, ms: Math.round(performance.now() - started) });
}

/** What the doors themselves found wrong; the next journey begins with clean ones. */
function complaintsOf({ notifications, webhooks }: Store): string[] {
  return [notifications, webhooks].flatMap((door) => {
    door.mode = 'ok';
    door.left = Infinity;
    const gaps = door.gaps.splice(0).map((id) => `The store was told that it will never get ${id}.`);
    return [...door.faults.splice(0), ...gaps];
  });
}

function receiptOf(
  seed: number,
  { purchase, payment, order, steps, standing, fault }: Played,
  { faults, deliveries, ms }: Pick<JourneyReceipt, 'faults' | 'deliveries' | 'ms'>,
): JourneyReceipt {
  const currency = order?.currency ?? 'USD';
  return {
    seed,
    ok: faults.length === 0 && standing !== null,
    cart: purchase === null ? 'nothing was bought' : `${purchase.cart.form.toUpperCase()} cart to ${purchase.address.city}`,
    payment,
    orderId: order?.orderId ?? null,
    currency,
    total: order === null ? null : money(BigInt(order.total), currency),
    fault,
    steps: toldSteps(steps, currency),
    captured: money(standing?.captured ?? 0n, currency),
    refunded: money(standing?.refunded ?? 0n, currency),
    deliveries,
    ms,
    faults,
  };
}

function summary(receipts: readonly JourneyReceipt[]): string {
  const wrong = receipts.filter(({ ok }) => !ok).map(({ seed }) => seed);
  const deliveries = receipts.reduce((sum, receipt) => sum + receipt.deliveries, 0);
  const verdict = wrong.length === 0 ? 'all agree' : `${wrong.length} do not agree: seeds ${wrong.join(', ')}`;
  return `${receipts.length} journeys, ${deliveries} deliveries: ${verdict}.`;
}
