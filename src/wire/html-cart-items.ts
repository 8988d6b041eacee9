import type { Weight, WeightUnit } from '../core/cart.js';
import { PRICE_PLACES } from '../core/money.js';
import type { OrderCartItem } from '../core/order-cart.js';
import {
  needText,
  numbersOf,
  readDecimal,
  refuseField,
  takeText,
  warnOfField,
  wrong,
  type HtmlReading,
} from './html-cart-fields.js';
import { codePoints } from './xml-place.js';
import { isWebAddress, withScheme } from './web-address.js';
import { plainDecimal } from './tolerances.js';
import { namespaceOf } from './xml-root.js';
import { element, textElement } from './xml-write.js';

export const MAX_ITEMS = 500;
const MAX_SKU = 40;
const MAX_TITLE = 80;
const MAX_TEXT = 2000;
const QUANTITY = /^0{0,9}[1-9]\d{0,5}$/;
const WEIGHT = /^(?:0{0,9}[1-9]\d{0,8}(?:\.\d{1,6})?|0{1,9}\.0{0,5}[1-9]\d{0,5})$/;

/** Fields of one item; the tables that a line may bring are read elsewhere and counted here too. */
const ITEM_FIELD =
  /^item_(?:merchant_id|title|price|quantity|sku|description|weight|weight_unit|category|image_url|url|tax_rate|tax_state_region|promotion|promotion_type)_([1-9]\d{0,3})$|^item_([1-9]\d{0,3})\.custom_attribute_\d+\.[^]+$/;
const CUSTOM_ATTRIBUTE = /^item_([1-9]\d{0,3})\.custom_attribute_(\d{1,4})\.([^]+)$/;

/** The lines of an HTML cart, by number (protocol 2.4). */
export function readItems(reading: HtmlReading, merchantId: string | undefined): OrderCartItem[] {
  const numbers = numbersOf(reading, ITEM_FIELD, 'item');
  if (numbers.length === 0) needText(reading, 'item_title_1');
  if (numbers.length > MAX_ITEMS) {
    const sentence = `the cart has ${numbers.length} items; at most ${MAX_ITEMS} are read`;
    refuseField(reading, 'FORM_FIELD_WRONG', `item_title_${numbers.at(-1) ?? 0}`, { rule: 'item-limit', sentence });
    return [];
  }
  const attributes = readAttributes(reading);
  const cartUnit = readUnit(reading, 'weight_unit') ?? 'lb';
  return numbers.map((number) => readItem(reading, number, { merchantId, cartUnit, customData: attributes.get(number) }));
}

interface ItemContext {
  readonly merchantId: string | undefined;
  /** Of the cart, where it names one, else pounds. */
  readonly cartUnit: WeightUnit;
  readonly customData: string | undefined;
}

function readItem(reading: HtmlReading, n: number, { merchantId, cartUnit, customData }: ItemContext): OrderCartItem {
  const price = needText(reading, `item_price_${n}`);
  const optional = (name: string, text: string | undefined): object => (text === undefined ? {} : { [name]: text });
  const weight = readWeight(reading, n, cartUnit);
  return {
    id: String(n),
    sku: takeLong(reading, `item_sku_${n}`, MAX_SKU) ?? '',
    merchantId: readMerchant(reading, `item_merchant_id_${n}`, merchantId),
    title: needText(reading, `item_title_${n}`) === undefined ? '' : (takeLong(reading, `item_title_${n}`, MAX_TITLE) ?? ''),
    price: price === undefined ? 0n : (readDecimal(reading, `item_price_${n}`, price, PRICE_PLACES) ?? 0n),
    quantity: readQuantity(reading, `item_quantity_${n}`),
    ...(weight === undefined ? {} : { weight }),
    ...optional('description', takeText(reading, `item_description_${n}`)),
    ...optional('category', takeText(reading, `item_category_${n}`)),
    ...optional('url', takeLink(reading, `item_url_${n}`)),
    ...optional('imageUrl', takeLink(reading, `item_image_url_${n}`)),
    ...optional('customData', customData),
  };
}

