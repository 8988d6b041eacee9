import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app.js';
import { readConfig, withPort } from '../../src/config.js';
import type { OutboundPeer } from '../../src/config/outbound-parsers.js';
import type { EnvironmentName, ExchangeDetail } from '../../src/core/exchange.js';
import type { SettingsDocuments, SettingsKind } from '../../src/core/settings.js';
import { issueKey } from '../../src/flows/create-key.js';
import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { merchantId as newMerchantId } from '../../src/ids.js';
import { createLog } from '../../src/log.js';
import { createMetrics } from '../../src/metrics.js';
import type { Db } from '../../src/store/db.js';
import { findExchange, listExchanges } from '../../src/store/exchanges.js';
import { createMerchant } from '../../src/store/merchants.js';
import { createRecorder, type Recorder } from '../../src/store/recorder.js';
import { saveSettings } from '../../src/store/settings.js';
import { openVault, type Vault } from '../../src/vault.js';
import { bodySignatureHeaders, signCallback } from '../../src/wire/signature.js';
import { loadSchemas } from '../../src/wire/xml.js';

/** A key that a test signs with. */
export interface TestKey {
  readonly id: string;
  readonly secret: string;
}

/** The whole application on a port, over a real database, with one merchant that has the demo settings. */
export interface Service {
  readonly url: string;
  readonly db: Db;
  readonly merchantId: string;
  readonly sandbox: TestKey;
  readonly live: TestKey;
  readonly clock: { now: number };
  /** What its sandbox may call beside public addresses; a test that opens a store adds it. */
  readonly peers: OutboundPeer[];
  readonly vault: Vault;
  readonly log: string[];
  /** Of the application: closed, it refuses as it does at shutdown. */
  readonly recorder: Recorder;
  issue(side: EnvironmentName): Promise<TestKey>;
  policies(document: SettingsDocuments['policies']): Promise<void>;
  /** Another merchant of the same service, with demo settings unless told otherwise. */
  addMerchant(settings?: Partial<SettingsDocuments>): Promise<{ merchantId: string; sandbox: TestKey }>;
  exchange(id: string | null, side?: EnvironmentName): Promise<ExchangeDetail>;
  newest(side?: EnvironmentName): Promise<ExchangeDetail>;
  close(): Promise<void>;
}

/** A Tuesday morning: the clock of every test until it moves it. */
export const TEST_NOW = Date.UTC(2026, 0, 15, 9, 30, 0);

export async function startService(db: Db, env: Record<string, string> = {}): Promise<Service> {
  await loadSchemas();
  const clock = { now: TEST_NOW };
  const vault = openVault(Buffer.alloc(32, 5));
  const log: string[] = [];
  const recorder = createRecorder(db);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const read = withPort(readConfig({ PORT: '0', ...env }).config, (server.address() as AddressInfo).port);
  const peers = [...(read.outboundAllow ?? [])];
  const config = { ...read, outboundAllow: peers };
  const target = { write: (text: string) => void log.push(text) };
  const app = createApp({
    db,
    vault,
    recorder,
    clock: () => clock.now,
    config,
    log: createLog({ level: 'debug', json: true, target }),
    metrics: createMetrics(),
  });
  server.on('request', app);
  const issue = async (merchantId: string, environment: EnvironmentName): Promise<TestKey> => {
    const issued = await issueKey(db, vault, { merchantId, environment, name: `${environment} key`, at: clock.now });
    if (issued === null) throw new Error('no such merchant');
    return { id: issued.accessKeyId, secret: issued.secretAccessKey };
  };
  const addMerchant = async (
    settings: Partial<SettingsDocuments> = {},
  ): Promise<{ merchantId: string; sandbox: TestKey; live: TestKey }> => {
    const id = newMerchantId();
    const made = await createMerchant(db, {
      id,
      name: 'Larch & Loam',
      currency: 'USD',
      zone: 'America/Los_Angeles',
      at: clock.now,
    });
    const documents = { ...DEMO_SETTINGS, ...settings };
    for (const kind of ['shipping', 'taxes', 'promotions', 'policies', 'shop'] as const)
      await saveSettings<SettingsKind>(db, made.sandbox.id, kind, { document: documents[kind], at: clock.now, by: 'test' });
    return { merchantId: id, sandbox: await issue(id, 'sandbox'), live: await issue(id, 'live') };
  };
  const { merchantId, sandbox, live } = await addMerchant();
  const exchange = async (id: string | null, side: EnvironmentName = 'sandbox'): Promise<ExchangeDetail> => {
    const found = await findExchange(db, `${merchantId}-${side}`, id ?? '');
    if (found === null) throw new Error(`no exchange ${id ?? 'without an id'}`);
    return found;
  };
  return {
    url: config.publicUrl,
    db,
    merchantId,
    sandbox,
    live,
    clock,
    peers,
    vault,
    log,
    recorder,
    issue: (side) => issue(merchantId, side),
    policies: async (document) => {
      await saveSettings(db, `${merchantId}-sandbox`, 'policies', { document, at: clock.now, by: 'test' });
    },
    addMerchant,
    exchange,
    newest: async (side = 'sandbox') => {
      const { items } = await listExchanges(db, `${merchantId}-${side}`, { search: { terms: [] }, limit: 1 });
      return exchange(items[0]?.id ?? null, side);
    },
    close: async () => {
      await stop(server);
      await recorder.close();
    },
  };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The fields of a signed callback post; a test changes, doubles or leaves out what it is about. */
export function signedFields(
  xml: string,
  key: TestKey,
  { at = TEST_NOW, uuid = randomUUID() }: { readonly at?: number; readonly uuid?: string } = {},
): Record<string, string> {
  const timestamp = new Date(at).toISOString();
  return {
    'order-calculations-request': xml,
    UUID: uuid,
    Timestamp: timestamp,
    Signature: signCallback(key.secret, uuid, timestamp),
    'aws-access-key-id': key.id,
  };
}

/** The same fields but one. */
export const without = (fields: Readonly<Record<string, string>>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name));

export const formBody = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();

/** The three headers that sign a form's bytes. */
export function bodyHeaders(
  fields: Readonly<Record<string, string>>,
  secret: string,
  body = formBody(fields),
): Record<string, string> {
  const timestampSeconds = Math.floor(Date.parse(fields['Timestamp'] ?? '') / 1000);
  return bodySignatureHeaders(secret, { id: fields['UUID'] ?? '', timestampSeconds, body });
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly exchange: string | null;
  readonly code: string | null;
}

/** Posts bytes as they are. */
export async function postRaw(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  method = 'POST',
): Promise<Answer> {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(url, { method, headers: { ...type, ...headers }, ...(method === 'GET' ? {} : { body }) });
  return { ...answerOf(answer), text: await answer.text() };
}

export const answerOf = ({ status, headers }: Response): Omit<Answer, 'text'> => ({
  status,
  headers,
  exchange: headers.get('cartwright-exchange'),
  code: headers.get('cartwright-code'),
});

export const postForm = (
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Record<string, string> = {},
): Promise<Answer> => postRaw(url, formBody(fields), headers);
