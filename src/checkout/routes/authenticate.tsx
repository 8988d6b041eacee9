import type { RequestHandler } from 'express';
import { authenticatePayment } from '../../flows/checkout/authenticate-payment.js';
import { money } from '../../ui/numbers.js';
import { renderPage } from '../../ui/render.js';
import type { CheckoutPageDeps } from '../deps.js';
import { formField } from '../form.js';
import { openForm, openPage } from '../open.js';
import { AuthenticatePage } from '../pages/authenticate-page.js';
import { placeOnRecord } from '../record-placing.js';
import { answerPlacing } from './place.js';

/** GET /pay/:id/authenticate */
export function showAuthenticate(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openPage(deps, request, response, { priced: true });
    if (page === null) return;
    const { checkout, merchant, environment, chosen } = page.view;
    const amount = chosen === null ? null : money(chosen.total, checkout.cart.currency);
    const props = { id: checkout.id, shop: merchant.name, environment, mark: page.mark, amount };
    response.type('html').send(renderPage(<AuthenticatePage {...props} />));
  };
}

/** POST /pay/:id/authenticate: anything but a yes is a no. */
export function doAuthenticate(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openForm(deps, request, response, { priced: false });
    if (page === null) return;
    const placing = { request, response, view: page.view, startedAt: deps.clock() };
    const answer = formField(request, 'answer') === 'approve' ? 'approve' : 'refuse';
    const result = await placeOnRecord(deps, placing, () => authenticatePayment(deps, page.view, answer));
    await answerPlacing(deps, placing, result);
  };
}
