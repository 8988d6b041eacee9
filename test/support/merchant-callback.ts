import type { CartNamespace, OrderCart } from '../../src/core/order-cart.js';
import { writeCallbackRequest } from '../../src/wire/callback-request.js';
import type {
  CallbackExpectation,
  CallbackPostAnswer,
  CallbackQuestion,
  CallbackReading,
} from '../../src/wire/callback-types.js';
import { readOrderCart } from '../../src/wire/order-cart.js';
import { signBytes } from '../../src/wire/signature.js';

/** Key and post of the shared test vectors (protocol 5). */
export const SECRET = 'cartwright-vector-secret-0001';
export const KEY_ID = 'CWVECTORKEY000000001';
export const UUID = '7f1c2f0e-3f0a-4c0e-9b1e-0a1b2c3d4e5f';
export const TIMESTAMP = '2026-01-15T09:30:00.000Z';
export const MERCHANT = 'A1EXAMPLESHOP1';

const price = (amount: string, currency = 'USD'): string => `<Amount>${amount}</Amount><CurrencyCode>${currency}</CurrencyCode>`;

/** An Item of the shop. */
export const itemXml = (sku: string, amount: string, more = ''): string =>
  `<Item><SKU>${sku}</SKU><MerchantId>${MERCHANT}</MerchantId><Title>${sku}</Title><Price>${price(amount)}</Price><Quantity>1</Quantity>${more}</Item>`;

export const CALLBACKS =
  '<OrderCalculationCallbacks><CalculateTaxRates>true</CalculateTaxRates><CalculatePromotions>true</CalculatePromotions>' +
  '<CalculateShippingRates>true</CalculateShippingRates><OrderCallbackEndpoint>https://shop.example/callbacks</OrderCallbackEndpoint>' +
  '<ProcessOrderOnCallbackFailure>false</ProcessOrderOnCallbackFailure></OrderCalculationCallbacks>';

/** A cart of two lines, MUG-1 and TEE-M, that asks for all three kinds. */
export const cartXml = (
  namespace: CartNamespace,
  cart = `<Items>${itemXml('MUG-1', '12.50')}${itemXml('TEE-M', '19.99')}</Items>`,
): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Order xmlns="http://payments.amazon.com/checkout/${namespace}/">` +
  `<ClientRequestId>cart-1042</ClientRequestId><Cart>${cart}</Cart><IntegratorId>I1</IntegratorId>${CALLBACKS}</Order>`;

/** The cart as intake reads it; throws what is wrong with it. */
export function openCart(xml: string): OrderCart {
  const read = readOrderCart(Buffer.from(xml), { merchantId: MERCHANT });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.cart;
}

/** The question about a posted cart. */
export function questionOf(xml: string, more: Partial<CallbackQuestion> = {}): CallbackQuestion {
  const cart = openCart(xml);
  return {
    cart,
    source: Buffer.from(xml),
    callbackReferenceId: '1-4f9be8f2-6c1d-4a51-8d4e-0b7c2f9d3e11',
    addressId: 'jklmnopqrs',
    shipTo: { line1: '1 Example Way', city: 'Seattle', state: 'WA', postalCode: '98104', country: 'US', phone: '206 555 0100' },
    items: cart.items,
    ...more,
  };
}

/** What the answer to a question has to fit. */
export function expectationOf(question: CallbackQuestion, more: Partial<CallbackExpectation> = {}): CallbackExpectation {
  const { namespace, items } = writeCallbackRequest(question);
  return {
    namespace,
    items,
    secret: SECRET,
    keyId: KEY_ID,
    uuid: UUID,
    timestamp: TIMESTAMP,
    addressId: question.addressId,
    asked: { tax: true, promotions: true, shipping: true },
    signatureRequired: true,
    currency: question.cart.currency,
    merchantId: MERCHANT,
    ...more,
  };
}

/** Parts of an answer to the cart of two lines; each may be changed or left out. */
export interface AnswerParts {
  readonly namespace: CartNamespace;
  readonly address?: string;
  readonly items?: string;
  readonly updates?: string;
  readonly tables?: string;
}

const METHODS = '<ShippingMethodIds><ShippingMethodId>std</ShippingMethodId></ShippingMethodIds>';
export const answeredItem = (
  id: string,
  namespace: CartNamespace = '2009-05-15',
  more = `<TaxTableId>t</TaxTableId>${METHODS}`,
): string => {
  const name = namespace === '2009-05-15' ? 'CallbackOrderItemId' : 'SKU';
  return `<CallbackOrderItem><${name}>${id}</${name}>${more}</CallbackOrderItem>`;
};

export const TAX =
  '<TaxTables><TaxTable><TaxTableId>t</TaxTableId><TaxRules><TaxRule><Rate>0.065</Rate><IsShippingTaxed>true</IsShippingTaxed>' +
  '<USZipRegion>98104</USZipRegion></TaxRule></TaxRules></TaxTable></TaxTables>';
export const SHIPPING =
  `<ShippingMethods><ShippingMethod><ShippingMethodId>std</ShippingMethodId><ServiceLevel>Standard</ServiceLevel><Rate><ShipmentBased>${price('4.99')}</ShipmentBased></Rate>` +
  '<IncludedRegions><PredefinedRegion>USAll</PredefinedRegion></IncludedRegions></ShippingMethod></ShippingMethods>';
export const ALL_TABLES = `${TAX}<Promotions/>${SHIPPING}`;

/** An answer that fits the cart of two lines, but for what is given. */
export function answerXml({ namespace, address = 'jklmnopqrs', items, updates = '', tables = ALL_TABLES }: AnswerParts): string {
  const lines = items ?? answeredItem('MUG-1', namespace) + answeredItem('TEE-M', namespace);
  return (
    `<OrderCalculationsResponse xmlns="http://payments.amazon.com/checkout/${namespace}/"><Response><CallbackOrders><CallbackOrder>` +
    `<Address><AddressId>${address}</AddressId></Address><CallbackOrderItems>${lines}</CallbackOrderItems>${updates}` +
    `</CallbackOrder></CallbackOrders></Response>${tables}</OrderCalculationsResponse>`
  );
}

/** An answer as a handler posts it back: a signed form. */
export function signedAnswer(xml: string, secret = SECRET): CallbackPostAnswer {
  const signature = encodeURIComponent(signBytes(secret, xml));
  return postAnswer(`order-calculations-response=${encodeURIComponent(xml)}&Signature=${signature}&aws-access-key-id=${KEY_ID}`);
}

export function postAnswer(body: string, more: Partial<CallbackPostAnswer> = {}): CallbackPostAnswer {
  return { body: Buffer.from(body), contentType: 'text/html; charset=UTF-8', headers: {}, ...more };
}

/** The reading of an answer that must be good; throws what was wrong with it. */
export function goodOf(reading: CallbackReading): Extract<CallbackReading, { ok: true }> {
  if (!reading.ok) throw new Error(JSON.stringify(reading));
  return reading;
}
