import type { RequestHandler } from 'express';
import { ASSET_VERSION, findAsset } from '../ui/assets.js';
import { CartwrightError } from '../errors.js';

const A_YEAR = 'public, max-age=31536000, immutable';
const NOT_KEPT = 'no-cache';

/** `/assets/{version}/{file}`: our stylesheets, script, mark and typeface. An old version gets the file of today, unkept. */
export const serveAsset: RequestHandler = (request, response) => {
  const [version, ...rest] = request.path.slice(1).split('/');
  const asset = findAsset(rest.join('/'));
  if (asset === null || (request.method !== 'GET' && request.method !== 'HEAD')) throw new CartwrightError('NOT_FOUND');
  const gzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? asset.gzip : undefined;
  response.setHeader('Content-Type', asset.contentType);
  response.setHeader('Cache-Control', version === ASSET_VERSION ? A_YEAR : NOT_KEPT);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Vary', 'Accept-Encoding');
  if (gzip !== undefined) response.setHeader('Content-Encoding', 'gzip');
  response.end(request.method === 'HEAD' ? undefined : (gzip ?? asset.body));
};
