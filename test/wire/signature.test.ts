import { readFileSync } from 'node:fs';
import {
  bodySignatureHeaders,
  equalSignature,
  repairBase64,
  signBytes,
  signCallback,
  verifyBodySignature,
  verifyBytes,
  verifyCallback,
} from '../../src/wire/signature.js';
import { htmlCartBaseString, signHtmlCart, verifyHtmlCart } from '../../src/wire/html-cart-signature.js';

const SECRET = 'cartwright-vector-secret-0001';
const vector = (name: string): Buffer => readFileSync(new URL(`../fixtures/vectors/${name}`, import.meta.url));
const UUID = '7f1c2f0e-3f0a-4c0e-9b1e-0a1b2c3d4e5f';
const TIMESTAMP = '2026-01-15T09:30:00.000Z';

/** The fields behind vectors/html-cart.base-string.txt, in an order that no sorting would give. */
const HTML_CART = [
  { name: 'merchant_signature', value: 'is not signed' },
  { name: 'item_title_2', value: 'a/b=c&d' },
  { name: 'item_title_10', value: 'café + tea' },
  { name: 'item_title_1', value: "Bob's mug (large) * 50% off!~" },
  { name: 'item_sku_1', value: 'MUG-01' },
  { name: 'item_quantity_2', value: '1' },
  { name: 'item_quantity_10', value: '1' },
  { name: 'item_quantity_1', value: '2' },
  { name: 'item_price_2', value: '1.00' },
  { name: 'item_price_10', value: '3.00' },
  { name: 'item_price_1', value: '12.50' },
  { name: 'item_merchant_id_2', value: 'A1CARTWRIGHT1' },
  { name: 'item_merchant_id_10', value: 'A1CARTWRIGHT1' },
  { name: 'item_merchant_id_1', value: 'A1CARTWRIGHT1' },
  { name: 'currency_code', value: 'USD' },
  { name: 'aws_access_key_id', value: 'CWVECTORKEY000000001' },
];

describe('the shared vectors (protocol 5)', () => {
  test('an XML cart is signed over its exact bytes', () => {
    const bytes = vector('order-2009-05-15.xml');
    expect(bytes).toHaveLength(378);
    expect(signBytes(SECRET, bytes)).toBe('9Lycpc1nNRn0rXCBxtgVDYkV/CQ=');
    expect(verifyBytes(SECRET, bytes, '9Lycpc1nNRn0rXCBxtgVDYkV/CQ=')).toBe(true);
    expect(verifyBytes(SECRET, Buffer.concat([bytes, Buffer.from('\n')]), '9Lycpc1nNRn0rXCBxtgVDYkV/CQ=')).toBe(false);
  });

  test('an HTML cart is signed over sorted, percent-encoded fields with a final ampersand', () => {
    expect(htmlCartBaseString(HTML_CART)).toBe(vector('html-cart.base-string.txt').toString('utf8'));
    expect(signHtmlCart(SECRET, HTML_CART)).toBe('K5CTeyPcMap4iANANiOrmLLRFZg=');
  });

  test('a callback is signed over UUID and Timestamp', () => {
    expect(signCallback(SECRET, UUID, TIMESTAMP)).toBe('Cn3dtKwnZNAra99B2nE9NYr7LT0=');
    expect(verifyCallback(SECRET, { uuid: UUID, timestamp: TIMESTAMP }, 'Cn3dtKwnZNAra99B2nE9NYr7LT0=')).toBe(true);
    expect(verifyCallback(SECRET, { uuid: UUID, timestamp: '2026-01-15T09:30:00.001Z' }, 'Cn3dtKwnZNAra99B2nE9NYr7LT0=')).toBe(
      false,
    );
    expect(verifyCallback('another secret', { uuid: UUID, timestamp: TIMESTAMP }, 'Cn3dtKwnZNAra99B2nE9NYr7LT0=')).toBe(false);
  });

  test('a callback answer is signed over the XML before URL-encoding', () => {
    expect(signBytes(SECRET, vector('response-error.xml'))).toBe('qPoCFZXVU/rT+SD7Evdgj0zuSQ0=');
  });
});

