import { CartwrightError } from '../../src/errors.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { validateDocument } from '../../src/wire/validation.js';
import { exampleXml } from '../support/wire-examples.js';

const NAMESPACE = 'http://payments.amazon.com/checkout/2009-05-15/';
const KINDS = ['order-calculations-request', 'order-calculations-response', 'order-calculations-error'];
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
    expect(codeOf('application/xml', 'order')).toMatch(/^REQUEST_FAULT: .*order-calculations-error, cart/);
    expect(codeOf('text/plain')).toMatch(/^CONTENT_TYPE_UNSUPPORTED: text\/plain/);
    expect(codeOf('application/xml', 'cart')).toMatch(/^CONTENT_TYPE_UNSUPPORTED: .*JSON/);
    expect(codeOf('application/json', 'order-calculations-error')).toMatch(/^CONTENT_TYPE_UNSUPPORTED: .*XML/);
  });
});
