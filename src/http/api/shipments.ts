import type { Request, RequestHandler, Response } from 'express';
import type { RouteRow } from '../../core/access.js';
import type { LineUnits } from '../../core/captures.js';
import type { Order } from '../../core/order.js';
import { cancelUnits } from '../../flows/order/cancel-units.js';
import { editTracking } from '../../flows/order/edit-tracking.js';
import { shipOrder, type Tracking } from '../../flows/order/ship-order.js';
import { encodeProgress, encodeShipment, encodeUnits } from '../../wire/json-shipment.js';
import { readUnits, type UnitsBody } from '../../wire/json-units.js';
import type { HttpDeps } from '../deps.js';
import { answerPlain, answerRecorded, JSON_TYPE } from './answer.js';
import { callOf } from './call.js';
import { wishOf } from './idempotency.js';
import { orderOf, refusalOfBody } from './order-of.js';

type ShipmentBody = Tracking & { readonly lines?: readonly UnitsBody[] };
interface CancellationBody {
  readonly lines?: readonly UnitsBody[];
  readonly reason: string;
}

/** What a store tells of parcels and of what will not come; `once` keeps the answer of an Idempotency-Key. */
export function shipmentRoutes(deps: HttpDeps, once: RequestHandler): RouteRow<RequestHandler>[] {
  const look = { feature: 'manage-orders', right: 'view' } as const;
  const change = { feature: 'manage-orders', right: 'edit' } as const;
  const one = '/v1/orders/:id/shipments/:shipmentId';
  return [
    { method: 'get', path: '/v1/orders/:id/shipments', access: look, handlers: [getShipments(deps)] },
    { method: 'post', path: '/v1/orders/:id/shipments', access: change, handlers: [once, postShipment(deps)] },
    { method: 'put', path: one, access: change, handlers: [once, putShipment(deps)] },
    { method: 'post', path: '/v1/orders/:id/cancellations', access: change, handlers: [once, postCancellation(deps)] },
  ];
}

function getShipments(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { order, shipments } = await orderOf(deps, req);
    const items = shipments.map((shipment) => encodeShipment(order, shipment));
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body: { items } });
  };
}

function postShipment(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { order } = await orderOf(deps, req);
    const { lines, ...tracking } = req.body as ShipmentBody;
    const wish = { ...tracking, units: unitsOf(req, order, lines), by: 'api', once: wishOf(req) } as const;
    const { state, shipment, order: after } = await shipOrder(deps, keyOf(order), wish);
    const body = { shipment: encodeShipment(after, shipment), order: encodeProgress(after) };
    await answer(deps, req, res, { isNew: state === 'shipped', body, refs: { shipmentId: shipment.id } });
  };
}

function putShipment(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { order } = await orderOf(deps, req);
    const { shipmentId } = req.params;
    const which = typeof shipmentId === 'string' ? shipmentId : '';
    const wish = { shipmentId: which, tracking: req.body as Tracking, once: wishOf(req) };
    const { state, shipment, order: after } = await editTracking(deps, keyOf(order), wish);
    const body = { shipment: encodeShipment(after, shipment), order: encodeProgress(after) };
    await answer(deps, req, res, { isNew: state === 'changed', status: 200, body, refs: { shipmentId: shipment.id } });
  };
}

function postCancellation(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { order } = await orderOf(deps, req);
    const { lines, reason } = req.body as CancellationBody;
    const wish = { units: unitsOf(req, order, lines), reason, by: 'merchant', once: wishOf(req) } as const;
    const { state, units, order: after } = await cancelUnits(deps, keyOf(order), wish);
    const body = { lines: encodeUnits(after, units), order: encodeProgress(after) };
    await answer(deps, req, res, { isNew: state === 'cancelled', body });
  };
}

/** Names an order with its environment, as flows want it. */
export const keyOf = ({ environmentId, id }: Order): { readonly environmentId: string; readonly id: string } => ({
  environmentId,
  id,
});

interface Answering {
  /** False: it was so before, and the answer is 200 `already`. */
  readonly isNew: boolean;
  readonly status?: number;
  readonly body: object;
  readonly refs?: Readonly<Record<string, string>>;
}

/** Records and answers what became of an order: 201 `done`, or 200 `already` where the same was told before. */
export async function answer(deps: HttpDeps, req: Request, res: Response, told: Answering): Promise<void> {
  const { isNew, status = isNew ? 201 : 200, body, refs = {} } = told;
  const { about } = callOf(req);
  await answerRecorded(deps, req, res, {
    status,
    contentType: JSON_TYPE,
    body: { answer: isNew ? 'done' : 'already', ...body },
    refs: { ...about?.refs, ...refs },
    ...(about === null ? {} : { trace: about.trace }),
    ...(isNew ? {} : { outcome: 'repeated' }),
  });
}

/** Null where the body names no lines: every open unit. */
function unitsOf(req: Request, order: Order, lines: readonly UnitsBody[] | undefined): readonly LineUnits[] | null {
  if (lines === undefined) return null;
  const read = readUnits(lines, order, callOf(req).raw);
  if (!read.ok) throw refusalOfBody(read);
  return read.units;
}
