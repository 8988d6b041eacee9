import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seeded } from '../random.js';

/** Of webhooks, by their ids: these are refused until the store is mended. */
const SHARE_REFUSED = 0.06;
/** So often, until Cartwright gives them up for dead. */
const REFUSALS = 3;
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
  /** `format id` of all that it answered 200 to. */
  readonly taken: ReadonlySet<string>;
  /** From now on it takes what it has refused so often that nobody sends it any more. */
  readonly mend: () => void;
  stop(): Promise<void>;
}

/**
 * Starts one that now and then answers 500, now and then acts and then closes without an answer, and that refuses some events
 * until it is mended.
 */
export async function startForgetfulStore(seed: number): Promise<Store> {
  const arrivals: Arrival[] = [];
  const taken = new Set<string>();
  const bug = seededBug(seed);
  const random = seeded(seed);
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const arrival = arrivalOf(req, Buffer.concat(chunks).toString('utf8'));
      arrivals.push(arrival);
      const status = bug.refuses(arrival) ? 400 : statusOf(random());
      setTimeout(() => {
        if (status === 200) taken.add(nameOfArrival(arrival));
        answer(res, status);
      }, random() * SLOWEST_MS);
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
    taken,
    mend: bug.mend,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** As sets of what came name it. */
export const nameOfArrival = ({ format, id }: Pick<Arrival, 'format' | 'id'>): string => `${format} ${id}`;

interface Bug {
  refuses(arrival: Arrival): boolean;
  readonly mend: () => void;
}

/** A store that cannot read some webhooks, always the same ones, until somebody has mended it for those that he heard of. */
function seededBug(seed: number): Bug {
  const refusals = new Map<string, number>();
  const mended = new Set<string>();
  return {
    refuses: ({ format, id }) => {
      if (format !== 'webhook' || mended.has(id) || shareOf(`${seed} ${id}`) >= SHARE_REFUSED) return false;
      refusals.set(id, (refusals.get(id) ?? 0) + 1);
      return true;
    },
    mend: () => {
      for (const [id, times] of refusals) if (times >= REFUSALS) mended.add(id);
    },
  };
}

/** 0 to 1, the same for the same text. */
const shareOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;

/** 0: no answer at all. */
function statusOf(chance: number): 0 | 200 | 500 {
  if (chance < SHARE_SILENT) return 0;
  return chance < SHARE_SILENT + SHARE_FAILED ? 500 : 200;
}

function answer(res: ServerResponse, status: number): void {
  if (status === 0) res.destroy();
  else res.writeHead(status).end();
}

function arrivalOf({ url, headers }: IncomingMessage, body: string): Arrival {
  if (url === '/webhooks') return { format: 'webhook', id: String(headers['webhook-id']), digest: sha256(body) };
  // the form around it is signed afresh at each attempt
  const document = new URLSearchParams(body).get('NotificationData') ?? '';
  const id = /<NotificationReferenceId>([^<]*)</.exec(document)?.[1] ?? '';
  return { format: 'notification', id, digest: sha256(document) };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
