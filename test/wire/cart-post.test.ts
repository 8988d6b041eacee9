import { readFileSync } from 'node:fs';
import { htmlCartRules, openCart } from '../../src/wire/cart-post.js';
import { readHtmlCart } from '../../src/wire/html-cart.js';
import { htmlCartBaseString, signHtmlCart, verifyHtmlCart, type NamedValue } from '../../src/wire/html-cart-signature.js';
import { writeOrderInput } from '../../src/wire/order-input.js';
import { formFields } from '../support/form-fields.js';

const vector = (name: string): Buffer => readFileSync(new URL(`../fixtures/vectors/${name}`, import.meta.url));
const SECRET = 'cartwright-vector-secret-0001';
const KEY = 'CWVECTORKEY000000001';
const XML = vector('order-2009-05-15.xml');
const SIGNED = writeOrderInput({ xml: XML, signature: '9Lycpc1nNRn0rXCBxtgVDYkV/CQ=', keyId: KEY });
const HTML_SIGNATURE = 'K5CTeyPcMap4iANANiOrmLLRFZg=';
/** The cart of the vector, as a browser would send it. */
const HTML = {
  currency_code: 'USD',
  item_merchant_id_1: 'A1CARTWRIGHT1',
  item_sku_1: 'MUG-01',
  item_title_1: "Bob's mug (large) * 50% off!~",
  item_price_1: '12.50',
  item_quantity_1: '2',
  item_merchant_id_2: 'A1CARTWRIGHT1',
  item_title_2: 'a/b=c&d',
  item_price_2: '1.00',
  item_quantity_2: '1',
  item_merchant_id_10: 'A1CARTWRIGHT1',
  item_title_10: 'café + tea',
  item_price_10: '3.00',
  item_quantity_10: '1',
  aws_access_key_id: KEY,
  merchant_signature: HTML_SIGNATURE,
};

describe('a post to the cart address', () => {
  test('with order-input is an XML cart, with the bytes that were signed', () => {
    expect(openCart(formFields({ 'order-input': SIGNED, submit: 'Pay' }))).toMatchObject({
      ok: true,
      form: 'xml',
      orderInput: { kind: 'merchant-signed', xml: XML, keyId: KEY },
    });
  });

  test('with the fields of an HTML cart is one, with its key and signature', () => {
    const fields = formFields(HTML);
    expect(openCart(fields)).toEqual({ ok: true, form: 'html', fields, keyId: KEY, signature: HTML_SIGNATURE, warnings: [] });
  });

  test('of an HTML cart without signature is unsigned, whatever key it names', () => {
    const fields = formFields({ ...HTML, merchant_signature: '' });
    expect(openCart(fields)).toEqual({ ok: true, form: 'html', fields, warnings: [] });
  });

  test('has the + put back that its signature lost', () => {
    const opened = openCart(formFields({ ...HTML, merchant_signature: 'a bc=' }));
    expect(opened).toMatchObject({ signature: 'a+bc=', warnings: [{ rule: 'tolerance-blank-in-base64' }] });
  });

  test.each<[what: string, values: Record<string, string>, code: string, detail: RegExp]>([
    ['nothing', {}, 'FORM_FIELD_MISSING', /neither order-input nor .*the form has no fields/],
    ['another form', { 'order-calculations-request': '<a/>' }, 'FORM_FIELD_MISSING', /the form has order-calculations-request/],
    ['an empty order-input', { 'order-input': ' ' }, 'FORM_FIELD_MISSING', /order-input/],
    ['both forms', { 'order-input': SIGNED, item_title_1: 'Mug' }, 'FORM_FIELD_DOUBLED', /order-input and item_title_1/],
    ['a signature without its key', { ...HTML, aws_access_key_id: '' }, 'FORM_FIELD_MISSING', /no aws_access_key_id/],
    ['an order-input without its type', { 'order-input': 'order:YQ==' }, 'FORM_FIELD_MISSING', /segment type/],
    ['an order-input of an unknown type', { 'order-input': 'type:x;order:YQ==' }, 'FORM_MALFORMED', /not known/],
  ])('with %s is refused', (_what, values, code, detail) => {
    const opened = openCart(formFields(values));
    expect(opened).toMatchObject({ ok: false, code });
    expect(!opened.ok && opened.detail).toMatch(detail);
  });
});

describe('an HTML cart is signed', () => {
  test('as the vector says: sorted by code unit, the final & with it', () => {
    const fields = formFields(HTML);
    expect(htmlCartBaseString(fields)).toBe(vector('html-cart.base-string.txt').toString());
    expect(signHtmlCart(SECRET, fields)).toBe(HTML_SIGNATURE);
    expect(verifyHtmlCart(SECRET, fields, { received: HTML_SIGNATURE, rules: htmlCartRules('documented') })).toBe('documented');
  });

  test('otherwise only where the policy lets deviating clients in', () => {
    const received = signHtmlCart(SECRET, formFields(HTML), 'rfc3986');
    const verify = (policy: 'documented' | 'lenient'): unknown =>
      verifyHtmlCart(SECRET, formFields(HTML), { received, rules: htmlCartRules(policy) });
    expect([verify('documented'), verify('lenient')]).toEqual([null, 'rfc3986']);
  });

  test('so that no two fields can be made one under the same signature', () => {
    const priced = formFields({ a: '1', item_title_1: 'Mug', tax_rate: '0.1', tax_state_region: 'WA' });
    const joined: NamedValue[] = formFields({ a: '1', item_title_1: 'Mug', 'tax_rate=0.1&tax_state_region': 'WA' });
    expect(htmlCartBaseString(joined)).toBe(htmlCartBaseString(priced));
    expect(openCart(joined)).toMatchObject({ ok: false, code: 'FORM_MALFORMED' });
    expect(openCart(priced)).toMatchObject({ ok: true });
  });

  test('and the cart of the vector, whose items are 1, 2 and 10, is refused for its gap', () => {
    const reading = readHtmlCart(formFields(HTML), { merchantId: 'A1CARTWRIGHT1' });
    expect(!reading.ok && reading.faults[0]).toMatchObject({ rule: 'field-gap', expected: 'item 3' });
  });
});
