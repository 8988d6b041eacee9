import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { RequestHandler } from 'express';
import type { RouteRow } from '../core/access.js';
import { CartwrightError } from '../errors.js';
import { SCHEMAS_FOLDER } from './api/description.js';

const TYPES: Readonly<Record<string, string>> = {
  '.xsd': 'application/xml; charset=utf-8',
  '.yaml': 'application/yaml; charset=utf-8',
  '.json': 'application/schema+json; charset=utf-8',
};
/** `2009-05-15/callback.xsd`, `openapi.yaml`, `openapi/settings.yaml`, `cart.schema.json`. */
const PATH = /^(?:(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|openapi|examples)\/)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:xsd|yaml|json)$/;

/** `GET /schemas/2009-05-15/callback.xsd` and so on, for integrators to download. */
export function schemaRoutes(): RouteRow<RequestHandler>[] {
  return [{ method: 'get', path: '/schemas/*path', access: { feature: 'public', right: 'view' }, handlers: [sendSchema] }];
}

const sendSchema: RequestHandler = async (req, res) => {
  const parts = req.params['path'];
  const path = Array.isArray(parts) ? parts.join('/') : '';
  const text = PATH.test(path) ? await readSchema(path) : null;
  if (text === null)
    throw new CartwrightError('NOT_FOUND', {
      detail: 'There is no such schema. See /schemas/openapi.yaml or /schemas/2009-05-15/callback.xsd.',
    });
  res.setHeader('Content-Type', TYPES[extname(path)] ?? 'text/plain; charset=utf-8');
  res.setHeader('Cache-Control', 'public, max-age=300');
  res.end(text);
};

async function readSchema(path: string): Promise<Buffer | null> {
  const file = /^[0-9]/.test(path) ? `wire/${path}` : path;
  try {
    return await readFile(`${SCHEMAS_FOLDER}${file}`);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
