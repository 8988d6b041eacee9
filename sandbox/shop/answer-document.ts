import type { AskedDocument, Tables } from '../documents.js';
import { NAMESPACES, type Namespace } from '../request-document.js';
import { writeMethod, writeNames, writePromotion, writeTaxAmount, writeTaxTable, type Writing } from '../write-tables.js';
import { priced, tag } from '../xml-write.js';
import { GIFT_WRAP } from './own-prices.js';

export interface Answering {
  readonly asked: AskedDocument;
  readonly tables: Tables;
  readonly merchantId: string;
  readonly wrapped: boolean;
}

/** The OrderCalculationsResponse with these tables (protocol 3.6), in the namespace of the request. */
export function writeAnswer({ asked, tables, merchantId, wrapped }: Answering): string {
  const writing = { namespace: namespaceOf(asked), currency: asked.currency };
  const list = <Entry>(name: string, entries: readonly Entry[] | undefined, write: (entry: Entry) => string): string =>
    entries === undefined ? '' : `<${name}>${entries.map(write).join('')}</${name}>`;
  const idName = writing.namespace === '2009-05-15' ? 'CallbackOrderItemId' : 'SKU';
  const skus = new Map(asked.items.map(({ wireId, sku }) => [wireId, sku]));
  const orders = asked.orders.map(({ address, wireIds }) => {
    const items = wireIds.map(
      (id) =>
        `<CallbackOrderItem>${tag(idName, id)}${writeNames(tables.lines.get(skus.get(id) ?? '') ?? {})}</CallbackOrderItem>`,
    );
    return (
      `<CallbackOrder><Address>${tag('AddressId', address.addressId)}</Address>` +
      `<CallbackOrderItems>${items.join('')}</CallbackOrderItems>${wrapped ? writeGiftWrap(tables, merchantId, writing) : ''}</CallbackOrder>`
    );
  });
  return open(
    asked,
    `<Response><CallbackOrders>${orders.join('')}</CallbackOrders></Response>` +
      list('TaxTables', tables.taxTables, (table) => writeTaxTable('TaxTable', table)) +
      list('Promotions', tables.promotions, (promotion) => writePromotion(promotion, writing)) +
      list('ShippingMethods', tables.methods, (method) => writeMethod(method, writing)) +
      (tables.cartPromotionId === undefined ? '' : tag('CartPromotionId', tables.cartPromotionId)) +
      list('CartTaxAmounts', tables.cartTaxAmounts, (amount) => writeTaxAmount(amount, writing)),
  );
}

/** An answer that is nothing but an Error. */
export function writeError(asked: AskedDocument, code: string, message: string): string {
  return open(asked, `<Response><Error>${tag('Code', code)}${tag('Message', message)}</Error></Response>`);
}

const open = (asked: AskedDocument, inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<OrderCalculationsResponse xmlns="${asked.namespace}">${inside}</OrderCalculationsResponse>`;

export function namespaceOf({ namespace }: AskedDocument): Namespace {
  return namespace === NAMESPACES['2009-05-15'] ? '2009-05-15' : '2008-11-30';
}

/** Takes away what an earlier answer may have added, then adds it: the same answer twice leaves one. */
function writeGiftWrap(tables: Tables, merchantId: string, { currency }: Writing): string {
  const removed = `<UpdatedCartItem>${tag('SKU', GIFT_WRAP.sku)}<UpdateType>REMOVE</UpdateType></UpdatedCartItem>`;
  const added =
    `<UpdatedCartItem>${tag('SKU', GIFT_WRAP.sku)}${tag('MerchantId', merchantId)}${tag('Title', GIFT_WRAP.title)}` +
    `${priced('Price', GIFT_WRAP.price, currency)}${tag('Quantity', String(GIFT_WRAP.quantity))}${tag('Category', GIFT_WRAP.category)}` +
    `${writeNames(tables.lines.get(GIFT_WRAP.sku) ?? {})}<UpdateType>ADD</UpdateType></UpdatedCartItem>`;
  return `<UpdatedCartItems>${removed}${added}</UpdatedCartItems>`;
}
