import type { Request, RequestHandler } from 'express';
import type { Fault } from '../../core/fault.js';
import { foldCode } from '../../core/promotions/promotion.js';
import { MOST_UNITS, setUpsell } from '../../flows/checkout/change-checkout.js';
import { addCode, removeCode } from '../../flows/checkout/claim-codes.js';
import { isView, type ChangedCheckout, type CheckoutView } from '../../flows/checkout/view.js';
import { CartwrightError } from '../../errors.js';
import type { CheckoutPageDeps } from '../deps.js';
import { formField, wholeField } from '../form.js';
import { checkoutId, isOpen, openForm, type OpenPage } from '../open.js';
import { CHANGED, saidByQuote, sentOn, type PostAnswer } from '../post-answer.js';
import { onRecord, type Post } from '../record-post.js';

/** POST /pay/:id/codes; what became of the code stands on the page that the buyer comes back to. */
export function doAddCode(deps: CheckoutPageDeps): RequestHandler {
  return change(deps, 'codes', async ({ view }, request) => {
    // a cart that hides the field takes no code by other ways
    const code = view.checkout.cart.disablePromotionCode ? '' : formField(request, 'code');
    const remote = request.ip === undefined ? {} : { remote: request.ip };
    const changed = await addCode(deps, view, { code, ...remote });
    return { changed, faults: isView(changed) ? unhelpful(changed, code) : [] };
  });
}

/** POST /pay/:id/codes/remove */
export function doRemoveCode(deps: CheckoutPageDeps): RequestHandler {
  return change(deps, 'codes', async ({ view }, request) => ({
    changed: await removeCode(deps, view, formField(request, 'code')),
    faults: [],
  }));
}

/** POST /pay/:id/upsell */
export function doUpsell(deps: CheckoutPageDeps): RequestHandler {
  return change(deps, 'upsell', async ({ view }, request) => {
    const wish = { sku: formField(request, 'sku'), quantity: wholeField(request, 'quantity') ?? -1 };
    const changed = await setUpsell(deps, view, wish);
    return { changed, faults: changed === view ? [notTaken(request, view)] : [] };
  });
}

interface Change {
  readonly changed: ChangedCheckout;
  /** Warnings: the buyer goes on without what he asked for. */
  readonly faults: readonly Fault[];
}
type Extra = 'codes' | 'upsell';

/** A form that stands on a page beside the main one, and leads back to it. */
const change = (deps: CheckoutPageDeps, to: Extra, make: (page: OpenPage, request: Request) => Promise<Change>): RequestHandler =>
  onRecord(deps, async (post) => {
    const page = await openForm(deps, post, { priced: false });
    return isOpen(page) ? goBack(post, to, await make(page, post.request)) : page;
  });

/** To the page that the form stood on. Throws CODE_THROTTLED. */
function goBack({ request, steps }: Post, to: Extra, { changed, faults }: Change): PostAnswer {
  const page = formField(request, 'back') === 'review' ? 'review' : 'shipping';
  const address = `/pay/${checkoutId(request)}/${page}`;
  if (!isView(changed) && changed.state === 'throttled') {
    const seconds = Math.ceil(changed.retryAfterMs / 1000);
    throw new CartwrightError('CODE_THROTTLED', { headers: { 'Retry-After': String(seconds) } });
  }
  steps.done('Fields valid');
  if (!isView(changed)) return sentOn(`${address}?notice=changed`, CHANGED);
  steps.done('Saved');
  const said = saidByQuote(changed.quote);
  return sentOn(`${address}#${to}`, { ...said, faults: [...faults, ...said.faults] });
}

/** Why the code that was typed takes nothing off, as far as the checkout can be priced by now. */
function unhelpful({ quote }: CheckoutView, code: string): Fault[] {
  if (quote?.ok !== true) return [];
  const verdict = quote.codes.find((one) => foldCode(one.code) === foldCode(code.trim()));
  if (verdict === undefined || verdict.state === 'applied') return [];
  const { state, message } = verdict;
  return [{ rule: `claim-code-${state}`, severity: 'warning', field: 'code', got: code, message }];
}

function notTaken(request: Request, { checkout }: CheckoutView): Fault {
  const sku = formField(request, 'sku');
  const offered = checkout.cart.upsellItems.some((item) => item.sku === sku);
  const rule = {
    rule: 'upsell-not-taken',
    severity: 'warning',
    message: 'The item was not added: the form is not as the page made it.',
  } as const;
  if (!offered) return { ...rule, field: 'sku', expected: 'an upsell item of the cart', got: sku };
  const expected = `a whole number from 0 to ${MOST_UNITS.toLocaleString('en-US')}`;
  return { ...rule, field: 'quantity', expected, got: formField(request, 'quantity') };
}
