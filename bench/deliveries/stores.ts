import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A fulfilment store that reads webhooks, notes when each came first, and answers. */
export interface Store {
  readonly url: string;
  readonly port: number;
  /** Order id -> when its event came for the first time, as `performance.now()` tells. */
  readonly arrived: Map<string, number>;
  /** Posts of an event that had come before. */
  doubled: number;
  stop(): Promise<void>;
}

/** Starts one that answers 204 after `afterMs`. */
export async function startStore(afterMs: number): Promise<Store> {
  const arrived = new Map<string, number>();
  const answer = (res: ServerResponse): void => void res.writeHead(204).end();
  const server = createServer((req, res) => {
    const at = performance.now();
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const { data } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { data: { order: { orderId: string } } };
      const { orderId } = data.order;
      if (arrived.has(orderId)) store.doubled++;
      else arrived.set(orderId, at);
      if (afterMs === 0) answer(res);
      else setTimeout(() => answer(res), afterMs);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const store: Store = { url: `http://127.0.0.1:${port}/orders`, port, arrived, doubled: 0, stop: () => stop(server) };
  return store;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
