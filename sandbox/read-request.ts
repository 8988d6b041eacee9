import type { Address, AskedDocument, AskedItem } from './documents.js';
import { exact, times, whole } from './exact.js';
import { child, children, readXml, required, textOf, wireIdOf, type XmlElement } from './xml-read.js';

/** Reads a request of either namespace; throws a sentence where it is none. */
export async function readAsked(xml: string): Promise<AskedDocument> {
  const { name, namespace, element } = await readXml(xml);
  if (name !== 'OrderCalculationsRequest') throw new Error(`the root is ${name}, not OrderCalculationsRequest`);
  const flags = child(element, 'OrderCalculationCallbacks');
  const later = children(child(child(element, 'CallbackOrderCart'), 'CallbackOrderCartItems'), 'CallbackOrderCartItem');
  const lines: readonly { node: XmlElement | undefined; wireId: string }[] =
    later.length > 0
      ? later.map((entry) => ({ node: child(entry, 'Item'), wireId: required(entry, 'CallbackOrderItemId') }))
      : children(child(child(element, 'Cart'), 'Items'), 'Item').map((node) => ({ node, wireId: required(node, 'SKU') }));
  const orders = children(child(element, 'CallbackOrders'), 'CallbackOrder').map((order) => ({
    address: readAddress(child(order, 'Address')),
    wireIds: children(child(order, 'CallbackOrderItems'), 'CallbackOrderItem').map((item) => wireIdOf(item)),
  }));
  const isAsked = (flag: string): boolean => ['true', '1'].includes(textOf(flags, flag) ?? '');
  return {
    namespace,
    callbackReferenceId: required(element, 'CallbackReferenceId'),
    asked: {
      shipping: isAsked('CalculateShippingRates'),
      promotions: isAsked('CalculatePromotions'),
      tax: isAsked('CalculateTaxRates'),
    },
    currency: textOf(child(lines[0]?.node, 'Price'), 'CurrencyCode') ?? '',
    items: lines.map(({ node, wireId }) => readItem(node, wireId)),
    orders,
  };
}

function readItem(node: XmlElement | undefined, wireId: string): AskedItem {
  const quantity = BigInt(textOf(node, 'Quantity') ?? '1');
  const weight = child(node, 'Weight');
  const unit = textOf(weight, 'Unit');
  const amount = textOf(weight, 'Amount');
  return {
    wireId,
    sku: textOf(node, 'SKU') ?? '',
    title: textOf(node, 'Title') ?? '',
    price: exact(required(child(node, 'Price'), 'Amount')),
    quantity,
    pounds: amount === undefined || unit !== 'lb' ? null : times(exact(amount), whole(quantity)),
  };
}

function readAddress(node: XmlElement | undefined): Address {
  const text = (name: string): string => textOf(node, name) ?? '';
  return { addressId: text('AddressId'), state: text('State'), postalCode: text('PostalCode'), country: text('CountryCode') };
}
