import type { Request, RequestHandler, Response } from 'express';
import type { RouteRow } from '../../core/access.js';
import { deliveryState, type Delivery, type DeliveryOutcome, type Holding } from '../../core/delivery.js';
import { CartwrightError } from '../../errors.js';
import { holdingOf } from '../../flows/delivery/holding.js';
import { endpointOf } from '../../flows/endpoint/save-endpoint.js';
import { nowOf } from '../../flows/order/order-time.js';
import { retryDelivery, skipDelivery } from '../../flows/delivery/change-delivery.js';
import { findDelivery, listAttempts, listDeliveries } from '../../store/deliveries.js';
import { encodeAttempt, encodeDelivery } from '../../wire/json-endpoint.js';
import type { HttpDeps } from '../deps.js';
import { answerPlain, answerRecorded, JSON_TYPE } from './answer.js';
import { callerOf } from './call.js';
import { endpointKeyOf } from './endpoints.js';
import { wishOf } from './idempotency.js';
import { readPage } from './page.js';

/** What was sent to endpoints; `once` keeps the answer of an Idempotency-Key. */
export function deliveryRoutes(deps: HttpDeps, once: RequestHandler): RouteRow<RequestHandler>[] {
  const look = { feature: 'order-pipeline', right: 'view' } as const;
  const change = { feature: 'order-pipeline', right: 'edit' } as const;
  const one = '/v1/deliveries/:id';
  return [
    { method: 'get', path: '/v1/endpoints/:id/deliveries', access: look, handlers: [getDeliveries(deps)] },
    { method: 'get', path: one, access: look, handlers: [getDelivery(deps)] },
    { method: 'post', path: `${one}/retry`, access: change, handlers: [once, postChange(deps, retryDelivery)] },
    { method: 'post', path: `${one}/skip`, access: change, handlers: [once, postChange(deps, skipDelivery)] },
  ];
}

function getDeliveries(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { environmentId, id: endpointId } = endpointKeyOf(req);
    const endpoint = await endpointOf(deps, { environmentId, id: endpointId });
    const { outcome, orderId } = req.query;
    const search = {
      endpointId,
      ...(typeof orderId === 'string' ? { orderId } : {}),
      ...(typeof outcome === 'string' ? { outcomes: [outcome as DeliveryOutcome | 'open'] } : {}),
    };
    const { items, next } = await listDeliveries(deps.db, environmentId, { ...readPage(req), search });
    const holding = await holdingOf(deps.db, endpoint);
    const clocks = await clocksOf(deps, environmentId);
    const encoded = items.map((delivery) => encodeDelivery(delivery, deliveryState(delivery, holding, clocks)));
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body: { items: encoded, next } });
  };
}

function getDelivery(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const delivery = await deliveryOf(deps, req);
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body: await bodyOf(deps, delivery) });
  };
}

type Change = typeof retryDelivery;

function postChange(deps: HttpDeps, change: Change): RequestHandler {
  return async (req, res) => {
    const { environmentId, id, endpointId, orderId } = await deliveryOf(deps, req);
    await change(deps, { environmentId, id }, wishOf(req));
    const refs = { deliveryId: id, endpointId, ...(orderId === null ? {} : { orderId }) };
    await answer(deps, req, res, { delivery: await deliveryOf(deps, req), refs });
  };
}

async function answer(
  deps: HttpDeps,
  req: Request,
  res: Response,
  { delivery, refs }: { readonly delivery: Delivery; readonly refs: Readonly<Record<string, string>> },
): Promise<void> {
  await answerRecorded(deps, req, res, { status: 200, contentType: JSON_TYPE, body: await bodyOf(deps, delivery), refs });
}

async function deliveryOf(deps: HttpDeps, req: Request): Promise<Delivery> {
  const { id } = req.params;
  const found = typeof id === 'string' ? await findDelivery(deps.db, callerOf(req).open.environment.id, id) : null;
  if (found === null) throw new CartwrightError('DELIVERY_UNKNOWN', { detail: 'This environment has no delivery with this id.' });
  return found;
}

async function bodyOf(deps: HttpDeps, delivery: Delivery): Promise<object> {
  const { environmentId, endpointId: id } = delivery;
  const holding: Holding = await holdingOf(deps.db, await endpointOf(deps, { environmentId, id }));
  const state = deliveryState(delivery, holding, await clocksOf(deps, environmentId));
  const attempts = await listAttempts(deps.db, delivery.id);
  return { ...encodeDelivery(delivery, state), attempts: attempts.map(encodeAttempt) };
}

const clocksOf = async (deps: HttpDeps, environmentId: string): Promise<{ now: number; environmentNow: number }> => ({
  now: deps.clock(),
  environmentNow: await nowOf(deps, environmentId),
});
