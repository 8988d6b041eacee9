import type { CartNamespace, OrderCartItem } from '../core/order-cart.js';
import { formatDecimal, PRICE_PLACES } from '../core/money.js';
import type { WireItem } from './callback-types.js';
import { codePoints } from './xml-place.js';
import { collapse } from './xml-text-type.js';
import { element, sayable, textElement } from './xml-write.js';

/** The longest CallbackOrderItemId of the schema. */
const MAX_ID_LENGTH = 255;

/**
 * What each line is called on the wire. The older namespaces know only the SKU; 2009-05-15 takes it too where every line has
 * one of its own, as some plug-ins answer with the SKU whatever they were sent (protocol 3.4), else the ids of the lines.
 */
export function nameWireItems(items: readonly OrderCartItem[], namespace: CartNamespace): WireItem[] {
  const skus = items.map(({ sku }) => wireKey(sku));
  const bySku = namespace !== '2009-05-15' || (new Set(skus).size === skus.length && skus.every(isId));
  return items.map((item) => ({ item, wireId: bySku ? item.sku : item.id }));
}

/** An id as it is compared: white space around it, or what XML cannot carry, makes no other id. */
export const wireKey = (id: string): string => collapse(sayable(id));

/** An Item made from a line that no XML brought: of an HTML or JSON cart, or an upsell item that was taken. */
export function itemElement(item: OrderCartItem, currency: string, namespace: CartNamespace): string {
  const optional = (name: string, text: string | undefined): string => (text === undefined ? '' : textElement(name, text));
  const { weight, promotionId, shippingMethodIds, imageUrl } = item;
  const price = textElement('Amount', formatDecimal(item.price, PRICE_PLACES, 2)) + textElement('CurrencyCode', currency);
  return (
    (item.sku === '' ? '' : textElement('SKU', item.sku)) +
    textElement('MerchantId', item.merchantId) +
    textElement('Title', item.title) +
    optional('Description', item.description) +
    element('Price', price) +
    element('Quantity', String(item.quantity)) +
    (weight === undefined ? '' : element('Weight', textElement('Amount', weight.amount) + textElement('Unit', weight.unit))) +
    optional('URL', item.url) +
    optional('Category', item.category) +
    optional('Condition', item.condition) +
    optional('TaxTableId', item.taxTableId) +
    (promotionId === undefined ? '' : element('PromotionIds', textElement('PromotionId', promotionId))) +
    (shippingMethodIds === undefined
      ? ''
      : element('ShippingMethodIds', shippingMethodIds.map((id) => textElement('ShippingMethodId', id)).join(''))) +
    optional('FulfillmentNetwork', item.fulfillmentNetwork) +
    (imageUrl === undefined ? '' : element('Images', element('Image', textElement('URL', imageUrl)))) +
    (namespace === '2009-05-15' ? (item.customData ?? '') : '')
  );
}

function isId(text: string): boolean {
  return text !== '' && codePoints(text) <= MAX_ID_LENGTH;
}
