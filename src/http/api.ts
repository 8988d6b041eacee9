import { Router, type RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import { declareRoutes } from '../core/access.js';
import { loadApiDescription } from './api/description.js';
import { CartwrightError } from '../errors.js';
import { authenticate, beginCall, pathOf, readApiBody, requireBody } from './api/call.js';
import { answerApiError } from './api/errors.js';
import { apiRoutes } from './api/routes.js';
import type { HttpDeps } from './deps.js';

type ApiSpec = Exclude<Parameters<typeof OpenApiValidator.middleware>[0]['apiSpec'], string>;

/** `/v1`: access key, body, API description (requests and responses), route; every refusal a problem document. */
export function apiRouter(deps: HttpDeps): Router {
  // one spelling of each address: what is decided by the path, an Idempotency-Key for one, is decided once
  const router = Router({ caseSensitive: true, strict: true });
  let check: RequestHandler | undefined;
  // Made for the first call: to compile all schemas takes as long as everything else of a start, and shops wait for that.
  const validate: RequestHandler = (req, res, next) => void (check ??= descriptionCheck())(req, res, next);
  router.use('/v1', beginCall(deps), authenticate(deps), readApiBody, validate, requireBody);
  declareRoutes<RequestHandler>(router, apiRoutes(deps));
  router.use('/v1', noSuchAddress, answerApiError(deps));
  return router;
}

/** The API description does not mind how an address is written. */
const noSuchAddress: RequestHandler = (req) => {
  const path = pathOf(req).slice(0, 200);
  throw new CartwrightError('NOT_FOUND', {
    detail: `There is nothing at ${path}. Write addresses as they are listed at /docs, in lower case and without a slash at the end.`,
  });
};

function descriptionCheck(): RequestHandler {
  const validators = OpenApiValidator.middleware({
    apiSpec: loadApiDescription() as unknown as ApiSpec,
    validateRequests: { allErrors: true, discriminator: true, coerceTypes: false },
    validateResponses: true,
    // authenticate() has done it: the key decides more than a yes or no.
    validateSecurity: false,
    fileUploader: false,
  });
  return Router().use(...validators);
}
