import { readdirSync, readFileSync } from 'node:fs';

const EXAMPLES = new URL('../../schemas/examples/', import.meta.url);

/** One of schemas/examples as text. */
export const exampleXml = (kind: string, dialect: string): string =>
  readFileSync(new URL(`${kind}-${dialect}.xml`, EXAMPLES), 'utf8');

/** All XML documents of schemas/examples. */
export const allExamples = (): string[] =>
  readdirSync(EXAMPLES)
    .filter((name) => name.startsWith('order-calculations-'))
    .map((name) => readFileSync(new URL(name, EXAMPLES), 'utf8'));

const PRICE = '<Amount>1.00</Amount><CurrencyCode>USD</CurrencyCode>';
const ITEM =
  '<SKU>A</SKU><MerchantId>A1EXAMPLESHOP1</MerchantId><Title>A</Title><Description>d</Description><Price><Amount>0.012500</Amount><CurrencyCode>USD</CurrencyCode></Price>' +
  '<Quantity>1</Quantity><Weight><Amount>1</Amount><Unit>lb</Unit></Weight><URL>https://shop.example/a</URL><Category>c</Category><Condition>New</Condition>' +
  '<TaxTableId>t</TaxTableId><PromotionIds><PromotionId>p</PromotionId></PromotionIds><ShippingMethodIds><ShippingMethodId>s</ShippingMethodId></ShippingMethodIds>' +
  '<FulfillmentNetwork>AMAZON_NA</FulfillmentNetwork><Images><Image><URL>https://shop.example/a.png</URL></Image></Images>';
const LATE_ITEM =
  `${ITEM}<CatalogSource>MERCHANT</CatalogSource><PaymentAmounts><TaxAmount>${PRICE}</TaxAmount></PaymentAmounts>` +
  '<ItemCustomData>x <y xmlns="urn:y" z="1">&amp;</y> z</ItemCustomData>';

/** Valid documents that between them hold every element of the schemas. */
export function richExamples(): string[] {
  return ['2009-05-15', '2008-11-30'].flatMap((dialect) => [richResponse(dialect), richRequest(dialect)]);
}

function richRequest(dialect: string): string {
  const late = dialect === '2009-05-15';
  const cart = late
    ? `<CallbackOrderCartItems><CallbackOrderCartItem><CallbackOrderItemId>A</CallbackOrderItemId><Item>${LATE_ITEM}</Item></CallbackOrderCartItem></CallbackOrderCartItems>` +
      `<CartPromotionId>p</CartPromotionId><CartTaxAmounts/><PaymentAmounts/><CartCustomData><a/></CartCustomData>`
    : `<Items><Item>${ITEM}</Item></Items><CartPromotionId/>`;
  const [name, id] = late ? ['CallbackOrderCart', 'CallbackOrderItemId'] : ['Cart', 'SKU'];
  return (
    `<OrderCalculationsRequest xmlns="http://payments.amazon.com/checkout/${dialect}/"><CallbackReferenceId>1-a</CallbackReferenceId>` +
    '<OrderCalculationCallbacks><OrderCallbackEndpoint>http://shop.example/</OrderCallbackEndpoint></OrderCalculationCallbacks>' +
    `<ClientRequestId/><IntegratorId>i</IntegratorId><IntegratorName>n</IntegratorName><${name}>${cart}</${name}>` +
    `<CallbackOrders><CallbackOrder><Address><AddressId>a</AddressId><AddressFieldOne>1</AddressFieldOne><AddressFieldTwo/><AddressFieldThree/>` +
    `<City>c</City><State>Washington</State><PostalCode>98104-1234</PostalCode><CountryCode>US</CountryCode>${late ? '<PhoneNumber>1</PhoneNumber>' : ''}</Address>` +
    `<CallbackOrderItems><CallbackOrderItem><${id}>A</${id}></CallbackOrderItem></CallbackOrderItems></CallbackOrder></CallbackOrders></OrderCalculationsRequest>`
  );
}

function richResponse(dialect: string): string {
  const late = dialect === '2009-05-15';
  const id = late ? 'CallbackOrderItemId' : 'SKU';
  const regions =
    '<USZipRegion>98104</USZipRegion><USStateRegion>WA</USStateRegion><WorldRegion><PostalRegion>V*</PostalRegion><CountryCode>CA</CountryCode></WorldRegion><PredefinedRegion>USAll</PredefinedRegion>';
  const updated = `<UpdatedCartItems><UpdatedCartItem><SKU>taxes</SKU><UpdateType>REMOVE</UpdateType></UpdatedCartItem><UpdatedCartItem>${LATE_ITEM}<UpdateType>ADD</UpdateType></UpdatedCartItem></UpdatedCartItems>`;
  const rule = (region: string): string => `<TaxRule><Rate>0.1</Rate><IsShippingTaxed>true</IsShippingTaxed>${region}</TaxRule>`;
  return (
    `<OrderCalculationsResponse xmlns="http://payments.amazon.com/checkout/${dialect}/"><Response><CallbackOrders><CallbackOrder><Address><AddressId>a</AddressId></Address>` +
    `<CallbackOrderItems><CallbackOrderItem><${id}>A</${id}><TaxTableId>t</TaxTableId><PromotionIds><PromotionId>p</PromotionId></PromotionIds>` +
    `<ShippingMethodIds><ShippingMethodId>s</ShippingMethodId><ShippingMethodId>u</ShippingMethodId></ShippingMethodIds></CallbackOrderItem></CallbackOrderItems>${late ? updated : ''}` +
    '</CallbackOrder></CallbackOrders></Response>' +
    `<TaxTables><TaxTable><TaxTableId>t</TaxTableId><TaxRules>${rule('<USStateRegion>WA</USStateRegion>')}${rule('<WorldRegion><CountryCode>CA</CountryCode></WorldRegion>')}` +
    `${rule('<PredefinedRegion>WorldAll</PredefinedRegion>')}</TaxRules></TaxTable></TaxTables>` +
    `<Promotions><Promotion><PromotionId>p</PromotionId><Benefit><FixedAmountDiscount>${PRICE}</FixedAmountDiscount></Benefit></Promotion></Promotions>` +
    `<ShippingMethods><ShippingMethod><ShippingMethodId>s </ShippingMethodId><ServiceLevel>OneDay</ServiceLevel><Rate><WeightBased>${PRICE}</WeightBased>` +
    `<ItemQuantityBased>${PRICE}</ItemQuantityBased><ShipmentBased>${PRICE}</ShipmentBased></Rate><IncludedRegions>${regions}</IncludedRegions><ExcludedRegions>${regions}</ExcludedRegions>` +
    `${late ? '<DisplayableShippingLabel>Next day</DisplayableShippingLabel>' : '<IsPOBoxSupported>false</IsPOBoxSupported>'}</ShippingMethod></ShippingMethods>` +
    `<CartPromotionId>p</CartPromotionId>${late ? `<CartTaxAmounts><CartTaxAmount><ServiceLevel>OneDay</ServiceLevel><TaxAmount>${PRICE}</TaxAmount></CartTaxAmount></CartTaxAmounts>` : ''}` +
    '</OrderCalculationsResponse>'
  );
}

/** Carts: the two of schemas/examples, in their own and in the oldest namespace. */
export const orderExamples = (): string[] => {
  const [late, early] = [exampleXml('order', '2009-05-15'), exampleXml('order', '2008-11-30')];
  return [late, early, early.replace('2008-11-30', '2008-06-15')];
};

/** A repeatable source of numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
