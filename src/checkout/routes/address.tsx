import type { Request, RequestHandler, Response } from 'express';
import { isPostOfficeBox } from '../../core/region/po-box.js';
import { ERRORS } from '../../errors.js';
import { setAddress } from '../../flows/checkout/change-checkout.js';
import { isView, type CheckoutView } from '../../flows/checkout/view.js';
import { renderPage } from '../../ui/render.js';
import { readAddressForm, typedAddress, type AddressReading, type TypedAddress } from '../address-form.js';
import type { CheckoutPageDeps } from '../deps.js';
import { formField } from '../form.js';
import { openForm, openPage, type OpenPage } from '../open.js';
import { AddressPage, type AddressPageProps } from '../pages/address-page.js';
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
    response.type('html').send(renderPage(<AddressPage {...props} />));
  };
}

/** POST /pay/:id/address saves it, or shows the page again with what was typed. */
export function doAddress(deps: CheckoutPageDeps): RequestHandler {
  return async (request, response) => {
    const page = await openForm(deps, request, response, { priced: false });
    if (page === null) return;
    const { typed, reading } = readAddressForm((name) => formField(request, name));
    if (reading.state === 'faults' || (reading.state === 'doubt' && formField(request, 'keep') !== 'yes')) {
      again(response, 422, { ...plainPage(page, typed), ...findings(reading) });
      return;
    }
    const changed = await setAddress(deps, page.view, reading.address);
    if (isView(changed)) response.redirect(303, `/pay/${page.view.checkout.id}/shipping`);
    else again(response, 409, { ...plainPage(page, typed), alert: changedInOtherTab('Check the address and go on.') });
  };
}

const again = (response: Response, status: 409 | 422, props: AddressPageProps): void =>
  void response
    .status(status)
    .type('html')
    .send(renderPage(<AddressPage {...props} />));

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
