import { child, children, has, readXml, textOf, type XmlElement } from './xml-read.js';
import { exact, type Exact, times, whole, ZERO } from './exact.js';

export type Kind = 'shipping' | 'promotions' | 'tax';

export interface AskedItem {
  readonly wireId: string;
  readonly sku: string;
  readonly title: string;
  readonly price: Exact;
  readonly quantity: bigint;
  /** Of the whole line; null where the unit is another or there is no weight. */
  readonly pounds: Exact | null;
}
export interface Address {
  readonly addressId: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
}
/** An `OrderCalculationsRequest` as far as an answer can be judged by it. */
export interface AskedDocument {
  readonly namespace: string;
  readonly callbackReferenceId: string;
  readonly asked: Readonly<Record<Kind, boolean>>;
  readonly currency: string;
  readonly items: readonly AskedItem[];
  readonly orders: readonly { readonly address: Address; readonly wireIds: readonly string[] }[];
}

export interface Region {
  readonly kind: 'USZipRegion' | 'USStateRegion' | 'WorldRegion' | 'PredefinedRegion';
  readonly value: string;
}
export interface AnsweredItem {
  readonly wireId: string;
  readonly taxTableId?: string;
  readonly promotionId?: string;
  readonly methodIds?: readonly string[];
}
export interface TaxRule {
  readonly rate: Exact;
  readonly shippingTaxed: boolean;
  readonly region?: Region;
}
export interface Promotion {
  readonly id: string;
  readonly description: string;
  readonly rate?: Exact;
  readonly amount?: Exact;
}
export interface Method {
  readonly id: string;
  readonly serviceLevel: string;
  readonly label: string;
  readonly weightBased?: Exact;
  readonly itemQuantityBased?: Exact;
  readonly shipmentBased?: Exact;
  readonly included: readonly Region[];
  readonly excluded: readonly Region[];
}
export interface CartTaxAmount {
  readonly methodId?: string;
  readonly serviceLevel?: string;
  readonly amount: Exact;
}
/** An `OrderCalculationsResponse`; a kind is undefined where its element is not there. */
export interface AnswerDocument {
  readonly namespace: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly orders: readonly { readonly addressId: string; readonly items: readonly AnsweredItem[] }[];
  readonly taxTables?: readonly { readonly id: string; readonly rules: readonly TaxRule[] }[];
  readonly promotions?: readonly Promotion[];
  readonly methods?: readonly Method[];
  readonly cartPromotionId?: string;
  readonly cartTaxAmounts?: readonly CartTaxAmount[];
}

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

