import type { RequestHandler } from 'express';
import { authenticatePayment } from '../../flows/checkout/authenticate-payment.js';
import { money } from '../../ui/numbers.js';
import { renderPage } from '../../ui/render.js';
import type { CheckoutPageDeps } from '../deps.js';
import { formField } from '../form.js';
import { isOpen, openForm, openPage } from '../open.js';
import { AuthenticatePage } from '../pages/authenticate-page.js';
import { placeOnRecord } from '../record-placing.js';
import { onRecord } from '../record-post.js';
import { shopOfView } from '../shown-shop.js';
import { answerPlacing } from './place.js';

/** GET /pay/:id/authenticate */
export function showAuthenticate(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openPage(deps, request, response, { priced: true });
    if (page === null) return;
    const { checkout, environment, chosen } = page.view;
    const amount = chosen === null ? null : money(chosen.total, checkout.cart.currency);
    const props = { id: checkout.id, shop: shopOfView(page.view), environment, mark: page.mark, amount };
    response.type('html').send(renderPage(<AuthenticatePage {...props} />));
  };
}

/** POST /pay/:id/authenticate: anything but a yes is a no. */
export function doAuthenticate(deps: CheckoutPageDeps): RequestHandler {
  return onRecord(deps, async (post) => {
    const page = await openForm(deps, post, { priced: false });
    if (!isOpen(page)) return page;
    const placing = { ...post, view: page.view, startedAt: deps.clock() };
    const answer = formField(post.request, 'answer') === 'approve' ? 'approve' : 'refuse';
    const result = await placeOnRecord(deps, placing, () => authenticatePayment(deps, page.view, answer));
    await answerPlacing(deps, placing, result);
    return null;
  });
}
