import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { type Db, closeDatabase, openDatabase } from '../../src/store/db.js';
import { freePort, startChild } from '../child.js';
import { ROOT } from '../transpile.js';
import type { Ending, Workshop } from '../workshop.js';
import { startBalancer } from './balancer.js';

export const NODES = [1, 2, 3] as const;
export type Node = (typeof NODES)[number];

/** As .config/galera.sh starts them. */
const FIRST_PORT = 4406;
const DATABASE = 'cartwright';

/** A Galera cluster of three nodes on loopback, with an empty database. */
export interface Cluster extends Ending {
  /** Of the nodes' data; what .config/galera.sh is called with. */
  readonly folder: string;
  run(command: 'kill' | 'join', node: Node): Promise<void>;
}

/** Starts one; it ends with this process at the latest. */
export async function startCluster(workshop: Workshop): Promise<Cluster> {
  const folder = join(workshop.folder, 'galera');
  mkdirSync(folder);
  // the nodes run as another user where this is root
  chmodSync(workshop.folder, 0o755);
  const script = async (...args: readonly string[]): Promise<void> => {
    await promisify(execFile)(join(ROOT, '.config/galera.sh'), args);
  };
  const stop = (): Promise<void> => script('stop', folder);
  // before the folder goes
  process.prependOnceListener('exit', () => killAll(folder));
  await script('start', folder).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const server = await createConnection(nodeUrl(1, ''));
  await server.query(`create database ${DATABASE} character set utf8mb4 collate utf8mb4_bin`);
  await server.end();
  return { folder, run: (command, node) => script(command, folder, String(node)), stop };
}

/** As DATABASE_URL takes it. */
export const nodeUrl = (node: Node, database = DATABASE): string => `mysql://root@127.0.0.1:${FIRST_PORT + node}/${database}`;

/** Opens the database on a node for as long as `work` takes. */
export async function onNode<T>(node: Node, work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDatabase(nodeUrl(node));
  return work(db).finally(() => closeDatabase(db));
}

/** Where three Cartwrights are going to be reached as one. */
export interface Front {
  readonly port: number;
  readonly publicUrl: string;
  /** Starts them, each on its own node; their database is made up to then. */
  serve(env: Readonly<Record<string, string>>): Promise<void>;
}

/** Opens the one port in front of them. */
export async function openFront(workshop: Workshop): Promise<Front> {
  const ports = await Promise.all(NODES.map(freePort));
  const { port } = await workshop.keep(startBalancer(ports));
  const publicUrl = `http://127.0.0.1:${port}`;
  return {
    port,
    publicUrl,
    serve: async (env) => {
      for (const [index, node] of NODES.entries()) {
        const cwd = join(workshop.folder, `on-node-${node}`);
        mkdirSync(cwd);
        const own = { HOST: '', NODE_ENV: '', LOG_LEVEL: '', PUBLIC_URL: publicUrl, DATABASE_URL: nodeUrl(node), ...env };
        const command = [process.execPath, ...workshop.nodeOptions, join(ROOT, 'dist/main.js')];
        const start = { command, env: own, cwd, port: ports[index] ?? 0, logFile: join(cwd, 'log'), readyPath: '/readyz' };
        await workshop.keep(startChild(start));
      }
    },
  };
}

/** Whatever ends this process: nodes that went on would hold their ports for the next run. */
function killAll(folder: string): void {
  for (const node of NODES) {
    const file = join(folder, `node-${node}`, 'mariadb.pid');
    if (!existsSync(file)) continue;
    try {
      process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}
