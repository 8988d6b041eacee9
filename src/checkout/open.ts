import type { Request, Response } from 'express';
import { openCheckout } from '../flows/checkout/open-checkout.js';
import type { CheckoutView, OpenedCheckout } from '../flows/checkout/view.js';
import { CartwrightError } from '../errors.js';
import { whyNotOpen } from '../flows/checkout/why-not-open.js';
import type { CheckoutPageDeps } from './deps.js';
import { wholeField } from './form.js';
import { VERSION_FIELD, wayBack, type FormMark } from './pages/parts.js';
import { sendAnswer, sentOn, type PostAnswer } from './post-answer.js';
import type { Post } from './record-post.js';
import { refusalPage, sendRefusal } from './refuse.js';
import { buyerSessions, checkBuyerForm, dropOldSessions, formTokenOf, giveBuyerSession, ownerAmong } from './session.js';

/** A checkout that is the buyer's own and open. */
export interface OpenPage {
  readonly view: CheckoutView;
  /** For the forms of the page. */
  readonly mark: FormMark;
}

interface Opening {
  /** False where the page shows no price: then no merchant is asked. */
  readonly priced: boolean;
}

/** Stands in the address to which a browser is sent to show that it keeps cookies. */
const SENT_ON = 'b';

/**
 * The checkout of a page that is looked at; null where the answer has been given: another page, or a refusal. Only a browser
 * whose cookie came back claims one: the preview of a link, or a scanner of mails, must not take it from the buyer.
 */
export async function openPage(
  deps: CheckoutPageDeps,
  request: Request,
  response: Response,
  { priced }: Opening,
): Promise<OpenPage | null> {
  const id = checkoutId(request);
  const sessions = buyerSessions(request, id);
  dropOldSessions(request, response);
  const opened = await openCheckout(deps, { id, ...sessions, priced, claims: request.method !== 'HEAD' });
  if (opened.state === 'unclaimed') askForCookie(deps, request, response);
  else if (opened.state !== 'yours') leave(response, opened, id);
  else {
    const session = ownerAmong(sessions, opened.view.checkout.sessionSha256);
    // what is anybody's own was opened by one of his sessions
    if (session !== null) return { view: opened.view, mark: markOf(opened.view, session, deps) };
  }
  return null;
}

/**
 * The checkout of a posted form, with the version that the form was made from: whoever saves by it is told if another tab has
 * saved since. An answer where there is nothing to go on with here. Throws CSRF_MISMATCH for a form that is not this browser's.
 */
export async function openForm(
  deps: CheckoutPageDeps,
  { request, steps }: Pick<Post, 'request' | 'steps'>,
  { priced }: Opening,
): Promise<OpenPage | PostAnswer> {
  const session = checkBuyerForm(request, deps);
  steps.done('Session verified');
  const opened = await openCheckout(deps, { id: checkoutId(request), session, priced });
  if (opened.state !== 'yours') return leaving(opened, checkoutId(request));
  steps.done('Checkout open');
  const { view } = opened;
  const version = wholeField(request, VERSION_FIELD) ?? view.checkout.version;
  const seen = { ...view, checkout: { ...view.checkout, version } };
  return { view: seen, mark: markOf(view, session, deps) };
}

/** Whether a form found its checkout open, and not an answer that says why it is not. */
export const isOpen = (form: OpenPage | PostAnswer): form is OpenPage => 'view' in form;

/** The id in the address of a page. */
export function checkoutId(request: Request): string {
  const id = request.params['id'];
  return typeof id === 'string' ? id : '';
}

const markOf = ({ checkout }: CheckoutView, session: string, deps: Pick<CheckoutPageDeps, 'vault'>): FormMark => ({
  formToken: formTokenOf(session, deps),
  version: checkout.version,
});

type Elsewhere = Exclude<OpenedCheckout, { state: 'yours' }>;

/** Answers for a checkout that this browser cannot go on with here. */
export const leave = (response: Response, opened: Elsewhere, id: string): void => sendAnswer(response, leaving(opened, id));

/** The answer for a checkout that cannot be gone on with here; a form of one that was placed since is nothing new. */
function leaving(opened: Elsewhere, id: string): PostAnswer {
  if (opened.state === 'instead') return sentOn(`/pay/${opened.id}`);
  if (opened.state === 'unclaimed') return sentOn(`/pay/${id}`);
  if (opened.state === 'placed') return sentOn(`/pay/${id}/thanks`, { outcome: 'repeated', faults: [] });
  const back = opened.state === 'expired' ? wayBack(opened.cart) : null;
  const ways = back === null ? [] : [{ label: 'Back to the shop', href: back }];
  return refusalPage(whyNotOpen(opened), { ways, reference: null });
}

/** Gives the browser its cookie and sends it to where it shows it; once, as a browser without cookies would go round for ever. */
function askForCookie(deps: CheckoutPageDeps, request: Request, response: Response): void {
  const start = `/pay/${checkoutId(request)}`;
  if (request.query[SENT_ON] !== undefined) {
    sendRefusal(response, new CartwrightError('COOKIE_MISSING'), {
      ways: [{ label: 'Try again', href: start }],
      reference: null,
    });
    return;
  }
  giveBuyerSession(response, checkoutId(request), deps);
  response.redirect(303, `${start}?${SENT_ON}=1`);
}
