import type { DecodedItem, DecodedOrder } from './calculation-decode.js';
import type { CalculationProblem } from './calculation-types.js';
import { shorten } from './xml-faults.js';

/** 999,999,999.99 in millionths (semantics, bounds). */
const MAX_AMOUNT = 999_999_999_990_000n;

/** What makes a valid request unpriceable, worst first; empty where it can be priced. */
export function findProblems(
  items: readonly DecodedItem[],
  orders: readonly DecodedOrder[],
  currencies: readonly string[],
): CalculationProblem[] {
  return [
    ...skuMissing(items),
    ...itemUnknown(items, orders),
    ...inTwoOrders(orders),
    ...currencyMixed(currencies),
    ...tooLarge(items),
  ];
}

function skuMissing(items: readonly DecodedItem[]): CalculationProblem[] {
  const index = items.findIndex(({ item }) => item.sku === '');
  if (index < 0) return [];
  const title = shorten(items[index]?.item.title ?? '');
  return [
    {
      code: 'SKU_MISSING',
      message: `Item ${index + 1} ("${title}") has no SKU; a cart that uses callbacks needs one on every item.`,
    },
  ];
}

function itemUnknown(items: readonly DecodedItem[], orders: readonly DecodedOrder[]): CalculationProblem[] {
  const known = new Set(items.map(({ item }) => item.wireId));
  const stray = orders.flatMap((order) => order.itemNodes).find((node) => !known.has(node.text));
  if (stray === undefined) return [];
  return [
    {
      code: 'ITEM_UNKNOWN',
      message: `CallbackOrders names the ${stray.name} "${shorten(stray.text)}", which is not in the cart.`,
    },
  ];
}

/** An id in two orders has no quantity split on the wire (semantics A.1). */
function inTwoOrders(orders: readonly DecodedOrder[]): CalculationProblem[] {
  const orderOf = new Map<string, number>();
  for (const [index, order] of orders.entries()) {
    for (const { text, name } of order.itemNodes) {
      const earlier = orderOf.get(text);
      if (earlier !== undefined && earlier !== index) {
        const message = `The ${name} "${shorten(text)}" stands in CallbackOrder ${earlier + 1} and ${index + 1}; the wire cannot say how many units go to each.`;
        return [{ code: 'ITEM_IN_TWO_ORDERS', message }];
      }
      orderOf.set(text, index);
    }
  }
  return [];
}

function currencyMixed(currencies: readonly string[]): CalculationProblem[] {
  if (currencies.length < 2) return [];
  return [{ code: 'CURRENCY_MIXED', message: `The cart has prices in ${currencies.join(' and ')}; one cart has one currency.` }];
}

/** Amounts end at 999,999,999.99: the unit price, a line, and the cart as a whole. */
function tooLarge(items: readonly DecodedItem[]): CalculationProblem[] {
  let sum = 0n;
  for (const { item } of items) sum += item.price * BigInt(item.quantity);
  if (sum <= MAX_AMOUNT) return [];
  const first = items.find(({ item }) => item.price * BigInt(item.quantity) > MAX_AMOUNT);
  const what = first === undefined ? 'The items together come' : `The item "${shorten(first.item.sku)}" comes`;
  return [{ code: 'AMOUNT_TOO_LARGE', message: `${what} to more than 999,999,999.99, the largest amount that is handled.` }];
}
