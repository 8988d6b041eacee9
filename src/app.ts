import express, { type Express, type RequestHandler } from 'express';
import { declareRoutes } from './core/access.js';
import type { Config } from './config.js';
import { consoleRouter } from './console/router.js';
import { createKeyUse } from './flows/key-use.js';
import { createKeyring } from './flows/keyring.js';
import { callbackRoutes } from './http/callbacks.js';
import type { HttpDeps } from './http/deps.js';
import { createRefusalLimiter } from './http/refusal-limiter.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { Db } from './store/db.js';
import type { Recorder } from './store/recorder.js';
import type { Vault } from './vault.js';

/** What the service is made of; `main.ts` and the tests put it together. */
export interface AppDeps {
  readonly db: Db;
  readonly vault: Vault;
  readonly recorder: Recorder;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The table of contents of HTTP: every mount on one screen, the protocol before everything else. */
export function createApp(parts: AppDeps): Express {
  const deps: HttpDeps = {
    ...parts,
    keyring: createKeyring(parts),
    keyUse: createKeyUse(parts.db, (cause) => parts.log.warn('The last use of keys could not be written.', { cause })),
    limiter: createRefusalLimiter(parts.config.rateLimit),
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', parts.config.trustProxy);
  declareRoutes<RequestHandler>(app, callbackRoutes(deps));
  app.get('/readyz', (_q, s) => void s.end('ok'));
  app.use(consoleRouter(deps));
  return app;
}
