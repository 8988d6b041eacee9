import type { Request, RequestHandler, Response } from 'express';
import type { CheckoutOption, CheckoutQuote } from '../../core/checkout.js';
import type { CheckoutPageDeps } from '../deps.js';
import { allowPictures } from '../headers.js';
import { openPage, type OpenPage } from '../open.js';
import { ReviewPage, type ReviewPageProps } from '../pages/review-page.js';
import { pictureOrigins } from '../pictures.js';
import { renderPage } from '../../ui/render.js';
import { noticeOf } from './notices.js';
import { sendNoPrice } from './no-price.js';

/** GET /pay/:id/review */
export function showReview(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openPage(deps, request, response, { priced: true });
    if (page !== null) sendReview(deps, { request, response, page, status: 200, alert: noticeOf(request) });
  };
}

interface Sending {
  readonly request: Request;
  readonly response: Response;
  readonly page: OpenPage;
  readonly status: 200 | 402 | 409;
  readonly alert: ReviewPageProps['alert'];
  /** Where the price is newer than that of the page's view. */
  readonly priced?: { readonly quote: CheckoutQuote; readonly option: CheckoutOption };
  /** The way to pay that the buyer chose. */
  readonly payment?: string;
}

/** Sends the review page; without a price or a choice the page that asks for what is missing. */
export function sendReview(deps: CheckoutPageDeps, { request, response, page, status, alert, priced, payment }: Sending): void {
  const { mark } = page;
  const view = priced === undefined ? page.view : { ...page.view, quote: priced.quote, items: priced.quote.items };
  const { quote } = view;
  const option = priced?.option ?? view.chosen;
  if (quote?.ok !== true) {
    sendNoPrice(request, response, view);
    return;
  }
  if (option === null) {
    const notice = view.checkout.choices.choiceId === undefined ? 'choose' : 'gone';
    response.redirect(303, `/pay/${view.checkout.id}/shipping?notice=${notice}`);
    return;
  }
  const methods = deps.gateways(view.environment).flatMap((gateway) => gateway.methods);
  const props = { view, quote, option, mark, methods, payment: payment ?? null, alert, confirms: priced !== undefined };
  allowPictures(response, pictureOrigins(view.items));
  response
    .status(status)
    .type('html')
    .send(renderPage(<ReviewPage {...props} />));
}
