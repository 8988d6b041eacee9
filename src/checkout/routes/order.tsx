import type { Request, RequestHandler } from 'express';
import type { Order } from '../../core/order.js';
import { CartwrightError } from '../../errors.js';
import { cancelOrder } from '../../flows/checkout/cancel-order.js';
import { isOrderKey, orderPath } from '../../flows/checkout/order-link.js';
import { nowOf } from '../../flows/order/order-time.js';
import { checkoutRefs } from '../../flows/checkout/refs.js';
import { shopFrontOf } from '../../flows/checkout/shop-front.js';
import { readStateOf, type EnvironmentState } from '../../store/environment-state.js';
import { findCheckout } from '../../store/checkouts.js';
import { findAnyOrder } from '../../store/orders.js';
import { renderPage } from '../../ui/render.js';
import type { CheckoutPageDeps } from '../deps.js';
import { formField } from '../form.js';
import { allowPictures } from '../headers.js';
import { OrderPage } from '../pages/order-page.js';
import { pictureOrigins } from '../pictures.js';
import { faultOf, sentOn, type Said } from '../post-answer.js';
import { onRecord, type PostHandler, type Subject } from '../record-post.js';

interface OwnOrder {
  readonly order: Order;
  readonly state: EnvironmentState;
}

/** GET /orders/:orderId/:key; with `cancel=ask` it asks whether the order is to be cancelled. */
export function showOrder(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const { order, state } = await findOwnOrder(deps, request);
    const { environment } = state;
    const props = {
      order,
      merchant: environment.merchant,
      environment: environment.name,
      front: await shopFrontOf(deps.db, state),
      now: await nowOf(deps, order.environmentId),
      href: orderPath(deps, order.id),
      asksToCancel: request.query['cancel'] === 'ask',
      tooLate: request.query['late'] !== undefined,
    };
    allowPictures(response, pictureOrigins(order.lines));
    response.type('html').send(renderPage(<OrderPage {...props} />));
  };
}

/** POST /orders/:orderId/:key/cancel: the address is the proof, and only a yes cancels. */
export function doCancelOrder(deps: CheckoutPageDeps): RequestHandler {
  const handle: PostHandler = async ({ request, steps }) => {
    const { order } = await findOwnOrder(deps, request);
    steps.done('Key verified');
    const href = orderPath(deps, order.id);
    if (formField(request, 'confirm') !== 'yes') return sentOn(`${href}?cancel=ask#cancel`);
    steps.done('Confirmed');
    if (!(await cancelled(deps, order.id))) return sentOn(`${href}?late=1`, TOO_LATE);
    steps.done('Cancelled');
    return sentOn(href);
  };
  return onRecord(deps, handle, { steps: CANCEL_STEPS, subjectOf: ownOrder });
}

const CANCEL_STEPS = ['Form read', 'Key verified', 'Confirmed', 'Cancelled'];
const TOO_LATE: Said = {
  code: 'ORDER_WINDOW_OVER',
  faults: [faultOf('ORDER_WINDOW_OVER', 'The buyer asked to cancel after the window was over, and was told to ask the shop.')],
};

/** Whose log the form belongs in: with a wrong key nobody's. */
export async function ownOrder(deps: CheckoutPageDeps, request: Request): Promise<Subject | null> {
  const order = await findByKey(deps, request);
  const checkout = order === null ? null : await findCheckout(deps.db, order.checkoutId);
  return order === null || checkout === null ? null : { checkout, refs: { ...checkoutRefs(checkout), orderId: order.id } };
}

/** False where the window is over: that is told on the page of the order, with what can be done. */
async function cancelled(deps: CheckoutPageDeps, orderId: string): Promise<boolean> {
  try {
    await cancelOrder(deps, { orderId, by: 'buyer', reason: 'The buyer changed his mind.' });
    return true;
  } catch (error) {
    if (error instanceof CartwrightError && error.code === 'ORDER_WINDOW_OVER') return false;
    throw error;
  }
}

/** The order of the address; throws ORDER_UNKNOWN alike for an id that does not exist and for a key that is not its own. */
export async function findOwnOrder(deps: CheckoutPageDeps, request: Request): Promise<OwnOrder> {
  const order = await findByKey(deps, request);
  const state = order === null ? null : await readStateOf(deps.db, order.environmentId);
  if (order === null || state === null) throw new CartwrightError('ORDER_UNKNOWN');
  return { order, state };
}

function findByKey(deps: CheckoutPageDeps, { params }: Request): Promise<Order | null> {
  const [orderId, key] = [textOf(params['orderId']), textOf(params['key'])];
  return isOrderKey(deps, orderId, key) ? findAnyOrder(deps.db, orderId) : Promise.resolve(null);
}

const textOf = (parameter: unknown): string => (typeof parameter === 'string' ? parameter : '');
