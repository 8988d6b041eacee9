import { CartwrightError } from '../../src/errors.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { validateDocument } from '../../src/wire/validation.js';
import { exampleXml } from '../support/wire-examples.js';

const NAMESPACE = 'http://payments.amazon.com/checkout/2009-05-15/';
const KINDS = ['order', 'order-calculations-request', 'order-calculations-response', 'order-calculations-error'];
const CART = JSON.stringify({
  cart: { currency: 'USD', items: [{ sku: 'A', title: 'A', price: '1.00', quantity: 1 }] },
  address: { country: 'US' },
});

beforeAll(loadSchemas);

describe('a document is validated', () => {
  test.each(KINDS)('as %s, named or by its root element', (kind) => {
    const bytes = Buffer.from(exampleXml(kind, '2009-05-15'));
    const expected = { kind, namespace: NAMESPACE, valid: true, faults: [] };
    expect(validateDocument(bytes, 'application/xml; charset=utf-8', kind)).toEqual(expected);
    expect(validateDocument(bytes, 'TEXT/XML')).toEqual(expected);
  });

  test('as a cart where it is JSON', () => {
    expect(validateDocument(Buffer.from(CART), 'application/json')).toEqual({
      kind: 'cart',
      namespace: null,
      valid: true,
      faults: [],
    });
    expect(validateDocument(Buffer.from(`\ufeff${CART}`), 'application/json', 'cart').valid).toBe(true);
  });

  test('as a cart to check out where it does not say where it goes', () => {
    const rules = (cart: object): unknown => {
      const { kind, valid, faults } = validateDocument(Buffer.from(JSON.stringify({ cart })), 'application/json');
      return [kind, valid, faults.map(({ rule }) => rule)];
    };
    const items = [{ sku: 'A', title: 'A', price: '1.00', quantity: 1, url: 'mailto:a@shop.example' }];
    expect(rules({ currency: 'USD', items })).toEqual(['cart', true, ['link-dropped']]);
    expect(rules({ currency: 'USD' })).toEqual(['cart', false, ['json-required']]);
  });

  test('as an order of any namespace, whoever its merchant is', () => {
    const xml = exampleXml('order', '2008-11-30');
    const verdict = (text: string): unknown => {
      const { kind, namespace, valid, faults } = validateDocument(Buffer.from(text), 'application/xml');
      return [kind, namespace, valid, faults[0]?.help];
    };
    const early = 'http://payments.amazon.com/checkout/2008-06-15/';
    expect(verdict(xml.replace('2008-11-30', '2008-06-15'))).toEqual(['order', early, true, undefined]);
    const middle = 'http://payments.amazon.com/checkout/2008-11-30/';
    expect(verdict(xml.replace('>0.065<', '>6.5<'))).toEqual(['order', middle, false, '/help/CART_RATE_RANGE']);
    expect(verdict(xml.replace('>goods</TaxTableId>\n        <S', '>bads</TaxTableId>\n        <S'))).toEqual([
      'order',
      middle,
      false,
      '/help/SCHEMA_FAULT',
    ]);
  });

  test('and stays valid with warnings', () => {
    const xml = exampleXml('order-calculations-request', '2009-05-15').replace('>12.50<', '>12<');
    const validation = validateDocument(Buffer.from(xml), 'application/xml');
    expect([validation.valid, validation.faults.map(({ rule }) => rule)]).toEqual([true, ['tolerance-amount']]);
  });

  test('and is invalid where it breaks the schema, names another root or cannot be priced', () => {
    const xml = exampleXml('order-calculations-request', '2009-05-15');
    const rules = (text: string, kind?: string): unknown => {
      const { valid, faults } = validateDocument(Buffer.from(text), 'application/xml', kind);
      return [valid, faults[0]?.rule];
    };
    expect(rules(xml.replace('<Quantity>2<', '<Quantity>0<'))).toEqual([false, 'quantity-positive']);
    expect(rules(xml, 'order-calculations-response')).toEqual([false, 'root-unknown']);
    expect(rules(xml, 'order')).toEqual([false, 'root-unknown']);
    expect(rules(exampleXml('order', '2009-05-15'), 'order-calculations-request')).toEqual([false, 'root-unknown']);
    const early = exampleXml('order-calculations-request', '2008-11-30');
    expect(rules(early.replace('2008-11-30', '2008-06-15'))).toEqual([false, 'namespace-unknown']);
    expect(rules(xml.replace('<SKU>MUG-1</SKU>', ''))).toEqual([false, 'sku-missing']);
    expect(rules(xml.replace('>line-2</CallbackOrderItemId>', '>line-1</CallbackOrderItemId>'))).toEqual([
      false,
      'item-id-doubled',
    ]);
  });

  test('and is of no kind where it cannot be read', () => {
    expect(validateDocument(Buffer.from('<a'), 'application/xml')).toMatchObject({
      kind: 'unknown',
      namespace: null,
      valid: false,
    });
    expect(validateDocument(Buffer.from('{"a":'), 'application/json').faults[0]).toMatchObject({
      rule: 'json-malformed',
      line: 1,
      column: 6,
    });
  });

  test('only as a kind that exists and fits its content type', () => {
    const codeOf = (type: string, kind?: string): string => {
      try {
        return String(validateDocument(Buffer.from('{}'), type, kind).valid);
      } catch (error) {
        return error instanceof CartwrightError ? `${error.code}: ${error.detail}` : String(error);
      }
    };
    expect(codeOf('application/xml', 'parcel')).toMatch(/^REQUEST_FAULT: .*order-calculations-error, notification, cart/);
    expect(codeOf('text/plain')).toMatch(/^CONTENT_TYPE_UNSUPPORTED: text\/plain/);
    expect(codeOf('application/xml', 'cart')).toMatch(/^CONTENT_TYPE_UNSUPPORTED: .*JSON/);
    expect(codeOf('application/json', 'order-calculations-error')).toMatch(/^CONTENT_TYPE_UNSUPPORTED: .*XML/);
  });
});
