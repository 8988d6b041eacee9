import type { Request, RequestHandler, Response } from 'express';
import { isPostOfficeBox } from '../../core/region/po-box.js';
import { ERRORS } from '../../errors.js';
import { setAddress } from '../../flows/checkout/change-checkout.js';
import { isView, type CheckoutView } from '../../flows/checkout/view.js';
import { renderPage } from '../../ui/render.js';
import { addressFaults } from '../address-faults.js';
import { readAddressForm, typedAddress, type AddressReading, type TypedAddress } from '../address-form.js';
import type { CheckoutPageDeps } from '../deps.js';
import { formField } from '../form.js';
import { allowPictures } from '../headers.js';
import { isOpen, openForm, openPage, type OpenPage } from '../open.js';
import { AddressPage, type AddressPageProps } from '../pages/address-page.js';
import { pictureOrigins } from '../pictures.js';
import { CHANGED, saidByQuote, sentOn, type PostAnswer, type Said } from '../post-answer.js';
import { onRecord, type Post } from '../record-post.js';
import { headAndRest } from '../sentences.js';
import { changedInOtherTab } from './notices.js';

/** GET /pay/:id/address; with `refused` it says why the address of before will not do. */
export function showAddress(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openPage(deps, request, response, { priced: request.query['refused'] !== undefined });
    if (page === null) return;
    const { quote } = page.view;
    if (quote?.ok === false) response.status(ERRORS[quote.code].status).setHeader('Cartwright-Code', quote.code);
    const props = { ...plainPage(page, typedOf(page.view, request)), alert: refusedAlert(page.view) };
    response.type('html').send(htmlOf(response, props));
  };
}

/** POST /pay/:id/address saves it, or shows the page again with what was typed. */
export function doAddress(deps: CheckoutPageDeps): RequestHandler {
  return onRecord(deps, async (post) => {
    const page = await openForm(deps, post, { priced: false });
    if (!isOpen(page)) return page;
    const { typed, reading } = readAddressForm((name) => formField(post.request, name));
    if (reading.state === 'faults' || (reading.state === 'doubt' && formField(post.request, 'keep') !== 'yes'))
      return again(post, { ...plainPage(page, typed), ...findings(reading) }, notTaken(typed, reading));
    post.steps.done('Fields valid');
    const changed = await setAddress(deps, page.view, reading.address);
    if (!isView(changed)) {
      const alert = changedInOtherTab('Check the address and go on.');
      return again(post, { ...plainPage(page, typed), alert }, { status: 409, ...CHANGED });
    }
    post.steps.done('Saved');
    return sentOn(`/pay/${page.view.checkout.id}/shipping`, saidOf({ typed, reading }, changed));
  });
}

const again = ({ response }: Post, props: AddressPageProps, said: Omit<PostAnswer, 'html'>): PostAnswer => ({
  ...said,
  html: htmlOf(response, props),
});

function htmlOf(response: Response, props: AddressPageProps): string {
  allowPictures(response, pictureOrigins(props.view.items));
  return renderPage(<AddressPage {...props} />);
}

function notTaken(typed: TypedAddress, reading: Exclude<AddressReading, { state: 'read' }>): Omit<PostAnswer, 'html'> {
  const code = reading.state === 'doubt' ? 'ADDRESS_CONTRADICTORY' : 'ADDRESS_FIELD_WRONG';
  return { status: 422, code, faults: addressFaults(typed, reading, 'error') };
}

/** What the record says of an address that was saved: what the buyer kept in spite of a doubt, and whether it has a price. */
function saidOf(
  { typed, reading }: { readonly typed: TypedAddress; readonly reading: AddressReading },
  { quote }: CheckoutView,
): Said {
  const said = saidByQuote(quote);
  return { ...said, faults: [...addressFaults(typed, reading, 'warning'), ...said.faults] };
}

const plainPage = ({ view, mark }: OpenPage, typed: TypedAddress): AddressPageProps => ({
  ...{ view, mark, typed },
  faults: [],
  doubtful: false,
  alert: null,
});

const findings = (reading: Exclude<AddressReading, { state: 'read' }>): Pick<AddressPageProps, 'faults' | 'doubtful'> => ({
  faults: reading.faults,
  doubtful: reading.state === 'doubt',
});

/** What the buyer said before, else the address that the cart presets; with `preset` another one of them. */
function typedOf({ checkout }: CheckoutView, request: Request): TypedAddress {
  const { cart, choices } = checkout;
  const wanted = request.query['preset'];
  const preset = typeof wanted === 'string' ? cart.shippingAddresses[Number(wanted) - 1] : undefined;
  return typedAddress(preset ?? choices.shipTo ?? cart.shippingAddresses[0], choices.buyer);
}

/** The reason of a refusal as a sentence and what to do. */
function refusedAlert({ quote, checkout }: CheckoutView): AddressPageProps['alert'] {
  if (quote === null || quote.ok) return null;
  const { head, rest } = headAndRest(quote.message);
  const { shipTo } = checkout.choices;
  const box = shipTo !== undefined && isPostOfficeBox(shipTo, shipTo.state ?? null);
  const text = box ? `${rest} This is a post office box: a street address may do.`.trim() : rest;
  return { tone: 'warn', title: head, ...(text === '' ? {} : { text }) };
}
