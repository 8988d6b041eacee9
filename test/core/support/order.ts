import type { Checkout } from '../../../src/core/checkout.js';
import type { Order, OrderLine } from '../../../src/core/order.js';
import type { OrderCart } from '../../../src/core/order-cart.js';
import { cartOf } from './checkout.js';

export const PLACED_AT = Date.UTC(2026, 10, 27, 12);
export const WINDOW_MS = 15 * 60_000;

/** A line of 10.00 in all, with these units. */
export const orderLine = (quantity: number, units: Partial<Pick<OrderLine, 'shipped' | 'cancelled'>> = {}): OrderLine => ({
  number: 1,
  itemCode: '10000000000001',
  itemId: '1',
  sku: 'MUG-1',
  title: 'Mug',
  unitPrice: '10.00',
  quantity,
  shipped: 0,
  cancelled: 0,
  principal: 1000n,
  principalPromo: 0n,
  shipping: 0n,
  shippingPromo: 0n,
  tax: 0n,
  shippingTax: 0n,
  total: 1000n,
  because: [],
  ...units,
});

/** An order just placed, its payment authorised: 25.00 less 2.00, shipping 5.00 less 1.00, taxes 1.50 and 0.25. */
export const orderOf = (more: Partial<Order> = {}): Order => ({
  id: '482-9913047-2290164',
  environmentId: 'E1',
  checkoutId: '0123456789abcdef0123456789abcdef',
  trace: 'T1',
  placedAt: PLACED_AT,
  windowEndsAt: PLACED_AT + WINDOW_MS,
  releasedAt: null,
  cancelledAt: null,
  cancelReason: null,
  cancelAskedAt: null,
  expiryWarnedAt: null,
  paymentProblem: null,
  currency: 'USD',
  total: 2875n,
  totals: { principal: 2500n, principalPromo: 200n, shipping: 500n, shippingPromo: 100n, tax: 150n, shippingTax: 25n },
  buyer: { email: 'buyer@example.com', name: 'Robin Example' },
  shipTo: { name: 'Robin Example', line1: '1 Example Way', city: 'Saint Paul', state: 'MN', postalCode: '55101', country: 'US' },
  methodId: 'standard',
  serviceLevel: 'Standard',
  shippingLabel: 'Standard',
  sources: {
    shipping: { source: 'settings', because: 'x' },
    promotions: { source: 'none', because: 'x' },
    tax: { source: 'none', because: 'x' },
  },
  codes: [],
  lines: [orderLine(2)],
  payment: {
    gateway: 'test',
    state: 'authorised',
    amount: 2875n,
    reference: 'R1',
    multipleCaptures: true,
    label: 'Test card that is approved',
  },
  version: 1,
  ...more,
});

export const checkoutRow = (cart: OrderCart = cartOf([['A', '1.00']]), more: Partial<Checkout> = {}): Checkout => ({
  id: '0123456789abcdef0123456789abcdef',
  environmentId: 'E1',
  state: 'open',
  trace: 'T1',
  cartExchangeId: 'X1',
  cart,
  cartSha256: 'ab'.repeat(32),
  choices: { codes: [], upsell: [] },
  version: 3,
  createdAt: PLACED_AT - 60_000,
  expiresAt: null,
  ...more,
});
