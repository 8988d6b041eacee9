import { readFileSync } from 'node:fs';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { type TNode, parse } from 'txml/txml';
import type { CartItem, Destination } from '../../../src/core/cart.js';
import type { QuoteRequest } from '../../../src/core/quote.js';

export interface FloorRequest {
  readonly reference: string;
  readonly clientRequestId: string;
  readonly addressId: string;
  readonly quote: QuoteRequest;
}

/** Compiles the schema at `path` once; the function it gives validates a document and throws where it is not valid. */
export function validatorOf(path: string): (xml: Buffer) => void {
  const schema = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(path)));
  return (xml) => {
    const document = XmlDocument.fromBuffer(xml);
    try {
      schema.validate(document);
    } finally {
      document.dispose();
    }
  };
}

/** What a valid order-calculations-request of 2009-05-15 asks for. txml checks nothing: it comes after the schema. */
export function readRequest(xml: string, at: number): FloorRequest {
  const root = parse(xml, { selfClosingTags: [], skipXmlDeclaration: true })[0];
  const cart = element(element(root, 'CallbackOrderCart'), 'CallbackOrderCartItems');
  const order = element(element(root, 'CallbackOrders'), 'CallbackOrder');
  const asked = element(root, 'OrderCalculationCallbacks');
  return {
    reference: text(root, 'CallbackReferenceId'),
    clientRequestId: text(root, 'ClientRequestId'),
    addressId: text(element(order, 'Address'), 'AddressId'),
    quote: {
      currency: text(element(element(elements(cart)[0], 'Item'), 'Price'), 'CurrencyCode'),
      orders: [{ items: elements(cart).map(readItem), destination: readDestination(element(order, 'Address')) }],
      codes: [],
      asked: {
        shipping: text(asked, 'CalculateShippingRates') === 'true',
        promotions: text(asked, 'CalculatePromotions') === 'true',
        tax: text(asked, 'CalculateTaxRates') === 'true',
      },
      dialect: '2009-05-15',
      at,
    },
  };
}

function readItem(line: TNode): CartItem {
  const item = element(line, 'Item');
  return {
    id: text(line, 'CallbackOrderItemId'),
    sku: text(item, 'SKU'),
    title: text(item, 'Title'),
    price: millionths(text(element(item, 'Price'), 'Amount')),
    quantity: Number(text(item, 'Quantity')),
    weight: { amount: text(element(item, 'Weight'), 'Amount'), unit: 'lb' },
    category: text(item, 'Category'),
  };
}

function readDestination(address: TNode | undefined): Destination {
  return {
    line1: text(address, 'AddressFieldOne'),
    line2: text(address, 'AddressFieldTwo'),
    city: text(address, 'City'),
    state: text(address, 'State'),
    postalCode: text(address, 'PostalCode'),
    country: text(address, 'CountryCode'),
  };
}

function millionths(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}

const isElement = (node: TNode | string): node is TNode => typeof node !== 'string';

function elements(parent: TNode | undefined): TNode[] {
  return (parent?.children ?? []).filter(isElement);
}

function element(parent: TNode | string | undefined, name: string): TNode | undefined {
  if (parent === undefined || typeof parent === 'string') return undefined;
  for (const child of parent.children) if (typeof child !== 'string' && child.tagName === name) return child;
  return undefined;
}

function text(parent: TNode | string | undefined, name: string): string {
  const first = element(parent, name)?.children[0];
  return typeof first === 'string' ? first : '';
}
