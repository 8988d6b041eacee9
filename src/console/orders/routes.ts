import express, { type RequestHandler } from 'express';
import type { Access, RouteRow } from '../../core/access.js';
import type { ConsoleDeps } from '../deps.js';
import { doCancel, showCancel } from './cancel.js';
import { showOrder, showOrders } from './pages.js';
import { checkRefund, doRefund, showRefund } from './refund.js';
import { doRetryPayment } from './retry-payment.js';
import { doShip, showShip } from './ship.js';
import { doTrack, showTracking } from './tracking.js';
import { doUndoRefund } from './undo-refund.js';

const VIEW: Access = { feature: 'manage-orders', right: 'view' };
const CHANGE: Access = { feature: 'manage-orders', right: 'edit' };
const ORDERS = '/console/:environment/orders';
const ORDER = `${ORDERS}/:id`;
/** A refund of 500 lines has seven fields a line. */
const MOST_FIELDS = 4_000;
const MAX_FORM_BYTES = 200_000;

/** The pages of "Manage orders", and the forms that change an order. */
export function orderPages(deps: ConsoleDeps): RouteRow<RequestHandler>[] {
  const form = express.urlencoded({ extended: false, limit: MAX_FORM_BYTES, parameterLimit: MOST_FIELDS });
  return [
    { method: 'get', path: ORDERS, access: VIEW, handlers: [showOrders(deps)] },
    { method: 'get', path: ORDER, access: VIEW, handlers: [showOrder(deps)] },
    { method: 'get', path: `${ORDER}/ship`, access: CHANGE, handlers: [showShip(deps)] },
    { method: 'post', path: `${ORDER}/ship`, access: CHANGE, handlers: [form, doShip(deps)] },
    { method: 'get', path: `${ORDER}/shipments/:shipmentId`, access: CHANGE, handlers: [showTracking(deps)] },
    { method: 'post', path: `${ORDER}/shipments/:shipmentId`, access: CHANGE, handlers: [form, doTrack(deps)] },
    { method: 'get', path: `${ORDER}/cancel`, access: CHANGE, handlers: [showCancel(deps)] },
    { method: 'post', path: `${ORDER}/cancel`, access: CHANGE, handlers: [form, doCancel(deps)] },
    { method: 'get', path: `${ORDER}/refund`, access: CHANGE, handlers: [showRefund(deps)] },
    { method: 'post', path: `${ORDER}/refund`, access: CHANGE, handlers: [form, checkRefund(deps)] },
    { method: 'post', path: `${ORDER}/refund/confirm`, access: CHANGE, handlers: [form, doRefund(deps)] },
    { method: 'post', path: `${ORDER}/payment/retry`, access: CHANGE, handlers: [form, doRetryPayment(deps)] },
    { method: 'post', path: `${ORDER}/refunds/:refundId/undo`, access: CHANGE, handlers: [form, doUndoRefund(deps)] },
  ];
}
