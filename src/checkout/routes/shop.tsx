import type { Request, RequestHandler } from 'express';
import { CartwrightError } from '../../errors.js';
import { shopFrontOf } from '../../flows/checkout/shop-front.js';
import { findCheckout } from '../../store/checkouts.js';
import { readState, readStateOf } from '../../store/environment-state.js';
import { loadLogo } from '../../store/shop.js';
import { renderPage } from '../../ui/render.js';
import type { CheckoutPageDeps } from '../deps.js';
import { allowKeeping } from '../headers.js';
import { checkoutId } from '../open.js';
import { PoliciesPage } from '../pages/policies-page.js';

/** GET /pay/:id/policies, before the order and after it, in whichever browser: it shows nothing of the buyer and claims nothing. */
export function showPolicies(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const id = checkoutId(request);
    const checkout = await findCheckout(deps.db, id);
    const state = checkout === null ? null : await readStateOf(deps.db, checkout.environmentId);
    if (state === null) throw new CartwrightError('CHECKOUT_UNKNOWN');
    const { merchant, name: environment } = state.environment;
    const front = await shopFrontOf(deps.db, state);
    response.type('html').send(renderPage(<PoliciesPage {...{ merchant, environment, front }} checkoutId={id} />));
  };
}

/** GET /pay/logos/:merchantId/:environment/:digest: the logo in force under its own digest, so that browsers may keep it. */
export function sendLogo(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const [merchantId, name] = [parameter(request, 'merchantId'), parameter(request, 'environment')];
    const state = name === 'sandbox' || name === 'live' ? await readState(deps.db, { merchantId, name }) : null;
    const logo = state === null ? null : await loadLogo(deps.db, state.environment.id);
    if (logo === null || logo.digest !== parameter(request, 'digest')) throw new CartwrightError('NOT_FOUND');
    allowKeeping(response);
    response.type(logo.contentType).send(logo.bytes);
  };
}

function parameter(request: Request, name: string): string {
  const value = request.params[name];
  return typeof value === 'string' ? value : '';
}
