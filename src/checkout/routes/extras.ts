import type { Request, RequestHandler, Response } from 'express';
import { setUpsell } from '../../flows/checkout/change-checkout.js';
import { addCode, removeCode } from '../../flows/checkout/claim-codes.js';
import { isView, type ChangedCheckout } from '../../flows/checkout/view.js';
import { CartwrightError } from '../../errors.js';
import type { CheckoutPageDeps } from '../deps.js';
import { formField, wholeField } from '../form.js';
import { checkoutId, openForm } from '../open.js';

/** POST /pay/:id/codes; what became of the code stands on the page that the buyer comes back to. */
export function doAddCode(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openForm(deps, request, response, { priced: false });
    if (page === null) return;
    // a cart that hides the field takes no code by other ways
    const typed = page.view.checkout.cart.disablePromotionCode ? '' : formField(request, 'code');
    const remote = request.ip === undefined ? {} : { remote: request.ip };
    goBack(request, response, { to: 'codes', changed: await addCode(deps, page.view, { code: typed, ...remote }) });
  };
}

/** POST /pay/:id/codes/remove */
export function doRemoveCode(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openForm(deps, request, response, { priced: false });
    if (page === null) return;
    goBack(request, response, { to: 'codes', changed: await removeCode(deps, page.view, formField(request, 'code')) });
  };
}

/** POST /pay/:id/upsell */
export function doUpsell(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openForm(deps, request, response, { priced: false });
    if (page === null) return;
    const wish = { sku: formField(request, 'sku'), quantity: wholeField(request, 'quantity') ?? -1 };
    goBack(request, response, { to: 'upsell', changed: await setUpsell(deps, page.view, wish) });
  };
}

/** To the page that the form stood on. Throws CODE_THROTTLED. */
function goBack(
  request: Request,
  response: Response,
  { to, changed }: { readonly to: 'codes' | 'upsell'; readonly changed: ChangedCheckout },
): void {
  const page = formField(request, 'back') === 'review' ? 'review' : 'shipping';
  const address = `/pay/${checkoutId(request)}/${page}`;
  if (isView(changed)) response.redirect(303, `${address}#${to}`);
  else if (changed.state === 'changed') response.redirect(303, `${address}?notice=changed`);
  else {
    const seconds = Math.ceil(changed.retryAfterMs / 1000);
    throw new CartwrightError('CODE_THROTTLED', { headers: { 'Retry-After': String(seconds) } });
  }
}
