import type { Dialect } from '../../src/core/cart.js';
import type { SettingsDocuments } from '../../src/core/settings.js';
import { generateCart, type WrittenCart, type WrittenItem, type WrittenOrder } from './generator/carts.js';
import { generatePromotions } from './generator/promotion-settings.js';
import { createRandom } from './generator/random.js';
import { generateShipping } from './generator/shipping-settings.js';
import { generateTaxes } from './generator/tax-settings.js';

/** A shop and a cart that is priced by it, all from one number. */
export interface GeneratedCase {
  readonly cart: WrittenCart;
  /** Without policies: every case is priced under several. */
  readonly settings: Omit<SettingsDocuments, 'policies'>;
}

export const MERCHANT_ID = 'A2GENERATED00';

/** The same seed gives the same shop and the same cart. */
export function generateCase(seed: number): GeneratedCase {
  const random = createRandom(seed);
  const cart = generateCart(random);
  // once in a hundred the shop has another currency than the cart
  const currency = random.chance(1) ? 'GBP' : cart.currency;
  return {
    cart,
    settings: {
      shipping: generateShipping(random, currency),
      taxes: generateTaxes(random),
      promotions: generatePromotions(random),
    },
  };
}

/** The name of a line: CallbackOrderItemId in 2009-05-15, the place in the cart in 2008-11-30. */
export const itemId = (place: number, namespace: Dialect): string =>
  namespace === '2009-05-15' ? `item-${place + 1}` : String(place + 1);

/** The request as a checkout would write it. */
export function writeRequest({ asked, currency, items, orders }: WrittenCart, namespace: Dialect): string {
  const callbacks =
    tag('CalculateTaxRates', String(asked.tax)) +
    tag('CalculatePromotions', String(asked.promotions)) +
    tag('CalculateShippingRates', String(asked.shipping)) +
    tag('OrderCallbackEndpoint', 'https://shop.example/callback');
  const written = items.map((item, place) => {
    const element = tag('Item', writeItem(item, currency));
    if (namespace === '2008-11-30') return element;
    return tag('CallbackOrderCartItem', tag('CallbackOrderItemId', itemId(place, namespace)) + element);
  });
  const cart =
    namespace === '2008-11-30'
      ? tag('Cart', tag('Items', written.join('\n')))
      : tag('CallbackOrderCart', tag('CallbackOrderCartItems', written.join('\n')));
  const inside =
    tag('CallbackReferenceId', '1-00000000-0000-4000-8000-000000000000') +
    tag('OrderCalculationCallbacks', callbacks) +
    tag('ClientRequestId', 'generated') +
    `${cart}\n` +
    tag('CallbackOrders', orders.map((order) => writeOrder(order, items, namespace)).join('\n'));
  const xmlns = `http://payments.amazon.com/checkout/${namespace}/`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<OrderCalculationsRequest xmlns="${xmlns}">${inside}</OrderCalculationsRequest>`;
}

function writeItem({ sku, title, price, quantity, weight, category }: WrittenItem, currency: string): string {
  return (
    tag('SKU', text(sku)) +
    tag('MerchantId', MERCHANT_ID) +
    tag('Title', text(title)) +
    tag('Price', tag('Amount', price) + tag('CurrencyCode', currency)) +
    (quantity === undefined ? '' : tag('Quantity', String(quantity))) +
    (weight === undefined ? '' : tag('Weight', tag('Amount', weight.amount) + tag('Unit', weight.unit))) +
    (category === undefined ? '' : tag('Category', text(category)))
  );
}

function writeOrder(order: WrittenOrder, items: readonly WrittenItem[], namespace: Dialect): string {
  const { line1, line2, city, state, postalCode, country } = order.address;
  const field = (name: string, value: string | undefined): string => (value === undefined ? '' : tag(name, text(value)));
  const address =
    tag('AddressId', order.addressId) +
    field('AddressFieldOne', line1) +
    field('AddressFieldTwo', line2) +
    field('City', city) +
    field('State', state) +
    field('PostalCode', postalCode) +
    field('CountryCode', country);
  // one element a SKU: two lines of one SKU are named once under 2008-11-30
  const names =
    namespace === '2008-11-30'
      ? [...new Set(order.items.map((place) => tag('SKU', text(items[place]!.sku))))]
      : order.items.map((place) => tag('CallbackOrderItemId', itemId(place, namespace)));
  const named = names.map((name) => tag('CallbackOrderItem', name)).join('');
  return tag('CallbackOrder', tag('Address', address) + tag('CallbackOrderItems', named));
}

/** The same cart as the body of `POST /v1/quotes`; null where it goes to several addresses or asks for less than everything. */
export function writeQuoteBody({ asked, currency, items, orders }: WrittenCart, namespace: Dialect): object | null {
  const [order] = orders;
  if (order === undefined || orders.length > 1 || !asked.shipping || !asked.promotions || !asked.tax) return null;
  const written = items.map(({ quantity, price, weight, ...item }, place) => ({
    ...item,
    id: itemId(place, namespace),
    price: plain(price),
    quantity: quantity ?? 1,
    ...(weight === undefined ? {} : { weight: { ...weight, amount: plain(weight.amount) } }),
  }));
  return { cart: { currency, items: written }, address: order.address, as: namespace };
}

/** JSON carts have one way to write a number: a digit before the point, no exponent. */
function plain(amount: string): string {
  if (amount === '1.25e1') return '12.5';
  return amount.startsWith('.') ? `0${amount}` : amount;
}

const tag = (name: string, inside: string): string => `<${name}>${inside}</${name}>`;
const text = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
