import type { CartNamespace, OrderCart, OrderCartItem } from '../core/order-cart.js';
import { itemElement, nameWireItems } from './callback-items.js';
import {
  copyBlock,
  itemNodes,
  openCartSource,
  rootPrefixes,
  scopeInside,
  writeDeclarations,
  type CartSource,
  type Scope,
} from './callback-source.js';
import type { CallbackQuestion } from './callback-types.js';
import { namespaceOf } from './xml-root.js';
import { element, textElement } from './xml-write.js';

/** Where copied blocks land: the source they come from, and what our root declares. */
export interface Place {
  readonly namespace: CartNamespace;
  readonly source: CartSource | null;
  readonly scope: Scope;
}

/** Opens the posted cart and settles what our root declares. */
export function openPlace({ cart, source: bytes }: CallbackQuestion): Place {
  const namespace = cart.namespace ?? '2009-05-15';
  const source = bytes === null ? null : openCartSource(bytes);
  const blocks = source === null ? [] : [source.cart, ...(source.callbacks === null ? [] : [source.callbacks])];
  const prefixes = source === null ? [] : rootPrefixes(source, blocks);
  return { namespace, source, scope: new Map([['', namespaceOf(namespace)], ...prefixes]) };
}

/** OrderCalculationCallbacks as it was sent, or written for a cart that was no XML. */
export function callbacksElement({ callbacks }: OrderCart, { source, scope }: Place): string {
  if (source !== null && source.callbacks !== null) return copyBlock(source.text, source.callbacks, scope);
  if (callbacks === undefined) throw new Error('a cart without callbacks has no endpoint to ask');
  return element(
    'OrderCalculationCallbacks',
    element('CalculateTaxRates', String(callbacks.tax)) +
      element('CalculatePromotions', String(callbacks.promotions)) +
      element('CalculateShippingRates', String(callbacks.shipping)) +
      textElement('OrderCallbackEndpoint', callbacks.endpoint) +
      element('ProcessOrderOnCallbackFailure', String(callbacks.processOnFailure)),
  );
}

/** CallbackOrderCart: each Item beside its id, and the CartCustomData. */
export function callbackOrderCart({ cart, items }: CallbackQuestion, { namespace, source, scope }: Place): string {
  const nodes = source === null ? [] : itemNodes(source);
  const entries = nameWireItems(items, namespace).map(({ item, wireId }) => {
    const node = nodes[cart.items.findIndex(({ id }) => id === item.id)];
    const block =
      source === null || node === undefined
        ? element('Item', itemElement(item, cart.currency, namespace))
        : copyBlock(source.text, node, scope);
    return element('CallbackOrderCartItem', textElement('CallbackOrderItemId', wireId) + block);
  });
  const custom =
    source === null
      ? (cart.cartCustomData ?? '')
      : source.cartCustomData === null
        ? ''
        : copyBlock(source.text, source.cartCustomData, scope);
  return element('CallbackOrderCart', element('CallbackOrderCartItems', entries.join('')) + custom);
}

/** Cart as it was sent; upsell items that were taken stand behind its own items. */
export function olderCart({ cart, items }: CallbackQuestion, { namespace, source, scope }: Place): string {
  if (source === null) throw new Error('only XML carts have one of the older namespaces');
  const copied = copyBlock(source.text, source.cart, scope);
  const known = new Set(cart.items.map(({ id }) => id));
  const taken = items.filter(({ id }) => !known.has(id));
  if (taken.length === 0) return copied;
  // Declarations are only ever added in front, so that the distance to the end of the block stays.
  const at = copied.length - (source.cart.end - source.items.closeStart);
  return copied.slice(0, at) + taken.map((item) => takenItem(item, cart, { namespace, source })).join('') + copied.slice(at);
}

function takenItem(
  item: OrderCartItem,
  cart: OrderCart,
  { namespace, source }: Omit<Place, 'scope'> & { source: CartSource },
): string {
  const name = namespaceOf(namespace);
  const declared = scopeInside(source.text, source.items).get('') === name ? '' : writeDeclarations([['', name]]);
  return `<Item${declared}>${itemElement(item, cart.currency, namespace)}</Item>`;
}
