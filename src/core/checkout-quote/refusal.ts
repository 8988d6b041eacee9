import type { CallClocks, CheckoutRefusal, Kind } from '../checkout.js';
import type { QuoteRefusal } from '../quote.js';
import type { Place } from '../region/place.js';
import type { TableOffer } from '../table-quote/shipping.js';
import type { Failure, Origin } from './origins.js';
import { count, openSentence } from './words.js';

type Code = CheckoutRefusal['code'];

/** What the buyer reads; the shop's endpoint and settings are none of his business. */
const FOR_BUYERS: Readonly<Record<Code, string>> = {
  ADDRESS_NOT_COVERED: 'The shop does not deliver to this address. Choose another address.',
  ADDRESS_INCOMPLETE: 'This address lacks its country, or its state and postal code. Add what is missing.',
  ADDRESS_CONTRADICTORY: 'The postal code does not lie in this state. Correct one of them.',
  SHIPPING_NOT_CONFIGURED: 'The shop has no way to ship this cart at present, to any address. Nothing was ordered.',
  CURRENCY_MIXED: 'The shop sent prices in more than one currency, so this cart cannot be ordered. Nothing was ordered.',
  CURRENCY_NOT_CONFIGURED: 'The shop cannot ship a cart in this currency at present. Nothing was ordered.',
  SKU_MISSING: 'The shop sent an item without its number, so this cart cannot be ordered. Nothing was ordered.',
  ITEM_IN_TWO_ORDERS: 'The shop sent one item twice, so this cart cannot be ordered. Nothing was ordered.',
  AMOUNT_TOO_LARGE: 'This cart is above the largest amount that can be ordered. Order fewer at a time.',
  CART_TAX_MISSING: 'The shop did not say the tax of this cart, so it cannot be ordered at present. Nothing was ordered.',
  CALLBACK_FAILED: 'The shop could not work out the price of this cart just now. Nothing was ordered. Try again in a minute.',
  CALLBACK_ADDRESS_REFUSED: 'The shop does not deliver to this address. Choose another address.',
};

export const refuseCheckout = (code: Code, because: string, alarm: boolean): CheckoutRefusal => ({
  ok: false,
  code,
  message: FOR_BUYERS[code],
  because,
  alarm,
});

/** A refusal of the settings, in the words of a checkout. */
export const refuseAsQuote = ({ code, message, alarm }: QuoteRefusal): CheckoutRefusal => refuseCheckout(code, message, alarm);

/** A failed call that no other source may replace (protocol 3.8). */
export const refuseFailedCall = (kind: Kind, { cause, because }: Failure, call: CallClocks | null): CheckoutRefusal => {
  const sentence = `${openSentence(because)}. The cart does not allow another source (ProcessOrderOnCallbackFailure is not true), so the checkout stopped.`;
  const source = {
    source: 'callback',
    because: sentence,
    ...(cause !== null && { cause }),
    ...(call !== null && { call }),
  } as const;
  return { ...refuseCheckout('CALLBACK_FAILED', sentence, true), sources: { [kind]: source } };
};

/** Tables that offer nothing: of an answer, its address is refused; of a cart, the address or the cart itself is the matter. */
export function refuseTables({ from }: Origin, { listed, usable }: TableOffer, place: Place): CheckoutRefusal {
  const methods = count(listed, 'shipping method');
  const what = place.poBox ? 'this post office box' : 'this address';
  if (from === 'callback') {
    const because =
      listed === 0
        ? 'Your endpoint answered with an empty list of shipping methods, which refuses the address.'
        : usable === 0
          ? `Your endpoint answered with ${methods}; none can be used by all items, which refuses the address.`
          : `Your endpoint answered with ${methods}; none covers ${what}.`;
    return refuseCheckout('CALLBACK_ADDRESS_REFUSED', because, false);
  }
  if (listed === 0) {
    const because = 'The cart brings an empty list of shipping methods. Add one to it, or leave out ShippingMethods.';
    return refuseCheckout('SHIPPING_NOT_CONFIGURED', because, true);
  }
  if (usable === 0) {
    const because = `The cart brings ${methods}; none can be used by all of its items, at any address. Give the items one in common.`;
    return refuseCheckout('SHIPPING_NOT_CONFIGURED', because, true);
  }
  if (place.country === 'US' && place.state === null && place.zip === -1) {
    return refuseCheckout('ADDRESS_INCOMPLETE', 'The address has neither a state nor a postal code that we know.', false);
  }
  return refuseCheckout('ADDRESS_NOT_COVERED', `The cart brings ${methods}; none covers ${what}.`, false);
}