/** Reads an answer of either namespace; throws a sentence where it is none. */
export async function readAnswer(xml: string): Promise<AnswerDocument> {
  const { name, namespace, element } = await readXml(xml);
  if (name !== 'OrderCalculationsResponse') throw new Error(`the root is ${name}, not OrderCalculationsResponse`);
  const response = child(element, 'Response');
  const error = child(response, 'Error');
  const cartPromotionId = textOf(element, 'CartPromotionId');
  const cartTax = child(element, 'CartTaxAmounts');
  return {
    namespace,
    ...(error === undefined ? {} : { error: { code: required(error, 'Code'), message: textOf(error, 'Message') ?? '' } }),
    orders: children(child(response, 'CallbackOrders'), 'CallbackOrder').map((order) => ({
      addressId: required(child(order, 'Address'), 'AddressId'),
      items: children(child(order, 'CallbackOrderItems'), 'CallbackOrderItem').map(readAnsweredItem),
    })),
    ...(has(element, 'TaxTables') ? { taxTables: children(child(element, 'TaxTables'), 'TaxTable').map(readTaxTable) } : {}),
    ...(has(element, 'Promotions') ? { promotions: children(child(element, 'Promotions'), 'Promotion').map(readPromotion) } : {}),
    ...(has(element, 'ShippingMethods')
      ? { methods: children(child(element, 'ShippingMethods'), 'ShippingMethod').map(readMethod) }
      : {}),
    ...(cartPromotionId === undefined ? {} : { cartPromotionId }),
    ...(cartTax === undefined ? {} : { cartTaxAmounts: children(cartTax, 'CartTaxAmount').map(readCartTax) }),
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

function readAnsweredItem(node: XmlElement): AnsweredItem {
  const taxTableId = textOf(node, 'TaxTableId');
  const promotionId = textOf(child(node, 'PromotionIds'), 'PromotionId');
  const methods = child(node, 'ShippingMethodIds');
  return {
    wireId: wireIdOf(node),
    ...(taxTableId === undefined ? {} : { taxTableId }),
    ...(promotionId === undefined || promotionId === '' ? {} : { promotionId }),
    ...(methods === undefined
      ? {}
      : { methodIds: children(methods, 'ShippingMethodId').filter((id): id is string => typeof id === 'string') }),
  };
}

function readTaxTable(node: XmlElement): { id: string; rules: TaxRule[] } {
  const rules = children(child(node, 'TaxRules'), 'TaxRule').map((rule) => {
    const [region] = readRegions(rule);
    return {
      rate: exact(required(rule, 'Rate')),
      shippingTaxed: textOf(rule, 'IsShippingTaxed') === 'true',
      ...(region === undefined ? {} : { region }),
    };
  });
  return { id: required(node, 'TaxTableId'), rules };
}

function readPromotion(node: XmlElement): Promotion {
  const benefit = child(node, 'Benefit');
  const rate = textOf(benefit, 'DiscountRate');
  const amount = textOf(child(benefit, 'FixedAmountDiscount'), 'Amount');
  return {
    id: required(node, 'PromotionId'),
    description: textOf(node, 'Description') ?? '',
    ...(rate === undefined ? {} : { rate: exact(rate) }),
    ...(amount === undefined ? {} : { amount: exact(amount) }),
  };
}

function readMethod(node: XmlElement): Method {
  const rate = child(node, 'Rate');
  const part = (name: string): Exact | undefined => {
    const amount = textOf(child(rate, name), 'Amount');
    return amount === undefined ? undefined : exact(amount);
  };
  const [weightBased, itemQuantityBased, shipmentBased] = [part('WeightBased'), part('ItemQuantityBased'), part('ShipmentBased')];
  const serviceLevel = required(node, 'ServiceLevel');
  return {
    id: required(node, 'ShippingMethodId'),
    serviceLevel,
    label: textOf(node, 'DisplayableShippingLabel') ?? serviceLevel,
    ...(weightBased === undefined ? {} : { weightBased }),
    ...(itemQuantityBased === undefined ? {} : { itemQuantityBased }),
    ...(shipmentBased === undefined ? {} : { shipmentBased }),
    included: readRegions(child(node, 'IncludedRegions')),
    excluded: readRegions(child(node, 'ExcludedRegions')),
  };
}

function readCartTax(node: XmlElement): CartTaxAmount {
  const methodId = textOf(node, 'ShippingMethodId');
  const serviceLevel = textOf(node, 'ServiceLevel');
  return {
    ...(methodId === undefined ? {} : { methodId }),
    ...(serviceLevel === undefined ? {} : { serviceLevel }),
    amount: exact(textOf(child(node, 'TaxAmount'), 'Amount') ?? textOf(node, 'Amount') ?? ''),
  };
}

function readRegions(node: XmlElement | undefined): Region[] {
  const plain = (['USZipRegion', 'USStateRegion', 'PredefinedRegion'] as const).flatMap((kind) =>
    children(node, kind).map((value) => ({ kind, value: typeof value === 'string' ? value : '' })),
  );
  const world = children(node, 'WorldRegion').map((value) => ({
    kind: 'WorldRegion' as const,
    value: textOf(value, 'CountryCode') ?? '',
  }));
  return [...plain, ...world];
}

function wireIdOf(node: XmlElement): string {
  return textOf(node, 'CallbackOrderItemId') ?? textOf(node, 'SKU') ?? '';
}

function required(node: XmlElement | undefined, name: string): string {
  const text = textOf(node, name);
  if (text === undefined) throw new Error(`${name} is missing`);
  return text;
}

/** No weight counts as none. */
export function poundsOf(item: AskedItem): Exact {
  return item.pounds ?? ZERO;
}
