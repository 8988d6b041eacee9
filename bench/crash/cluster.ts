import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { closeDatabase, openDatabase } from '../../src/store/db.js';
import { freePort, startChild } from '../child.js';
import type { Options } from '../options.js';
import { openAccount } from '../product-account.js';
import { seeded } from '../random.js';
import { SETTINGS } from '../settings.js';
import { ROOT } from '../transpile.js';
import type { Ending, Workshop } from '../workshop.js';
import { startBalancer } from './balancer.js';
import { sendBuyers } from './buyers.js';
import { type Served, findFaults } from './order-truth.js';
import { inPairs, mailsGone, report, singleUse, underWay } from './orders.js';

const BUYERS = 8;
const SPAN_MS = 400;
const CODES_EACH = 30;
const NODES = [1, 2, 3];
/** As .config/galera.sh starts them. */
const FIRST_PORT = 4406;
const DATABASE = 'cartwright';

/**
 * Three Cartwrights, each on its own node of a Galera cluster, behind one port, under eight buyers: again and again one node is
 * killed with kill -9 and comes back. True where each order that a buyer saw is there, once, paid once.
 */
export async function crashCluster(options: Options, workshop: Workshop): Promise<boolean> {
  const cluster = await workshop.keep(startCluster(workshop));
  const codes = Array.from({ length: options.times * CODES_EACH }, (_, index) => `ONCE-${index + 1}`);
  const served = await serve(workshop, codes);
  const random = seeded(options.seed);
  const crowd = {
    port: served.child.port,
    account: served.account,
    nextCode: inPairs(codes),
    seed: options.seed,
    buyers: BUYERS,
  };
  const buyers = sendBuyers(crowd);
  for (let count = 1; count <= options.times; count++) {
    const node = NODES[count % NODES.length] ?? 1;
    await underWay(buyers);
    await sleep(random() * SPAN_MS);
    await cluster.run('kill', node);
    await underWay(buyers);
    await cluster.run('join', node);
    if (!options.json) workshop.tell(`node ${node} killed and back, ${count}: ${buyers.seen.orders.size} orders seen`);
  }
  await underWay(buyers);
  await buyers.finish();
  const unsent = await mailsGone(served);
  const { orders, faults } = await findFaults(served, buyers.seen);
  const all = { ...faults, 'confirmation that does not leave': unsent };
  return report({ ...options, where: 'a node of a Galera cluster' }, { orders, seen: buyers.seen, faults: all });
}

interface Cluster extends Ending {
  run(command: 'kill' | 'join', node: number): Promise<void>;
}

async function startCluster(workshop: Workshop): Promise<Cluster> {
  const folder = join(workshop.folder, 'galera');
  mkdirSync(folder);
  // the nodes run as another user where this is root
  chmodSync(workshop.folder, 0o755);
  const script = async (...args: readonly string[]): Promise<void> => {
    await promisify(execFile)(join(ROOT, '.config/galera.sh'), args);
  };
  const stop = (): Promise<void> => script('stop', folder);
  await script('start', folder).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { run: (command, node) => script(command, folder, String(node)), stop };
}

async function serve(workshop: Workshop, codes: readonly string[]): Promise<Served> {
  const masterKey = randomBytes(32).toString('base64');
  const server = await createConnection(urlOf(1, ''));
  await server.query(`create database ${DATABASE} character set utf8mb4 collate utf8mb4_bin`);
  await server.end();
  const account = await openAccount(urlOf(1), masterKey, { ...SETTINGS, promotions: singleUse(codes) });
  const children = [];
  for (const node of NODES) {
    const folder = join(workshop.folder, `on-node-${node}`);
    mkdirSync(folder);
    const env = {
      HOST: '',
      PUBLIC_URL: '',
      NODE_ENV: '',
      LOG_LEVEL: '',
      DATABASE_URL: urlOf(node),
      CARTWRIGHT_MASTER_KEY: masterKey,
    };
    const command = [process.execPath, ...workshop.nodeOptions, join(ROOT, 'dist/main.js')];
    const start = {
      command,
      env,
      cwd: folder,
      port: await freePort(),
      logFile: join(folder, 'log'),
      readyPath: '/readyz',
      anyCore: true,
    };
    children.push(await workshop.keep(startChild(start)));
  }
  const balancer = await workshop.keep(startBalancer(children.map(({ port }) => port)));
  return {
    child: balancer,
    account,
    inDatabase: async (work) => {
      const db = await openDatabase(urlOf(2));
      return work(db).finally(() => closeDatabase(db));
    },
  };
}

const urlOf = (node: number, database = DATABASE): string => `mysql://root@127.0.0.1:${FIRST_PORT + node}/${database}`;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
