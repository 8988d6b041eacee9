import type { RequestHandler } from 'express';
import { CartwrightError } from '../../errors.js';
import { undoRefund } from '../../flows/order/undo-refund.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken } from '../form-token.js';
import { orderUrl } from './address.js';
import type { Done } from './done-alert.js';
import { orderOf, type OrderOfPage } from './order-of.js';

/** POST /console/{environment}/orders/{id}/refunds/{refundId}/undo */
export function doUndoRefund(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const page = await orderOf(request, deps);
    const done = await undo(deps, page, String(request.params['refundId']));
    response.redirect(303, `${orderUrl(page.environment.name, page.key.id)}?done=${done}`);
  };
}

async function undo(deps: ConsoleDeps, { key }: OrderOfPage, refundId: string): Promise<Done> {
  try {
    return (await undoRefund(deps, key, { refundId })).state;
  } catch (error) {
    if (error instanceof CartwrightError && error.code === 'REFUND_SENT') return 'undo-late';
    throw error;
  }
}
