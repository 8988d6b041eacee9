import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SettingsDocuments, SettingsKind } from '../src/core/settings.js';
import { type Child, freePort, startChild } from './child.js';
import { type BenchDatabase, openDatabaseFor } from './database.js';
import type { Database } from './options.js';
import { openAccount } from './product-account.js';
import { type Api, openApi } from './product-api.js';
import { SETTINGS } from './settings.js';
import type { Account } from './signed-posts.js';
import { ROOT } from './transpile.js';
import type { Workshop } from './workshop.js';

/** Cartwright itself, as a user starts it, on a database of its own with the bench's settings. */
export interface Product extends Api {
  readonly child: Child;
  readonly account: Account;
  readonly database: BenchDatabase;
  /** CARTWRIGHT_MASTER_KEY, base64. */
  readonly masterKey: string;
  putSettings<Kind extends SettingsKind>(kind: Kind, document: SettingsDocuments[Kind]): Promise<void>;
  /** Starts it anew on the same database, after `child.kill()` or `child.stop()`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const MASTER_KEY_BYTES = 32;

let started = 0;

/** Starts it on an empty database, opens an account and puts the bench's settings there. */
export async function startProduct(workshop: Workshop, kind: Database): Promise<Product> {
  const folder = join(workshop.folder, `product-${++started}`);
  mkdirSync(folder);
  const database = await openDatabaseFor(kind, join(folder, 'cartwright.db'));
  const masterKey = randomBytes(MASTER_KEY_BYTES).toString('base64');
  const port = await freePort();
  const env = {
    HOST: '127.0.0.1',
    PUBLIC_URL: '',
    NODE_ENV: '',
    DATABASE_URL: database.url,
    CARTWRIGHT_MASTER_KEY: masterKey,
    CARTWRIGHT_RETENTION_GB: '0',
  };
  const start = (): Promise<Child> =>
    startChild({
      command: [process.execPath, join(ROOT, 'dist/main.js')],
      cwd: folder,
      env,
      port,
      logFile: join(folder, 'log'),
      readyPath: '/readyz',
    });
  const account = await openAccount(database.url, masterKey);
  let child = await start();
  const api = openApi(port, account);
  for (const name of ['shipping', 'taxes', 'promotions', 'policies'] as const)
    await api.put(`/v1/settings/${name}`, SETTINGS[name]);
  let running = true;
  return {
    ...api,
    get child() {
      return child;
    },
    account,
    database,
    masterKey,
    putSettings: (name, document) => api.put(`/v1/settings/${name}`, document),
    restart: async () => {
      child = await start();
    },
    stop: async () => {
      if (!running) return;
      running = false;
      await child.stop();
      await database.stop();
    },
  };
}
