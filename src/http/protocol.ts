import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { RouteRow } from '../core/access.js';
import type { Log } from '../log.js';

/** Answers a request of the protocol; `parameter` is the decoded part of the path after the route's fixed one. */
export type ProtocolHandler = (req: IncomingMessage, res: ServerResponse, parameter: string) => Promise<void>;

/** A route of the protocol: `/callbacks/:merchantId`. Every method ends there, so that each refusal is phrased by the protocol. */
export type ProtocolRow = RouteRow<ProtocolHandler> & { readonly method: 'all' };

/**
 * Requests of the protocol's routes go straight to their handlers, all others to the pages and the API. Express costs about
 * 100 us a request, which is more than reading the form, checking the signature and pricing the cart (docs/performance.md).
 */
export function protocolFirst(rows: readonly ProtocolRow[], others: RequestListener, log: Pick<Log, 'error'>): RequestListener {
  const routes = rows.map(({ path, handlers }) => ({ start: path.slice(0, path.indexOf(':')), handler: handlers[0] }));
  return (req, res) => {
    const url = req.url ?? '';
    const route = routes.find(({ start }) => url.startsWith(start));
    const parameter = route === undefined ? null : parameterOf(url, route.start);
    if (route?.handler === undefined || parameter === null) {
      others(req, res);
      return;
    }
    route.handler(req, res, parameter).catch((cause: unknown) => {
      log.error('A request of the protocol could not be answered.', { cause });
      res.destroy();
    });
  };
}

/** The rest of the path if it is one part, perhaps with a slash at its end; null where it is none or cannot be decoded. */
function parameterOf(url: string, start: string): string | null {
  const question = url.indexOf('?');
  const path = question === -1 ? url : url.slice(0, question);
  const part = path.endsWith('/') ? path.slice(start.length, -1) : path.slice(start.length);
  if (part === '' || part.includes('/')) return null;
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
