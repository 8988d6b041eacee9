import type { Request, Response } from 'express';
import type { CheckoutRefusal } from '../../core/checkout.js';
import type { CheckoutView } from '../../flows/checkout/view.js';
import { ERRORS } from '../../errors.js';
import { renderBuyerMessage } from '../../ui/buyer/message.js';
import { wayBack } from '../pages/parts.js';

/** What another address may help against. */
const OF_ADDRESS: ReadonlySet<CheckoutRefusal['code']> = new Set([
  'ADDRESS_NOT_COVERED',
  'ADDRESS_INCOMPLETE',
  'ADDRESS_CONTRADICTORY',
  'CALLBACK_ADDRESS_REFUSED',
]);

/** Answers for a page that cannot show a price: without an address that is the next thing to ask for. */
export function sendNoPrice(request: Request, response: Response, view: CheckoutView): void {
  const { quote, checkout } = view;
  if (quote === null || quote.ok) response.redirect(303, `/pay/${checkout.id}/address`);
  else sendRefusedPrice(request, response, { view, refusal: quote });
}

/** Answers a refusal: back to the address where another one may do, else a page with the ways on. */
export function sendRefusedPrice(
  request: Request,
  response: Response,
  { view, refusal }: { readonly view: CheckoutView; readonly refusal: CheckoutRefusal },
): void {
  const { checkout, merchant, environment } = view;
  if (OF_ADDRESS.has(refusal.code)) {
    response.redirect(303, `/pay/${checkout.id}/address?refused=1`);
    return;
  }
  const back = wayBack(checkout.cart);
  const ways = [
    ...(refusal.code === 'CALLBACK_FAILED' ? [{ label: 'Try again', href: againAt(request, checkout.id) }] : []),
    ...(back === null ? [] : [{ label: `Back to ${merchant.name}`, href: back }]),
    { label: 'Change the address', href: `/pay/${checkout.id}/address` },
  ];
  response.setHeader('Cartwright-Code', refusal.code);
  response
    .status(ERRORS[refusal.code].status)
    .type('html')
    .send(
      renderBuyerMessage({
        title: 'This order cannot be priced at present',
        text: [refusal.message],
        shop: merchant.name,
        environment,
        icon: 'alert-triangle',
        ways,
        code: refusal.code,
        reference: null,
      }),
    );
}

/** The page that was asked for; what was posted is not posted again by a link. */
const againAt = (request: Request, id: string): string =>
  request.method === 'GET' ? `/pay/${id}/shipping` : `/pay/${id}/review`;
