import type { Destination, WeightUnit } from '../core/cart.js';
import type { Asked } from '../core/quote.js';
import { parseDecimal, PRICE_PLACES } from '../core/money.js';
import type { CalculationItem } from './calculation-types.js';
import { collapse } from './xml-text-type.js';
import { childOf, textOf, type XmlNode } from './xml-tree.js';

/** A line of the cart and the element that it came from. */
export interface DecodedItem {
  readonly item: CalculationItem;
  readonly currency: string;
  readonly node: XmlNode;
  /** Where the line's id stands: CallbackOrderItemId, or the item itself. */
  readonly idNode: XmlNode;
}

export interface DecodedOrder {
  readonly addressId: string;
  readonly addressNode: XmlNode;
  readonly destination: Destination;
  /** What names the items: CallbackOrderItemId or SKU. */
  readonly itemNodes: readonly XmlNode[];
}

/** The three flags; one that is left out is false (protocol 1.8). */
export function decodeAsked(root: XmlNode): Asked {
  const callbacks = need(root, 'OrderCalculationCallbacks');
  const flag = (name: string): boolean => collapse(textOf(callbacks, name) ?? '') === 'true';
  return { shipping: flag('CalculateShippingRates'), promotions: flag('CalculatePromotions'), tax: flag('CalculateTaxRates') };
}

/** Lines of a 2009-05-15 cart: the CallbackOrderItemId names them. */
export function decodeCallbackItems(items: XmlNode): DecodedItem[] {
  return items.children.map((entry) => {
    const idNode = need(entry, 'CallbackOrderItemId');
    return decodeItem(need(entry, 'Item'), idNode.text, idNode.text, idNode);
  });
}

/** Lines of a 2008-11-30 cart: `1`, `2`, … for us, the SKU on the wire. */
export function decodeCartItems(items: XmlNode): DecodedItem[] {
  return items.children.map((node, index) => decodeItem(node, String(index + 1), textOf(node, 'SKU') ?? '', node));
}

/** The orders: an address each, and what names their items. */
export function decodeOrders(root: XmlNode): DecodedOrder[] {
  return need(root, 'CallbackOrders').children.map((order) => {
    const address = need(order, 'Address');
    const addressNode = need(address, 'AddressId');
    const itemNodes = need(order, 'CallbackOrderItems').children.map(
      (item) => childOf(item, 'CallbackOrderItemId') ?? need(item, 'SKU'),
    );
    return { addressId: addressNode.text, addressNode, destination: decodeDestination(address), itemNodes };
  });
}

/** A child that the schema makes sure of. */
export function need(node: XmlNode, name: string): XmlNode {
  const child = childOf(node, name);
  if (child === null) throw new Error(`${name} is missing in a valid ${node.name}`);
  return child;
}

function decodeItem(node: XmlNode, id: string, wireId: string, idNode: XmlNode): DecodedItem {
  const price = need(node, 'Price');
  const weight = childOf(node, 'Weight');
  const category = collapse(textOf(node, 'Category') ?? '');
  const item: CalculationItem = {
    id,
    wireId,
    sku: textOf(node, 'SKU') ?? '',
    merchantId: collapse(need(node, 'MerchantId').text),
    title: need(node, 'Title').text,
    price: decodePrice(need(price, 'Amount').text),
    quantity: Number(collapse(textOf(node, 'Quantity') ?? '1')),
    ...(weight === null
      ? {}
      : { weight: { amount: collapse(need(weight, 'Amount').text), unit: weightUnit(need(weight, 'Unit').text) } }),
    ...(category === '' ? {} : { category }),
  };
  return { item, currency: collapse(need(price, 'CurrencyCode').text), node, idNode };
}

/** Millionths of the major unit: `12.50` is 12_500_000n. */
function decodePrice(text: string): bigint {
  const price = parseDecimal(collapse(text), PRICE_PLACES);
  if (price === null) throw new Error('a valid Amount could not be read as a decimal');
  return price;
}

function weightUnit(text: string): WeightUnit {
  const unit = collapse(text);
  if (unit === 'lb' || unit === 'oz' || unit === 'kg' || unit === 'g') return unit;
  throw new Error('a valid Unit is none of lb, oz, kg, g');
}

const DESTINATION: readonly (readonly [keyof Destination, string])[] = [
  ['line1', 'AddressFieldOne'],
  ['line2', 'AddressFieldTwo'],
  ['line3', 'AddressFieldThree'],
  ['city', 'City'],
  ['state', 'State'],
  ['postalCode', 'PostalCode'],
  ['country', 'CountryCode'],
];

/** Empty elements stand for nothing (protocol 3.3); everything else is kept as it was sent. */
function decodeDestination(address: XmlNode): Destination {
  const destination: Partial<Record<keyof Destination, string>> = {};
  for (const [key, name] of DESTINATION) {
    const text = textOf(address, name) ?? '';
    if (text !== '') destination[key] = text;
  }
  return destination;
}
