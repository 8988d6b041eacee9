import type { AnswerDocument, AnsweredItem, CartTaxAmount, Method, Promotion, Region, TaxRule } from './documents.js';
import { exact, type Exact } from './exact.js';
import { child, children, has, readXml, required, textOf, wireIdOf, type XmlElement } from './xml-read.js';

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