function readMerchant(reading: HtmlReading, field: string, expected: string | undefined): string {
  const got = needText(reading, field);
  if (got !== undefined && expected !== undefined && got !== expected) {
    const sentence = `expected ${expected}, the merchant that this cart was posted to, got "${got.slice(0, 80)}"`;
    refuseField(reading, 'ITEM_MERCHANT_WRONG', field, { rule: 'item-merchant', expected, got: got.slice(0, 80), sentence });
  }
  return got ?? '';
}

/** 1 after noting what is wrong. */
function readQuantity(reading: HtmlReading, field: string): number {
  const text = needText(reading, field);
  if (text === undefined || QUANTITY.test(text)) return Number(text ?? '1');
  wrong(reading, field, text, 'a whole number above 0, at most 999999');
  return 1;
}

/** A text longer than the old limits is kept, with a warning; above 2,000 characters it is a fault. */
function takeLong(reading: HtmlReading, field: string, most: number): string | undefined {
  const text = takeText(reading, field);
  if (text === undefined || text.length <= most) return text;
  if (text.length > MAX_TEXT) wrong(reading, field, text, `at most ${most} characters`);
  else if (codePoints(text) > most) {
    const rule = most === MAX_SKU ? 'tolerance-sku-length' : 'tolerance-title-length';
    warnOfField(reading, field, { rule, sentence: `expected at most ${most} characters; the whole text is used` });
  }
  return text;
}

/** Without a unit of its own an item has that of the cart. */
function readWeight(reading: HtmlReading, n: number, cartUnit: WeightUnit): Weight | undefined {
  const field = `item_weight_${n}`;
  const text = takeText(reading, field);
  const unit = readUnit(reading, `item_weight_unit_${n}`) ?? cartUnit;
  if (text === undefined) return undefined;
  const amount = plainDecimal(text);
  if (amount !== null && WEIGHT.test(amount)) return { amount, unit };
  wrong(reading, field, text, 'a number above 0 with at most 6 decimal places; leave an unknown weight out');
  return undefined;
}

const UNITS: readonly WeightUnit[] = ['lb', 'oz', 'kg', 'g'];

function readUnit(reading: HtmlReading, field: string): WeightUnit | undefined {
  const text = takeText(reading, field);
  if (text === undefined) return undefined;
  const unit = UNITS.find((known) => known === text.toLowerCase());
  if (unit === undefined) wrong(reading, field, text, 'lb, oz, kg or g');
  return unit;
}

/** A link for show: one that leads nowhere into the web is left out with a warning. */
function takeLink(reading: HtmlReading, field: string): string | undefined {
  const text = takeText(reading, field);
  if (text === undefined || isWebAddress(text)) return text;
  const completed = withScheme(text);
  const kept = completed !== null && isWebAddress(completed) ? completed : undefined;
  const sentence =
    kept === undefined ? 'this is no address that begins with http:// or https://; it was left out' : `read as ${kept}`;
  warnOfField(reading, field, { rule: kept === undefined ? 'link-dropped' : 'tolerance-url', got: text.slice(0, 80), sentence });
  return kept;
}

/** `item_N.custom_attribute_M.<name>` as custom data of an XML cart: names and values, by their number M. */
function readAttributes(reading: HtmlReading): Map<number, string> {
  const found = [...reading.values].flatMap(([field, value]) => {
    const [, n, m, name] = CUSTOM_ATTRIBUTE.exec(field) ?? [];
    if (name === undefined) return [];
    reading.used.add(field);
    return [{ n: Number(n), m: Number(m), name, value }];
  });
  found.sort((a, b) => a.m - b.m);
  const inside = new Map<number, string>();
  for (const { n, name, value } of found) {
    const attribute = element('CustomAttribute', textElement('Name', name) + textElement('Value', value));
    inside.set(n, (inside.get(n) ?? '') + attribute);
  }
  const open = `<ItemCustomData xmlns="${namespaceOf('2009-05-15')}">`;
  return new Map([...inside].map(([n, attributes]) => [n, `${open}${attributes}</ItemCustomData>`]));
}
