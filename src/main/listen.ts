import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config.js';
import { refuseRequest } from './refuse-request.js';
import { codeOf, StartFault } from './start-fault.js';

/** A client has this long to send its headers, and this long for a whole request. */
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than load balancers keep idle connections (60 s), so that they close them, not we: no request meets a closing one. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/** The door of the service: it stands open from the first moment, and says what is going on until `serve` and after `drain`. */
export interface Door {
  readonly port: number;
  /** From now on requests go to the application. */
  serve(application: RequestListener): void;
  /**
   * Answers what is under way, refuses what is new, closes every connection; resolves to the number of requests that were
   * cut off at the deadline.
   */
  drain(deadlineMs: number): Promise<number>;
}

/** Listens on HOST and PORT. Throws a StartFault with a sentence where that cannot be. */
export async function openDoor(config: Config): Promise<Door> {
  let handle: RequestListener = (request, response) => refuseRequest(request, response, 'starting');
  const underWay = new Set<ServerResponse>();
  let emptied: (() => void) | null = null;
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS },
    (request: IncomingMessage, response: ServerResponse) => {
      underWay.add(response);
      response.once('close', () => {
        underWay.delete(response);
        if (underWay.size === 0) emptied?.();
      });
      handle(request, response);
    },
  );
  await listen(server, config);
  return {
    port: (server.address() as AddressInfo).port,
    serve: (application) => {
      handle = application;
    },
    drain: async (deadlineMs) => {
      handle = (request, response) => refuseRequest(request, response, 'stopping');
      if (underWay.size > 0) await withDeadline(deadlineMs, (done) => (emptied = done));
      const cutOff = underWay.size;
      server.close();
      server.closeAllConnections();
      return cutOff;
    },
  };
}

function withDeadline(ms: number, begin: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    begin(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new StartFault(listenSentence(error, host, port), error)));
    server.listen(port, host, resolve);
  });
}

function listenSentence(error: unknown, host: string, port: number): string {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`;
    case 'EACCES':
      return `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST is ${host}, which is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of them.`;
    default:
      return `Cartwright cannot listen on ${host}, port ${port}: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
