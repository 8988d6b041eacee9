import type { RequestHandler } from 'express';
import { retryPayment } from '../../flows/order/retry-payment.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken } from '../form-token.js';
import { orderUrl } from './address.js';
import type { Done } from './done-alert.js';
import { orderOf } from './order-of.js';

/** POST /console/{environment}/orders/{id}/payment/retry */
export function doRetryPayment(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const { environment, key } = await orderOf(request, deps);
    const { state } = await retryPayment(deps, key);
    const done: Done = state === 'retried' ? 'payment-asked' : state;
    response.redirect(303, `${orderUrl(environment.name, key.id)}?done=${done}`);
  };
}
