import type { Checkout, CheckoutOption, CheckoutQuote, CheckoutRefusal } from '../../core/checkout.js';
import { freezeOrder, isReady, type ReadyCheckout } from '../../core/freeze-order.js';
import type { Order, Payment } from '../../core/order.js';
import { itemCode, NUMBER_BYTES, orderId } from '../../core/order-number.js';
import type { Policies } from '../../core/policy.js';
import { codesOfShop } from '../../core/promotions/code-limits.js';
import { CartwrightError } from '../../errors.js';
import { orphanAttempt, type PaymentAttempt } from '../../store/checkout/attempts.js';
import { findCheckout, saveChoices, type StoredCheckout } from '../../store/checkouts.js';
import { placeOrder as store, type Placed } from '../../store/order/place.js';
import { eventIds } from '../event-ids.js';
import { nowOf } from '../order/order-time.js';
import { confirmationMail } from './order-mails.js';
import type { CheckoutDeps } from './deps.js';
import { warnOfOrdered } from './intake-cart.js';
import { whyClosed } from './open-checkout.js';
import { payOrder, type Paid } from './pay-order.js';
import { NO_ADDRESS, priceCheckout } from './price-checkout.js';
import { surroundingsOf, type Surroundings } from './surroundings.js';
import type { CheckoutView } from './view.js';
import { whyNotOpen } from './why-not-open.js';

const MINUTE_MS = 60_000;
/** How often it is begun again because somebody else was at the same attempt to pay. */
const MOST_ROUNDS = 10;

/** What the buyer agreed to: a choice, the total that the page showed in minor units, and a way to pay. */
export interface PlaceWish {
  readonly choiceId: string;
  readonly total: bigint;
  readonly payment: string;
}

export type PlaceResult =
  | { readonly state: 'placed'; readonly order: Order }
  | { readonly state: 'already'; readonly orderId: string }
  | { readonly state: 'price-changed'; readonly was: bigint; readonly quote: CheckoutQuote; readonly option: CheckoutOption }
  | { readonly state: 'choice-gone'; readonly quote: CheckoutQuote }
  | { readonly state: 'declined'; readonly message: string }
  | { readonly state: 'authenticate'; readonly attempt: PaymentAttempt }
  | { readonly state: 'refused'; readonly refusal: CheckoutRefusal }
  | { readonly state: 'code-used-up'; readonly code: string }
  /** Another tab changed the checkout since the page was made: what the buyer agreed to is not what is there. */
  | { readonly state: 'changed' };

/**
 * Places the order of a checkout as it was on the page of the view, once however often it is asked: priced anew, paid for by
 * one attempt, written in one transaction. Throws CHECKOUT_CLOSED or CART_EXPIRED, and CART_ORDERED_ALREADY where the policy
 * says so.
 */
export async function placeOrder(deps: CheckoutDeps, view: CheckoutView, wish: PlaceWish): Promise<PlaceResult> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const checkout = await findCheckout(deps.db, view.checkout.id);
    if (checkout?.orderId !== undefined) return { state: 'already', orderId: checkout.orderId };
    if (checkout === null) throw new CartwrightError('CHECKOUT_UNKNOWN');
    const because = whyClosed(checkout, deps.clock());
    if (because !== null) throw whyNotOpen({ state: 'expired', cart: checkout.cart, because });
    if (checkout.version !== view.checkout.version) return { state: 'changed' };
    const around = await surroundingsOf(deps, checkout.environmentId);
    const result = await tryToPlace(deps, { checkout, around, wish });
    if (result !== 'again') return result;
  }
  throw new CartwrightError('OVERLOADED', { headers: { 'Retry-After': '2' } });
}

interface Trying {
  readonly checkout: StoredCheckout;
  readonly around: Surroundings;
  readonly wish: PlaceWish;
}
interface Priced {
  readonly checkout: ReadyCheckout;
  readonly quote: CheckoutQuote;
  readonly option: CheckoutOption;
}

