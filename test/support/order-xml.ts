import type { Fault } from '../../src/core/fault.js';
import type { OrderCart } from '../../src/core/order-cart.js';
import { readOrderCart, type OrderCartReading } from '../../src/wire/order-cart.js';

/** The merchant of the examples in schemas/examples. */
export const EXAMPLE_SHOP = 'A1EXAMPLESHOP1';

/** Reads a cart as intake does; `loadSchemas` must have run. */
export const readOrder = (xml: string | Buffer): OrderCartReading =>
  readOrderCart(Buffer.from(xml), { field: 'order-input', merchantId: EXAMPLE_SHOP });

/** The same where the cart must be taken. */
export function takeOrder(xml: string | Buffer): { readonly cart: OrderCart; readonly warnings: Fault[] } {
  const reading = readOrder(xml);
  if (!reading.ok) throw new Error(JSON.stringify(reading));
  return reading;
}

/** Replaces the first occurrence, which must be there. */
export function swap(xml: string, from: string | RegExp, to: string): string {
  const changed = xml.replace(from, () => to);
  if (changed === xml) throw new Error(`nothing to change: ${String(from)}`);
  return changed;
}
