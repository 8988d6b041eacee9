import type { Dialect } from '../../core/cart.js';
import { refuseCheckout } from '../../core/checkout-quote/refusal.js';
import { quoteCheckout } from '../../core/checkout-quote.js';
import type { CallbackResult, Checkout, CheckoutQuote, CheckoutRefusal, ShipTo } from '../../core/checkout.js';
import type { OrderCart, OrderCartItem } from '../../core/order-cart.js';
import { codesOfShop } from '../../core/promotions/code-limits.js';
import { addUpsell } from '../../core/upsell.js';
import { usedUpCodes } from '../../store/order/redemptions.js';
import { maskFault } from '../exchange-row.js';
import { maskLine } from '../stored-message.js';
import { askMerchant } from './ask-merchant.js';
import type { CheckoutDeps } from './deps.js';
import { surroundingsOf, type Surroundings } from './surroundings.js';

/** Whether the price is for a page, or for the order itself, which takes no answer that is over 10 minutes old. */
export type PricedFor = 'page' | 'placing';

/**
 * Prices a checkout for the address that the buyer gave; the cart's endpoint is asked where the cart says so. What the quote
 * and a refusal tell the merchant is masked, as pages and records show it.
 */
export async function priceCheckout(
  deps: CheckoutDeps,
  checkout: Checkout,
  { for: purpose, around: given }: { readonly for: PricedFor; readonly around?: Surroundings },
): Promise<CheckoutQuote | CheckoutRefusal> {
  const around = given ?? (await surroundingsOf(deps, checkout.environmentId));
  const { cart, choices } = checkout;
  const items = addUpsell(cart, choices.upsell);
  const { shipTo } = choices;
  if (shipTo === undefined) return NO_ADDRESS;
  const callback = await callbackOf(deps, { checkout, items, shipTo, purpose, around });
  const { environment, book, keys } = around;
  const usedUp = await usedUpCodes(deps.db, environment.id, codesOfShop(book, choices.codes));
  const quote = quoteCheckout(
    {
      ...{ cart, items, shipTo, callback, codes: choices.codes, usedUp },
      at: deps.clock(),
      dialect: dialectOf(cart),
      zone: environment.merchant.zone,
    },
    book,
  );
  return quote.ok
    ? { ...quote, warnings: quote.warnings.map((fault) => maskFault(fault, keys.mask)) }
    : { ...quote, because: maskLine(quote.because, keys.mask) };
}

/** Before there is an address there is no price, and nobody is asked for one. */
export const NO_ADDRESS = refuseCheckout('ADDRESS_INCOMPLETE', 'The buyer has given no address yet.', false);

interface Pricing {
  readonly checkout: Checkout;
  readonly items: readonly OrderCartItem[];
  readonly shipTo: ShipTo;
  readonly purpose: PricedFor;
  readonly around: Surroundings;
}

async function callbackOf(deps: CheckoutDeps, pricing: Pricing): Promise<CallbackResult | null> {
  const { callbacks } = pricing.checkout.cart;
  if (callbacks === undefined || !(callbacks.tax || callbacks.promotions || callbacks.shipping)) return null;
  return askMerchant(deps, { ...pricing, callbacks });
}

const dialectOf = ({ namespace }: OrderCart): Dialect =>
  namespace === null || namespace === '2009-05-15' ? '2009-05-15' : '2008-11-30';
