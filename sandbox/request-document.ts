import type { CartLine } from './shop.js';
import { priced, tag } from './xml-write.js';

export type Namespace = '2009-05-15' | '2008-11-30';

export interface ShipTo {
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
}
export interface CallbackRequest {
  readonly namespace: Namespace;
  readonly callbackReferenceId: string;
  readonly clientRequestId: string;
  readonly addressId: string;
  readonly merchantId: string;
  readonly endpoint: string;
  readonly currency: string;
  readonly shipTo: ShipTo;
  readonly lines: readonly CartLine[];
}

export const NAMESPACES: Readonly<Record<Namespace, string>> = {
  '2009-05-15': 'http://payments.amazon.com/checkout/2009-05-15/',
  '2008-11-30': 'http://payments.amazon.com/checkout/2008-11-30/',
};

/** The request document that a checkout posts for this cart and this address (protocol 3.3 and 3.4), asking for all three kinds. */
export function writeRequest(request: CallbackRequest): string {
  const later = request.namespace === '2009-05-15';
  const items = request.lines.map((line, index) =>
    later
      ? `<CallbackOrderCartItem><CallbackOrderItemId>${lineId(index)}</CallbackOrderItemId>${writeItem(line, request)}</CallbackOrderCartItem>`
      : writeItem(line, request),
  );
  const cart = later
    ? `<CallbackOrderCart><CallbackOrderCartItems>\n${items.join('\n')}\n</CallbackOrderCartItems></CallbackOrderCart>`
    : `<Cart><Items>\n${items.join('\n')}\n</Items></Cart>`;
  const named = request.lines.map((line, index) => {
    const id = later ? tag('CallbackOrderItemId', lineId(index)) : tag('SKU', line.sku);
    return `<CallbackOrderItem>${id}</CallbackOrderItem>`;
  });
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<OrderCalculationsRequest xmlns="${NAMESPACES[request.namespace]}">` +
    tag('CallbackReferenceId', request.callbackReferenceId) +
    '<OrderCalculationCallbacks><CalculateTaxRates>true</CalculateTaxRates><CalculatePromotions>true</CalculatePromotions>' +
    `<CalculateShippingRates>true</CalculateShippingRates>${tag('OrderCallbackEndpoint', request.endpoint)}` +
    '<ProcessOrderOnCallbackFailure>false</ProcessOrderOnCallbackFailure></OrderCalculationCallbacks>' +
    `${tag('ClientRequestId', request.clientRequestId)}${cart}<CallbackOrders><CallbackOrder>${writeAddress(request)}` +
    `<CallbackOrderItems>${named.join('')}</CallbackOrderItems></CallbackOrder></CallbackOrders></OrderCalculationsRequest>`
  );
}

function writeItem(line: CartLine, { merchantId, currency }: CallbackRequest): string {
  return (
    `<Item>${tag('SKU', line.sku)}${tag('MerchantId', merchantId)}${tag('Title', line.title)}` +
    `${priced('Price', line.price, currency)}${tag('Quantity', String(line.quantity))}` +
    (line.pounds === undefined ? '' : `<Weight>${tag('Amount', line.pounds)}<Unit>lb</Unit></Weight>`) +
    `${tag('Category', line.category)}</Item>`
  );
}

function writeAddress({ addressId, shipTo }: CallbackRequest): string {
  return (
    `<Address>${tag('AddressId', addressId)}${tag('AddressFieldOne', shipTo.street)}${tag('City', shipTo.city)}` +
    `${tag('State', shipTo.state)}${tag('PostalCode', shipTo.zip)}${tag('CountryCode', shipTo.country)}</Address>`
  );
}

function lineId(index: number): string {
  return `line-${index + 1}`;
}
