import type { RequestHandler } from 'express';
import type { RouteRow } from '../../core/access.js';
import { orderMoney } from '../../core/order-money.js';
import type { Affairs } from '../../core/order-facts.js';
import type { Order } from '../../core/order.js';
import type { Refund } from '../../core/refund.js';
import { issueRefund } from '../../flows/order/issue-refund.js';
import { undoRefund } from '../../flows/order/undo-refund.js';
import { listPostings } from '../../store/order/ledger.js';
import { encodeLedger, encodeMoney, encodeRefund } from '../../wire/json-order-money.js';
import { readRefund, type RefundBody } from '../../wire/json-refund.js';
import type { HttpDeps } from '../deps.js';
import { answerPlain, JSON_TYPE } from './answer.js';
import { callOf } from './call.js';
import { wishOf } from './idempotency.js';
import { orderOf, refusalOfBody } from './order-of.js';
import { answer, keyOf } from './shipments.js';

/** Money that goes back, and the ledger of an order; `once` keeps the answer of an Idempotency-Key. */
export function refundRoutes(deps: HttpDeps, once: RequestHandler): RouteRow<RequestHandler>[] {
  const look = { feature: 'manage-orders', right: 'view' } as const;
  const change = { feature: 'manage-orders', right: 'edit' } as const;
  const undo = '/v1/orders/:id/refunds/:refundId/undo';
  return [
    { method: 'get', path: '/v1/orders/:id/refunds', access: look, handlers: [getRefunds(deps)] },
    { method: 'post', path: '/v1/orders/:id/refunds', access: change, handlers: [once, postRefund(deps)] },
    { method: 'post', path: undo, access: change, handlers: [once, postUndo(deps)] },
    { method: 'get', path: '/v1/orders/:id/ledger', access: { feature: 'payments', right: 'view' }, handlers: [getLedger(deps)] },
  ];
}

function getRefunds(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { order, refunds } = await orderOf(deps, req);
    const items = refunds.map((refund) => encodeRefund(order, refund));
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body: { items } });
  };
}

function postRefund(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const affairs = await orderOf(deps, req);
    const { order } = affairs;
    const body = req.body as RefundBody;
    const read = readRefund(body, { order, raw: callOf(req).raw });
    if (!read.ok) throw refusalOfBody(read);
    const { reason, note } = body;
    const said = { reason, ...(note === undefined ? {} : { note }), by: 'api' as const };
    const issue = { wish: read.value, ...said, once: wishOf(req) };
    const { refund, warnings, order: after } = await issueRefund(deps, keyOf(order), issue);
    const told = { ...bodyOf(affairs, after, refund), warnings };
    await answer(deps, req, res, { isNew: true, body: told, refs: { refundId: refund.id } });
  };
}

function postUndo(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const affairs = await orderOf(deps, req);
    const { refundId } = req.params;
    const id = typeof refundId === 'string' ? refundId : '';
    const { state, refund, order: after } = await undoRefund(deps, keyOf(affairs.order), { refundId: id, once: wishOf(req) });
    const body = { ...bodyOf(affairs, after, refund), warnings: [] };
    await answer(deps, req, res, { isNew: state === 'undone', status: 200, body, refs: { refundId: refund.id } });
  };
}

/** The refund, and the money of the order with it in its place. */
function bodyOf(affairs: Affairs, order: Order, refund: Refund): object {
  const refunds = [...affairs.refunds.filter(({ id }) => id !== refund.id), refund];
  return { refund: encodeRefund(order, refund), order: encodeMoney(order, orderMoney({ ...affairs, order, refunds })) };
}

function getLedger(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const affairs = await orderOf(deps, req);
    const { order } = affairs;
    const postings = await listPostings(deps.db, keyOf(order));
    const body = encodeLedger(order, { money: orderMoney(affairs), postings });
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body });
  };
}
