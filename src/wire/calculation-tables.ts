import type { Dialect } from '../core/cart.js';
import type { Said, SaidRegion } from '../core/quote.js';
import { element, textElement } from './xml-write.js';

type TaxTable = NonNullable<Said['taxTables']>[number];
type Promotion = NonNullable<Said['promotions']>[number];
type Method = NonNullable<Said['shippingMethods']>[number];
type CartTax = NonNullable<Said['cartTaxAmounts']>[number];

/** TaxTables: one rule a table, IsShippingTaxed always written (semantics A.3.1). */
export function taxElement(tables: readonly TaxTable[]): string {
  return element('TaxTables', tables.map(taxTable).join(''));
}

/** Promotions; an empty element where none applies. */
export function promotionElement(promotions: readonly Promotion[], currency: string): string {
  return element('Promotions', promotions.map((promotion) => promotionOf(promotion, currency)).join(''));
}

/** ShippingMethods; 2008-11-30 says IsPOBoxSupported, 2009-05-15 the label (semantics A.1). */
export function shippingElement(methods: readonly Method[], currency: string, namespace: Dialect): string {
  return element('ShippingMethods', methods.map((method) => methodOf(method, currency, namespace)).join(''));
}

/** CartTaxAmounts, of 2009-05-15 only: one entry for each method (semantics A.3.3). */
export function cartTaxElement(amounts: readonly CartTax[], currency: string): string {
  const entries = amounts.map(({ shippingMethodId, serviceLevel, amount }) =>
    element(
      'CartTaxAmount',
      textElement('ShippingMethodId', shippingMethodId) +
        element('ServiceLevel', serviceLevel) +
        price('TaxAmount', amount, currency),
    ),
  );
  return element('CartTaxAmounts', entries.join(''));
}

function taxTable({ id, rate, shippingTaxed, region }: TaxTable): string {
  const rule = element('Rate', rate) + element('IsShippingTaxed', String(shippingTaxed)) + regionElement(region);
  return element('TaxTable', textElement('TaxTableId', id) + element('TaxRules', element('TaxRule', rule)));
}

function promotionOf({ id, description, benefit }: Promotion, currency: string): string {
  const said =
    benefit.kind === 'rate' ? element('DiscountRate', benefit.rate) : price('FixedAmountDiscount', benefit.amount, currency);
  return element(
    'Promotion',
    textElement('PromotionId', id) + textElement('Description', description) + element('Benefit', said),
  );
}

function methodOf(method: Method, currency: string, namespace: Dialect): string {
  const part = (name: string, amount: string | undefined): string => (amount === undefined ? '' : price(name, amount, currency));
  const rate =
    part('WeightBased', method.weightBased) +
    part('ItemQuantityBased', method.itemQuantityBased) +
    part('ShipmentBased', method.shipmentBased);
  const last =
    namespace === '2008-11-30'
      ? element('IsPOBoxSupported', String(method.poBoxes))
      : textElement('DisplayableShippingLabel', method.label);
  return element(
    'ShippingMethod',
    textElement('ShippingMethodId', method.id) +
      element('ServiceLevel', method.serviceLevel) +
      element('Rate', rate) +
      element('IncludedRegions', regionElement(method.region)) +
      last,
  );
}

/** The region of the address itself, verbatim. */
function regionElement(region: SaidRegion): string {
  switch (region.kind) {
    case 'zip':
      return textElement('USZipRegion', region.zip);
    case 'state':
      return textElement('USStateRegion', region.state);
    case 'country':
      return element('WorldRegion', textElement('CountryCode', region.country));
    case 'predefined':
      return element('PredefinedRegion', region.name);
  }
}

/** An amount always has decimal places: the strict schema wants them. */
function price(name: string, amount: string, currency: string): string {
  const [whole = '0', places = ''] = amount.split('.');
  return element(name, element('Amount', `${whole}.${places.padEnd(2, '0')}`) + textElement('CurrencyCode', currency));
}
