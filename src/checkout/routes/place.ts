import type { Request, RequestHandler } from 'express';
import { placeOrder, type PlaceResult, type PlaceWish } from '../../flows/checkout/place-order.js';
import type { AlertProps } from '../../ui/alert.js';
import { money } from '../../ui/numbers.js';
import type { CheckoutPageDeps } from '../deps.js';
import { formField, wholeField } from '../form.js';
import { isOpen, openForm, openPage } from '../open.js';
import { placeOnRecord, type Placing } from '../record-placing.js';
import { onRecord } from '../record-post.js';
import { headAndRest } from '../sentences.js';
import { changedInOtherTab } from './notices.js';
import { sendRefusedPrice } from './no-price.js';
import { sendReview } from './review.js';

/** POST /pay/:id/place: once however often it is pressed, and never at a price or to an address that the page did not show. */
export function doPlace(deps: CheckoutPageDeps): RequestHandler {
  return onRecord(deps, async (post) => {
    const page = await openForm(deps, post, { priced: false });
    if (!isOpen(page)) return page;
    const wish = wishOf(post.request);
    const placing = { ...post, view: page.view, startedAt: deps.clock() };
    const result = await placeOnRecord(deps, placing, () => placeOrder(deps, page.view, wish));
    await answerPlacing(deps, { ...placing, payment: wish.payment }, result);
    return null;
  });
}

const wishOf = (request: Request): PlaceWish => ({
  choiceId: formField(request, 'choice'),
  total: BigInt(wholeField(request, 'total') ?? -1),
  payment: formField(request, 'payment'),
});

interface Answering extends Placing {
  readonly payment?: string;
}

/** Answers what came of placing an order, after the button or after the buyer authenticated the payment. */
export async function answerPlacing(deps: CheckoutPageDeps, answering: Answering, result: PlaceResult): Promise<void> {
  const { request, response, view } = answering;
  const address = `/pay/${view.checkout.id}`;
  switch (result.state) {
    case 'placed':
    case 'already':
      response.redirect(303, `${address}/thanks`);
      return;
    case 'authenticate':
      response.redirect(303, `${address}/authenticate`);
      return;
    case 'choice-gone':
      response.redirect(303, `${address}/shipping?notice=gone`);
      return;
    case 'refused':
      sendRefusedPrice(request, response, { view, refusal: result.refusal });
      return;
    case 'price-changed':
      response.setHeader('Cartwright-Code', 'PRICE_CHANGED');
      return reviewAgain(deps, { ...answering, status: 409, alert: priceChanged(result), priced: result });
    case 'changed':
      response.setHeader('Cartwright-Code', 'CHECKOUT_CHANGED');
      return reviewAgain(deps, {
        ...answering,
        status: 409,
        alert: changedInOtherTab('Nothing was ordered. This is how it stands now.'),
      });
    case 'declined':
      response.setHeader('Cartwright-Code', 'PAYMENT_DECLINED');
      return reviewAgain(deps, { ...answering, status: 402, alert: declined(result.message) });
    case 'code-used-up':
      response.setHeader('Cartwright-Code', 'CODE_USED_UP');
      return reviewAgain(deps, { ...answering, status: 409, alert: usedUp(result.code) });
  }
}

type Again = Pick<Answering, 'request' | 'response' | 'payment'> &
  Pick<Parameters<typeof sendReview>[1], 'status' | 'alert' | 'priced'>;

/** The review page as things stand now, with the reason why nothing was ordered. */
async function reviewAgain(deps: CheckoutPageDeps, again: Again): Promise<void> {
  const page = await openPage(deps, again.request, again.response, { priced: again.priced === undefined });
  if (page !== null) sendReview(deps, { ...again, page });
}

function priceChanged({ was, option, quote }: Extract<PlaceResult, { state: 'price-changed' }>): AlertProps {
  const [before, now] = [money(was, quote.currency), money(option.total, quote.currency)];
  const text = `It was ${before} and is now ${now}. Nothing was ordered. Look at it once more before you order.`;
  return { tone: 'warn', title: 'The price changed.', text };
}

function declined(message: string): AlertProps {
  const { head, rest } = headAndRest(message);
  return { tone: 'bad', title: head, text: `Nothing was ordered. ${rest}`.trim() };
}

const usedUp = (code: string): AlertProps => ({
  tone: 'warn',
  title: `${code} was used up by somebody else a moment ago.`,
  text: 'Nothing was ordered. This is the total without it.',
});
