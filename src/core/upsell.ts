import type { Choices } from './checkout.js';
import type { OrderCart, OrderCartItem } from './order-cart.js';

const MOST_UNITS = 999_999;

/**
 * The lines of a cart with the upsell items that the buyer took, in the order of the offer. An item that is in the cart at
 * the same price already becomes more units of that line, since endpoints match lines by SKU; what was not offered is left out.
 */
export function addUpsell(cart: Pick<OrderCart, 'items' | 'upsellItems'>, taken: Choices['upsell']): readonly OrderCartItem[] {
  const lines = [...cart.items];
  cart.upsellItems.forEach((item, place) => {
    const units = taken.reduce((all, { sku, quantity }) => all + (sku === item.sku ? quantity : 0), 0);
    if (units < 1) return;
    const at = lines.findIndex(({ sku, price }) => sku === item.sku && price === item.price);
    const line = lines[at];
    if (line === undefined) lines.push({ ...item, id: freeId(lines, place + 1), quantity: Math.min(units, MOST_UNITS) });
    else lines[at] = { ...line, quantity: Math.min(line.quantity + units, MOST_UNITS) };
  });
  return lines;
}

/** `upsell-1` by the place in the offer, the same whatever else is taken; put before itself where a cart uses that id already. */
function freeId(lines: readonly OrderCartItem[], number: number): string {
  let id = `upsell-${number}`;
  while (lines.some((line) => line.id === id)) id = `upsell-${id}`;
  return id;
}
