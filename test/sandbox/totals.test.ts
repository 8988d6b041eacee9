import { readAnswer } from '../../sandbox/read-answer.js';
import { readAsked } from '../../sandbox/read-request.js';
import { priceByTables } from '../../sandbox/totals.js';

const NS = 'http://payments.amazon.com/checkout/2009-05-15/';
interface Line {
  readonly price: string;
  readonly quantity: number;
  readonly pounds?: string;
}

function request(
  lines: readonly Line[],
  address = '<State>WA</State><PostalCode>98104</PostalCode><CountryCode>US</CountryCode>',
): string {
  const items = lines.map(
    ({ price, quantity, pounds }, index) =>
      `<CallbackOrderCartItem><CallbackOrderItemId>${index}</CallbackOrderItemId><Item><SKU>S${index}</SKU><MerchantId>A</MerchantId><Title>T</Title>` +
      `<Price><Amount>${price}</Amount><CurrencyCode>USD</CurrencyCode></Price><Quantity>${quantity}</Quantity>` +
      `${pounds === undefined ? '' : `<Weight><Amount>${pounds}</Amount><Unit>lb</Unit></Weight>`}</Item></CallbackOrderCartItem>`,
  );
  const named = lines.map(
    (_, index) => `<CallbackOrderItem><CallbackOrderItemId>${index}</CallbackOrderItemId></CallbackOrderItem>`,
  );
  return (
    `<OrderCalculationsRequest xmlns="${NS}"><CallbackReferenceId>1</CallbackReferenceId><OrderCalculationCallbacks>` +
    '<CalculateTaxRates>true</CalculateTaxRates><CalculatePromotions>true</CalculatePromotions><CalculateShippingRates>1</CalculateShippingRates>' +
    `</OrderCalculationCallbacks><CallbackOrderCart><CallbackOrderCartItems>${items.join('')}</CallbackOrderCartItems></CallbackOrderCart>` +
    `<CallbackOrders><CallbackOrder><Address><AddressId>a</AddressId>${address}</Address><CallbackOrderItems>${named.join('')}</CallbackOrderItems>` +
    '</CallbackOrder></CallbackOrders></OrderCalculationsRequest>'
  );
}

function answer(parts: {
  items: readonly string[];
  tables?: string;
  promotions?: string;
  rate: string;
  after?: string;
  region?: string;
}): string {
  const items = parts.items.map(
    (ids, index) =>
      `<CallbackOrderItem><CallbackOrderItemId>${index}</CallbackOrderItemId>${ids}<ShippingMethodIds><ShippingMethodId>m</ShippingMethodId></ShippingMethodIds></CallbackOrderItem>`,
  );
  return (
    `<c:OrderCalculationsResponse xmlns:c="${NS}" xmlns="${NS}"><Response><CallbackOrders><CallbackOrder><Address><AddressId>a</AddressId></Address>` +
    `<CallbackOrderItems>${items.join('')}</CallbackOrderItems></CallbackOrder></CallbackOrders></Response>` +
    `<TaxTables>${parts.tables ?? ''}</TaxTables><Promotions>${parts.promotions ?? ''}</Promotions><ShippingMethods><ShippingMethod>` +
    `<ShippingMethodId>m</ShippingMethodId><ServiceLevel>Standard</ServiceLevel><Rate>${parts.rate}</Rate>` +
    `<IncludedRegions>${parts.region ?? '<USZipRegion>98104</USZipRegion>'}</IncludedRegions></ShippingMethod></ShippingMethods>${parts.after ?? ''}</c:OrderCalculationsResponse>`
  );
}

const amount = (name: string, value: string): string =>
  `<${name}><Amount>${value}</Amount><CurrencyCode>USD</CurrencyCode></${name}>`;
const table = (rate: string, taxed: boolean): string =>
  `<TaxTable><TaxTableId>t</TaxTableId><TaxRules><TaxRule><Rate>${rate}</Rate><IsShippingTaxed>${taxed}</IsShippingTaxed><USZipRegion>98104</USZipRegion></TaxRule></TaxRules></TaxTable>`;
const T = '<TaxTableId>t</TaxTableId>';

async function price(asked: string, answered: string) {
  const [choices = []] = priceByTables(await readAsked(asked), await readAnswer(answered));
  return choices.map(({ lines, total, taxGiven }) => ({
    lines: lines.map((line) => [line.principal, line.principalPromo, line.shipping, line.tax, line.shippingTax].map(Number)),
    total: Number(total),
    taxGiven,
  }));
}

