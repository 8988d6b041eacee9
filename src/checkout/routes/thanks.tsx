import type { RequestHandler } from 'express';
import type { Order } from '../../core/order.js';
import type { OrderCart } from '../../core/order-cart.js';
import { readUrl } from '../../core/read-url.js';
import { parameterizedUrl, returnUrl } from '../../core/return-url.js';
import { CartwrightError } from '../../errors.js';
import { openCheckout } from '../../flows/checkout/open-checkout.js';
import { orderLink, orderPath } from '../../flows/checkout/order-link.js';
import type { CheckoutView } from '../../flows/checkout/view.js';
import { nowOf } from '../../flows/order/order-time.js';
import { renderPage } from '../../ui/render.js';
import type { CheckoutPageDeps } from '../deps.js';
import { allowPictures } from '../headers.js';
import { checkoutId, leave } from '../open.js';
import { ThanksPage } from '../pages/thanks-page.js';
import { pictureOrigins, pixelOrigins } from '../pictures.js';
import { buyerSessions } from '../session.js';

const BUYER_ID_LENGTH = 20;

/** GET /pay/:id/thanks, for the browser that placed the order. */
export function showThanks(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const id = checkoutId(request);
    const opened = await openCheckout(deps, { id, ...buyerSessions(request, id), priced: false, claims: false });
    if (opened.state === 'yours' || opened.state === 'unclaimed') {
      response.redirect(303, `/pay/${id}`);
      return;
    }
    if (opened.state !== 'placed') {
      leave(response, opened, id);
      return;
    }
    const { checkout, merchant, environment, front, order } = opened.view;
    if (order === null) throw new CartwrightError('CHECKOUT_UNKNOWN');
    const pixels = pixelsOf(checkout.cart, order, deps);
    allowPictures(response, [...pictureOrigins(order.lines), ...pixelOrigins(pixels)]);
    const links = linksOf(deps, opened.view, order);
    const now = await nowOf(deps, order.environmentId);
    const page = <ThanksPage {...{ order, merchant, environment, front, pixels }} now={now} {...links} />;
    response.type('html').send(renderPage(page));
  };
}

function linksOf(deps: CheckoutPageDeps, { checkout, merchant, front }: CheckoutView, order: Order) {
  const { cart } = checkout;
  const orderHref = orderPath(deps, order.id);
  const back = {
    orderId: order.id,
    ...(cart.clientRequestId === undefined ? {} : { clientRequestId: cart.clientRequestId }),
    merchantName: merchant.name,
    orderLink: orderLink(deps, order.id),
  };
  const returnHref = cart.returnUrl === undefined ? null : returnUrl(cart.returnUrl, back);
  return { orderHref, returnHref, accountHref: cart.yourAccountUrl ?? front.yourAccountUrl };
}

/** Where the shop counts its orders; an address that is not http(s) is left out. */
function pixelsOf({ parameterizedUrls }: OrderCart, order: Order, { vault }: CheckoutPageDeps): string[] {
  const tag = vault.tag(`buyer:${order.environmentId}:${order.buyer.email.toLowerCase()}`);
  const tracked = { ...order, buyerId: tag.slice(0, BUYER_ID_LENGTH) };
  return parameterizedUrls
    .map((url) => parameterizedUrl(url, tracked))
    .filter((url) => /^https?:\/\//i.test(url) && readUrl(url) !== null);
}
