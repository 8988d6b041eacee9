import { exact, toMinor } from '../exact.js';
import { NAMESPACES, type Namespace } from '../request-document.js';
import { checkSchema } from '../schema-check.js';
import { child, children, readXml, required, textOf, type XmlElement } from '../xml-read.js';
import type { Charges, Told, ToldLine } from './told.js';

const STEPS: Readonly<Record<string, NonNullable<Told['step']>>> = {
  NewOrderNotification: 'new',
  OrderReadyToShipNotification: 'ready',
  OrderCancelledNotification: 'cancelled',
};

/** The wire's name of each component. */
const COMPONENTS: Readonly<Record<string, keyof Charges>> = {
  Principal: 'principal',
  Shipping: 'shipping',
  Tax: 'tax',
  ShippingTax: 'shippingTax',
  PrincipalPromo: 'principalPromo',
  ShippingPromo: 'shippingPromo',
};

/** Reads a notification with a reader of its own; a sentence for each fault, and nothing told where there is one. */
export async function readNotification(
  xml: string,
  { type, merchantId }: { readonly type: string; readonly merchantId: string },
): Promise<Told | { readonly faults: readonly string[] }> {
  try {
    const { name, namespace, element } = await readXml(xml);
    if (name !== type) return { faults: [`NotificationType is ${type} and the document is ${name}.`] };
    const dialect = dialectOf(namespace);
    if (dialect === undefined || STEPS[name] === undefined) return { faults: [`${name} of ${namespace} is no notification.`] };
    const faults = await checkSchema(xml, dialect, 'iopn');
    return faults.length > 0 ? { faults } : tell(element, { type, merchantId });
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)] };
  }
}

const dialectOf = (namespace: string): Namespace | undefined =>
  (Object.keys(NAMESPACES) as Namespace[]).find((dialect) => NAMESPACES[dialect] === namespace);

function tell(root: XmlElement, { type, merchantId }: { readonly type: string; readonly merchantId: string }): Told {
  const order = child(root, 'ProcessedOrder');
  const items = children(child(order, 'ProcessedOrderItems'), 'ProcessedOrderItem');
  const step = STEPS[type] ?? null;
  const currency = required(child(items[0], 'Price'), 'CurrencyCode');
  const foreign = items.find((item) => required(item, 'MerchantId') !== merchantId);
  if (foreign !== undefined) throw new Error(`An item is of the merchant ${required(foreign, 'MerchantId')}.`);
  return {
    reference: required(root, 'NotificationReferenceId'),
    type,
    orderId: required(order, 'AmazonOrderID'),
    currency,
    step,
    sequence: null,
    lines: items.map((item) => toldLine(item, currency, step)),
  };
}

function toldLine(item: XmlElement, currency: string, step: Told['step']): ToldLine {
  const charges = child(item, 'ItemCharges');
  const itemCode = required(item, 'AmazonOrderItemCode');
  if ((charges === undefined) !== (step === 'cancelled'))
    throw new Error(`The charges of ${itemCode} are not as a ${step} order has them.`);
  return {
    itemCode,
    sku: textOf(item, 'SKU') ?? '',
    title: required(item, 'Title'),
    units: Number(required(item, 'Quantity')),
    charges: charges === undefined ? null : readCharges(charges, currency),
  };
}

/** All six, each once. */
function readCharges(element: XmlElement, currency: string): Charges {
  const amounts = new Map<keyof Charges, bigint>();
  for (const component of children(element, 'Component')) {
    const name = COMPONENTS[required(component, 'Type')];
    const charge = child(component, 'Charge');
    if (name === undefined || amounts.has(name)) throw new Error(`The component ${required(component, 'Type')} is one too many.`);
    if (required(charge, 'CurrencyCode') !== currency) throw new Error('The charges are in more than one currency.');
    amounts.set(name, toMinor(exact(required(charge, 'Amount')), currency));
  }
  const of = (name: keyof Charges): bigint => {
    const amount = amounts.get(name);
    if (amount === undefined) throw new Error(`The component ${name} is missing.`);
    return amount;
  };
  return {
    principal: of('principal'),
    principalPromo: of('principalPromo'),
    shipping: of('shipping'),
    shippingPromo: of('shippingPromo'),
    tax: of('tax'),
    shippingTax: of('shippingTax'),
  };
}
