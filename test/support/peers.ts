import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A server of the other side on this machine, and how often it was connected to. */
export interface Peer {
  readonly port: number;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

const certificate = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

/** The authority that signed the certificate of `securePeer('server.crt', …)`. */
export const testAuthority = (): string => certificate('authority.crt');

/** Speaks HTTP on 127.0.0.1. */
export const httpPeer = (listener: RequestListener, host?: string): Promise<Peer> => listening(createServer(listener), host);

/** Speaks HTTPS with one of the certificates of test/fixtures/tls. */
export const securePeer = (name: 'server.crt' | 'self-signed.crt', listener: RequestListener): Promise<Peer> =>
  listening(createSecureServer({ cert: certificate(name), key: certificate('server.key') }, listener));

/** Does with each connection what a test wants. */
export const tcpPeer = (onConnection: (socket: Socket) => void): Promise<Peer> =>
  listening(createTcpServer((socket) => onConnection(socket.on('error', () => undefined))));

async function listening(server: Server, host = '127.0.0.1'): Promise<Peer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(0, host, ready));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return new Promise((closed) => server.close(() => closed()));
  };
  return { port, connections: () => connections, close };
}

/** A port on 127.0.0.1 that nobody listens on. */
export async function closedPort(): Promise<number> {
  const peer = await tcpPeer(() => undefined);
  await peer.close();
  return peer.port;
}
