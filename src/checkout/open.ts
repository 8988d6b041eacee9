import type { Request, Response } from 'express';
import { openCheckout } from '../flows/checkout/open-checkout.js';
import type { CheckoutView, OpenedCheckout } from '../flows/checkout/view.js';
import { whyNotOpen } from '../flows/checkout/why-not-open.js';
import type { CheckoutPageDeps } from './deps.js';
import { wholeField } from './form.js';
import { VERSION_FIELD, wayBack, type FormMark } from './pages/parts.js';
import { sendRefusal } from './refuse.js';
import { checkBuyerForm, formTokenOf, keepBuyerSession } from './session.js';

/** A checkout that is the buyer's own and open. */
export interface OpenPage {
  readonly view: CheckoutView;
  readonly session: string;
  /** For the forms of the page. */
  readonly mark: FormMark;
}

interface Opening {
  /** False where the page shows no price: then no merchant is asked. */
  readonly priced: boolean;
}

/** The checkout of a page that is looked at; null where the answer has been given: another page, or a refusal. */
export async function openPage(
  deps: CheckoutPageDeps,
  request: Request,
  response: Response,
  { priced }: Opening,
): Promise<OpenPage | null> {
  const session = keepBuyerSession(request, response, deps);
  const opened = await openCheckout(deps, { id: checkoutId(request), session, priced });
  if (opened.state !== 'yours') {
    leave(response, opened, checkoutId(request));
    return null;
  }
  return { view: opened.view, session, mark: markOf(opened.view, session, deps) };
}

/**
 * The checkout of a posted form, with the version that the form was made from: whoever saves by it is told if another tab has
 * saved since. Throws CSRF_MISMATCH for a form that is not this browser's.
 */
export async function openForm(
  deps: CheckoutPageDeps,
  request: Request,
  response: Response,
  { priced }: Opening,
): Promise<OpenPage | null> {
  const session = checkBuyerForm(request, deps);
  const opened = await openCheckout(deps, { id: checkoutId(request), session, priced });
  if (opened.state !== 'yours') {
    leave(response, opened, checkoutId(request));
    return null;
  }
  const { view } = opened;
  const version = wholeField(request, VERSION_FIELD) ?? view.checkout.version;
  const seen = { ...view, checkout: { ...view.checkout, version } };
  return { view: seen, session, mark: markOf(view, session, deps) };
}

/** The id in the address of a page. */
export function checkoutId(request: Request): string {
  const id = request.params['id'];
  return typeof id === 'string' ? id : '';
}

const markOf = ({ checkout }: CheckoutView, session: string, deps: Pick<CheckoutPageDeps, 'vault'>): FormMark => ({
  formToken: formTokenOf(session, deps),
  version: checkout.version,
});

/** Answers for a checkout that this browser cannot go on with here. */
export function leave(response: Response, opened: Exclude<OpenedCheckout, { state: 'yours' }>, id: string): void {
  if (opened.state === 'instead') response.redirect(303, `/pay/${opened.id}`);
  else if (opened.state === 'placed') response.redirect(303, `/pay/${id}/thanks`);
  else {
    const back = opened.state === 'expired' ? wayBack(opened.cart) : null;
    const ways = back === null ? [] : [{ label: 'Back to the shop', href: back }];
    sendRefusal(response, whyNotOpen(opened), { ways, reference: null });
  }
}
