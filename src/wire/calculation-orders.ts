import type { Dialect } from '../core/cart.js';
import type { Said } from '../core/quote.js';
import { element, textElement } from './xml-write.js';

/** An order of the answer: the address id of the request, and what its lines are called here and on the wire. */
export interface WireOrder {
  readonly addressId: string;
  readonly items: readonly { readonly itemId: string; readonly wireId: string }[];
}

type SaidItem = Said['orders'][number]['items'][number];

/**
 * A CallbackOrder: every item of the request once, each with the ids of its tables. Lines of 2008-11-30 that share a SKU
 * are one CallbackOrderItem, as nothing else tells them apart.
 */
export function orderElement({ addressId, items }: WireOrder, said: readonly SaidItem[], namespace: Dialect): string {
  const saidById = new Map(said.map((item) => [item.itemId, item]));
  const idName = namespace === '2008-11-30' ? 'SKU' : 'CallbackOrderItemId';
  const written = new Set<string>();
  let parts = '';
  for (const { itemId, wireId } of items) {
    if (written.has(wireId)) continue;
    written.add(wireId);
    parts += element('CallbackOrderItem', textElement(idName, wireId) + idElements(saidById.get(itemId)));
  }
  return element('CallbackOrder', element('Address', textElement('AddressId', addressId)) + element('CallbackOrderItems', parts));
}

function idElements(said: SaidItem | undefined): string {
  if (said === undefined) return '';
  const { taxTableId, promotionId, shippingMethodIds } = said;
  return (
    (taxTableId === undefined ? '' : textElement('TaxTableId', taxTableId)) +
    (promotionId === undefined ? '' : element('PromotionIds', textElement('PromotionId', promotionId))) +
    (shippingMethodIds === undefined
      ? ''
      : element('ShippingMethodIds', shippingMethodIds.map((id) => textElement('ShippingMethodId', id)).join('')))
  );
}
