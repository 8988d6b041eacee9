import type { Request, RequestHandler, Response } from 'express';
import { timingSafeEqual, createHash } from 'node:crypto';
import type { RouteRow } from '../core/access.js';
import { CartwrightError } from '../errors.js';
import { databaseFaults } from '../store/health.js';
import type { HttpDeps } from './deps.js';

/** Less free disk than this and the service says that it is not ready. */
const MINIMUM_FREE_BYTES = 100 * 1_048_576;
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

/** Whoever types the bare address is looking for the console. */
export function frontDoor(): RouteRow<RequestHandler>[] {
  const access = { feature: 'public', right: 'view' } as const;
  return [{ method: 'get', path: '/', access, handlers: [(_req, res) => res.redirect(303, '/console')] }];
}

/** Health for load balancers and counters for whoever watches. */
export function serviceRoutes(deps: HttpDeps): RouteRow<RequestHandler>[] {
  const everyone = { feature: 'public', right: 'view' } as const;
  return [
    { method: 'get', path: '/healthz', access: everyone, handlers: [(_req, res) => sendText(res, 'ok\n')] },
    { method: 'get', path: '/readyz', access: everyone, handlers: [readyz(deps)] },
    { method: 'get', path: '/metrics', access: { feature: 'operator', right: 'view' }, handlers: [metrics(deps)] },
  ];
}

function readyz({ db, log }: HttpDeps): RequestHandler {
  return async (_req, res) => {
    const faults = await databaseFaults(db, { minimumFreeBytes: MINIMUM_FREE_BYTES });
    if (faults.length === 0) {
      sendText(res, 'ready\n');
      return;
    }
    log.warn('The service is not ready.', { faults });
    // The sentences may hold what a driver says: they are for the log, not for whoever asks.
    throw new CartwrightError('DATABASE_UNAVAILABLE', { headers: { 'Retry-After': '5' } });
  };
}

/** Loopback, or the token of CARTWRIGHT_METRICS_TOKEN. A request that came through a proxy is not from this machine. */
function metrics({ config, metrics: counters }: HttpDeps): RequestHandler {
  return async (req, res) => {
    if (!isLocal(req) && !hasToken(req, config.metricsToken))
      throw new CartwrightError('NOT_FOUND', { detail: 'There is nothing at /metrics for you.' });
    const text = await counters.scrape();
    res.setHeader('Content-Type', counters.contentType);
    res.end(text);
  };
}

const isLocal = (req: Request): boolean =>
  LOOPBACK.test(req.socket.remoteAddress ?? '') &&
  req.headers['x-forwarded-for'] === undefined &&
  req.headers.forwarded === undefined;

function hasToken(req: Request, token: string | null): boolean {
  if (token === null) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(req.get('authorization') ?? ''), digest(`Bearer ${token}`));
}

function sendText(res: Response, text: string): void {
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  res.setHeader('Cache-Control', 'no-store');
  res.end(text);
}
