import type { Checkout, CheckoutOption, CheckoutQuote, Choices } from './checkout.js';
import { formatDecimal, minorPlaces, PRICE_PLACES } from './money.js';
import type { Order, OrderLine, Payment } from './order.js';
import type { OrderCartItem } from './order-cart.js';

/** A checkout whose buyer said who he is and where it goes. */
export type ReadyCheckout = Checkout & { readonly choices: Choices & Required<Pick<Choices, 'buyer' | 'shipTo'>> };

/** Everything that an order is made of. */
export interface Placing {
  readonly checkout: ReadyCheckout;
  readonly quote: CheckoutQuote;
  /** The choice of the buyer, one of the quote's. */
  readonly option: CheckoutOption;
  readonly payment: Payment;
  /** Epoch milliseconds. */
  readonly at: number;
  /** How long the buyer may cancel. */
  readonly windowMs: number;
  readonly ids: { readonly orderId: string; readonly itemCodes: readonly string[] };
}

export const isReady = (checkout: Checkout): checkout is ReadyCheckout =>
  checkout.choices.buyer !== undefined && checkout.choices.shipTo !== undefined;

/** The order with its quote frozen: nothing of it is ever priced again (semantics C). Throws where a line has no item code. */
export function freezeOrder({ checkout, quote, option, payment, at, windowMs, ids }: Placing): Order {
  const { cart, choices } = checkout;
  const lines = quote.items.map((item, place) => freezeLine(item, place, { option, currency: quote.currency, ids }));
  return {
    id: ids.orderId,
    environmentId: checkout.environmentId,
    checkoutId: checkout.id,
    trace: checkout.trace,
    ...(cart.clientRequestId !== undefined && { clientRequestId: cart.clientRequestId }),
    placedAt: at,
    windowEndsAt: at + windowMs,
    releasedAt: null,
    cancelledAt: null,
    cancelReason: null,
    cancelAskedAt: null,
    expiryWarnedAt: null,
    paymentProblem: null,
    ...(payment.holdMs !== undefined && { heldUntil: at + payment.holdMs }),
    currency: quote.currency,
    total: option.total,
    totals: option.totals,
    buyer: choices.buyer,
    shipTo: choices.shipTo,
    methodId: option.methodId,
    serviceLevel: option.serviceLevel,
    shippingLabel: option.label,
    ...(option.delivery !== undefined && { delivery: option.delivery }),
    sources: quote.sources,
    codes: quote.codes.flatMap((verdict) =>
      verdict.state === 'applied' && tookFrom(option, verdict.promotionId)
        ? [{ code: verdict.code, promotionId: verdict.promotionId, name: verdict.name }]
        : [],
    ),
    lines,
    payment,
    ...(cart.cartCustomData !== undefined && { cartCustomData: cart.cartCustomData }),
    ...(cart.integratorId !== undefined && { integratorId: cart.integratorId }),
    ...(cart.integratorName !== undefined && { integratorName: cart.integratorName }),
    ...(cart.returnUrl !== undefined && { returnUrl: cart.returnUrl }),
    version: 1,
  };
}

/** A code for free shipping by one method is not used up by an order that goes by another one. */
const tookFrom = ({ lines }: CheckoutOption, promotionId: string): boolean =>
  lines.some(({ because }) => because.some(({ source }) => source['promotion'] === promotionId));

function freezeLine(
  item: OrderCartItem,
  place: number,
  { option, currency, ids }: Pick<Placing, 'option' | 'ids'> & { readonly currency: string },
): OrderLine {
  const priced = option.lines[place];
  const code = ids.itemCodes[place];
  if (priced?.itemId !== item.id || code === undefined) throw new RangeError(`line ${place + 1} has no price or no item code`);
  return {
    number: place + 1,
    itemCode: code,
    itemId: item.id,
    sku: item.sku,
    title: item.title,
    unitPrice: formatDecimal(item.price, PRICE_PLACES, minorPlaces(currency)),
    quantity: item.quantity,
    shipped: 0,
    cancelled: 0,
    principal: priced.principal,
    principalPromo: priced.principalPromo,
    shipping: priced.shipping,
    shippingPromo: priced.shippingPromo,
    tax: priced.tax,
    shippingTax: priced.shippingTax,
    total: priced.total,
    because: priced.because,
    ...keptOf(item),
  };
}

/** What the cart said of a line beside its price: stores are told it again. */
function keptOf(
  item: OrderCartItem,
): Pick<OrderLine, 'imageUrl' | 'description' | 'category' | 'condition' | 'weight' | 'fulfillmentNetwork' | 'customData'> {
  const { imageUrl, description, category, condition, weight, fulfillmentNetwork, customData } = item;
  return {
    ...(imageUrl !== undefined && { imageUrl }),
    ...(description !== undefined && { description }),
    ...(category !== undefined && { category }),
    ...(condition !== undefined && { condition }),
    ...(weight !== undefined && { weight }),
    ...(fulfillmentNetwork !== undefined && { fulfillmentNetwork }),
    ...(customData !== undefined && { customData }),
  };
}
