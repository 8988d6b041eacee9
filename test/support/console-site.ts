import express, { type Express } from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConsoleDeps } from '../../src/console/deps.js';
import { consoleRouter } from '../../src/console/router.js';
import type { Environment } from '../../src/core/merchant.js';
import { openMerchant } from '../../src/flows/create-merchant.js';
import { createKeyring } from '../../src/flows/keyring.js';
import type { AllowedPeer } from '../../src/outbound/address.js';
import type { Db } from '../../src/store/db.js';
import { indexWords } from '../../src/store/indexer.js';
import { findEnvironment } from '../../src/store/merchants.js';
import { createRecorder, type ExchangeRow } from '../../src/store/recorder.js';
import { openVault } from '../../src/vault.js';
import { loadSchemas } from '../../src/wire/xml.js';

/** The console over a real database, with one merchant and its first person. */
export interface ConsoleSite {
  readonly app: Express;
  /** What its pages use, for flows that a test calls itself. */
  readonly deps: ConsoleDeps;
  readonly db: Db;
  readonly sandbox: Environment;
  readonly live: Environment;
  readonly email: string;
  readonly password: string;
  /** What went to the log. */
  readonly logged: unknown[];
  readonly clock: { now: number };
  /** What its sandbox may call beside public addresses; a test that opens a store adds it. */
  readonly peers: AllowedPeer[];
  readonly record: (rows: readonly ExchangeRow[]) => Promise<void>;
}

/** Noon of a Monday, for pages that say what day it is. */
export const NOON = Date.UTC(2026, 10, 23, 17, 0, 0);

/** Sets up the console with a merchant in New York. `publicUrl` decides whether cookies are Secure. */
export async function openConsoleSite(db: Db, publicUrl = 'http://127.0.0.1:3000', now = NOON): Promise<ConsoleSite> {
  await loadSchemas();
  const clock = { now };
  const opened = await openMerchant(db, {
    name: 'Larch & Loam',
    email: 'ines@larchloam.example',
    personName: 'Ines Marlowe',
    currency: 'USD',
    zone: 'America/New_York',
    at: now,
  });
  if (!opened.ok) throw new Error(opened.reason);
  const [sandbox, live] = await Promise.all([
    findEnvironment(db, opened.merchantId, 'sandbox'),
    findEnvironment(db, opened.merchantId, 'live'),
  ]);
  if (sandbox === null || live === null) throw new Error('an environment is missing');
  const logged: unknown[] = [];
  const peers: AllowedPeer[] = [];
  const vault = openVault(Buffer.alloc(32, 9));
  const app = express();
  app.disable('x-powered-by');
  const deps: ConsoleDeps = {
    db,
    vault,
    keyring: createKeyring({ db, vault }),
    clock: () => clock.now,
    config: { publicUrl, production: false },
    allow: peers,
    log: { error: (message, fields) => void logged.push({ message, fields }) },
  };
  app.use(consoleRouter(deps));
  const record = async (rows: readonly ExchangeRow[]): Promise<void> => {
    const recorder = createRecorder(db);
    for (const row of rows) await recorder.record(row);
    await recorder.close();
    await indexWords(db, { limit: rows.length });
  };
  return { app, deps, db, sandbox, live, email: opened.email, password: opened.password, logged, clock, peers, record };
}

/** The console behind a port of its own. */
export async function listen(app: Express): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server: Server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
