import { shareOf } from '../core/captures.js';
import type { Dialect } from '../core/cart.js';
import { formatMajor } from '../core/money.js';
import type { Order, OrderLine } from '../core/order.js';
import type { Components } from '../core/quote.js';
import type { Notification } from './notification.js';
import { customBlock } from './notification-custom.js';
import { element, textElement } from './xml-write.js';

/** Beyond this, cart data that every item would repeat stands on the first item only: 500 lines would make 1 MiB into 500. */
const MAX_REPEATED_LENGTH = 1_048_576;

/** The six in the order of all recordings, zeros too; promotions are positive and shipping is gross (protocol, orders 1.6). */
const COMPONENTS: readonly (readonly [string, keyof Components])[] = [
  ['Principal', 'principal'],
  ['Shipping', 'shipping'],
  ['Tax', 'tax'],
  ['ShippingTax', 'shippingTax'],
  ['PrincipalPromo', 'principalPromo'],
  ['ShippingPromo', 'shippingPromo'],
];

/** Whether each item carries the CartCustomData of its cart, as recorded notifications do. */
export function repeatsCartData({ lines, cartCustomData = '' }: Order): boolean {
  return cartCustomData.length * lines.length <= MAX_REPEATED_LENGTH;
}

/** What stands inside a ProcessedOrderItem. A line is never split. */
export function notificationItem(line: OrderLine, notification: Notification, { cartData }: { cartData: boolean }): string {
  const { namespace, order, environment } = notification;
  const { weight } = line;
  const units = unitsOf(line, notification);
  return (
    textElement('AmazonOrderItemCode', line.itemCode) +
    textElement('MerchantId', environment.merchant.id) +
    (line.sku === '' ? '' : textElement('SKU', line.sku)) +
    textElement('Title', line.title) +
    optional('Description', line.description) +
    optional('ClientRequestId', order.clientRequestId) +
    textElement('CartId', `cartwright:checkout/${order.checkoutId}`) +
    optional('IntegratorId', order.integratorId) +
    optional('IntegratorName', order.integratorName) +
    element('Price', price(line.unitPrice, order.currency)) +
    element('Quantity', String(units)) +
    (weight === undefined ? '' : element('Weight', textElement('Amount', weight.amount) + textElement('Unit', weight.unit))) +
    optional('Category', line.category) +
    optional('Condition', line.condition) +
    optional('FulfillmentNetwork', line.fulfillmentNetwork) +
    charges(line, notification, units) +
    (cartData ? custom(order.cartCustomData, namespace) : '') +
    custom(line.customData, namespace)
  );
}

/** What was ordered; once it may be shipped, what is left of it (semantics D 6). */
function unitsOf({ quantity, cancelled }: OrderLine, { type, policies }: Notification): number {
  switch (type) {
    case 'NewOrderNotification':
      return quantity;
    case 'OrderReadyToShipNotification':
      return quantity - cancelled;
    case 'OrderCancelledNotification':
      return policies.cancelledQuantity === 'zero' ? 0 : quantity;
  }
}

function charges(line: OrderLine, { type, order }: Notification, units: number): string {
  if (type === 'OrderCancelledNotification') return '';
  const amounts = shareOf(line, units);
  const components = COMPONENTS.map(([name, key]) => {
    const charge = price(formatMajor(amounts[key], order.currency), order.currency);
    return element('Component', textElement('Type', name) + element('Charge', charge));
  });
  return element('ItemCharges', components.join(''));
}

/** At least two decimal places, whatever the currency has: 1250 JPY are 1250.00 here. */
function price(major: string, currency: string): string {
  const [whole = '', fraction = ''] = major.split('.');
  return textElement('Amount', `${whole}.${fraction.padEnd(2, '0')}`) + textElement('CurrencyCode', currency);
}

const custom = (block: string | undefined, namespace: Dialect): string =>
  block === undefined ? '' : customBlock(block, namespace);

const optional = (name: string, text: string | undefined): string => (text === undefined ? '' : textElement(name, text));
