import type { RequestHandler } from 'express';
import { chooseShipping } from '../../flows/checkout/change-checkout.js';
import { isView } from '../../flows/checkout/view.js';
import { renderPage } from '../../ui/render.js';
import type { CheckoutPageDeps } from '../deps.js';
import { formField } from '../form.js';
import { openForm, openPage } from '../open.js';
import { ShippingPage } from '../pages/shipping-page.js';
import { noticeOf } from './notices.js';
import { sendNoPrice } from './no-price.js';

/** GET /pay/:id/shipping */
export function showShipping(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openPage(deps, request, response, { priced: true });
    if (page === null) return;
    const { view, mark } = page;
    if (view.quote?.ok !== true) {
      sendNoPrice(request, response, view);
      return;
    }
    const { choiceId } = view.checkout.choices;
    const gone = choiceId !== undefined && view.chosen === null ? 'gone' : undefined;
    const props = { view, quote: view.quote, mark, alert: noticeOf(request, gone) };
    response.type('html').send(renderPage(<ShippingPage {...props} />));
  };
}

/** POST /pay/:id/shipping */
export function doShipping(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openForm(deps, request, response, { priced: true });
    if (page === null) return;
    const address = `/pay/${page.view.checkout.id}`;
    const choiceId = formField(request, 'choice');
    const changed = await chooseShipping(deps, page.view, choiceId);
    if (!isView(changed)) response.redirect(303, `${address}/shipping?notice=changed`);
    else if (changed.chosen === null) response.redirect(303, `${address}/shipping?notice=${choiceId === '' ? 'choose' : 'gone'}`);
    else response.redirect(303, `${address}/review`);
  };
}
