import type { RequestHandler } from 'express';
import { orderPath } from '../../flows/checkout/order-link.js';
import { askCancel } from '../../flows/order/ask-cancel.js';
import type { CheckoutPageDeps } from '../deps.js';
import { sentOn } from '../post-answer.js';
import { onRecord, type PostHandler } from '../record-post.js';
import { findOwnOrder, ownOrder } from './order.js';

const STEPS = ['Form read', 'Key verified', 'Asked'];

/** POST /orders/:orderId/:key/ask: the shop is asked to cancel, once however often the button is pressed. */
export function doAskCancel(deps: CheckoutPageDeps): RequestHandler {
  const handle: PostHandler = async ({ request, steps }) => {
    const { order } = await findOwnOrder(deps, request);
    steps.done('Key verified');
    await askCancel(deps, { environmentId: order.environmentId, id: order.id });
    steps.done('Asked');
    return sentOn(orderPath(deps, order.id));
  };
  return onRecord(deps, handle, { steps: STEPS, subjectOf: ownOrder });
}
