import type { Fault } from '../core/fault.js';
import type { HtmlCartRule, NamedValue } from './html-cart-signature.js';
import { HTML_CART_SIGNATURE_FIELD } from './html-cart-signature.js';
import { openOrderInput, type OrderInput, type OrderInputRefusal } from './order-input.js';
import { repairBase64 } from './signature.js';

/** The field that an XML cart comes in. */
export const ORDER_INPUT_FIELD = 'order-input';
export const HTML_CART_KEY_FIELD = 'aws_access_key_id';
/** What openForm must let through: 500 items with some twenty fields each. */
export const MAX_CART_FIELDS = 12_000;

/** A cart as it was posted, in one of the two forms that share an address (protocol 2.1). */
export type CartPost = XmlCartPost | HtmlCartPost;
export interface XmlCartPost {
  readonly ok: true;
  readonly form: 'xml';
  readonly orderInput: OrderInput;
}
export interface HtmlCartPost {
  readonly ok: true;
  readonly form: 'html';
  /** All fields as sent: every one but the signature is signed. */
  readonly fields: readonly NamedValue[];
  readonly keyId?: string;
  /** Absent: the cart is unsigned. */
  readonly signature?: string;
  readonly warnings: readonly Fault[];
}

/** Fields that only an HTML cart has. */
const HTML_FIELD = /^(?:item_(?:[a-z_]+_\d+|\d+\.custom_attribute_)|currency_code$|shipping_method_[a-z_]+_\d+$)/;

/**
 * Tells the two forms of a cart apart. Both at once is FORM_FIELD_DOUBLED, neither FORM_FIELD_MISSING, as is a signature
 * without its key; what is wrong inside an `order-input` is told as openOrderInput tells it.
 */
export function openCart(fields: readonly NamedValue[]): CartPost | OrderInputRefusal {
  const xml = fields.find(({ name }) => name === ORDER_INPUT_FIELD);
  const html = fields.find(({ name }) => HTML_FIELD.test(name));
  if (xml !== undefined && html !== undefined) return twoCarts(html.name);
  if (html !== undefined) return openHtmlCart(fields);
  if (xml === undefined || xml.value.trim() === '') return noCart(fields);
  const orderInput = openOrderInput(xml.value);
  return orderInput.ok ? { ok: true, form: 'xml', orderInput } : orderInput;
}

/** The rules of the HTML signature that a merchant's policy lets count, the documented one first. */
export function htmlCartRules(policy: 'documented' | 'lenient'): readonly HtmlCartRule[] {
  return policy === 'documented' ? ['documented'] : ['documented', 'rfc3986', 'rfc3986-old-php', 'no-trailing-ampersand'];
}

function openHtmlCart(fields: readonly NamedValue[]): HtmlCartPost | OrderInputRefusal {
  // The signed text does not encode names: `a=1&b` = `2` signs like `a` = `1` and `b` = `2`, and so two fields of a signed
  // cart could be made one that nobody reads.
  const joined = fields.find(({ name }) => /[=&]/.test(name));
  if (joined !== undefined) {
    const detail = `The name of the field "${joined.name.slice(0, 60)}" has = or & in it, which no field of a cart has.`;
    return { ok: false, code: 'FORM_MALFORMED', detail };
  }
  const valueOf = (name: string): string => fields.find((field) => field.name === name)?.value.trim() ?? '';
  const sent = valueOf(HTML_CART_SIGNATURE_FIELD);
  const keyId = valueOf(HTML_CART_KEY_FIELD);
  if (sent === '') return { ok: true, form: 'html', fields, warnings: [] };
  if (keyId === '') {
    const detail = `The cart has ${HTML_CART_SIGNATURE_FIELD} and no ${HTML_CART_KEY_FIELD}. Send both: the key is signed too.`;
    return { ok: false, code: 'FORM_FIELD_MISSING', detail };
  }
  const repaired = repairBase64(sent, HTML_CART_SIGNATURE_FIELD);
  const warnings = repaired.warning === undefined ? [] : [repaired.warning];
  return { ok: true, form: 'html', fields, keyId, signature: repaired.text, warnings };
}

function twoCarts(htmlField: string): OrderInputRefusal {
  const detail = `The form carries two carts, ${ORDER_INPUT_FIELD} and ${htmlField.slice(0, 60)}. Send one of them.`;
  return { ok: false, code: 'FORM_FIELD_DOUBLED', detail };
}

function noCart(fields: readonly NamedValue[]): OrderInputRefusal {
  const there = fields.map(({ name }) => name.slice(0, 40)).slice(0, 8);
  const seen = there.length === 0 ? 'the form has no fields' : `the form has ${there.join(', ')}`;
  return {
    ok: false,
    code: 'FORM_FIELD_MISSING',
    detail: `There is no cart: neither ${ORDER_INPUT_FIELD} nor the fields of an HTML cart; ${seen}. Names are case-sensitive.`,
  };
}
