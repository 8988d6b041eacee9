import type { Checkout, Kind, KindSource } from '../core/checkout.js';
import type { DeliveryDates } from '../core/delivery-dates.js';
import { orderState, type Order, type OrderLine } from '../core/order.js';
import type { Components } from '../core/quote.js';

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** An open or finished checkout as `GET /v1/checkouts/{id}` answers it: what was posted and what became of it, nothing of the buyer. */
export function encodeCheckout(
  checkout: Checkout,
  { url, delivery }: { readonly url: string; readonly delivery: DeliveryDates | null },
): object {
  const { id, state, cart, createdAt, expiresAt, orderId, trace, cartExchangeId, choices } = checkout;
  return {
    checkoutId: id,
    state,
    url,
    createdAt: iso(createdAt),
    expiresAt: isoOrNull(expiresAt),
    trace,
    exchangeId: cartExchangeId,
    ...(orderId === undefined ? {} : { orderId }),
    ...(cart.clientRequestId === undefined ? {} : { clientRequestId: cart.clientRequestId }),
    form: cart.form,
    currency: cart.currency,
    items: cart.items.map(({ id: itemId, sku, title, quantity }) => ({ itemId, sku, title, quantity })),
    codes: choices.codes,
    ...(choices.choiceId === undefined ? {} : { choiceId: choices.choiceId }),
    ...(delivery === null ? {} : { delivery }),
  };
}

/** One order as `GET /v1/orders` lists it. */
export function encodeOrderSummary(order: Order): object {
  const { id, placedAt, releasedAt, cancelledAt, clientRequestId, buyer, total, currency, lines, payment } = order;
  return {
    orderId: id,
    state: orderState(order),
    placedAt: iso(placedAt),
    releasedAt: isoOrNull(releasedAt),
    cancelledAt: isoOrNull(cancelledAt),
    ...(clientRequestId === undefined ? {} : { clientRequestId }),
    buyer,
    currency,
    total: Number(total),
    units: lines.reduce((units, { quantity }) => units + quantity, 0),
    payment: { state: payment.state, label: payment.label },
  };
}

/** What an order says by itself: lines with six components and why, where each kind of amount came from, payment. */
export function encodeOrderFacts(order: Order): object {
  const { checkoutId, trace, windowEndsAt, cancelReason, shipTo, methodId, serviceLevel, shippingLabel, totals, payment } = order;
  return {
    ...encodeOrderSummary(order),
    checkoutId,
    trace,
    windowEndsAt: iso(windowEndsAt),
    cancelReason,
    cancelAskedAt: isoOrNull(order.cancelAskedAt),
    paymentProblem: order.paymentProblem,
    shipTo,
    shipping: { methodId, serviceLevel, label: shippingLabel },
    ...(order.delivery === undefined ? {} : { delivery: order.delivery }),
    sources: encodeSources(order.sources),
    codes: order.codes,
    lines: order.lines.map(encodeLine),
    totals: encodeComponents(totals),
    payment: { ...payment, amount: Number(payment.amount) },
    ...(order.cartCustomData === undefined ? {} : { cartCustomData: order.cartCustomData }),
    ...(order.integratorId === undefined ? {} : { integratorId: order.integratorId }),
    ...(order.integratorName === undefined ? {} : { integratorName: order.integratorName }),
    ...(order.returnUrl === undefined ? {} : { returnUrl: order.returnUrl }),
  };
}

function encodeSources(sources: Order['sources']): Record<Kind, object> {
  const { shipping, promotions, tax } = sources;
  return { shipping: encodeSource(shipping), promotions: encodeSource(promotions), tax: encodeSource(tax) };
}

/** With both clocks of the call that was made for it, and the exchange that shows the call. */
function encodeSource({ call, ...source }: KindSource): object {
  if (call === undefined) return source;
  return { ...source, call: { ...call, sentAt: iso(call.sentAt), endedAt: iso(call.endedAt) } };
}

function encodeLine(line: OrderLine): object {
  const { number, itemCode, itemId, sku, title, unitPrice, quantity, shipped, cancelled, total, because } = line;
  const { imageUrl, description, category, condition, weight, fulfillmentNetwork, customData } = line;
  return {
    ...{ number, itemCode, itemId, sku, title, unitPrice, quantity, shipped, cancelled },
    open: quantity - shipped - cancelled,
    ...encodeComponents(line),
    total: Number(total),
    because: because.map((reason) => ({ ...reason, amount: Number(reason.amount) })),
    ...(imageUrl === undefined ? {} : { imageUrl }),
    ...(description === undefined ? {} : { description }),
    ...(category === undefined ? {} : { category }),
    ...(condition === undefined ? {} : { condition }),
    ...(weight === undefined ? {} : { weight }),
    ...(fulfillmentNetwork === undefined ? {} : { fulfillmentNetwork }),
    ...(customData === undefined ? {} : { customData }),
  };
}

/** The six components in minor units, as JSON numbers. */
export function encodeComponents(of: Components): Record<keyof Components, number> {
  return {
    principal: Number(of.principal),
    principalPromo: Number(of.principalPromo),
    shipping: Number(of.shipping),
    shippingPromo: Number(of.shippingPromo),
    tax: Number(of.tax),
    shippingTax: Number(of.shippingTax),
  };
}
