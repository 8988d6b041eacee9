import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SettingsDocuments } from '../src/core/settings.js';
import { type Db, closeDatabase, openDatabase } from '../src/store/db.js';
import { type Child, freePort, startChild } from './child.js';
import { openDatabaseFor } from './database.js';
import type { Database } from './options.js';
import { type ProductAccount, openAccount } from './product-account.js';
import { SETTINGS } from './settings.js';
import { ROOT } from './transpile.js';
import type { Workshop } from './workshop.js';

/** Cartwright itself, as a user starts it, on a database of its own. */
export interface Product {
  readonly child: Child;
  /** All processes on the database, the first one first. */
  readonly children: readonly Child[];
  readonly account: ProductAccount;
  /** Makes another merchant on the database. */
  openAccount(settings: Partial<SettingsDocuments>): Promise<ProductAccount>;
  /** Its database, opened beside it for as long as `work` takes. */
  inDatabase<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Starts it anew on the same database, after `child.kill()`; of several processes the one at `index`. */
  restart(index?: number): Promise<void>;
  stop(): Promise<void>;
}

/** What is not as it comes. */
interface Setup {
  /** In place of the bench's own. */
  readonly settings?: Partial<SettingsDocuments>;
  /** Variables of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** So many on one database. */
  readonly processes?: number;
  readonly anyCore?: boolean;
}

const MASTER_KEY_BYTES = 32;

let started = 0;

/** Starts it on an empty database with the bench's settings. */
export async function startProduct(workshop: Workshop, kind: Database, setup: Setup = {}): Promise<Product> {
  const { settings, env, processes = 1, anyCore = false } = setup;
  const folder = join(workshop.folder, `product-${++started}`);
  mkdirSync(folder);
  const database = await workshop.keep(openDatabaseFor(kind, join(folder, 'cartwright.db')));
  const masterKey = randomBytes(MASTER_KEY_BYTES).toString('base64');
  const open = (own: Setup['settings']): Promise<ProductAccount> => openAccount(database.url, masterKey, { ...SETTINGS, ...own });
  const account = await open(settings);
  const start = (port: number): Promise<Child> =>
    startChild({
      command: [process.execPath, ...workshop.nodeOptions, join(ROOT, 'dist/main.js')],
      // Every other variable has its default, whatever the developer's shell says.
      env: {
        HOST: '',
        PUBLIC_URL: '',
        NODE_ENV: '',
        LOG_LEVEL: '',
        DATABASE_URL: database.url,
        CARTWRIGHT_MASTER_KEY: masterKey,
        ...env,
      },
      cwd: folder,
      port,
      logFile: join(folder, 'log'),
      readyPath: '/readyz',
      anyCore,
    });
  const first = await start(await freePort());
  const children = [first];
  while (children.length < processes) children.push(await start(await freePort()));
  const childAt = (index: number): Child => children[index] ?? first;
  return {
    get child() {
      return childAt(0);
    },
    children,
    account,
    openAccount: open,
    inDatabase: async (work) => {
      const db = await openDatabase(database.url);
      return work(db).finally(() => closeDatabase(db));
    },
    restart: async (index = 0) => {
      children[index] = await start(childAt(index).port);
    },
    stop: async () => {
      for (const child of children) await child.stop();
    },
  };
}
