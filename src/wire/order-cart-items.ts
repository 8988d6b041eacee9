import { endOfAmounts, PRICE_PLACES } from '../core/money.js';
import type { OrderCartItem } from '../core/order-cart.js';
import type { Tables } from '../core/tables.js';
import { copyBlock } from './callback-source.js';
import { decodeItemFields } from './item-decode.js';
import { decodeLink } from './order-cart-links.js';
import { decodeLineTables } from './tables-decode.js';
import { checkCurrency, tellTooLarge, type TablesReading } from './tables-price.js';
import { shorten } from './xml-faults.js';
import { valuePlace } from './xml-place.js';
import { childOf, need, textOf, type XmlNode } from './xml-tree.js';

/** What the items of a cart are checked against. */
export interface ItemsReading extends TablesReading {
  readonly tables: Tables;
  /** The merchant that the cart was posted to; absent where a document is only validated. */
  readonly merchantId?: string;
  /** Carts that call back need a SKU on every item (protocol 1.3). */
  readonly needsSkus: boolean;
}

/** Nothing is declared around custom data once it has left its document. */
const NOWHERE = new Map<string, string>();

/** The lines of a cart, `1`, `2`, …, with the prefix before the number; every fault carries its place. */
export function decodeOrderItems(nodes: readonly XmlNode[], reading: ItemsReading, prefix = ''): OrderCartItem[] {
  return nodes.map((node, index) => decodeOrderItem(node, `${prefix}${index + 1}`, reading));
}

/** Adds AMOUNT_TOO_LARGE at the price where the cart first goes beyond 999,999,999.99. */
export function checkSum(nodes: readonly XmlNode[], items: readonly OrderCartItem[], reading: TablesReading): void {
  let sum = 0n;
  for (const [index, { price, quantity }] of items.entries()) {
    const before = sum;
    sum += price * BigInt(quantity);
    const node = nodes[index];
    if (sum > LARGEST && before <= LARGEST && node !== undefined) tellTooLarge(need(need(node, 'Price'), 'Amount'), reading, SUM);
  }
}

/** 999,999,999.99 in millionths. */
const LARGEST = endOfAmounts(PRICE_PLACES) - 10_000n;
const SUM = 'here the sum of price x quantity goes';

function decodeOrderItem(node: XmlNode, id: string, reading: ItemsReading): OrderCartItem {
  const { read } = reading;
  const fields = decodeItemFields(node);
  checkCurrency(need(need(node, 'Price'), 'CurrencyCode'), reading);
  checkMerchant(need(node, 'MerchantId'), fields.merchantId, reading);
  if (reading.needsSkus && fields.sku.trim() === '') tellNoSku(node, fields.title, reading);
  const images = childOf(node, 'Images');
  const image = images === null ? null : childOf(images, 'Image');
  const custom = childOf(node, 'ItemCustomData');
  return {
    id,
    ...fields,
    ...optional('description', textOf(node, 'Description')),
    ...optional('condition', textOf(node, 'Condition')),
    ...optional('url', decodeLink(childOf(node, 'URL'), read)),
    ...optional('imageUrl', decodeLink(image === null ? null : childOf(image, 'URL'), read)),
    ...optional('fulfillmentNetwork', textOf(node, 'FulfillmentNetwork')?.trim()),
    ...decodeLineTables(node, reading.tables, reading),
    ...(custom === null ? {} : { customData: copyBlock(read.text, custom, NOWHERE) }),
  };
}

/** A member for a text that is there and not empty. */
export function optional<Name extends string>(name: Name, text: string | undefined): Partial<Record<Name, string>> {
  return text === undefined || text === '' ? {} : ({ [name]: text } as Partial<Record<Name, string>>);
}

function checkMerchant(node: XmlNode, got: string, { read, faults, merchantId }: ItemsReading): void {
  if (merchantId === undefined || got === merchantId) return;
  faults.add('ITEM_MERCHANT_WRONG', {
    rule: 'item-merchant',
    node,
    ...valuePlace(read.text, node),
    expected: merchantId,
    got,
    sentence: `expected ${merchantId}, the merchant that this cart was posted to, got "${shorten(got)}"`,
  });
}

function tellNoSku(node: XmlNode, title: string, { faults }: ItemsReading): void {
  faults.add('SKU_MISSING', {
    rule: 'sku-missing',
    node,
    missing: 'SKU',
    offset: node.start,
    length: 0,
    expected: 'a SKU on every item of a cart that calls back',
    sentence: `the item "${shorten(title)}" has no SKU; a cart that calls back needs one on every item`,
  });
}
