import { cents, decimal, halfUp, times, whole, type Fraction } from './exact.js';
import { child, each, type Element, readElements, textOf } from './elements.js';

export interface ReadAddress {
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
}

/** A line of the cart as it was asked about. */
export interface AskedLine {
  /** CallbackOrderItemId; under 2008-11-30 the place in the cart, from 1. */
  readonly id: string;
  /** What an answer calls it: CallbackOrderItemId, under 2008-11-30 the SKU. */
  readonly wireId: string;
  /** Price x Quantity in cents, half up once (rule 1). */
  readonly principal: bigint;
  readonly quantity: bigint;
  /** Pounds of the whole line; null where the weight is in another unit. */
  readonly pounds: Fraction | null;
}

export interface AskedRequest {
  readonly date: string;
  readonly currency: string;
  readonly shipping: boolean;
  readonly promotions: boolean;
  readonly tax: boolean;
  /** Only lines that an order names, in the order of the cart. */
  readonly lines: readonly AskedLine[];
  readonly orders: readonly { readonly addressId: string; readonly address: ReadAddress; readonly wireIds: readonly string[] }[];
}

/** The calculation request of a checkout in either namespace. */
export async function readRequest(xml: string): Promise<AskedRequest> {
  const root = await readElements(xml);
  const date = /^http:\/\/payments\.amazon\.com\/checkout\/(2008-11-30|2009-05-15)\/$/.exec(root.namespace)?.[1];
  if (root.name !== 'OrderCalculationsRequest' || date === undefined) throw new Error(`no request: ${root.name}`);
  const asked = child(root, 'OrderCalculationCallbacks');
  const orders = each(child(root, 'CallbackOrders'), 'CallbackOrder').map(readOrder);
  const named = new Set(orders.flatMap(({ wireIds }) => wireIds));
  const items =
    date === '2009-05-15'
      ? each(child(root, 'CallbackOrderCart', 'CallbackOrderCartItems'), 'CallbackOrderCartItem')
      : each(child(root, 'Cart', 'Items'), 'Item');
  return {
    date,
    currency: currencyOf(items),
    shipping: textOf(asked, 'CalculateShippingRates') === 'true',
    promotions: textOf(asked, 'CalculatePromotions') === 'true',
    tax: textOf(asked, 'CalculateTaxRates') === 'true',
    lines: items.map(readLine).filter(({ wireId }) => named.has(wireId)),
    orders,
  };
}

function readLine(entry: Element, place: number): AskedLine {
  const id = textOf(entry, 'CallbackOrderItemId');
  const item = id === undefined ? entry : child(entry, 'Item');
  const quantity = BigInt(textOf(item, 'Quantity') ?? '1');
  const price = decimal(child(item, 'Price', 'Amount').text);
  return {
    id: id ?? String(place + 1),
    wireId: id ?? child(item, 'SKU').text,
    principal: halfUp(times(price, whole(quantity * 100n))),
    quantity,
    pounds: readPounds(item, quantity),
  };
}

function readPounds(item: Element, quantity: bigint): Fraction | null {
  const weight = each(item, 'Weight')[0];
  if (weight === undefined) return whole(0n);
  if (child(weight, 'Unit').text !== 'lb') return null;
  return times(decimal(child(weight, 'Amount').text), whole(quantity));
}

function readOrder(order: Element): AskedRequest['orders'][number] {
  const address = child(order, 'Address');
  const items = each(child(order, 'CallbackOrderItems'), 'CallbackOrderItem');
  return {
    addressId: child(address, 'AddressId').text,
    address: {
      state: textOf(address, 'State') ?? '',
      postalCode: textOf(address, 'PostalCode') ?? '',
      country: textOf(address, 'CountryCode') ?? '',
    },
    wireIds: items.map((item) => textOf(item, 'CallbackOrderItemId') ?? child(item, 'SKU').text),
  };
}

function currencyOf(items: readonly Element[]): string {
  const all = items.map((entry) => child(each(entry, 'Item')[0] ?? entry, 'Price', 'CurrencyCode').text);
  const [first = ''] = all;
  if (all.some((one) => one !== first)) throw new Error('a cart of two currencies');
  return first;
}

/** An amount of an answer: in cents, in the currency of the cart. */
export function readPrice(element: Element, currency: string): bigint {
  if (child(element, 'CurrencyCode').text !== currency) throw new Error(`${element.name} is not in ${currency}`);
  return cents(child(element, 'Amount').text);
}
