import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { ShopDemo } from '../demo-file.js';
import { Stop } from '../stop.js';
import { hear, type ShopCall, type ShopReport } from './callback-endpoint.js';
import { selfSignedCertificate } from './certificate.js';
import type { Reply } from './misbehave.js';
import type { Mode } from './modes.js';

/** What came to one address of the endpoint. */
export interface Line {
  mode: Mode;
  readonly calls: ShopCall[];
  readonly reports: ShopReport[];
  /** Posts that were nothing that a checkout sends. */
  readonly nonsense: string[];
}

/** A shop that listens. */
export interface Shop {
  readonly port: number;
  /** What came to `/callback/<name>`; '' is `/callback` itself. Made when it is first asked for, in the mode of ''. */
  readonly line: (name: string) => Line;
  /** Connections that spoke TLS. */
  readonly secureConnections: () => number;
  readonly close: () => Promise<void>;
}

export type Page = (request: IncomingMessage, response: ServerResponse, body: string) => Promise<void> | void;

const HOST = '127.0.0.1';
/** First byte of a TLS handshake. */
const HANDSHAKE = 0x16;
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * Opens the shop. HTTP and TLS share the port, told apart by their first byte: the service may call exactly this address and
 * port, and so the certificate that nobody vouches for can be met there too.
 */
export async function openShop(port: number, demo: ShopDemo, page: Page): Promise<Shop> {
  const lines = new Map<string, Line>();
  const line = (name: string): Line => {
    const known = lines.get(name);
    if (known !== undefined) return known;
    const fresh: Line = { mode: name === '' ? 'ok' : line('').mode, calls: [], reports: [], nonsense: [] };
    lines.set(name, fresh);
    return fresh;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const name = /^\/callback(?:\/([\w-]+))?$/.exec(pathOf(request));
    if (name === null) await page(request, response, body);
    else await answerCallback(line(name[1] ?? ''), { request, response, body, demo });
  };
  const http = createHttpServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // a shop stays open whatever happens to one of its pages
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? error.message : String(error));
    });
  });
  let secure = 0;
  const tls = createTlsServer(selfSignedCertificate(), (socket) => void http.emit('connection', socket));
  tls.on('tlsClientError', () => undefined);
  const sockets = new Set<Socket>();
  const tcp = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === HANDSHAKE) secure += 1;
      (first[0] === HANDSHAKE ? tls : http).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await listen(tcp, port);
  return {
    port: (tcp.address() as AddressInfo).port,
    line,
    secureConnections: () => secure,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => tcp.close(() => done()));
    },
  };
}

export const pathOf = (request: IncomingMessage): string => (request.url ?? '/').replace(/\?.*$/, '');

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      failed(
        error.code === 'EADDRINUSE'
          ? new Stop(2, `Port ${port} on ${HOST} is taken. End the other shop, or choose another port with --port.`)
          : error,
      );
    });
    server.listen(port, HOST, done);
  });
}

interface CallbackPost {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
  readonly demo: ShopDemo;
}

async function answerCallback(line: Line, { request, response, body, demo }: CallbackPost): Promise<void> {
  const { merchantId, sandbox: key } = demo;
  const heard = await hear({ headers: request.headers, body }, line.mode, { key, merchantId });
  switch (heard.kind) {
    case 'report':
      line.reports.push(heard.report);
      response.writeHead(200).end();
      return;
    case 'nonsense':
      line.nonsense.push(heard.sentence);
      response.writeHead(400, { 'content-type': 'text/plain' }).end(heard.sentence);
      return;
    case 'call':
      line.calls.push(heard.call);
      send(heard.reply, request, response);
  }
}

function send(reply: Reply, request: IncomingMessage, response: ServerResponse): void {
  if (reply.kind === 'hang') return;
  if (reply.kind === 'close') {
    request.socket.destroy();
    return;
  }
  const { status, headers, body, delayMs } = reply;
  const later = setTimeout(() => response.writeHead(status, headers).end(body), delayMs);
  response.on('close', () => clearTimeout(later));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
