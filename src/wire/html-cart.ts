import { endOfAmounts, PRICE_PLACES } from '../core/money.js';
import type { OrderCart, OrderCartItem } from '../core/order-cart.js';
import { HTML_CART_KEY_FIELD } from './cart-post.js';
import { needText, openFields, refuseField, takeText, warnOfField, wrong, type HtmlReading } from './html-cart-fields.js';
import { readItems } from './html-cart-items.js';
import { HTML_CART_SIGNATURE_FIELD, type NamedValue } from './html-cart-signature.js';
import { htmlLineTables, readHtmlTables } from './html-cart-tables.js';
import type { ReadCart, RefusedCart } from './order-cart.js';
import { isWebAddress, withScheme } from './web-address.js';

export interface HtmlCartContext {
  /** The merchant that it was posted to; items of others are refused. Absent where a cart is only validated. */
  readonly merchantId?: string;
}

/** 999,999,999.99 in millionths. */
const LARGEST = endOfAmounts(PRICE_PLACES) - 10_000n;
/** The buyer's ways out, each under its name and under those that shops tried (protocol 2.4). */
const TARGETS = {
  returnUrl: ['return_url', 'returnUrl'],
  cancelUrl: ['cancel_url', 'continue_shopping_URL'],
  yourAccountUrl: ['your_account_url'],
} as const;
const MAX_NAMED = 8;

/**
 * Reads the fields of an HTML cart (protocol 2.4) as the cart that an XML cart would be: no namespace, no callbacks, tables
 * called after the numbers of their fields. Every fault names its field. The signature is somebody else's to check, before.
 */
export function readHtmlCart(fields: readonly NamedValue[], { merchantId }: HtmlCartContext): ReadCart | RefusedCart {
  const reading = openFields(fields);
  for (const name of [HTML_CART_KEY_FIELD, HTML_CART_SIGNATURE_FIELD]) reading.used.add(name);
  const currency = readCurrency(reading);
  const items = readItems(reading, merchantId);
  const tables = readHtmlTables(
    reading,
    currency,
    items.map((_, index) => index + 1),
  );
  checkSum(reading, items);
  const cart: OrderCart = {
    form: 'html',
    namespace: null,
    currency,
    items: items.map((item, index) => ({ ...item, ...htmlLineTables(tables, index + 1) })),
    tables,
    shippingAddresses: [],
    ...readTargets(reading),
    parameterizedUrls: [],
    upsellItems: [],
    disablePromotionCode: false,
  };
  warnOfExtras(reading);
  const { faults, warnings } = reading;
  const first = faults[0];
  if (first === undefined) return { ok: true, cart, warnings };
  return { ok: false, code: first.code, faults: [...faults.map(({ fault }) => fault), ...warnings] };
}

function readCurrency(reading: HtmlReading): string {
  const text = needText(reading, 'currency_code');
  if (text === undefined) return 'USD';
  if (!/^[A-Z]{3}$/.test(text)) wrong(reading, 'currency_code', text, 'a currency of three capital letters, such as USD');
  return text;
}

/** Notes AMOUNT_TOO_LARGE at the price where the cart first goes beyond 999,999,999.99. */
function checkSum(reading: HtmlReading, items: readonly OrderCartItem[]): void {
  let sum = 0n;
  const over = items.find(({ price, quantity }) => {
    sum += price * BigInt(quantity);
    return sum > LARGEST;
  });
  if (over === undefined) return;
  const sentence = 'here the sum of price x quantity goes above 999,999,999.99, the largest amount that is handled';
  refuseField(reading, 'AMOUNT_TOO_LARGE', `item_price_${over.id}`, { rule: 'amount-limit', sentence });
}

function readTargets(reading: HtmlReading): Pick<OrderCart, keyof typeof TARGETS> {
  const targets: { -readonly [Key in keyof typeof TARGETS]?: string } = {};
  for (const key of ['returnUrl', 'cancelUrl', 'yourAccountUrl'] as const) {
    for (const field of TARGETS[key]) {
      const url = readTarget(reading, field, TARGETS[key][0]);
      if (url !== undefined) targets[key] ??= url;
    }
  }
  return targets;
}

/** An address that the buyer is sent to: anything that is none is a fault. */
function readTarget(reading: HtmlReading, field: string, usual: string): string | undefined {
  const text = takeText(reading, field);
  if (text === undefined) return undefined;
  if (field !== usual)
    warnOfField(reading, field, { rule: 'tolerance-field-name', expected: usual, sentence: `read as ${usual}` });
  if (isWebAddress(text)) return text;
  const completed = withScheme(text);
  if (completed !== null && isWebAddress(completed)) {
    warnOfField(reading, field, { rule: 'tolerance-url', got: text.slice(0, 80), sentence: `read as ${completed}` });
    return completed;
  }
  wrong(reading, field, text, 'an address that begins with http:// or https:// and names a host');
  return undefined;
}

/** Fields that no cart has: shops post their own along. One warning for all of them. */
function warnOfExtras(reading: HtmlReading): void {
  const extras = [...reading.values.keys()].filter((name) => !reading.used.has(name));
  const [first] = extras;
  if (first === undefined) return;
  const named = extras.slice(0, MAX_NAMED).map((name) => name.slice(0, 60));
  const more = extras.length > MAX_NAMED ? ` and ${extras.length - MAX_NAMED} more` : '';
  const sentence = `${extras.length} fields are not of a cart and were ignored: ${named.join(', ')}${more}`;
  warnOfField(reading, first.slice(0, 60), { rule: 'field-unknown', got: first.slice(0, 60), sentence });
}
