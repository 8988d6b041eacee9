import type { DecodedItem } from './calculation-decode.js';
import type { CalculationSource, SourceSpan } from './calculation-types.js';
import { childOf, need, type XmlNode } from './xml-tree.js';

/** Where the blocks stand that later documents copy byte for byte (protocol 3.3, 3.9). */
export function sourceOf(root: XmlNode, cart: XmlNode, items: readonly DecodedItem[]): CalculationSource {
  const cartCustomData = childOf(cart, 'CartCustomData');
  const itemCustomData = new Map<string, SourceSpan>();
  for (const { item, node } of items) {
    const custom = childOf(node, 'ItemCustomData');
    if (custom !== null) itemCustomData.set(item.id, spanOf(custom));
  }
  return {
    cart: spanOf(cart),
    items: spanOf(childOf(cart, 'CallbackOrderCartItems') ?? need(cart, 'Items')),
    callbacks: spanOf(need(root, 'OrderCalculationCallbacks')),
    ...(cartCustomData === null ? {} : { cartCustomData: spanOf(cartCustomData) }),
    itemCustomData,
  };
}

/** A block of the posted XML exactly as it was sent: its bytes, tags included. */
export function sliceSource(xml: Uint8Array, { start, end }: SourceSpan): Buffer {
  const text = Buffer.from(xml.buffer, xml.byteOffset, xml.length).toString('utf8');
  // The XML was valid UTF-8, so that there and back changes nothing.
  return Buffer.from(text.slice(start, end), 'utf8');
}

function spanOf({ start, end }: XmlNode): SourceSpan {
  return { start, end };
}
