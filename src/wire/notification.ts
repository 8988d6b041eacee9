import type { Dialect } from '../core/cart.js';
import type { Environment, Merchant } from '../core/merchant.js';
import type { Order } from '../core/order.js';
import type { NotificationType } from '../core/order-event.js';
import type { Policies } from '../core/policy.js';
import { notificationItem, repeatsCartData } from './notification-items.js';
import { namespaceOf } from './xml-root.js';
import { element, textElement, writeDocument } from './xml-write.js';

/** Policies that decide what a notification says. */
export type NotificationPolicies = Pick<Policies, 'sandboxOrderChannel' | 'newOrderAddress' | 'cancelledQuantity'>;

export interface Notification {
  /** The root element, and the form field NotificationType. */
  readonly type: NotificationType;
  readonly namespace: Dialect;
  /** One per event: a repeated delivery carries it again. */
  readonly referenceId: string;
  readonly environment: Pick<Environment, 'name'> & { readonly merchant: Pick<Merchant, 'id'> };
  /** As it was after the event. */
  readonly order: Order;
  readonly policies: NotificationPolicies;
}

/**
 * The document of an order notification (protocol, orders 1.6): always the same bytes for the same event. Amounts are totals
 * of a line, each positive; an order that became ready says what was left of it by then, a cancelled one no amounts.
 */
export function encodeNotification(notification: Notification): string {
  const { type, namespace, referenceId } = notification;
  const inside = textElement('NotificationReferenceId', referenceId) + element('ProcessedOrder', processedOrder(notification));
  return writeDocument(type, namespaceOf(namespace), inside);
}

const ADDRESS_FIELDS = [
  ['Name', 'name'],
  ['AddressFieldOne', 'line1'],
  ['AddressFieldTwo', 'line2'],
  ['AddressFieldThree', 'line3'],
  ['City', 'city'],
  ['State', 'state'],
  ['PostalCode', 'postalCode'],
  ['CountryCode', 'country'],
  ['PhoneNumber', 'phone'],
] as const;

function processedOrder(notification: Notification): string {
  const { order } = notification;
  const { buyer } = order;
  const everywhere = repeatsCartData(order);
  const items = order.lines.map((line, index) => notificationItem(line, notification, { cartData: everywhere || index === 0 }));
  return (
    textElement('OrderChannel', channelOf(notification)) +
    textElement('AmazonOrderID', order.id) +
    textElement('OrderDate', new Date(order.placedAt).toISOString()) +
    element('BuyerInfo', textElement('BuyerName', buyer.name) + textElement('BuyerEmailAddress', buyer.email)) +
    element('ShippingAddress', addressFields(notification)) +
    textElement('ShippingServiceLevel', order.serviceLevel) +
    element('ProcessedOrderItems', items.map((item) => element('ProcessedOrderItem', item)).join('')) +
    textElement('DisplayableShippingLabel', order.shippingLabel)
  );
}

/** Old plug-ins pass over orders whose channel does not say "Live", which in the sandbox is right unless one is being tried. */
function channelOf({ environment, policies }: Notification): string {
  const live = environment.name === 'live' || policies.sandboxOrderChannel === 'live';
  return `Amazon Checkout (${live ? 'Live' : 'Sandbox'})`;
}

/** What is not known is left out. The element stands even where a policy keeps the address back: the schema needs it. */
function addressFields({ type, order: { shipTo, buyer }, policies }: Notification): string {
  if (type === 'NewOrderNotification' && policies.newOrderAddress === 'empty') return '';
  const phone = shipTo.phone ?? buyer.phone;
  const known = { ...shipTo, ...(phone === undefined ? {} : { phone }) };
  return ADDRESS_FIELDS.map(([name, key]) => {
    const text = known[key];
    return text === undefined || text === '' ? '' : textElement(name, text);
  }).join('');
}
