import { readFileSync } from 'node:fs';
import type { HtmlCartRule } from '../../src/wire/html-cart-signature.js';
import { signHtmlCart } from '../../src/wire/html-cart-signature.js';
import { writeOrderInput } from '../../src/wire/order-input.js';
import { signBytes } from '../../src/wire/signature.js';
import { EXAMPLE_SHOP } from './order-xml.js';
import { answerOf, formBody, type Answer, type TestKey } from './service.js';

const EXAMPLES = new URL('../../schemas/examples/', import.meta.url);

/** The example cart of a namespace as a shop of the service would send it. */
export function exampleCart(merchantId: string, namespace: '2008-11-30' | '2009-05-15' = '2009-05-15'): string {
  return readFileSync(new URL(`order-${namespace}.xml`, EXAMPLES), 'utf8').replaceAll(EXAMPLE_SHOP, merchantId);
}

/** The smallest cart of a shop, in any namespace: one mug. */
export function mugCart(merchantId: string, namespace = '2009-05-15', more = ''): string {
  return `<?xml version="1.0"?>
<Order xmlns="http://payments.amazon.com/checkout/${namespace}/">
  <ClientRequestId>cart-7</ClientRequestId>
  <Cart><Items><Item>
    <SKU>MUG-1</SKU><MerchantId>${merchantId}</MerchantId><Title>Blue mug</Title>
    <Price><Amount>12.50</Amount><CurrencyCode>USD</CurrencyCode></Price><Quantity>2</Quantity>
  </Item></Items></Cart>${more}
</Order>`;
}

/** The form of a signed XML cart. */
export function signedCart(xml: string, key: TestKey): Record<string, string> {
  const signature = signBytes(key.secret, xml);
  return { 'order-input': writeOrderInput({ xml: Buffer.from(xml), signature, keyId: key.id }) };
}

export const unsignedCart = (xml: string): Record<string, string> => ({
  'order-input': `type:unsigned-order;order:${Buffer.from(xml).toString('base64')}`,
});

/** A button of the wizard. */
export function wizardCart(xml: string, secret: string, version: number): Record<string, string> {
  const order = Buffer.from(xml).toString('base64');
  return { 'order-input': `type:cba-signed-order/sha1-hmac/${version};order:${order};signature:${signBytes(secret, xml)}` };
}

/** The fields of an HTML cart with two mugs, not signed. */
export function htmlCart(merchantId: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    currency_code: 'USD',
    item_merchant_id_1: merchantId,
    item_sku_1: 'MUG-1',
    item_title_1: "Zoë's mug (blue)",
    item_price_1: '12.50',
    item_quantity_1: '2',
    ...more,
  };
}

/** The same signed; by another rule than the documented one where a test is about that. */
export function signedHtmlCart(
  fields: Readonly<Record<string, string>>,
  key: TestKey,
  rule: HtmlCartRule = 'documented',
): Record<string, string> {
  const signed = { ...fields, aws_access_key_id: key.id };
  const list = Object.entries(signed).map(([name, value]) => ({ name, value }));
  return { ...signed, merchant_signature: signHtmlCart(key.secret, list, rule) };
}

/** Posts a cart as a browser does, and stays where the answer is. */
export async function postCart(
  url: string,
  body: string | Readonly<Record<string, string>>,
  headers: Record<string, string> = {},
  method = 'POST',
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : formBody(body) }),
  });
  return { ...answerOf(answer), text: await answer.text() };
}

/** The id in the address that a taken cart is sent on to. */
export function checkoutIdOf({ status, headers, text }: Answer): string {
  const [, id = ''] = /^\/pay\/([0-9a-f]{32})$/.exec(headers.get('location') ?? '') ?? [];
  if (status !== 303 || id === '') throw new Error(`the cart was not taken: ${status} ${text.slice(0, 300)}`);
  return id;
}
