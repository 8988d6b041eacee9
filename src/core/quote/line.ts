import type { CartItem } from '../cart.js';
import { formatDecimal, linePrincipal, minorPlaces, PRICE_PLACES } from '../money.js';
import type { Because, QuoteRequest } from '../quote.js';
import { parseWeight } from '../weight.js';

/** A line of the cart as the three calculations see it. */
export interface Line {
  readonly item: CartItem;
  /** Its place in the whole cart, from 0. */
  readonly index: number;
  /** The order of the request that it belongs to, from 0. */
  readonly order: number;
  readonly principal: bigint;
  /** Weight of one unit; null where none was given. */
  readonly weight: bigint | null;
  readonly because: readonly Because[];
}

/** All lines of a request, order after order, with their principals (rule 1 of examples.md). */
export function readLines(request: QuoteRequest): Line[] {
  const places = minorPlaces(request.currency);
  const lines: Line[] = [];
  request.orders.forEach(({ items }, order) => {
    for (const item of items) {
      const principal = linePrincipal(item.price, item.quantity, places);
      const weight = item.weight === undefined ? null : parseWeight(item.weight);
      lines.push({ item, index: lines.length, order, principal, weight, because: principalBecause(item, principal, places) });
    }
  });
  return lines;
}

function principalBecause(item: CartItem, amount: bigint, places: number): Because[] {
  if (amount === 0n) return [];
  const price = formatDecimal(item.price, PRICE_PLACES, places);
  const quantity = String(item.quantity);
  return [{ component: 'principal', label: `${price} × ${quantity}`, amount, source: { price, quantity } }];
}

/** Sum of a list. */
export function sum(amounts: readonly bigint[]): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}
