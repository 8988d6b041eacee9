import type { Dialect } from '../cart.js';
import type { Line } from './line.js';
import { endOfAmounts, formatMajor, minorPlaces } from '../money.js';
import { type Place, readPlace } from '../region/place.js';
import type { QuoteOption, QuoteRefusal, QuoteRequest } from '../quote.js';
import type { RuleBook } from '../rule-book.js';

/** The buyer's address is the matter: the checkout lets him choose another. */
export const refuseAddress = (
  code: 'ADDRESS_NOT_COVERED' | 'ADDRESS_INCOMPLETE' | 'ADDRESS_CONTRADICTORY',
  message: string,
): QuoteRefusal => ({
  ok: false,
  code,
  message,
  wireCode: 'INVALID_SHIPPING_ADDRESS',
  alarm: false,
});

/** The cart or the shop is the matter; `alarm` where the shop must act. */
export const refuseCart = (code: QuoteRefusal['code'], message: string, alarm = false): QuoteRefusal => ({
  ok: false,
  code,
  message,
  wireCode: 'INTERNAL_SERVER_ERROR',
  alarm,
});

/** What makes a cart impossible to price or to answer; null if nothing does. */
export function checkCart({ orders, asked, currency, dialect }: QuoteRequest, book: RuleBook): QuoteRefusal | null {
  if ((asked.shipping || asked.promotions) && currency !== book.currency) {
    const message = `The cart is in ${currency} and the shop's settings are in ${book.currency}. Send amounts in ${book.currency}.`;
    return refuseCart('CURRENCY_NOT_CONFIGURED', message);
  }
  for (const { items } of orders) {
    const nameless = items.find(({ sku }) => sku === '');
    if (nameless !== undefined) {
      return refuseCart('SKU_MISSING', `The item "${nameless.title}" has no SKU. Items are matched by SKU, so each needs one.`);
    }
  }
  return orders.length > 1 ? checkTwoOrders(orders, dialect) : null;
}

/** The wire has no quantity split: what names an item may stand in one order only (A.1). */
function checkTwoOrders(orders: QuoteRequest['orders'], dialect: Dialect): QuoteRefusal | null {
  const seen = new Map<string, number>();
  for (const [order, { items }] of orders.entries()) {
    for (const { id, sku } of items) {
      const name = dialect === '2008-11-30' ? sku : id;
      const before = seen.get(name);
      if (before !== undefined && before !== order) {
        return refuseCart(
          'ITEM_IN_TWO_ORDERS',
          `The item "${name}" stands in two orders; an answer cannot split its quantity. Send it in one order.`,
        );
      }
      seen.set(name, order);
    }
  }
  return null;
}

/** Amounts end at 999,999,999.99, a line's like the cart's. */
export function checkAmounts(lines: readonly Line[], currency: string): QuoteRefusal | null {
  const most = endOfAmounts(minorPlaces(currency));
  let all = 0n;
  for (const { principal, item } of lines) {
    all += principal;
    if (all < most) continue;
    const message = `With ${formatMajor(principal, currency)} for "${item.sku}" the cart is above 999,999,999.99, the largest amount there is.`;
    return refuseCart('AMOUNT_TOO_LARGE', message);
  }
  return null;
}

/** With shipping and tax an option can still pass the bound that the principals kept. */
export function checkTotals(orders: readonly (readonly QuoteOption[])[], currency: string): QuoteRefusal | null {
  const end = endOfAmounts(minorPlaces(currency));
  const over = orders.flatMap((options) => options.filter(({ total }) => total >= end))[0];
  if (over === undefined) return null;
  return refuseCart(
    'AMOUNT_TOO_LARGE',
    `With shipping and tax the cart by "${over.label}" is above 999,999,999.99, the largest amount there is.`,
  );
}

/** Where every order goes, or why an address cannot be priced. Where only promotions are asked for any address will do. */
export function readPlaces({ orders, asked }: QuoteRequest, book: RuleBook): readonly Place[] | QuoteRefusal {
  const places: Place[] = [];
  for (const { destination } of orders) {
    const place = readPlace(destination);
    if (place === null && (asked.shipping || asked.tax)) {
      const message = 'The address has no country, and neither its state nor its postal code is American. Send CountryCode.';
      return refuseAddress('ADDRESS_INCOMPLETE', message);
    }
    const known = place ?? readPlace({ ...destination, country: 'US' });
    if (known === null) continue;
    if (known.stateAgainstZip && book.policies.stateZipConflict === 'refuse' && (asked.shipping || asked.tax)) {
      const message = `The postal code ${destination.postalCode ?? ''} does not lie in ${known.state ?? ''}. Correct one of them.`;
      return refuseAddress('ADDRESS_CONTRADICTORY', message);
    }
    places.push(known);
  }
  return places;
}

/** Semantics B, "no method for the address": the buyer hears of his address only if another one would do. */
export function refuseShipping(methods: number, carriers: number, place: Place): QuoteRefusal {
  if (methods === 0) {
    return refuseCart(
      'SHIPPING_NOT_CONFIGURED',
      'The shop has no enabled shipping method. Set one up under Settings, Shipping.',
      true,
    );
  }
  if (carriers === 0) {
    const message =
      'No shipping method can carry all items of this cart together, to any address. Add a method for them under Settings, Shipping.';
    return refuseCart('SHIPPING_NOT_CONFIGURED', message, true);
  }
  if (place.country === 'US' && place.state === null && place.zip === -1) {
    return refuseAddress(
      'ADDRESS_INCOMPLETE',
      'The address has neither a state nor a postal code that we know. Send State or PostalCode.',
    );
  }
  const what = place.poBox ? 'this post office box' : 'this address';
  return refuseAddress('ADDRESS_NOT_COVERED', `No shipping method covers ${what}. Choose another address.`);
}