// The numbers of docs: protocol/examples.md, by hand.
test('example 1: weight is rounded once for the shipment, then spread by pounds', async () => {
  const asked = request([
    { price: '12.50', quantity: 2, pounds: '0.75' },
    { price: '19.99', quantity: 1, pounds: '0.40' },
  ]);
  const answered = answer({
    items: [T, T],
    tables: table('0.065', true),
    rate: amount('WeightBased', '0.99') + amount('ShipmentBased', '4.50'),
  });
  expect(await price(asked, answered)).toEqual([
    {
      lines: [
        [2500, 0, 373, 163, 24],
        [1999, 0, 265, 130, 17],
      ],
      total: 5471,
      taxGiven: false,
    },
  ]);
});

test('example 4: a cart promotion is one total, spread by principal', async () => {
  const asked = request([
    { price: '14.95', quantity: 1 },
    { price: '14.95', quantity: 1 },
    { price: '4.95', quantity: 1 },
  ]);
  const promotions = '<Promotion><PromotionId>TEN</PromotionId><Benefit><DiscountRate>0.1</DiscountRate></Benefit></Promotion>';
  const answered = answer({
    items: [T, T, T],
    tables: table('0.08875', true),
    promotions,
    rate: amount('ShipmentBased', '6.00'),
    after: '<CartPromotionId>TEN</CartPromotionId>',
  });
  expect(await price(asked, answered)).toMatchObject([
    {
      lines: [
        [1495, 150, 200, 119, 18],
        [1495, 150, 200, 119, 18],
        [495, 49, 200, 40, 18],
      ],
      total: 4068,
    },
  ]);
});

test('a fixed discount counts once per line and never above it', async () => {
  const promotions = `<Promotion><PromotionId>P</PromotionId><Benefit>${amount('FixedAmountDiscount', '6.00')}</Benefit></Promotion>`;
  const asked = request([
    { price: '8.00', quantity: 2 },
    { price: '5.00', quantity: 1 },
  ]);
  const ids = '<PromotionIds><PromotionId>P</PromotionId></PromotionIds>';
  const answered = answer({ items: [ids, ids], promotions, rate: amount('ItemQuantityBased', '1.25') });
  expect(await price(asked, answered)).toMatchObject([
    {
      lines: [
        [1600, 600, 250, 0, 0],
        [500, 500, 125, 0, 0],
      ],
      total: 1375,
    },
  ]);
});

test('CartTaxAmounts replaces the tables', async () => {
  const asked = request([{ price: '10.00', quantity: 1 }]);
  const after = `<CartTaxAmounts><CartTaxAmount><ShippingMethodId>m</ShippingMethodId>${amount('TaxAmount', '0.77')}</CartTaxAmount></CartTaxAmounts>`;
  const answered = answer({ items: [T], tables: table('0.5', true), rate: amount('ShipmentBased', '1.00'), after });
  expect(await price(asked, answered)).toEqual([{ lines: [[1000, 0, 100, 77, 0]], total: 1177, taxGiven: true }]);
});

test.each([
  ['<USZipRegion>98104-1234</USZipRegion>', 'US', 'WA', '98104', 1],
  ['<USZipRegion>98105</USZipRegion>', 'US', 'WA', '98104', 0],
  ['<USZipRegion>98104</USZipRegion>', 'AU', 'WA', '98104', 0],
  ['<USStateRegion>WA</USStateRegion>', 'US', 'Washington', '', 1],
  ['<USStateRegion>WA</USStateRegion>', 'US', 'OR', '', 0],
  ['<WorldRegion><CountryCode>GB</CountryCode></WorldRegion>', 'UK', '', 'E1 6AN', 1],
  ['<PredefinedRegion>USContinental48States</PredefinedRegion>', 'US', 'AK', '', 0],
  ['<PredefinedRegion>USFull50States</PredefinedRegion>', 'US', 'AK', '', 1],
  ['<PredefinedRegion>USFull50States</PredefinedRegion>', 'PR', '', '00901', 0],
  ['<PredefinedRegion>USAll</PredefinedRegion>', 'PR', '', '00901', 1],
  ['<PredefinedRegion>WorldAll</PredefinedRegion>', 'FR', '', '', 1],
])('%s for %s %s %s offers %s methods', async (region, country, state, zip, count) => {
  const address = `<State>${state}</State><PostalCode>${zip}</PostalCode><CountryCode>${country}</CountryCode>`;
  const asked = request([{ price: '1.00', quantity: 1 }], address);
  expect(await price(asked, answer({ items: [''], rate: amount('ShipmentBased', '1.00'), region }))).toHaveLength(count);
});
