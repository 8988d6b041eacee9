import { Router, type RequestHandler } from 'express';
import { declareRoutes, type Access, type RouteRow } from '../core/access.js';
import { catchUp } from '../store/causal.js';
import type { CheckoutPageDeps } from './deps.js';
import { pageHeaders } from './headers.js';
import { noSuchPage, pageErrors } from './page-errors.js';
import { doAddress, showAddress } from './routes/address.js';
import { doAskCancel } from './routes/ask-cancel.js';
import { doAuthenticate, showAuthenticate } from './routes/authenticate.js';
import { doAddCode, doRemoveCode, doUpsell } from './routes/extras.js';
import { doCancelOrder, showOrder } from './routes/order.js';
import { doPlace } from './routes/place.js';
import { showReview } from './routes/review.js';
import { doShipping, showShipping } from './routes/shipping.js';
import { sendLogo, showPolicies } from './routes/shop.js';
import { start } from './routes/start.js';
import { showThanks } from './routes/thanks.js';

/** Whoever has the address may come: ids and keys in it are secrets of 128 bits. */
const BUYERS: Access = { feature: 'public', right: 'view' };
const OWN_CHECKOUT: Access = { feature: 'public', right: 'edit' };

/** The pages of buyers under /pay and /orders. Mounted at the root. */
export function checkoutRouter(deps: CheckoutPageDeps): Router {
  const router = Router();
  router.use(['/pay', '/orders'], ...pageHeaders(deps), caughtUp(deps));
  declareRoutes<RequestHandler>(router, pages(deps));
  router.use(['/pay', '/orders'], pageErrors(deps));
  return router;
}

/** The page before may have been answered beside another node of a cluster. */
function caughtUp({ db }: Pick<CheckoutPageDeps, 'db'>): RequestHandler {
  return async (_request, _response, next) => {
    await catchUp(db);
    next();
  };
}

function pages(deps: CheckoutPageDeps): RouteRow<RequestHandler>[] {
  const show = (path: string, handler: RequestHandler): RouteRow<RequestHandler> => ({
    method: 'get',
    path,
    access: BUYERS,
    handlers: [handler],
  });
  const take = (path: string, handler: RequestHandler): RouteRow<RequestHandler> => ({
    method: 'post',
    path,
    access: OWN_CHECKOUT,
    handlers: [handler],
  });
  return [
    show('/pay/:id', start(deps)),
    show('/pay/:id/address', showAddress(deps)),
    take('/pay/:id/address', doAddress(deps)),
    show('/pay/:id/shipping', showShipping(deps)),
    take('/pay/:id/shipping', doShipping(deps)),
    take('/pay/:id/codes', doAddCode(deps)),
    take('/pay/:id/codes/remove', doRemoveCode(deps)),
    take('/pay/:id/upsell', doUpsell(deps)),
    show('/pay/:id/review', showReview(deps)),
    take('/pay/:id/place', doPlace(deps)),
    show('/pay/:id/authenticate', showAuthenticate(deps)),
    take('/pay/:id/authenticate', doAuthenticate(deps)),
    show('/pay/:id/thanks', showThanks(deps)),
    show('/pay/:id/policies', showPolicies(deps)),
    show('/pay/logos/:merchantId/:environment/:digest', sendLogo(deps)),
    show('/orders/:orderId/:key', showOrder(deps)),
    take('/orders/:orderId/:key/cancel', doCancelOrder(deps)),
    take('/orders/:orderId/:key/ask', doAskCancel(deps)),
    { method: 'use', path: '/pay', access: BUYERS, handlers: [noSuchPage] },
    { method: 'use', path: '/orders', access: BUYERS, handlers: [noSuchPage] },
  ];
}
