import type { Dialect } from '../cart.js';
import type { Fault } from '../fault.js';
import type { Policies } from '../policy.js';
import { type PromotedCharge, promoteShipping, type ShippingGain } from '../promotions/shipping-promotion.js';
import type { QuoteRefusal } from '../quote.js';
import { refuseShipping } from '../quote/refusal.js';
import { carries, chargeShipping, reaches, type Shipment } from '../shipping.js';
import type { ShippingBook } from './methods.js';

/**
 * The methods offered to a shipment with their charges, in settings order, or why there is none. 2008-11-30 gets the
 * cheapest of each service level (contracts.md, "Reading documents"); equal ones: the earlier.
 */
export function offerMethods(
  book: ShippingBook,
  shipment: Shipment,
  gains: readonly ShippingGain[],
  policies: Policies,
  dialect: Dialect,
): PromotedCharge[] | QuoteRefusal {
  const carriers = book.methods.filter((method) => carries(method, shipment, policies));
  const offered = carriers.filter((method) => reaches(method, shipment.place));
  if (offered.length === 0) return refuseShipping(book.methods.length, carriers.length, shipment.place);
  const share = policies.flatShippingShare;
  const charges = offered.map((method) => promoteShipping(chargeShipping(method, shipment, share), gains, shipment, share));
  return dialect === '2008-11-30' ? cheapestOfEachLevel(charges) : charges;
}

/** What was assumed about weights that nobody gave. */
export function weightWarnings(shipment: Shipment, charges: readonly PromotedCharge[]): Fault[] {
  if (shipment.weightless.length === 0 || !charges.some(({ charge }) => charge.method.perPound > 0n)) return [];
  return [...new Set(shipment.weightless)].map((sku) => ({
    rule: 'weight-missing',
    severity: 'warning',
    expected: 'a weight, or a default weight in the shipping settings',
    message: `The item "${sku}" has no weight and was counted as weightless. Send its weight or set a default weight.`,
  }));
}

function cheapestOfEachLevel(charges: readonly PromotedCharge[]): PromotedCharge[] {
  const net = ({ charge, off }: PromotedCharge): bigint => charge.total - off;
  return charges.filter((one, place) =>
    charges.every((other, at) => {
      if (other.charge.method.serviceLevel !== one.charge.method.serviceLevel || at === place) return true;
      return net(one) < net(other) || (net(one) === net(other) && place < at);
    }),
  );
}
