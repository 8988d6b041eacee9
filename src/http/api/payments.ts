import type { Request, RequestHandler } from 'express';
import type { RouteRow } from '../../core/access.js';
import type { Affairs } from '../../core/order-facts.js';
import { orderMoney } from '../../core/order-money.js';
import { retryPayment } from '../../flows/order/retry-payment.js';
import { confirmCollected, confirmPaidBack } from '../../flows/order/settle-by-hand.js';
import { loadAffairs } from '../../store/order/affairs.js';
import { encodeMoney, encodeRefund } from '../../wire/json-order-money.js';
import { encodeProgress, encodeShipment } from '../../wire/json-shipment.js';
import type { HttpDeps } from '../deps.js';
import { wishOf } from './idempotency.js';
import { orderOf } from './order-of.js';
import { answer, keyOf } from './shipments.js';

/** What a merchant says of money: that he has it, that he paid it back, that the gateway is to be asked again. */
export function paymentRoutes(deps: HttpDeps, once: RequestHandler): RouteRow<RequestHandler>[] {
  const access = { feature: 'payments', right: 'edit' } as const;
  const order = '/v1/orders/:id';
  return [
    { method: 'post', path: `${order}/payment/retry`, access, handlers: [once, postRetry(deps)] },
    { method: 'post', path: `${order}/shipments/:shipmentId/collected`, access, handlers: [once, postCollected(deps)] },
    { method: 'post', path: `${order}/refunds/:refundId/paid`, access, handlers: [once, postPaid(deps)] },
  ];
}

function postRetry(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { order } = await orderOf(deps, req);
    const { state, order: after } = await retryPayment(deps, keyOf(order), wishOf(req));
    await answer(deps, req, res, { isNew: state === 'retried', status: 200, body: { order: encodeProgress(after) } });
  };
}

function postCollected(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { order } = await orderOf(deps, req);
    const wish = { id: param(req, 'shipmentId'), once: wishOf(req) };
    const { state, thing } = await confirmCollected(deps, keyOf(order), wish);
    const body = { shipment: encodeShipment(order, thing), order: await moneyNow(deps, order) };
    await answer(deps, req, res, { isNew: state === 'confirmed', status: 200, body, refs: { shipmentId: thing.id } });
  };
}

function postPaid(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { order } = await orderOf(deps, req);
    const wish = { id: param(req, 'refundId'), once: wishOf(req) };
    const { state, thing } = await confirmPaidBack(deps, keyOf(order), wish);
    const body = { refund: encodeRefund(order, thing), order: await moneyNow(deps, order), warnings: [] };
    await answer(deps, req, res, { isNew: state === 'confirmed', status: 200, body, refs: { refundId: thing.id } });
  };
}

/** One part of the path; empty where it is none, which names nothing. */
export function param(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

/** The money of an order as it is after a change. */
export async function moneyNow({ db }: HttpDeps, before: Affairs['order']): Promise<object> {
  const affairs = await loadAffairs(db, keyOf(before));
  return affairs === null ? {} : encodeMoney(affairs.order, orderMoney(affairs));
}
