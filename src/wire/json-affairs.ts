import { orderExpiry } from '../core/order-expiry.js';
import type { Affairs } from '../core/order-facts.js';
import { orderMoney } from '../core/order-money.js';
import type { OrderEvent } from '../core/order.js';
import { remainingLines } from '../core/refund/remaining.js';
import { encodeMoney, encodeRefund, encodeRemaining } from './json-order-money.js';
import { encodeOrderFacts } from './json-order.js';
import { encodeShipment } from './json-shipment.js';

/** One order whole, as `GET /v1/orders/{id}` answers it: its facts, what became of it and what happened. `zone` is the merchant's. */
export function encodeAffairs(
  affairs: Affairs,
  { events, zone }: { readonly events: readonly OrderEvent[]; readonly zone: string },
): object {
  const { order, shipments, refunds } = affairs;
  return {
    ...encodeOrderFacts(order),
    expiresAt: expiryOf(affairs, zone),
    money: encodeMoney(order, orderMoney(affairs)),
    shipments: shipments.map((shipment) => encodeShipment(order, shipment)),
    refunds: refunds.map((refund) => encodeRefund(order, refund)),
    remaining: remainingLines(affairs).map((line) => encodeRemaining(order, line)),
    events: events.map((event) => ({ ...event, at: new Date(event.at).toISOString() })),
  };
}

/** Null before the release, and once no unit is open. */
function expiryOf({ order: { releasedAt, lines } }: Affairs, zone: string): string | null {
  const isOpen = lines.some(({ quantity, shipped, cancelled }) => quantity > shipped + cancelled);
  return releasedAt === null || !isOpen ? null : new Date(orderExpiry(releasedAt, zone).cancelAt).toISOString();
}
