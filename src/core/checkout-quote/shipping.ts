import type { CheckoutRequest } from '../checkout-quote.js';
import type { CheckoutRefusal, KindSource } from '../checkout.js';
import type { Fault } from '../fault.js';
import type { Policies } from '../policy.js';
import type { PromotedCharge, ShippingGain } from '../promotions/shipping-promotion.js';
import type { Line } from '../quote/line.js';
import { shippingSource } from '../quote/sources.js';
import type { Place } from '../region/place.js';
import type { RuleBook } from '../rule-book.js';
import { readShipment } from '../shipping.js';
import { offerMethods, weightWarnings } from '../shipping/offers.js';
import { offerTableMethods } from '../table-quote/shipping.js';
import { type Origin, type TablesOrigin, tellSource } from './origins.js';
import { refuseAsQuote, refuseCheckout, refuseTables } from './refusal.js';
import { count } from './words.js';

export interface CheckoutShipping {
  readonly charges: readonly PromotedCharge[];
  readonly warnings: readonly Fault[];
  readonly source: KindSource;
}

/** What is shipped where, by which policies. */
export interface ToShip {
  readonly request: CheckoutRequest;
  readonly lines: readonly Line[];
  readonly place: Place;
  readonly book: RuleBook;
  readonly policies: Policies;
}

/** The choices of the source that has shipping, or why there is none: never a silent zero, never another source because of an address. */
export function shipCheckout(origin: Origin, ship: ToShip, gains: readonly ShippingGain[]): CheckoutShipping | CheckoutRefusal {
  const offered = origin.tables === null ? offerSettings(origin, ship, gains) : offerTables(origin, ship, gains);
  if (!('ok' in offered) || origin.failure === null) return offered;
  return { ...offered, sources: { ...offered.sources, shipping: tellSource(origin, origin.from, '') } };
}

function offerSettings(
  origin: Origin,
  { request, lines, place, book, policies }: ToShip,
  gains: readonly ShippingGain[],
): CheckoutShipping | CheckoutRefusal {
  const { currency } = request.cart;
  if (currency !== book.currency) {
    const because = `The cart is in ${currency} and brings no shipping methods, and the shop's are in ${book.currency}.`;
    return refuseCheckout('CURRENCY_NOT_CONFIGURED', because, true);
  }
  const shipment = readShipment(lines, place, book.shipping);
  const charges = offerMethods(book.shipping, shipment, gains, policies, request.dialect);
  if ('ok' in charges) return refuseAsQuote(charges);
  const { source, because } = shippingSource(book, [{ charges }]);
  return { charges, warnings: weightWarnings(shipment, charges), source: tellSource(origin, source, because) };
}

function offerTables(
  origin: TablesOrigin,
  { request, lines, place, book, policies }: ToShip,
  gains: readonly ShippingGain[],
): CheckoutShipping | CheckoutRefusal {
  const { dialect, cart } = request;
  const shipment = { lines, place, currency: cart.currency, book: book.shipping, policies, dialect };
  const offer = offerTableMethods(origin.tables, shipment, gains);
  if (offer.charges.length === 0) return refuseTables(origin, offer, place);
  const whose = origin.from === 'cart' ? 'The cart' : "Your endpoint's answer";
  const sentence = `${whose} brings ${count(offer.listed, 'shipping method')}; this address has ${count(offer.charges.length, 'choice')}.`;
  return { charges: offer.charges, warnings: offer.warnings, source: tellSource(origin, origin.from, sentence) };
}
