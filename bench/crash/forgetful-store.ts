import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seeded } from '../random.js';

const SHARE_FAILED = 0.1;
const SHARE_SILENT = 0.1;
/** An answer takes up to this long, so that kills fall between a delivery and its answer. */
const SLOWEST_MS = 40;

/** A post as it arrived. */
export interface Arrival {
  readonly format: 'webhook' | 'notification';
  /** webhook-id or NotificationReferenceId: what a store knows a repeat by. */
  readonly id: string;
  /** SHA-256 of the webhook's body, or of the notification's document. */
  readonly digest: string;
}

/** A fulfilment store with an endpoint of each format; it notes what came, in this order. */
export interface Store {
  readonly port: number;
  readonly urls: Readonly<Record<Arrival['format'], string>>;
  readonly arrivals: readonly Arrival[];
  stop(): Promise<void>;
}

/** Starts one that now and then answers 500, and now and then acts and then closes without an answer. */
export async function startForgetfulStore(seed: number): Promise<Store> {
  const arrivals: Arrival[] = [];
  const random = seeded(seed);
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      arrivals.push(arrivalOf(req, Buffer.concat(chunks).toString('utf8')));
      setTimeout(() => answer(res, random()), random() * SLOWEST_MS);
    });
    // the service is killed while it sends
    req.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  return {
    port,
    urls: { webhook: `${address}/webhooks`, notification: `${address}/notifications` },
    arrivals,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(res: ServerResponse, chance: number): void {
  if (chance < SHARE_SILENT) res.destroy();
  else res.writeHead(chance < SHARE_SILENT + SHARE_FAILED ? 500 : 200).end();
}

function arrivalOf({ url, headers }: IncomingMessage, body: string): Arrival {
  if (url === '/webhooks') return { format: 'webhook', id: String(headers['webhook-id']), digest: sha256(body) };
  // the form around it is signed afresh at each attempt
  const document = new URLSearchParams(body).get('NotificationData') ?? '';
  const id = /<NotificationReferenceId>([^<]*)</.exec(document)?.[1] ?? '';
  return { format: 'notification', id, digest: sha256(document) };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
