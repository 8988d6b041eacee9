import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import express, { Router, type RequestHandler } from 'express';
import { createFormLimiter } from './checkout/form-limiter.js';
import { checkoutRouter } from './checkout/router.js';
import type { Config } from './config.js';
import { declareRoutes, undeclaredRoutes } from './core/access.js';
import { createBackground } from './flows/checkout/background.js';
import { createCheckoutDeps, type CheckoutDeps } from './flows/checkout/deps.js';
import { createKeyUse, type KeyUse } from './flows/key-use.js';
import { createKeyring } from './flows/keyring.js';
import { apiRouter } from './http/api.js';
import { callbackRoutes } from './http/callbacks.js';
import { checkoutRoutes } from './http/checkout-intake.js';
import type { HttpDeps } from './http/deps.js';
import { docsHeaders } from './http/docs-headers.js';
import { docsRoutes } from './http/docs-routes.js';
import { answerAnyError, nothingHere } from './http/page-errors.js';
import { protocolFirst } from './http/protocol.js';
import { createRefusalLimiter } from './http/refusal-limiter.js';
import { remoteAddress } from './http/remote-address.js';
import { schemaRoutes } from './http/schema-routes.js';
import { frontDoor, serviceRoutes } from './http/service-routes.js';
import { PAGES, tellPages } from './http/tell-pages.js';
import { consoleRouter } from './console/router.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import { createGuardedFetch } from './outbound/guarded-fetch.js';
import type { Db } from './store/db.js';
import type { Recorder } from './store/recorder.js';
import type { Vault } from './vault.js';

export interface AppDeps {
  readonly db: Db;
  readonly vault: Vault;
  readonly recorder: Recorder;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Of whoever writes it down at shutdown too; else the application has one of its own. */
  readonly keyUse?: KeyUse;
  /** Of whoever runs the jobs beside it; else the application has its own, with the peers that were configured. */
  readonly checkout?: CheckoutDeps;
}

/** The table of contents of HTTP: every mount in its order. Throws where a route declares no feature and right. */
export function createApp(deps: AppDeps): RequestListener {
  const http = httpDeps(deps);
  const app = express();
  app.disable('x-powered-by').set('etag', false).set('query parser', 'simple').set('trust proxy', deps.config.trustProxy);

  const service = Router();
  service.use('/docs', docsHeaders(deps.config));
  declareRoutes<RequestHandler>(service, [...frontDoor(), ...serviceRoutes(http), ...schemaRoutes(), ...docsRoutes()]);
  app.use(service);
  const api = apiRouter(http);
  app.use(api);
  app.use(PAGES, tellPages(http));
  const buyers = checkoutRouter({ ...checkoutDeps(deps, http), log: deps.log, forms: createFormLimiter() });
  app.use(buyers);
  const pages = consoleRouter({ ...deps, keyring: http.keyring, allow: http.allow });
  app.use(pages);

  app.use(nothingHere);
  app.use(answerAnyError(deps));
  const undeclared = [service, api, buyers, pages].flatMap(undeclaredRoutes);
  if (undeclared.length > 0) throw new Error(`These routes declare no feature and right: ${undeclared.join(', ')}`);
  // The protocol stands before all of this: nothing of what pages need is in its way.
  return protocolFirst([...callbackRoutes(http), ...checkoutRoutes(http)], app, deps.log);
}

function httpDeps(deps: AppDeps): HttpDeps {
  const notWritten = (cause: unknown): void => deps.log.warn('The last use of keys could not be written.', { cause });
  return {
    ...deps,
    keyUse: deps.keyUse ?? createKeyUse(deps.db, notWritten),
    keyring: createKeyring(deps),
    limiter: createRefusalLimiter(deps.config.rateLimit),
    remoteOf: remoteAddress(deps.config.trustProxy),
    random: randomBytes,
    allow: allowOf(deps),
  };
}

const allowOf = ({ checkout, config }: AppDeps): HttpDeps['allow'] => checkout?.allow ?? config.outboundAllow ?? [];

/** What checkouts are made with. */
export function checkoutDeps(deps: AppDeps, { keyring }: Pick<HttpDeps, 'keyring'>): CheckoutDeps {
  const background = createBackground((name, cause) => deps.log.warn(`This failed: ${name}.`, { cause }));
  const network = { fetch: createGuardedFetch(), allow: allowOf(deps) };
  return deps.checkout ?? createCheckoutDeps({ ...deps, keyring, background }, network);
}
