import { readFileSync } from 'node:fs';
import { compileModel } from '../../src/wire/xml-model.js';

const XSD = readFileSync(new URL('../../schemas/wire/2009-05-15/callback.xsd', import.meta.url), 'utf8');

describe('the tables of a schema', () => {
  test('know its roots, its repeated children and the words of its types', () => {
    const model = compileModel(XSD);
    expect(model.uri).toBe('http://payments.amazon.com/checkout/2009-05-15/');
    expect([...model.roots.keys()]).toEqual(['OrderCalculationsRequest', 'OrderCalculationsResponse', 'OrderCalculationsError']);
    // Item repeats in Items, not in CallbackOrderCartItem.
    expect([
      model.repeats('CallbackOrderCartItems', 'CallbackOrderCartItem'),
      model.repeats('CallbackOrderCartItem', 'Item'),
    ]).toEqual([true, false]);
    expect(model.names.has('UpdatedCartItems')).toBe(true);
  });

  test.each([
    ['a facet they do not know', '<xs:minLength value="1"/>', '<xs:whiteSpace value="collapse"/>'],
    ['a base they do not know', 'base="xs:token"', 'base="xs:decimal"'],
    ['a pattern that the two engines read differently', 'value="[A-Z]{3}"', 'value="\\d{3}"'],
    [
      'an element twice in one type',
      '<xs:element name="Unit" type="c:WeightUnit"/>',
      '<xs:element name="Amount" type="c:WeightUnit"/>',
    ],
    ['an unknown type', 'type="c:WeightUnit"', 'type="c:Nowhere"'],
    ['free content that is validated', 'processContents="skip" minOccurs', 'processContents="lax" minOccurs'],
    ['an attribute', '</xs:sequence>', '</xs:sequence><xs:attribute name="a"/>'],
  ])('are not made from %s', (_what, from, to) => {
    expect(XSD).toContain(from);
    expect(() => compileModel(XSD.replace(from, to))).toThrow(/^schema: /);
  });
});