describe('an HTML cart of a deviating client', () => {
  test.each([
    ['rfc3986', 'Bob%27s%20mug%20%28large%29%20%2A%2050%25%20off%21~'],
    ['rfc3986-old-php', 'Bob%27s%20mug%20%28large%29%20%2A%2050%25%20off%21%7E'],
  ] as const)('%s encodes what the documented rule leaves', (rule, title) => {
    expect(htmlCartBaseString(HTML_CART, rule)).toContain(`item_title_1=${title}&`);
  });

  test('is refused by default and verified by the rule that is allowed by name', () => {
    const received = signHtmlCart(SECRET, HTML_CART, 'no-trailing-ampersand');
    expect(verifyHtmlCart(SECRET, HTML_CART, { received })).toBeNull();
    expect(verifyHtmlCart(SECRET, HTML_CART, { received, rules: ['documented', 'no-trailing-ampersand'] })).toBe(
      'no-trailing-ampersand',
    );
  });
});

describe('comparing and repairing', () => {
  test('signatures are equal only as a whole', () => {
    expect(equalSignature('abc=', 'abc=')).toBe(true);
    expect(equalSignature('abc=', 'abd=')).toBe(false);
    expect(equalSignature('abc=', 'abc')).toBe(false);
    expect(equalSignature('abc=', '')).toBe(false);
  });

  test('a lost plus is put back with a warning, a right signature passes as it is', () => {
    expect(repairBase64('qPo rT SD7=', 'Signature')).toMatchObject({
      text: 'qPo+rT+SD7=',
      warning: { rule: 'tolerance-blank-in-base64', severity: 'warning', field: 'Signature' },
    });
    expect(repairBase64('qPo+rT=\r\n', 'Signature')).toEqual({ text: 'qPo+rT=' });
  });
});

describe('the body signature', () => {
  const signed = { id: UUID, timestampSeconds: 1_768_469_400, body: Buffer.from('order-calculations-request=%3Ca%2F%3E') };

  test('is HMAC-SHA256 over id.timestamp.body in three headers', () => {
    // printf '7f1c…4e5f.1768469400.order-calculations-request=%%3Ca%%2F%%3E' | openssl dgst -sha256 -hmac cartwright-vector-secret-0001 -binary | base64
    expect(bodySignatureHeaders(SECRET, signed)).toEqual({
      'webhook-id': UUID,
      'webhook-timestamp': '1768469400',
      'webhook-signature': 'v1,8J/Qs1ilFZD+hhCho/sBitTkWwNi6nHLLf3T5aJMnTA=',
    });
  });

  test('is valid, wrong or absent', () => {
    const headers = bodySignatureHeaders(SECRET, signed);
    expect(verifyBodySignature(SECRET, headers, signed)).toBe('valid');
    expect(verifyBodySignature(SECRET, headers, { ...signed, body: Buffer.from('order-calculations-request=%3Cb%2F%3E') })).toBe(
      'wrong',
    );
    expect(verifyBodySignature('another secret', headers, signed)).toBe('wrong');
    expect(verifyBodySignature(SECRET, { ...headers, 'webhook-id': 'another' }, signed)).toBe('wrong');
    expect(verifyBodySignature(SECRET, { ...headers, 'webhook-timestamp': '1768469401' }, signed)).toBe('wrong');
    expect(verifyBodySignature(SECRET, {}, signed)).toBe('absent');
  });

  test('one right signature of several is enough', () => {
    const headers = bodySignatureHeaders(SECRET, signed);
    const both = { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature'] ?? ''}` };
    expect(verifyBodySignature(SECRET, both, signed)).toBe('valid');
  });
});
