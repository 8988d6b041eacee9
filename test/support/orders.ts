import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Checkout } from '../../src/core/checkout.js';
import type { OrderCart } from '../../src/core/order-cart.js';
import type { Order, OrderLine, Payment } from '../../src/core/order.js';
import { eventIds } from '../../src/flows/event-ids.js';
import { ulid } from '../../src/ids.js';
import { createCheckout, type NewCheckout } from '../../src/store/checkouts.js';
import type { Db } from '../../src/store/db.js';
import { placeOrder, type OrderMail, type NewOrder, type Placed } from '../../src/store/order/place.js';

const NO_TAX_OR_PROMOTION = { principalPromo: 0n, shippingPromo: 0n, tax: 0n, shippingTax: 0n };
const MUG = { id: '1', merchantId: 'AMUGS123456789', sku: 'MUG-1', title: 'Blue mug', price: 12_500_000n, quantity: 2 };

/** A cart of two mugs at 12.50. */
export function orderCart(differences: Partial<OrderCart> = {}): OrderCart {
  return {
    form: 'xml',
    namespace: '2009-05-15',
    currency: 'USD',
    items: [MUG],
    tables: { promotions: [{ id: 'p', description: 'Spring', benefit: { kind: 'rate', rate: 100_000_000n } }] },
    shippingAddresses: [],
    parameterizedUrls: [],
    upsellItems: [],
    disablePromotionCode: false,
    ...differences,
  };
}

/** A checkout as the intake makes it, of a cart of its own unless `cartBytes` or `cartSha256` say otherwise. */
export function newCheckout(environmentId: string, differences: Partial<NewCheckout> = {}): NewCheckout {
  const id = randomBytes(16).toString('hex');
  const cartBytes = differences.cartBytes === undefined ? Buffer.from(`<Order>${id}</Order>`) : differences.cartBytes;
  return {
    id,
    environmentId,
    trace: id,
    cartExchangeId: ulid(1),
    cart: orderCart(),
    cartBytes,
    cartSha256: createHash('sha256')
      .update(cartBytes ?? id)
      .digest('hex'),
    choices: { codes: [], upsell: [] },
    createdAt: 1_000,
    expiresAt: null,
    ...differences,
  };
}

/** 3-7-7 digits, another one each time. */
export function orderId(): string {
  return `${digits(3)}-${digits(7)}-${digits(7)}`;
}

/** One line of two mugs at 12.50 with 4.99 of shipping: 25.00 + 4.99 = 29.99. */
export function orderLine(differences: Partial<OrderLine> = {}): OrderLine {
  return {
    number: 1,
    itemCode: digits(14),
    itemId: '1',
    sku: 'MUG-1',
    title: 'Blue mug',
    unitPrice: '12.50',
    quantity: 2,
    shipped: 0,
    cancelled: 0,
    ...NO_TAX_OR_PROMOTION,
    principal: 2_500n,
    shipping: 499n,
    total: 2_999n,
    because: [{ component: 'principal', label: '2 x 12.50', amount: 2_500n, source: { cart: '1' } }],
    ...differences,
  };
}

/** What the test gateway says of 29.99. */
export function payment(differences: Partial<Payment> = {}): Payment {
  return {
    gateway: 'test',
    state: 'authorised',
    amount: 2_999n,
    reference: 'test-1',
    multipleCaptures: true,
    label: 'Test card that is approved',
    ...differences,
  };
}

/** The order of a checkout, placed at 10,000 with a window to 910,000. */
export function orderOf({ id, environmentId, trace }: Checkout | NewCheckout, differences: Partial<Order> = {}): Order {
  const because = 'the settings say so';
  return {
    id: orderId(),
    environmentId,
    checkoutId: id,
    trace,
    placedAt: 10_000,
    windowEndsAt: 910_000,
    releasedAt: null,
    cancelledAt: null,
    cancelReason: null,
    cancelAskedAt: null,
    expiryWarnedAt: null,
    paymentProblem: null,
    currency: 'USD',
    total: 2_999n,
    totals: { ...NO_TAX_OR_PROMOTION, principal: 2_500n, shipping: 499n },
    buyer: { email: 'Ann@Shop.example', name: 'Ann Buyer' },
    shipTo: { name: 'Ann Buyer', line1: '1 Example St', city: 'Seattle', state: 'WA', postalCode: '98104', country: 'US' },
    methodId: 'standard',
    serviceLevel: 'Standard',
    shippingLabel: 'Standard',
    sources: {
      shipping: { source: 'settings', because },
      promotions: { source: 'none', because },
      tax: { source: 'none', because },
    },
    codes: [],
    lines: [orderLine()],
    payment: payment(),
    version: 1,
    ...differences,
  };
}

/** A mail to the buyer of an order. */
export function orderMail(kind = 'confirmation'): OrderMail {
  return {
    ...{ id: ulid(1), kind, recipient: 'ann@shop.example', subject: `Your order: ${kind}`, body: 'Thank you.' },
    createdAt: 10_000,
  };
}

/** Everything that is written with an order. */
export function placing(order: Order, differences: Partial<NewOrder> = {}): NewOrder {
  return {
    order,
    checkoutVersion: 1,
    redemptions: [],
    event: { at: order.placedAt, kind: 'placed', by: 'buyer', text: `Placed by ${order.buyer.name}.` },
    ids: eventIds(order.placedAt),
    mail: orderMail(),
    ...differences,
  };
}

/** Makes a checkout and places its order. */
export async function placed(db: Db, environmentId: string, differences: Partial<Order> = {}): Promise<Order> {
  const order = orderOf(await createCheckout(db, newCheckout(environmentId)), differences);
  const answer: Placed = await placeOrder(db, placing(order));
  if (answer.state !== 'placed') throw new Error(`the order is ${answer.state}`);
  return answer.order;
}

function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}
