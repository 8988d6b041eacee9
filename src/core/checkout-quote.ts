import type { Destination, Dialect } from './cart.js';
import { chooseOrigin, type Origin } from './checkout-quote/origins.js';
import { judgeCodes } from './checkout-quote/codes.js';
import { type CheckoutPromotions, promoteCheckout } from './checkout-quote/promotions.js';
import { refuseAsQuote, refuseCheckout } from './checkout-quote/refusal.js';
import { type CheckoutShipping, shipCheckout, type ToShip } from './checkout-quote/shipping.js';
import { type CheckoutTaxes, taxCheckout } from './checkout-quote/tax.js';
import type { CallbackResult, CheckoutOption, CheckoutQuote, CheckoutRefusal } from './checkout.js';
import { deliveryDates } from './delivery-dates.js';
import type { OrderCart, OrderCartItem } from './order-cart.js';
import { readLines } from './quote/line.js';
import { checkAmounts, checkTotals, readPlaces } from './quote/refusal.js';
import { notSayableWarning, sayablePolicies } from './quote/sayable.js';
import type { QuoteOption, QuoteRequest } from './quote.js';
import type { RuleBook } from './rule-book.js';

/** What a checkout is priced from. */
export interface CheckoutRequest {
  readonly cart: OrderCart;
  /** The lines with the upsell items that were taken; an answer's lines stand in for them. */
  readonly items: readonly OrderCartItem[];
  readonly shipTo: Destination;
  /** What the cart's endpoint said; null where it was not to be asked. */
  readonly callback: CallbackResult | null;
  /** Claim codes as typed. */
  readonly codes: readonly string[];
  /** Epoch milliseconds, for schedules. */
  readonly at: number;
  /** Ids of promotions and folded codes (foldCode) that cannot be redeemed any more. */
  readonly usedUp: ReadonlySet<string>;
  /** Of the cart; what 2008-11-30 cannot say is priced as `quote` prices it for that dialect. */
  readonly dialect: Dialect;
  /** IANA zone in which dates of codes and deliveries are told; UTC unless given. */
  readonly zone?: string;
}

interface Priced {
  readonly promotions: CheckoutPromotions;
  readonly shipping: CheckoutShipping;
  readonly taxes: CheckoutTaxes;
}
type Origins = Readonly<Record<'shipping' | 'promotions' | 'tax', Origin>>;

/**
 * Prices a checkout for an address: each kind from the first source that has it (callback, cart, settings), with the reason
 * beside it, every choice with an explanation of each amount, and what became of each claim code. Pure. A cart without tables
 * and callbacks costs to the cent what `quote` says.
 */
export function quoteCheckout(request: CheckoutRequest, book: RuleBook): CheckoutQuote | CheckoutRefusal {
  const { cart, callback, dialect } = request;
  const origins = chooseOrigins(request);
  if ('ok' in origins) return origins;
  const items = callback?.state === 'answered' && asksAnything(cart) ? callback.items : request.items;
  const asQuote = asQuoteRequest(request, items);
  const places = readPlaces(asQuote, book);
  if ('ok' in places) return refuseAsQuote(places);
  const [place] = places;
  if (place === undefined) return refuseCheckout('ADDRESS_INCOMPLETE', 'The address could not be read.', false);
  const lines = readLines(asQuote);
  const tooLarge = checkAmounts(lines, cart.currency);
  if (tooLarge !== null) return refuseAsQuote(tooLarge);

  const sayable = sayablePolicies(book.policies, dialect, ALL);
  const ship: ToShip = { request, lines, place, book, policies: sayable.policies };
  const priced = price(origins, ship);
  if ('ok' in priced) return priced;
  const { promotions, shipping, taxes } = priced;
  const over = checkTotals([taxes.options], cart.currency);
  if (over !== null) return refuseAsQuote(over);

  const warnings = [...(callback?.state === 'answered' ? callback.warnings : []), ...place.warnings];
  warnings.push(...shipping.warnings, ...taxes.warnings);
  if (sayable.setAside.length > 0) {
    const wanted = price(origins, { ...ship, policies: book.policies });
    const options = 'ok' in wanted ? taxes.options : wanted.taxes.options;
    const fault = notSayableWarning(sayable.setAside, [taxes.options], [options], cart.currency);
    if (fault !== null) warnings.push(fault);
  }
  const options = asChoices(taxes.options, shipping, request);
  const { folded, candidates, tried } = promotions;
  return {
    ok: true,
    currency: cart.currency,
    items,
    options,
    sources: { shipping: shipping.source, promotions: promotions.source, tax: taxes.source },
    codes: judgeCodes(tried, { candidates, folded, lines, options }, cart.currency),
    warnings,
  };
}

/** Where each kind comes from; a refused address or a failed call that may not be replaced stops here. */
function chooseOrigins(request: CheckoutRequest): Origins | CheckoutRefusal {
  const { cart, callback } = request;
  if (callback?.state === 'address-refused' && asksAnything(cart)) {
    const because = `Your endpoint refused this address${callback.message === '' ? '' : `: "${callback.message}"`}.`;
    return refuseCheckout('CALLBACK_ADDRESS_REFUSED', because, false);
  }
  const shipping = chooseOrigin('shipping', request);
  if ('ok' in shipping) return shipping;
  const promotions = chooseOrigin('promotions', request);
  if ('ok' in promotions) return promotions;
  const tax = chooseOrigin('tax', request);
  return 'ok' in tax ? tax : { shipping, promotions, tax };
}

/** The order of the work is that of every quote: promotions, shipping, shipping promotions, tax. */
function price(origins: Origins, ship: ToShip): Priced | CheckoutRefusal {
  const promotions = promoteCheckout(origins.promotions, ship.request, ship.lines, ship.book);
  const shipping = shipCheckout(origins.shipping, ship, promotions.shipping);
  if ('ok' in shipping) return shipping;
  const taxes = taxCheckout(origins.tax, ship, { charges: shipping.charges, folded: promotions.folded });
  return 'ok' in taxes ? taxes : { promotions, shipping, taxes };
}

/** Cheapest first; ties in the order of the source. */
function asChoices(
  options: readonly QuoteOption[],
  { source: { source }, charges }: CheckoutShipping,
  { at, zone = 'UTC' }: CheckoutRequest,
): CheckoutOption[] {
  const choices = options.flatMap((option): CheckoutOption[] => {
    const { methodId, serviceLevel } = option;
    if (methodId === null || serviceLevel === null) return [];
    const days = charges.find(({ charge }) => charge.method.id === methodId)?.charge.method.delivery ?? null;
    const delivery = days === null ? {} : { delivery: deliveryDates(days, at, zone) };
    return [{ ...option, choiceId: `${source}:${methodId}`, methodId, serviceLevel, ...delivery }];
  });
  return choices.sort((a, b) => (a.total < b.total ? -1 : a.total > b.total ? 1 : 0));
}

const asksAnything = ({ callbacks }: OrderCart): boolean =>
  callbacks !== undefined && (callbacks.shipping || callbacks.promotions || callbacks.tax);

const asQuoteRequest = (
  { cart, shipTo, codes, dialect, at }: CheckoutRequest,
  items: readonly OrderCartItem[],
): QuoteRequest => ({
  currency: cart.currency,
  orders: [{ items, destination: shipTo }],
  codes,
  asked: ALL,
  dialect,
  at,
});

const ALL = { shipping: true, promotions: true, tax: true } as const;
