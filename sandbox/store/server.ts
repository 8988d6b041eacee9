import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Stop } from '../stop.js';
import { countDown, type Door, hear, openDoor, settle } from './door.js';
import type { StoreMode } from './modes.js';
import type { Refused, Trust } from './verify.js';

/** A store that listens. */
export interface Store {
  readonly port: number;
  readonly notifications: Door;
  readonly webhooks: Door;
  /** More may come to be trusted while it is open. */
  readonly secrets: string[];
  readonly close: () => Promise<void>;
}

export interface StoreKey {
  readonly merchantId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface StoreSetup {
  readonly port: number;
  readonly key: StoreKey;
  readonly mode?: StoreMode;
  readonly echo?: boolean;
  readonly now?: () => number;
  /** Everything that is no delivery. */
  readonly page: (request: IncomingMessage, response: ServerResponse, body: string) => Promise<void> | void;
  /** Told after each delivery. */
  readonly onHeard?: () => void;
}

const HOST = '127.0.0.1';
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** In which a delivery that was put aside waits for the next one. */
const ASIDE_MS = 1_000;
const DRIP_MS = 500;
const DRIPS = 60;

export async function openStore({ port, key, mode, echo = false, now = Date.now, page, onHeard }: StoreSetup): Promise<Store> {
  const doors = { '/notifications': openDoor('notification', mode), '/webhooks': openDoor('webhook', mode) };
  for (const door of Object.values(doors)) door.echo = echo;
  const secrets: string[] = [];
  const keys = new Map([[key.accessKeyId, key.secretAccessKey]]);
  const trust: Trust = { keys, webhookSecrets: secrets, bodySignature: 'required', now };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const path = (request.url ?? '/').replace(/\?.*$/, '');
    if (!Object.hasOwn(doors, path)) return page(request, response, body.toString('utf8'));
    const door = doors[path as keyof typeof doors];
    await deliver(door, { request, response, body }, { trust, merchantId: key.merchantId });
    onHeard?.();
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // a store stays open whatever happens to one delivery
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? error.message : String(error));
    });
  });
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    notifications: doors['/notifications'],
    webhooks: doors['/webhooks'],
    secrets,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

interface Delivery {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

async function deliver(
  door: Door,
  { request, response, body }: Delivery,
  at: { readonly trust: Trust; readonly merchantId: string },
): Promise<void> {
  const { mode } = door;
  const believed = await hear(door, { method: request.method ?? 'GET', headers: request.headers, body }, at);
  if ('ok' in believed) {
    refuse(response, believed);
    return;
  }
  countDown(door);
  if (mode === 'reorder') setTimeout(() => settle(door), ASIDE_MS).unref();
  const echo = door.echo ? { 'cartwright-echo': `${believed.told.orderId} ${believed.digest}` } : {};
  reply(response, mode, echo);
}

function refuse(response: ServerResponse, { status, sentence }: Refused): void {
  response.writeHead(status, { 'content-type': 'text/plain', ...(status === 405 ? { allow: 'POST' } : {}) }).end(sentence);
}

function reply(response: ServerResponse, mode: StoreMode, echo: Readonly<Record<string, string>>): void {
  switch (mode) {
    case 'ok':
    case 'reorder':
    case 'replay':
      response.writeHead(200, echo).end();
      return;
    case 'hang':
    case 'act-then-time-out':
      return;
    case 'slow-body':
      response.writeHead(200, { 'content-type': 'text/plain', ...echo });
      drip(response, DRIPS);
      return;
    case '429':
      response.writeHead(429, { 'retry-after': '1' }).end();
      return;
    case '500':
    case '410':
    case '403':
      response.writeHead(Number(mode), { 'content-type': 'text/plain' }).end(`The store was told to answer ${mode}.`);
  }
}

function drip(response: ServerResponse, left: number): void {
  if (left === 0 || response.destroyed) {
    response.end();
    return;
  }
  response.write('.');
  setTimeout(() => drip(response, left - 1), DRIP_MS).unref();
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = new Stop(2, `Port ${port} on ${HOST} is taken. End the other store, or choose another port with --port.`);
      failed(error.code === 'EADDRINUSE' ? taken : error);
    });
    server.listen(port, HOST, done);
  });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
