import type { RequestHandler } from 'express';
import { chooseShipping } from '../../flows/checkout/change-checkout.js';
import { isView } from '../../flows/checkout/view.js';
import { renderPage } from '../../ui/render.js';
import type { CheckoutPageDeps } from '../deps.js';
import { formField } from '../form.js';
import { allowPictures } from '../headers.js';
import { isOpen, openForm, openPage } from '../open.js';
import { ShippingPage } from '../pages/shipping-page.js';
import { CHANGED, saidByQuote, sentOn, type Said } from '../post-answer.js';
import { onRecord } from '../record-post.js';
import { pictureOrigins } from '../pictures.js';
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
    allowPictures(response, pictureOrigins([...view.items, ...view.checkout.cart.upsellItems]));
    response.type('html').send(renderPage(<ShippingPage {...props} />));
  };
}

/** POST /pay/:id/shipping */
export function doShipping(deps: CheckoutPageDeps): RequestHandler {
  return onRecord(deps, async (post) => {
    const page = await openForm(deps, post, { priced: true });
    if (!isOpen(page)) return page;
    const address = `/pay/${page.view.checkout.id}`;
    const choiceId = formField(post.request, 'choice');
    const changed = await chooseShipping(deps, page.view, choiceId);
    if (isView(changed) && changed.chosen === null)
      return sentOn(`${address}/shipping?notice=${choiceId === '' ? 'choose' : 'gone'}`, notOffered(choiceId));
    post.steps.done('Fields valid');
    if (!isView(changed)) return sentOn(`${address}/shipping?notice=changed`, CHANGED);
    post.steps.done('Saved');
    return sentOn(`${address}/review`, saidByQuote(changed.quote));
  });
}

function notOffered(choiceId: string): Said {
  const place = { severity: 'error', field: 'choice', expected: 'one of the ways to ship that the page offered' } as const;
  if (choiceId === '') return { faults: [{ rule: 'choice-missing', ...place, message: 'No way to ship was chosen.' }] };
  const message = 'The chosen way to ship is not offered any more. The buyer was asked to choose again.';
  return { code: 'CHOICE_GONE', faults: [{ rule: 'choice-gone', ...place, got: choiceId, message }] };
}
