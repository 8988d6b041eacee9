import type { CartItem, WeightUnit } from '../core/cart.js';
import { parseDecimal, PRICE_PLACES } from '../core/money.js';
import { collapse } from './xml-text-type.js';
import { childOf, need, textOf, type XmlNode } from './xml-tree.js';

/** What every Item says, in carts and callbacks alike (protocol 1.3). */
export interface ItemFields extends Omit<CartItem, 'id' | 'place'> {
  readonly merchantId: string;
}

/** The fields of a valid Item, amounts exact; an empty Category stands for none. */
export function decodeItemFields(node: XmlNode): ItemFields {
  const weight = childOf(node, 'Weight');
  const category = collapse(textOf(node, 'Category') ?? '');
  return {
    sku: textOf(node, 'SKU') ?? '',
    merchantId: collapse(need(node, 'MerchantId').text),
    title: need(node, 'Title').text,
    price: decodeUnitPrice(need(need(node, 'Price'), 'Amount').text),
    quantity: Number(collapse(textOf(node, 'Quantity') ?? '1')),
    ...(weight === null
      ? {}
      : { weight: { amount: collapse(need(weight, 'Amount').text), unit: weightUnit(need(weight, 'Unit').text) } }),
    ...(category === '' ? {} : { category }),
  };
}

/** The currency of an Item's price. */
export function itemCurrency(node: XmlNode): string {
  return collapse(need(need(node, 'Price'), 'CurrencyCode').text);
}

/** Millionths of the major unit: `12.50` is 12_500_000n. */
function decodeUnitPrice(text: string): bigint {
  const price = parseDecimal(collapse(text), PRICE_PLACES);
  if (price === null) throw new Error('a valid Amount could not be read as a decimal');
  return price;
}

function weightUnit(text: string): WeightUnit {
  const unit = collapse(text);
  if (unit === 'lb' || unit === 'oz' || unit === 'kg' || unit === 'g') return unit;
  throw new Error('a valid Unit is none of lb, oz, kg, g');
}
