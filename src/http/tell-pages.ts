import type { Request, RequestHandler } from 'express';
import type { HttpDeps } from './deps.js';

/** Where pages are; addresses of buyers hold secrets, so that only the pattern of a route may be logged. */
export const PAGES = ['/pay', '/orders', '/console', '/help'];

/** One line for the log and one count for each request for a page, once its answer has left. */
export function tellPages({ log, metrics, remoteOf }: Pick<HttpDeps, 'log' | 'metrics' | 'remoteOf'>): RequestHandler {
  return (req, res, next) => {
    const startedMs = performance.now();
    const remote = remoteOf(req);
    const { baseUrl } = req;
    res.once('close', () => {
      const ms = performance.now() - startedMs;
      const status = res.writableFinished ? res.statusCode : 0;
      const route = routeOf(req) ?? `${baseUrl}/*`;
      const outcome = outcomeOf(status);
      const said = (name: string): string | undefined => {
        const value = res.getHeader(name);
        return typeof value === 'string' ? value : undefined;
      };
      metrics.request(route, outcome, ms / 1000);
      log.request({
        method: req.method,
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        code: said('Cartwright-Code'),
        outcome,
        exchange: said('Cartwright-Exchange'),
        remote,
      });
    });
    next();
  };
}

const outcomeOf = (status: number): string => (status === 0 || status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'ok');

function routeOf(req: Request): string | null {
  const route: unknown = req.route;
  return typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string' ? route.path : null;
}
