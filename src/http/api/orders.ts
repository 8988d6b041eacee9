import type { RequestHandler } from 'express';
import type { RouteRow } from '../../core/access.js';
import { listOrders } from '../../store/order/list.js';
import { listOrderEvents } from '../../store/orders.js';
import { encodeAffairs } from '../../wire/json-affairs.js';
import { encodeOrderSummary } from '../../wire/json-order.js';
import type { HttpDeps } from '../deps.js';
import { answerPlain, JSON_TYPE } from './answer.js';
import { callerOf } from './call.js';
import { orderOf } from './order-of.js';
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
    const affairs = await orderOf(deps, req);
    const { environmentId, id } = affairs.order;
    const events = await listOrderEvents(deps.db, environmentId, id);
    const { zone } = callerOf(req).open.environment.merchant;
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body: encodeAffairs(affairs, { events, zone }) });
  };
}
