import type { Request, RequestHandler } from 'express';
import type { Environment } from '../../core/merchant.js';
import type { Order } from '../../core/order.js';
import { CartwrightError } from '../../errors.js';
import { cancelOrder } from '../../flows/checkout/cancel-order.js';
import { isOrderKey, orderPath } from '../../flows/checkout/order-link.js';
import { readStateOf } from '../../store/environment-state.js';
import { findAnyOrder } from '../../store/orders.js';
import { renderPage } from '../../ui/render.js';
import type { CheckoutPageDeps } from '../deps.js';
import { formField } from '../form.js';
import { OrderPage } from '../pages/order-page.js';

interface OwnOrder {
  readonly order: Order;
  readonly environment: Environment;
}

/** GET /orders/:orderId/:key; with `cancel=ask` it asks whether the order is to be cancelled. */
export function showOrder(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const { order, environment } = await findOwnOrder(deps, request);
    const props = {
      order,
      merchant: environment.merchant,
      environment: environment.name,
      now: deps.clock(),
      href: orderPath(deps, order.id),
      asksToCancel: request.query['cancel'] === 'ask',
      tooLate: request.query['late'] !== undefined,
    };
    response.type('html').send(renderPage(<OrderPage {...props} />));
  };
}

/** POST /orders/:orderId/:key/cancel: the address is the proof, and only a yes cancels. */
export function doCancelOrder(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const { order } = await findOwnOrder(deps, request);
    const href = orderPath(deps, order.id);
    if (formField(request, 'confirm') !== 'yes') {
      response.redirect(303, `${href}?cancel=ask#cancel`);
      return;
    }
    response.redirect(303, (await cancelled(deps, order.id)) ? href : `${href}?late=1`);
  };
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
async function findOwnOrder(deps: CheckoutPageDeps, request: Request): Promise<OwnOrder> {
  const [orderId, key] = [textOf(request.params['orderId']), textOf(request.params['key'])];
  const order = isOrderKey(deps, orderId, key) ? await findAnyOrder(deps.db, orderId) : null;
  const state = order === null ? null : await readStateOf(deps.db, order.environmentId);
  if (order === null || state === null) throw new CartwrightError('ORDER_UNKNOWN');
  return { order, environment: state.environment };
}

const textOf = (parameter: unknown): string => (typeof parameter === 'string' ? parameter : '');
