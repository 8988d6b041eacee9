import type { Order } from '../../src/core/order.js';
import { resolvePolicies } from '../../src/core/policy.js';
import type { Notification } from '../../src/wire/notification.js';
import { orderLine, orderOf, newCheckout } from './orders.js';

const CART = 'http://payments.amazon.com/checkout/2009-05-15/';

/** Two lines: three mugs at 9.99 with 3.00 off, and a card at 5.00, everything said of them that a cart can say. */
export function notifiedOrder(differences: Partial<Order> = {}): Order {
  const mugs = {
    itemCode: '08425219903122',
    title: 'Blue mug',
    unitPrice: '9.99',
    quantity: 3,
    principal: 2_997n,
    principalPromo: 300n,
    shipping: 250n,
    tax: 175n,
    shippingTax: 16n,
    total: 3_138n,
    description: 'Blue mug & saucer,\r\nboxed',
    category: 'Kitchen',
    condition: 'New',
    weight: { amount: '0.75', unit: 'lb' },
    fulfillmentNetwork: 'MERCHANT',
    customData: `<ItemCustomData xmlns="${CART}"><engraving xmlns="urn:shop">For   Zoë &amp; Max</engraving></ItemCustomData>`,
  } as const;
  const card = { number: 2, itemCode: '48305712290165', itemId: '2', sku: '', title: 'Card', unitPrice: '5.00', quantity: 1 };
  const checkout = newCheckout('01ENVIRONMENT', { id: '9b1e0a1b2c3d4e5f7f1c2f0e3f0a4c0e' });
  return orderOf(checkout, {
    id: '903-4830571-2290164',
    clientRequestId: 'cart-1042',
    placedAt: Date.UTC(2026, 0, 15, 9, 30, 0, 7),
    buyer: { email: 'ann@mail.example', name: 'Ann Buyer', phone: '+1 206 555 0100' },
    cartCustomData: `<CartCustomData xmlns="${CART}" xmlns:s="urn:shop"><s:ref>92684</s:ref><Hint/></CartCustomData>`,
    integratorName: 'Larch plug-in',
    lines: [orderLine(mugs), orderLine({ ...card, principal: 500n, shipping: 250n, tax: 33n, shippingTax: 16n, total: 799n })],
    total: 3_937n,
    totals: { principal: 3_497n, principalPromo: 300n, shipping: 500n, shippingPromo: 0n, tax: 208n, shippingTax: 32n },
    ...differences,
  });
}

/** A notification of it in the sandbox, under the policies as they are unless somebody changes them. */
export function notificationOf(differences: Partial<Notification> = {}): Notification {
  return {
    type: 'NewOrderNotification',
    namespace: '2008-11-30',
    referenceId: '5d1769d2-0000-4000-8000-000000000000',
    environment: { name: 'sandbox', merchant: { id: 'A1EXAMPLESHOP1' } },
    order: notifiedOrder(),
    policies: resolvePolicies({}),
    ...differences,
  };
}

/** The golden files, by name and namespace: a mug was cancelled before the second one. */
export const NOTIFICATIONS: Readonly<Record<string, Partial<Notification>>> = {
  new: {},
  ready: { type: 'OrderReadyToShipNotification', order: withMugCancelled() },
  cancelled: { type: 'OrderCancelledNotification' },
};

function withMugCancelled(): Order {
  const { lines, ...order } = notifiedOrder();
  return { ...order, lines: lines.map((line) => (line.number === 1 ? { ...line, cancelled: 1 } : line)) };
}
