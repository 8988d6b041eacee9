import type { RequestHandler } from 'express';
import type { RouteRow } from '../../core/access.js';
import { CartwrightError } from '../../errors.js';
import { listOrders } from '../../store/order/list.js';
import { findOrder, listOrderEvents } from '../../store/orders.js';
import { encodeOrder, encodeOrderSummary } from '../../wire/json-order.js';
import type { HttpDeps } from '../deps.js';
import { answerPlain, JSON_TYPE } from './answer.js';
import { callerOf } from './call.js';
import { readPage } from './page.js';

/** The orders of the caller's environment. */
export function orderRoutes(deps: HttpDeps): RouteRow<RequestHandler>[] {
  const access = { feature: 'manage-orders', right: 'view' } as const;
  return [
    { method: 'get', path: '/v1/orders', access, handlers: [getOrders(deps)] },
    { method: 'get', path: '/v1/orders/:id', access, handlers: [getOrder(deps)] },
  ];
}

function getOrders(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { search: text, ...page } = readPage(req);
    const { items, next } = await listOrders(deps.db, callerOf(req).open.environment.id, { search: { text }, ...page });
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body: { items: items.map(encodeOrderSummary), next } });
  };
}

function getOrder(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { id = '' } = req.params;
    const environmentId = callerOf(req).open.environment.id;
    const order = typeof id === 'string' ? await findOrder(deps.db, environmentId, id) : null;
    if (order === null) throw new CartwrightError('ORDER_UNKNOWN', { detail: 'This environment has no order with this id.' });
    const events = await listOrderEvents(deps.db, environmentId, order.id);
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body: encodeOrder(order, events) });
  };
}
