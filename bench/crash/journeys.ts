import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../child.js';
import type { Options } from '../options.js';
import { seeded } from '../random.js';
import { ROOT } from '../transpile.js';
import type { Workshop } from '../workshop.js';
import { fulfilmentFaults } from './fulfilment-truth.js';
import { type Cluster, NODES, nodeUrl, onNode, openFront, startCluster } from './nodes.js';
import { faultsInTables } from './order-truth.js';

/** Between two kills, and before the first, up to this long. */
const SPAN_MS = 5_000;
/** Longer than anything may keep a journey that other processes have to take over. */
const PATIENCE_S = 300;

/**
 * `npm run sandbox -- journey` with faults, so many as there are `times`, through three Cartwrights on three nodes of a Galera
 * cluster, of which one after the other is killed and comes back all the while; true where every journey agrees to the cent and
 * the tables do.
 */
export async function crashJourneys(options: Options, workshop: Workshop): Promise<boolean> {
  const cluster = await workshop.keep(startCluster(workshop));
  const ports = { shop: await freePort(), store: await freePort() };
  const { demoFile } = await serveDemo(workshop, Object.values(ports));
  const journeys = startJourneys(demoFile, ports, options);
  const kills = await killWhile(journeys, cluster, { options, workshop });
  const said = await journeys.said;
  const receipts = said === '' ? [] : (JSON.parse(said) as Receipt | Receipt[]);
  const faults = await onNode(1, async (db) => ({ ...(await faultsInTables(db)), ...(await fulfilmentFaults(db)) }));
  return report(options, { receipts: [receipts].flat(), kills, faults });
}

/** Serves the demo merchant on every node behind one port. */
export async function serveDemo(workshop: Workshop, peers: readonly number[]): Promise<{ demoFile: string; publicUrl: string }> {
  const front = await openFront(workshop);
  const env = { CARTWRIGHT_MASTER_KEY: randomBytes(32).toString('base64') };
  await promisify(execFile)(process.execPath, [join(ROOT, 'dist/cli.js'), 'demo', 'reset'], {
    cwd: workshop.folder,
    env: { ...process.env, NODE_ENV: '', ...env, PUBLIC_URL: front.publicUrl, DATABASE_URL: nodeUrl(1) },
  });
  await front.serve({ ...env, CARTWRIGHT_OUTBOUND_ALLOW: peers.map((port) => `127.0.0.1:${port}`).join(',') });
  return { demoFile: join(workshop.folder, 'data/demo.json'), publicUrl: front.publicUrl };
}

interface Journeys {
  readonly child: ChildProcess;
  /** Standard output, once it has ended. */
  readonly said: Promise<string>;
}

function startJourneys(
  demo: string,
  ports: { readonly shop: number; readonly store: number },
  { seed, times }: Options,
): Journeys {
  const seeds = `${seed}..${seed + times - 1}`;
  const places = ['--demo', demo, '--port', String(ports.shop), '--store-port', String(ports.store)];
  const args = ['journey', '--seed', seeds, '--faults', 'all', '--patience', String(PATIENCE_S), '--json', ...places];
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'sandbox/main.ts'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill());
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  return { child, said: once(child, 'close').then(() => out) };
}

/** Kills one node after the other for as long as the journeys last; answers how often. */
async function killWhile(
  { said }: Journeys,
  cluster: Cluster,
  { options, workshop }: { readonly options: Options; readonly workshop: Workshop },
): Promise<number> {
  const random = seeded(options.seed);
  let isOver = false as boolean;
  const ended = said.then(() => (isOver = true));
  const goesOn = (): Promise<unknown> => Promise.race([ended, new Promise((resolve) => setTimeout(resolve, random() * SPAN_MS))]);
  for (let kills = 0; ; kills++) {
    const node = NODES[kills % NODES.length] ?? 1;
    await goesOn();
    if (isOver) return kills;
    await cluster.run('kill', node);
    await goesOn();
    await cluster.run('join', node);
    if (!options.json) workshop.tell(`node ${node} killed and back, ${kills + 1}`);
  }
}

/** As much of a journey's receipt as is told here. */
interface Receipt {
  readonly seed: number;
  readonly ok: boolean;
  readonly fault: string | null;
  readonly faults: readonly string[];
  readonly deliveries: number;
  readonly ms: number;
}

interface Result {
  readonly receipts: readonly Receipt[];
  readonly kills: number;
  readonly faults: Readonly<Record<string, readonly string[]>>;
}

function report({ json, times, seed }: Options, { receipts, kills, faults }: Result): boolean {
  const wrong = receipts.filter(({ ok }) => !ok);
  const found = Object.entries(faults);
  // Journeys that no kill fell into prove nothing.
  const reached = receipts.length === times && wrong.length === 0 && found.length === 0 && kills > 0;
  const deliveries = receipts.reduce((sum, receipt) => sum + receipt.deliveries, 0);
  if (json) {
    const result = { bench: 'crash journeys', kills, journeys: receipts.length, seed, deliveries, wrong, faults, reached };
    console.log(JSON.stringify(result, null, 2));
    return reached;
  }
  console.log(
    `${reached ? 'reached' : 'MISSED '}  ${kills} times kill -9 on a node of a Galera cluster (seed ${seed}): ` +
      `${receipts.length} journeys with faults of the store, ${deliveries} deliveries; ${wrong.length} do not agree, ${found.length} sorts of faults`,
  );
  for (const { seed: own, fault, faults: sentences } of wrong)
    console.log(`  journey ${own}, ${fault ?? 'no fault'}: ${sentences.slice(0, 5).join(' ')}`);
  for (const [fault, names] of found) console.log(`  ${names.length} times ${fault}: ${names.slice(0, 5).join(', ')}`);
  return reached;
}
