/** Prices, weights and names of the lines that every bench posts; five of them make a request of about 4.9 KB. */
const LINES = [
  { sku: 'MUG-1', title: 'Stoneware mug, glazed, 350 ml', price: '12.50', quantity: 2, weight: '0.75', category: 'Kitchen' },
  { sku: 'TEE-M', title: 'Cotton tee, heather grey, medium', price: '19.99', quantity: 1, weight: '0.40', category: 'Clothing' },
  { sku: 'PEN-BLK-07', title: 'Gel pen, black, 0.7 mm', price: '1.25', quantity: 12, weight: '0.03', category: 'Office' },
  { sku: 'LAMP-DSK', title: 'Desk lamp with brass joint', price: '45.50', quantity: 1, weight: '4.20', category: 'Home' },
  { sku: 'NOTE-A5', title: 'Dotted notebook, A5, 192 pages', price: '8.75', quantity: 3, weight: '0.62', category: 'Office' },
] as const;
const DESCRIPTION =
  'Made in small batches, packed flat in recycled card and shipped on the next working day; returns are free for thirty days. ' +
  'Colours on screens differ from colours in daylight: order a sample first.';

/** Stands where the generator puts the CallbackReferenceId; as long as one. */
export const REFERENCE_PLACE = '1-00000000-0000-4000-8000-000000000000';

/** Stands where the generator puts a ClientRequestId of the cart's own. */
export const CLIENT_PLACE = 'cart-00000000';

export interface CartShape {
  readonly merchantId: string;
  readonly items: number;
}

/** The order-calculations-request of 2009-05-15 that the benches post: all three kinds asked for, one address in Seattle. */
export function requestXml({ merchantId, items }: CartShape): string {
  const lines = Array.from({ length: items }, (_, index) => line(index, merchantId));
  const ids = Array.from(
    { length: items },
    (_, index) => `<CallbackOrderItem><CallbackOrderItemId>line-${index + 1}</CallbackOrderItemId></CallbackOrderItem>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<OrderCalculationsRequest xmlns="http://payments.amazon.com/checkout/2009-05-15/">',
    `<CallbackReferenceId>${REFERENCE_PLACE}</CallbackReferenceId>`,
    '<OrderCalculationCallbacks><CalculateTaxRates>true</CalculateTaxRates><CalculatePromotions>true</CalculatePromotions><CalculateShippingRates>true</CalculateShippingRates>',
    '<OrderCallbackEndpoint>https://shop.example/callbacks</OrderCallbackEndpoint><ProcessOrderOnCallbackFailure>false</ProcessOrderOnCallbackFailure></OrderCalculationCallbacks>',
    `<ClientRequestId>${CLIENT_PLACE}</ClientRequestId><IntegratorId>A2BENCHMARK001</IntegratorId><IntegratorName>Bench shop</IntegratorName>`,
    `<CallbackOrderCart><CallbackOrderCartItems>\n${lines.join('\n')}\n</CallbackOrderCartItems>`,
    '<CartCustomData><Basket>8812</Basket><Channel>web</Channel></CartCustomData></CallbackOrderCart>',
    '<CallbackOrders><CallbackOrder><Address><AddressId>kmnsprqjlo</AddressId><AddressFieldOne>1200 Sample Avenue</AddressFieldOne><AddressFieldTwo>Floor 3</AddressFieldTwo>',
    '<City>Seattle</City><State>WA</State><PostalCode>98104</PostalCode><CountryCode>US</CountryCode></Address>',
    `<CallbackOrderItems>${ids.join('')}</CallbackOrderItems></CallbackOrder></CallbackOrders></OrderCalculationsRequest>`,
  ].join('\n');
}

/** Codes of the lines that the cart of `items` lines holds, in order. */
export function skus(items: number): string[] {
  return Array.from({ length: items }, (_, index) => sku(index));
}

/** Line `index` (from 0) of a cart as an Item. */
export function itemXml(index: number, merchantId: string): string {
  const { title, price, quantity, weight, category } = lineAt(index);
  return [
    `<Item><SKU>${sku(index)}</SKU><MerchantId>${merchantId}</MerchantId><Title>${title}</Title>`,
    `      <Description>${DESCRIPTION}</Description>`,
    `      <Price><Amount>${price}</Amount><CurrencyCode>USD</CurrencyCode></Price><Quantity>${quantity}</Quantity>`,
    `      <Weight><Amount>${weight}</Amount><Unit>lb</Unit></Weight><Category>${category}</Category>`,
    `      <ItemCustomData><Row>${index + 1}</Row></ItemCustomData></Item>`,
  ].join('\n');
}

const lineAt = (index: number): (typeof LINES)[number] => LINES[index % LINES.length] ?? LINES[0];

function sku(index: number): string {
  const round = Math.floor(index / LINES.length);
  return round === 0 ? lineAt(index).sku : `${lineAt(index).sku}-${round}`;
}

function line(index: number, merchantId: string): string {
  return [
    `  <CallbackOrderCartItem><CallbackOrderItemId>line-${index + 1}</CallbackOrderItemId>`,
    `    ${itemXml(index, merchantId)}</CallbackOrderCartItem>`,
  ].join('\n');
}
