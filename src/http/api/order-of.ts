import type { Request } from 'express';
import type { Affairs } from '../../core/order-facts.js';
import { CartwrightError } from '../../errors.js';
import { sentence } from '../../flows/price-quote.js';
import { loadAffairs } from '../../store/order/affairs.js';
import type { RefusedBody } from '../../wire/json-lines.js';
import type { HttpDeps } from '../deps.js';
import { callerOf, callOf } from './call.js';

/**
 * The order that a path names, with everything that became of it; from then on the exchange of this call belongs to it, a
 * refused one too. Throws ORDER_UNKNOWN where the environment of the key has none.
 */
export async function orderOf({ db }: HttpDeps, req: Request): Promise<Affairs> {
  const { id } = req.params;
  const environmentId = callerOf(req).open.environment.id;
  const affairs = typeof id === 'string' ? await loadAffairs(db, { environmentId, id }) : null;
  if (affairs === null) throw new CartwrightError('ORDER_UNKNOWN', { detail: 'This environment has no order with this id.' });
  const { order } = affairs;
  callOf(req).about = { trace: order.trace, refs: { orderId: order.id, checkoutId: order.checkoutId } };
  return affairs;
}

/** The refusal of a body that was read. */
export const refusalOfBody = ({ code, faults }: RefusedBody): CartwrightError =>
  new CartwrightError(code, { detail: sentence(faults), faults });
