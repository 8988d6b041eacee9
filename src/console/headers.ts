import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { ConsoleDeps } from './deps.js';
import { isHttps } from './session.js';

/** Headers of every page: nothing but our own files is loaded, run or framed, and nothing is kept by caches in between. */
export function pageHeaders(deps: ConsoleDeps): RequestHandler[] {
  const https = isHttps(deps);
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'"],
          fontSrc: ["'self'"],
          scriptSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
        },
      },
      strictTransportSecurity: https,
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    }),
    (_request, response, next) => {
      response.setHeader('Cache-Control', 'no-store');
      next();
    },
  ];
}
