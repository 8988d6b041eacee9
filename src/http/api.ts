import { Router, type RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import { declareRoutes } from '../core/access.js';
import { loadApiDescription } from './api/description.js';
import { authenticate, beginCall, readApiBody } from './api/call.js';
import { answerApiError } from './api/errors.js';
import { apiRoutes } from './api/routes.js';
import type { HttpDeps } from './deps.js';

type ApiSpec = Exclude<Parameters<typeof OpenApiValidator.middleware>[0]['apiSpec'], string>;

/** `/v1`: access key, body, API description (requests and responses), route; every refusal a problem document. */
export function apiRouter(deps: HttpDeps): Router {
  const router = Router();
  const validator = OpenApiValidator.middleware({
    apiSpec: loadApiDescription() as unknown as ApiSpec,
    validateRequests: { allErrors: true, discriminator: true, coerceTypes: false },
    validateResponses: true,
    // authenticate() has done it: the key decides more than a yes or no.
    validateSecurity: false,
    fileUploader: false,
  });
  router.use('/v1', beginCall(deps), authenticate(deps), readApiBody, ...validator);
  declareRoutes<RequestHandler>(router, apiRoutes(deps));
  router.use('/v1', answerApiError(deps));
  return router;
}
