import type { Request, RequestHandler, Response } from 'express';
import type { RouteRow } from '../../core/access.js';
import type { Endpoint } from '../../core/endpoint.js';
import type { EndpointWish } from '../../core/endpoint-wish.js';
import { CartwrightError } from '../../errors.js';
import { pauseEndpoint, removeEndpoint, resumeEndpoint } from '../../flows/endpoint/hold-endpoint.js';
import { changeEndpoint, createEndpoint, endpointOf, rotateSecret, type WithSecret } from '../../flows/endpoint/save-endpoint.js';
import { testEndpoint } from '../../flows/endpoint/test-endpoint.js';
import { nowOf } from '../../flows/order/order-time.js';
import { namesVersion, settingsTag } from '../../flows/save-settings.js';
import { listEndpoints, type EndpointKey } from '../../store/endpoints.js';
import { loadEndpointHealth } from '../../store/endpoint/health.js';
import { encodeEndpoint } from '../../wire/json-endpoint.js';
import type { HttpDeps } from '../deps.js';
import { answerPlain, answerRecorded, JSON_TYPE } from './answer.js';
import { callerOf, callOf } from './call.js';
import { wishOf } from './idempotency.js';
import { locateFaults } from './locate-faults.js';

const DAY_MS = 86_400_000;

/** Where events are sent; `once` keeps the answer of an Idempotency-Key. */
export function endpointRoutes(deps: HttpDeps, once: RequestHandler): RouteRow<RequestHandler>[] {
  const look = { feature: 'order-pipeline', right: 'view' } as const;
  const change = { feature: 'order-pipeline', right: 'edit' } as const;
  const one = '/v1/endpoints/:id';
  return [
    { method: 'get', path: '/v1/endpoints', access: look, handlers: [getEndpoints(deps)] },
    { method: 'post', path: '/v1/endpoints', access: change, handlers: [once, postEndpoint(deps)] },
    { method: 'get', path: one, access: look, handlers: [getEndpoint(deps)] },
    { method: 'put', path: one, access: change, handlers: [putEndpoint(deps)] },
    { method: 'delete', path: one, access: change, handlers: [deleteEndpoint(deps)] },
    { method: 'post', path: `${one}/test`, access: change, handlers: [once, postTest(deps)] },
    { method: 'post', path: `${one}/rotate`, access: change, handlers: [once, postRotate(deps)] },
    { method: 'post', path: `${one}/pause`, access: change, handlers: [once, postPause(deps)] },
    { method: 'post', path: `${one}/resume`, access: change, handlers: [once, postResume(deps)] },
  ];
}

/** The endpoint that the address names, in the caller's environment. */
export function endpointKeyOf(req: Request): EndpointKey {
  const { id } = req.params;
  return { environmentId: callerOf(req).open.environment.id, id: typeof id === 'string' ? id : '' };
}

function getEndpoints(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const endpoints = await listEndpoints(deps.db, callerOf(req).open.environment.id);
    answerPlain(deps, req, res, {
      status: 200,
      contentType: JSON_TYPE,
      body: { items: endpoints.map(encodeEndpoint), next: null },
    });
  };
}

function postEndpoint(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { environmentId } = endpointKeyOf(req);
    const made = await located(req, createEndpoint(deps, environmentId, { ...(req.body as EndpointWish), once: wishOf(req) }));
    await answer(deps, req, res, { ...made, status: 201 });
  };
}

function getEndpoint(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const key = endpointKeyOf(req);
    const endpoint = await endpointOf(deps, key);
    const health = await loadEndpointHealth(deps.db, key.id, (await nowOf(deps, key.environmentId)) - DAY_MS);
    const oldestWaiting = health.oldestWaiting === null ? null : new Date(health.oldestWaiting).toISOString();
    const body = { ...encodeEndpoint(endpoint), health: { ...health, oldestWaiting } };
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, headers: tagOf(endpoint), body });
  };
}

function putEndpoint(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const key = endpointKeyOf(req);
    const { version } = await endpointOf(deps, key);
    if (!namesVersion(req.get('if-match'), version))
      throw new CartwrightError('ENDPOINT_CHANGED', {
        detail: `Version ${version} of the endpoint is in force, not the one that If-Match names. Read it again and repeat your change.`,
      });
    const endpoint = await located(req, changeEndpoint(deps, key, { wish: req.body as EndpointWish, version }));
    await answer(deps, req, res, { endpoint });
  };
}

function deleteEndpoint(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const key = endpointKeyOf(req);
    await removeEndpoint(deps, key);
    const refs = { endpointId: key.id };
    await answerRecorded(deps, req, res, { status: 200, contentType: JSON_TYPE, body: { endpointId: key.id }, refs });
  };
}

function postTest(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const key = endpointKeyOf(req);
    const { deliveryId } = await testEndpoint(deps, key, wishOf(req));
    const refs = { endpointId: key.id, deliveryId };
    await answerRecorded(deps, req, res, { status: 202, contentType: JSON_TYPE, body: { deliveryId }, refs });
  };
}

function postRotate(deps: HttpDeps): RequestHandler {
  return async (req, res) => answer(deps, req, res, await rotateSecret(deps, endpointKeyOf(req), { once: wishOf(req) }));
}

function postPause(deps: HttpDeps): RequestHandler {
  return async (req, res) => answer(deps, req, res, { endpoint: await pauseEndpoint(deps, endpointKeyOf(req), wishOf(req)) });
}

function postResume(deps: HttpDeps): RequestHandler {
  return async (req, res) => answer(deps, req, res, { endpoint: await resumeEndpoint(deps, endpointKeyOf(req), wishOf(req)) });
}

interface Told extends Partial<WithSecret> {
  readonly endpoint: Endpoint;
  readonly status?: number;
}

async function answer(deps: HttpDeps, req: Request, res: Response, { endpoint, secret, status = 200 }: Told): Promise<void> {
  const body = { ...encodeEndpoint(endpoint), ...(typeof secret === 'string' ? { secret } : {}) };
  const refs = { endpointId: endpoint.id };
  await answerRecorded(deps, req, res, { status, contentType: JSON_TYPE, headers: tagOf(endpoint), body, refs });
}

const tagOf = ({ version }: Endpoint): { readonly ETag: string } => ({ ETag: settingsTag(version) });

/** Faults of the body with their line and column. */
async function located<T>(req: Request, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof CartwrightError) || error.faults.length === 0) throw error;
    const { code, detail } = error;
    throw new CartwrightError(code, { detail, faults: locateFaults(error.faults, callOf(req).raw) });
  }
}
