import type { CartTaxAmount, LineNames, Method, Promotion, Region, TaxTable } from './documents.js';
import { decimal, type Exact } from './exact.js';
import type { Namespace } from './request-document.js';
import { around, priced, tag } from './xml-write.js';

/** What the amounts of a document are in, and which elements its namespace has. */
export interface Writing {
  readonly namespace: Namespace;
  readonly currency: string;
}

/** A TaxTable or a DefaultTaxTable (protocol 1.4). */
export function writeTaxTable(name: 'TaxTable' | 'DefaultTaxTable', { id, rules }: TaxTable): string {
  const written = rules.map(
    ({ rate, shippingTaxed, region }) =>
      `<TaxRule>${tag('Rate', decimal(rate))}${tag('IsShippingTaxed', String(shippingTaxed))}` +
      `${region === undefined ? '' : writeRegion(region)}</TaxRule>`,
  );
  return `<${name}>${tag('TaxTableId', id)}<TaxRules>${written.join('')}</TaxRules></${name}>`;
}

export function writePromotion({ id, description, rate, amount }: Promotion, { currency }: Writing): string {
  const benefit =
    rate === undefined
      ? priced('FixedAmountDiscount', amount === undefined ? '0' : decimal(amount), currency)
      : tag('DiscountRate', decimal(rate));
  return `<Promotion>${tag('PromotionId', id)}${tag('Description', description)}<Benefit>${benefit}</Benefit></Promotion>`;
}

/** A ShippingMethod; its label is said where the namespace has an element for it. */
export function writeMethod(method: Method, { namespace, currency }: Writing): string {
  const part = (name: string, value: Exact | undefined): string =>
    value === undefined ? '' : priced(name, decimal(value), currency);
  const { weightBased, itemQuantityBased, shipmentBased, poBoxes } = method;
  const last = namespace === '2009-05-15' ? tag('DisplayableShippingLabel', method.label) : '';
  const boxes = namespace === '2008-11-30' && poBoxes !== undefined ? tag('IsPOBoxSupported', String(poBoxes)) : '';
  return (
    `<ShippingMethod>${tag('ShippingMethodId', method.id)}${tag('ServiceLevel', method.serviceLevel)}<Rate>` +
    part('WeightBased', weightBased) +
    part('ItemQuantityBased', itemQuantityBased) +
    part('ShipmentBased', shipmentBased) +
    `</Rate><IncludedRegions>${method.included.map(writeRegion).join('')}</IncludedRegions>` +
    `${around('ExcludedRegions', method.excluded.map(writeRegion).join(''))}${boxes}${last}</ShippingMethod>`
  );
}

export function writeTaxAmount({ methodId, serviceLevel, amount }: CartTaxAmount, { currency }: Writing): string {
  return (
    `<CartTaxAmount>${methodId === undefined ? '' : tag('ShippingMethodId', methodId)}` +
    `${serviceLevel === undefined ? '' : tag('ServiceLevel', serviceLevel)}${priced('TaxAmount', decimal(amount), currency)}</CartTaxAmount>`
  );
}

/** The ids that a line names, in the order of every schema: tax, promotion, methods. */
export function writeNames({ taxTableId, promotionId, methodIds }: LineNames): string {
  return (
    (taxTableId === undefined ? '' : tag('TaxTableId', taxTableId)) +
    (promotionId === undefined ? '' : `<PromotionIds>${tag('PromotionId', promotionId)}</PromotionIds>`) +
    (methodIds === undefined
      ? ''
      : `<ShippingMethodIds>${methodIds.map((id) => tag('ShippingMethodId', id)).join('')}</ShippingMethodIds>`)
  );
}

function writeRegion({ kind, value }: Region): string {
  return kind === 'WorldRegion' ? `<WorldRegion>${tag('CountryCode', value)}</WorldRegion>` : tag(kind, value);
}
