import type { Chargeback } from '../core/chargeback.js';
import type { Order } from '../core/order.js';
import { nameOf } from './json-shipment.js';

/** A chargeback as the API and webhooks tell it, its lines with their item codes. */
export function encodeChargeback(order: Order, { id, lines, amount, at, ...chargeback }: Chargeback): object {
  return {
    chargebackId: id,
    ...chargeback,
    at: new Date(at).toISOString(),
    amount: Number(amount),
    lines: lines.map((number) => nameOf(order, number)),
  };
}
