import type { GeneratedCase } from './generated-carts.js';
import type { Quoted } from './priced-case.js';

/** What 500 carts must have shown at least once to mean anything; named, so that a missing one says what it is. */
export const FEATURES = [
  'several orders',
  'one SKU on two lines',
  'twenty lines',
  'a price below a cent',
  'a weight that is not in pounds',
  'a missing weight',
  'a default weight',
  'a PO box',
  'ZIP+4',
  'a country abroad',
  'a kind not asked for',
  'bands',
  'handling per item',
  'a minimum',
  'a maximum',
  'weight rounded up',
  'a jurisdiction',
  'a tax class',
  'percent',
  'amount',
  'tiers',
  'buy-x-get-y',
  'shipping',
  'exclusive',
  'preferred',
  'free',
  'said WeightBased',
  'said ItemQuantityBased',
  'said ShipmentBased',
  'said free shipping',
  'said USZipRegion',
  'said USStateRegion',
  'said WorldRegion',
  'said DiscountRate',
  'said FixedAmountDiscount',
  'said CartPromotionId',
  'said a promotion of one line',
  'said no promotion',
  'said rate 0',
  'said shipping taxed',
  'said CartTaxAmounts',
  'a shipping promotion that counted',
  'a discount spread by price for one SKU on two lines',
  'refused: ADDRESS_NOT_COVERED',
  'refused: CURRENCY_NOT_CONFIGURED',
  'refused: ITEM_IN_TWO_ORDERS',
] as const;

/** What a case has in it. */
export function featuresOf({ cart, settings }: GeneratedCase): string[] {
  const { shipping, taxes, promotions } = settings;
  const rates = shipping.methods.map(({ rate }) => rate);
  const parts = rates.flatMap((rate) => ('bands' in rate ? [] : [rate]));
  const { items, orders, asked } = cart;
  const tests: [string, boolean][] = [
    ['several orders', orders.length > 1],
    ['one SKU on two lines', new Set(items.map(({ sku }) => sku)).size < items.length],
    ['twenty lines', items.length === 20],
    ['a price below a cent', items.some(({ price }) => /\.\d{3,}/.test(price))],
    ['a weight that is not in pounds', items.some(({ weight }) => weight !== undefined && weight.unit !== 'lb')],
    ['a missing weight', items.some(({ weight }) => weight === undefined)],
    ['a default weight', shipping.defaultWeight !== undefined],
    ['a PO box', orders.some(({ address }) => /box/i.test(`${address.line1 ?? ''} ${address.line2 ?? ''}`))],
    ['ZIP+4', orders.some(({ address }) => /^\d{5}-?\d{4}$/.test(address.postalCode ?? ''))],
    ['a country abroad', orders.some(({ address }) => ['DE', 'UK', 'AU'].includes(address.country ?? ''))],
    ['a kind not asked for', !asked.shipping || !asked.promotions || !asked.tax],
    ['bands', rates.some((rate) => 'bands' in rate)],
    ['handling per item', shipping.methods.some(({ handling }) => handling?.perItem !== undefined)],
    ['a minimum', parts.some(({ minimum }) => minimum !== undefined)],
    ['a maximum', parts.some(({ maximum }) => maximum !== undefined)],
    ['weight rounded up', parts.some(({ roundWeightUp }) => roundWeightUp === true)],
    ['a jurisdiction', taxes.rules.some(({ jurisdictions }) => jurisdictions !== undefined)],
    ['a tax class', taxes.rules.some((rule) => rule.class !== undefined)],
  ];
  const kinds = promotions.promotions.flatMap(({ benefit, stacking }) => [benefit.kind, stacking ?? 'preferred']);
  return [...tests.filter(([, holds]) => holds).map(([name]) => name), ...kinds];
}

/** What an answer says, and how the quote came to it. */
export function featuresOfAnswer(xml: string, quoted: Quoted): string[] {
  if (!quoted.ok) return [`refused: ${quoted.code}`];
  const { warnings, orders } = quoted.quote;
  const tests: [string, boolean][] = [
    ...SAID_ELEMENTS.map((name): [string, boolean] => [`said ${name}`, xml.includes(`<${name}>`)]),
    ['said free shipping', xml.includes('<ShipmentBased><Amount>0.00</Amount>')],
    ['said a promotion of one line', xml.includes('<PromotionId>line-')],
    ['said no promotion', /<Promotions(\/>|><\/Promotions>)/.test(xml)],
    ['said rate 0', xml.includes('<Rate>0</Rate>')],
    ['said shipping taxed', xml.includes('<IsShippingTaxed>true</IsShippingTaxed>')],
    ['a shipping promotion that counted', orders.some(({ options }) => options.some(({ totals }) => totals.shippingPromo > 0n))],
    ['a discount spread by price for one SKU on two lines', warnings.some(({ rule }) => rule === 'promotion-spread-by-sku')],
  ];
  return tests.filter(([, holds]) => holds).map(([name]) => name);
}

const SAID_ELEMENTS = [
  'WeightBased',
  'ItemQuantityBased',
  'ShipmentBased',
  'USZipRegion',
  'USStateRegion',
  'WorldRegion',
  'DiscountRate',
  'FixedAmountDiscount',
  'CartPromotionId',
  'CartTaxAmounts',
] as const;
