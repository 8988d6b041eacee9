import { createHmac } from 'node:crypto';
import type { Said, SaidRegion } from '../../../src/core/quote.js';
import { encodeValue } from './form.js';

/** The answer of 2009-05-15 to one order, from the tables that the quote wants said. */
export function answerXml(said: Said, addressId: string, currency: string): string {
  const items = said.orders[0]?.items ?? [];
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<OrderCalculationsResponse xmlns="http://payments.amazon.com/checkout/2009-05-15/"><Response><CallbackOrders><CallbackOrder>',
    `<Address><AddressId>${addressId}</AddressId></Address><CallbackOrderItems>`,
    ...items.map(answerItem),
    '</CallbackOrderItems></CallbackOrder></CallbackOrders></Response>',
    section('TaxTables', said.taxTables?.map(taxTable)),
    section(
      'Promotions',
      said.promotions?.map((promotion) => promotionXml(promotion, currency)),
    ),
    section(
      'ShippingMethods',
      said.shippingMethods?.map((method) => shippingMethod(method, currency)),
    ),
    said.cartPromotionId === undefined ? '' : `<CartPromotionId>${said.cartPromotionId}</CartPromotionId>`,
    '</OrderCalculationsResponse>',
  ];
  return parts.join('');
}

/** The signed form around an answer. */
export function answerForm(xml: string, secret: string, keyId: string): string {
  const signature = createHmac('sha1', secret).update(xml).digest('base64');
  return `order-calculations-response=${encodeValue(xml)}&Signature=${encodeURIComponent(signature)}&aws-access-key-id=${keyId}`;
}

/** The headers that sign the raw body of the answer. */
export function bodySignature(form: string, secret: string, id: string, atSeconds: number): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`${id}.${atSeconds}.${form}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(atSeconds), 'webhook-signature': `v1,${signature}` };
}

type Filled<Key extends keyof Said> = NonNullable<Said[Key]> extends readonly (infer Member)[] ? Member : never;

function section(name: string, members: readonly string[] | undefined): string {
  return members === undefined ? '' : `<${name}>${members.join('')}</${name}>`;
}

function answerItem(item: Said['orders'][number]['items'][number]): string {
  const table = item.taxTableId === undefined ? '' : `<TaxTableId>${item.taxTableId}</TaxTableId>`;
  const promotion =
    item.promotionId === undefined ? '' : `<PromotionIds><PromotionId>${item.promotionId}</PromotionId></PromotionIds>`;
  const methods = (item.shippingMethodIds ?? []).map((id) => `<ShippingMethodId>${id}</ShippingMethodId>`).join('');
  return `<CallbackOrderItem><CallbackOrderItemId>${item.itemId}</CallbackOrderItemId>${table}${promotion}<ShippingMethodIds>${methods}</ShippingMethodIds></CallbackOrderItem>`;
}

function taxTable({ id, rate, shippingTaxed, region }: Filled<'taxTables'>): string {
  return `<TaxTable><TaxTableId>${id}</TaxTableId><TaxRules><TaxRule><Rate>${rate}</Rate><IsShippingTaxed>${shippingTaxed}</IsShippingTaxed>${regionXml(region)}</TaxRule></TaxRules></TaxTable>`;
}

function promotionXml({ id, description, benefit }: Filled<'promotions'>, currency: string): string {
  const said =
    benefit.kind === 'rate'
      ? `<DiscountRate>${benefit.rate}</DiscountRate>`
      : `<FixedAmountDiscount>${price(benefit.amount, currency)}</FixedAmountDiscount>`;
  return `<Promotion><PromotionId>${id}</PromotionId><Description>${description}</Description><Benefit>${said}</Benefit></Promotion>`;
}

function shippingMethod(method: Filled<'shippingMethods'>, currency: string): string {
  const rate = [
    part('WeightBased', method.weightBased, currency),
    part('ItemQuantityBased', method.itemQuantityBased, currency),
    part('ShipmentBased', method.shipmentBased, currency),
  ].join('');
  return (
    `<ShippingMethod><ShippingMethodId>${method.id}</ShippingMethodId><ServiceLevel>${method.serviceLevel}</ServiceLevel><Rate>${rate}</Rate>` +
    `<IncludedRegions>${regionXml(method.region)}</IncludedRegions><DisplayableShippingLabel>${method.label}</DisplayableShippingLabel></ShippingMethod>`
  );
}

function part(name: string, amount: string | undefined, currency: string): string {
  return amount === undefined ? '' : `<${name}>${price(amount, currency)}</${name}>`;
}

const price = (amount: string, currency: string): string => `<Amount>${amount}</Amount><CurrencyCode>${currency}</CurrencyCode>`;

function regionXml(region: SaidRegion): string {
  switch (region.kind) {
    case 'zip':
      return `<USZipRegion>${region.zip}</USZipRegion>`;
    case 'state':
      return `<USStateRegion>${region.state}</USStateRegion>`;
    case 'country':
      return `<WorldRegion><CountryCode>${region.country}</CountryCode></WorldRegion>`;
    case 'predefined':
      return `<PredefinedRegion>${region.name}</PredefinedRegion>`;
  }
}
