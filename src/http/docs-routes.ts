import type { RequestHandler } from 'express';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { RouteRow } from '../core/access.js';
import { CartwrightError } from '../errors.js';
import { loadApiDescription } from './api/description.js';

const SWAGGER_FOLDER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** No script and no style stands in the page: it runs under the same content security policy as every other page. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cartwright API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<noscript><p>This page needs JavaScript. The same description as a file: <a href="/docs/openapi.json">openapi.json</a>.</p></noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `window.SwaggerUIBundle({ url: '/docs/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null, persistAuthorization: false });
`;

/** The API description as pages: swagger-ui from our own server, started by our own file. */
export function docsRoutes(): RouteRow<RequestHandler>[] {
  const access = { feature: 'public', right: 'view' } as const;
  // made when somebody reads it: to read all parts at each start is work for nobody
  let description: string | undefined;
  const send =
    (type: string, text: string | (() => string)): RequestHandler =>
    (_req, res) =>
      void res.type(type).send(typeof text === 'string' ? text : text());
  return [
    { method: 'get', path: '/docs', access, handlers: [send('html', PAGE)] },
    { method: 'get', path: '/docs/start.js', access, handlers: [send('js', START)] },
    {
      method: 'get',
      path: '/docs/openapi.json',
      access,
      handlers: [send('json', () => (description ??= JSON.stringify(loadApiDescription())))],
    },
    { method: 'get', path: '/docs/:asset', access, handlers: [sendAsset] },
  ];
}

const sendAsset: RequestHandler = (req, res, next) => {
  const { asset } = req.params;
  if (typeof asset !== 'string' || !ASSETS.includes(asset)) throw new CartwrightError('NOT_FOUND');
  res.sendFile(join(SWAGGER_FOLDER, asset), { maxAge: 86_400_000 }, (error) => {
    if (error instanceof Error) next(error);
  });
};
