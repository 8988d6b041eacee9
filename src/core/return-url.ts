import { formatMajor } from './money.js';
import type { Order } from './order.js';
import type { ParameterizedUrl, UrlParameterType } from './order-cart.js';

/** What the shop learns when the buyer comes back (protocol 2.5). */
export interface Return {
  readonly orderId: string;
  /** ClientRequestId of the cart; left out where it had none. */
  readonly clientRequestId?: string;
  readonly merchantName: string;
  /** The buyer's own link to the order. */
  readonly orderLink: string;
}

/** An order as tracking addresses see it. `buyerId` names the buyer without saying who it is. */
export type TrackedOrder = Pick<Order, 'id' | 'currency' | 'total' | 'totals' | 'shipTo'> & { readonly buyerId: string };

/** ReturnUrl with the parameters of protocol 2.5, behind what it brings itself and before its fragment. */
export const returnUrl = (url: string, { orderId, clientRequestId, merchantName, orderLink }: Return): string =>
  withParameters(url, [
    ['amznPmtsOrderIds', orderId],
    ...(clientRequestId === undefined ? [] : [['amznPmtsReqId', clientRequestId] as const]),
    ['merchName', merchantName],
    ['amznPmtsYALink', orderLink],
    ['showAmznPmtsTYPopup', '1'],
  ]);

/** A ParameterizedUrl filled in for an order (protocol 1.10); what the address lacks is empty. */
export const parameterizedUrl = ({ url, parameters }: ParameterizedUrl, order: TrackedOrder): string =>
  withParameters(
    url,
    parameters.map(({ name, type }) => [name, PARAMETERS[type](order)] as const),
  );

/** Amounts in major units after promotions, so that subtotal, shipping and tax add up to the total. */
const PARAMETERS: Readonly<Record<UrlParameterType, (order: TrackedOrder) => string>> = {
  BuyerId: ({ buyerId }) => buyerId,
  OrderId: ({ id }) => id,
  OrderSubtotal: (order) => major(order, subtotal(order)),
  OrderSubtotalPlusShipping: (order) => major(order, subtotal(order) + shipping(order)),
  OrderSubtotalPlusTax: (order) => major(order, subtotal(order) + tax(order)),
  OrderTotal: (order) => major(order, order.total),
  PromotionAmount: (order) => major(order, order.totals.principalPromo + order.totals.shippingPromo),
  ShippingAmount: (order) => major(order, shipping(order)),
  ShippingCity: ({ shipTo }) => shipTo.city ?? '',
  ShippingCountryCode: ({ shipTo }) => shipTo.country ?? '',
  ShippingPostalCode: ({ shipTo }) => shipTo.postalCode ?? '',
  ShippingState: ({ shipTo }) => shipTo.state ?? '',
  TaxAmount: (order) => major(order, tax(order)),
};

const subtotal = ({ totals }: TrackedOrder): bigint => totals.principal - totals.principalPromo;
const shipping = ({ totals }: TrackedOrder): bigint => totals.shipping - totals.shippingPromo;
const tax = ({ totals }: TrackedOrder): bigint => totals.tax + totals.shippingTax;
const major = ({ currency }: TrackedOrder, amount: bigint): string => formatMajor(amount, currency);

function withParameters(url: string, parameters: readonly (readonly [name: string, value: string])[]): string {
  if (parameters.length === 0) return url;
  const hash = url.indexOf('#');
  const [address, fragment] = hash === -1 ? [url, ''] : [url.slice(0, hash), url.slice(hash)];
  const glue = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  const query = parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  return `${address}${glue}${query}${fragment}`;
}

/** Percent-encoded; half of a character, which cannot be, becomes the replacement mark. */
const encode = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
