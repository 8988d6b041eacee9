import { NAMESPACES } from '../request-document.js';
import type { CartLine } from '../shop.js';
import { sign } from '../sign.js';
import { writeMethod, writeNames, writePromotion, writeTaxTable } from '../write-tables.js';
import { priced, tag } from '../xml-write.js';
import type { CartCallbacks, ShopCart, ShopKey } from './cart.js';

/** The `order-input` of a cart: signed over the exact bytes of the XML, or not at all (protocol 2.2, 2.3). */
export function writeOrderInput(cart: ShopCart, { accessKeyId, secretAccessKey }: ShopKey): string {
  const xml = writeOrder(cart);
  const order = `order:${Buffer.from(xml, 'utf8').toString('base64')}`;
  if (!cart.signed) return `type:unsigned-order;${order}`;
  const signature = sign(secretAccessKey, xml);
  return `type:merchant-signed-order/aws-accesskey/1;${order};signature:${signature};aws-access-key-id:${accessKeyId}`;
}

/** The Order document of a cart, children in the order of the schema (protocol 1.1). */
export function writeOrder(cart: ShopCart): string {
  const { tables } = cart;
  const list = <Entry>(name: string, entries: readonly Entry[] | undefined, write: (entry: Entry) => string): string =>
    entries === undefined ? '' : `<${name}>${entries.map(write).join('')}</${name}>`;
  const promotionId = tables.cartPromotionId;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<Order xmlns="${NAMESPACES[cart.namespace]}">${tag('ClientRequestId', cart.clientRequestId)}` +
    `<Cart><Items>\n${cart.lines.map((line) => writeLine(line, cart)).join('\n')}\n</Items>` +
    `${promotionId === undefined ? '' : tag('CartPromotionId', promotionId)}</Cart>` +
    (tables.defaultTaxTable === undefined ? '' : writeTaxTable('DefaultTaxTable', tables.defaultTaxTable)) +
    list('TaxTables', tables.taxTables, (table) => writeTaxTable('TaxTable', table)) +
    list('Promotions', tables.promotions, (promotion) => writePromotion(promotion, cart)) +
    list('ShippingMethods', tables.methods, (method) => writeMethod(method, cart)) +
    tag('ReturnUrl', cart.returnUrl) +
    tag('CancelUrl', cart.cancelUrl) +
    `${cart.callbacks === undefined ? '' : writeCallbacks(cart.callbacks)}</Order>`
  );
}

function writeLine(line: CartLine, { merchantId, currency, tables }: ShopCart): string {
  return (
    `<Item>${tag('SKU', line.sku)}${tag('MerchantId', merchantId)}${tag('Title', line.title)}` +
    `${priced('Price', line.price, currency)}${tag('Quantity', String(line.quantity))}` +
    (line.pounds === undefined ? '' : `<Weight>${tag('Amount', line.pounds)}<Unit>lb</Unit></Weight>`) +
    `${tag('Category', line.category)}${writeNames(tables.lines.get(line.sku) ?? {})}</Item>`
  );
}

function writeCallbacks({ asked, endpoint, processOnFailure }: CartCallbacks): string {
  return (
    `<OrderCalculationCallbacks>${tag('CalculateTaxRates', String(asked.tax))}` +
    `${tag('CalculatePromotions', String(asked.promotions))}${tag('CalculateShippingRates', String(asked.shipping))}` +
    `${tag('OrderCallbackEndpoint', endpoint)}${tag('ProcessOrderOnCallbackFailure', String(processOnFailure))}` +
    '</OrderCalculationCallbacks>'
  );
}
