import type { Destination } from '../core/cart.js';
import type { Asked } from '../core/quote.js';
import type { CalculationItem } from './calculation-types.js';
import { decodeItemFields, itemCurrency } from './item-decode.js';
import { collapse } from './xml-text-type.js';
import { childOf, need, textOf, type XmlNode } from './xml-tree.js';

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
  return items.children.map((entry, place) => {
    const idNode = need(entry, 'CallbackOrderItemId');
    const { text: id } = idNode;
    return decodeItem(need(entry, 'Item'), { id, wireId: id, place }, idNode);
  });
}

/** Lines of a 2008-11-30 cart: `1`, `2`, … for us, the SKU on the wire. */
export function decodeCartItems(items: XmlNode): DecodedItem[] {
  return items.children.map((node, place) => {
    const wireId = textOf(node, 'SKU') ?? '';
    return decodeItem(node, { id: String(place + 1), wireId, place }, node);
  });
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

type Names = Pick<CalculationItem, 'id' | 'wireId' | 'place'>;

function decodeItem(node: XmlNode, { id, wireId, place }: Names, idNode: XmlNode): DecodedItem {
  return { item: { id, wireId, place, ...decodeItemFields(node) }, currency: itemCurrency(node), node, idNode };
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
