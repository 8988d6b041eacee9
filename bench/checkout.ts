import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Visit } from './browser.js';
import { checkoutReport } from './checkout-report.js';
import { type Child, freePort, startChild } from './child.js';
import { openConnection } from './connection.js';
import type { Options } from './options.js';
import { startProduct } from './product.js';
import { type MeasuredPurchases, runPurchases, type Timed } from './purchase-load.js';
import { purchases, type StepName } from './purchase.js';
import { countStatements } from './statements.js';
import type { Workshop } from './workshop.js';

const BUYERS = 8;
const WARM_UP_MS = 1000;
/** The first requests of a process are spent on compiling: given to each server once, before the first round. */
const FIRST_WARM_UP_MS = 6000;

interface Shop {
  readonly child: Child;
  readonly buy: (timed: Timed) => Promise<void>;
}

/**
 * Measures purchases of eight buyers in Cartwright, and in the same rounds as many requests and answers of the same sizes with
 * bare Express; true where the ratio reaches its goal.
 */
export async function benchCheckout(options: Options, workshop: Workshop): Promise<boolean> {
  const statements = await countStatements(workshop, options.database);
  const product = await workshop.keep(startProduct(workshop, options.database));
  const buy = purchases(product.child.port, product.account);
  const seen = await record(buy);
  const bare = await startBarePages(workshop);
  const shops: Readonly<Record<'Express' | 'Cartwright', Shop>> = {
    Express: { child: bare, buy: replay(bare.port, seen) },
    Cartwright: { child: product.child, buy },
  };
  for (const { child } of Object.values(shops)) child.pause();
  for (const shop of Object.values(shops)) await measure(shop, options.quick ? 2000 : FIRST_WARM_UP_MS, 100);
  const rounds: Record<'Express' | 'Cartwright', MeasuredPurchases[]> = { Express: [], Cartwright: [] };
  for (let round = 0; round < options.rounds; round++) {
    const order = round % 2 === 0 ? (['Express', 'Cartwright'] as const) : (['Cartwright', 'Express'] as const);
    for (const name of order) {
      const measured = await measure(shops[name], WARM_UP_MS, options.seconds * 1000);
      rounds[name].push(measured);
      if (!options.json) workshop.tell(`round ${round + 1}: ${name} ${measured.ordersPerSecond.toFixed(1)} orders/s`);
    }
  }
  return checkoutReport({ rounds, statements, sizes: seen.map(({ name, bytes }) => [name, bytes]), buyers: BUYERS, options });
}

interface Seen extends Pick<Visit, 'status' | 'sent' | 'bytes'> {
  readonly name: StepName;
}

/** What goes back and forth in one purchase. */
async function record(buy: ReturnType<typeof purchases>): Promise<Seen[]> {
  const seen: Seen[] = [];
  await buy(async (name, request) => {
    const visit = await request();
    const { status, sent, bytes } = visit;
    seen.push({ name, status, sent, bytes });
    return visit;
  });
  return seen;
}

/** The same requests to other addresses, on a fresh connection for each purchase as well. */
function replay(port: number, seen: readonly Seen[]): Shop['buy'] {
  const requests = seen.map(({ name, status, sent, bytes }) => ({
    name,
    status,
    text: sent.replace(/ \S+ /, status === 200 ? ` /page/${bytes} ` : ' /redirect '),
  }));
  return async (timed) => {
    const connection = await openConnection(port);
    try {
      for (const { name, status, text } of requests) {
        const answer = await timed(name, () => connection.post(text));
        if (answer.status !== status) throw new Error(`bare Express: ${answer.status} for ${name}`);
      }
    } finally {
      connection.close();
    }
  };
}

async function startBarePages(workshop: Workshop): Promise<Child> {
  const folder = join(workshop.folder, 'bare-pages');
  mkdirSync(folder);
  return workshop.keep(
    startChild({
      command: [process.execPath, join(workshop.servers, 'bare-pages.js')],
      port: await freePort(),
      logFile: join(folder, 'log'),
      readyPath: '/healthz',
    }),
  );
}

async function measure({ child, buy }: Shop, warmUpMs: number, measuredMs: number): Promise<MeasuredPurchases> {
  child.resume();
  try {
    return await runPurchases({ buyers: BUYERS, warmUpMs, measuredMs, buy, cpu: () => child.cpu() });
  } finally {
    child.pause();
  }
}