async function tryToPlace(deps: CheckoutDeps, { checkout, around, wish }: Trying): Promise<PlaceResult | 'again'> {
  if (!isReady(checkout)) return { state: 'refused', refusal: NO_ADDRESS };
  const { environment, book } = around;
  await warnOfOrdered(deps.db, { environmentId: environment.id, cart: checkout.cart, policies: book.policies });
  const quote = await priceCheckout(deps, checkout, { for: 'placing', around });
  if (!quote.ok) return { state: 'refused', refusal: quote };
  const option = quote.options.find(({ choiceId }) => choiceId === wish.choiceId);
  if (option === undefined) return { state: 'choice-gone', quote };
  if (needsYes(option.total, wish.total, book.policies)) return { state: 'price-changed', was: wish.total, quote, option };
  const { total } = option;
  const paid = await payOrder(deps, {
    checkoutId: checkout.id,
    environment,
    total,
    currency: quote.currency,
    method: wish.payment,
  });
  if (paid.state === 'again') return 'again';
  if (paid.state === 'authenticate') return rememberChoice(deps, checkout, { choiceId: wish.choiceId, attempt: paid.attempt });
  if (paid.state === 'declined') return paid;
  return write(deps, around, { priced: { checkout, quote, option }, paid });
}

/** Nothing is placed at another price than the one that the buyer saw, up or down (semantics B, "price changed at placing"). */
const needsYes = (now: bigint, seen: bigint, { priceChanged }: Policies): boolean =>
  priceChanged === 'lower-silently' ? now > seen : now !== seen;

/** The buyer goes away to authenticate; what comes back is only yes or no, so the choice must be there by then. */
async function rememberChoice(
  { db, clock }: CheckoutDeps,
  { id, version, choices }: Checkout,
  { choiceId, attempt }: { readonly choiceId: string; readonly attempt: PaymentAttempt },
): Promise<PlaceResult | 'again'> {
  if (choices.choiceId === choiceId) return { state: 'authenticate', attempt };
  const saved = await saveChoices(db, { id, version, choices: { ...choices, choiceId }, at: clock() });
  return saved.state === 'saved' ? { state: 'authenticate', attempt } : 'again';
}

async function write(
  deps: CheckoutDeps,
  around: Surroundings,
  { priced, paid }: { readonly priced: Priced; readonly paid: Extract<Paid, { state: 'paid' }> },
): Promise<PlaceResult | 'again'> {
  const at = await nowOf(deps, around.environment.id);
  const order = freeze(deps, around, { ...priced, payment: paid.payment, at });
  const attempt = paid.attemptId === undefined ? {} : { attemptId: paid.attemptId };
  const placed = await store(deps.db, {
    order,
    checkoutVersion: priced.checkout.version,
    ...attempt,
    redemptions: codesOfShop(
      around.book,
      order.codes.map(({ code }) => code),
    ),
    onlyOfRequest: around.book.policies.clientRequestIdReuse === 'refuse',
    event: { at: order.placedAt, kind: 'placed', by: 'buyer', text: 'Placed by the buyer.' },
    ids: eventIds(order.placedAt),
    mail: confirmationMail(deps, order, around.environment),
  });
  if ((placed.state === 'code-used-up' || placed.state === 'request-ordered') && paid.attemptId !== undefined)
    await orphanAttempt(deps.db, { id: paid.attemptId, at: deps.clock() });
  return resultOf(placed);
}

function freeze(
  { random }: CheckoutDeps,
  { book }: Surroundings,
  { checkout, quote, option, payment, at }: Priced & { readonly payment: Payment; readonly at: number },
): Order {
  const ids = {
    orderId: orderId(random(NUMBER_BYTES)),
    itemCodes: quote.items.map(() => itemCode(random(NUMBER_BYTES))),
  };
  const windowMs = book.policies.cancelWindowMinutes * MINUTE_MS;
  return freezeOrder({ checkout, quote, option, payment, at, windowMs, ids });
}

/** What others did meanwhile is looked at anew: they placed it, changed it, gave the attempt up or ordered with its ClientRequestId. */
function resultOf(placed: Placed): PlaceResult | 'again' {
  switch (placed.state) {
    case 'placed':
    case 'already':
    case 'code-used-up':
      return placed;
    case 'changed':
    case 'attempt-lost':
    case 'id-taken':
    case 'request-ordered':
      return 'again';
  }
}
