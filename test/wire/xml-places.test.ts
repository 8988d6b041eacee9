import { readCallbackDocument } from '../../src/wire/calculation.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { exampleXml } from '../support/wire-examples.js';

/** Stands where the fault is expected; taken out before the document is read. */
const MARK = '¦';
const EXAMPLE = exampleXml('order-calculations-request', '2009-05-15');
const FIELD = 'order-calculations-request';

const swap = (from: string | RegExp, to: string): string => {
  const changed = EXAMPLE.replace(from, to);
  if (changed === EXAMPLE) throw new Error(`nothing to change: ${String(from)}`);
  return changed;
};
const ITEM = 'CallbackOrderCart/CallbackOrderCartItems/CallbackOrderCartItem';
const ORDER = 'CallbackOrders/CallbackOrder[1]';

type Row = [rule: string, path: string | undefined, got: string | undefined, xml: string];

const WRONG: readonly Row[] = [
  ['quantity-positive', `${ITEM}[1]/Item/Quantity`, 'two', swap('<Quantity>2<', '<Quantity>¦two<')],
  ['quantity-positive', `${ITEM}[2]/Item/Quantity`, '0', swap('<Quantity>1<', '<Quantity>\n  ¦0 <')],
  ['quantity-positive', `${ITEM}[2]/Item/Quantity`, '-1', swap('<Quantity>1<', '<Quantity><!-- é -->¦-1<')],
  ['quantity-positive', `${ITEM}[2]/Item/Quantity`, '', swap('<Quantity>1<', '<Quantity>¦<')],
  ['amount-not-negative', `${ITEM}[2]/Item/Price/Amount`, 'INF', swap('>19.99<', '>¦INF<')],
  ['amount-not-negative', `${ITEM}[2]/Item/Price/Amount`, '-0.01', swap('>19.99<', '><![CDATA[¦-0.01]]><')],
  ['amount-not-negative', `${ITEM}[1]/Item/Price/Amount`, '1.0000001', swap('>12.50<', '> ¦1.0000001<')],
  ['weight-above-zero', `${ITEM}[1]/Item/Weight/Amount`, '0.00', swap('>0.75<', '>¦0.00<')],
  ['weight-unit', `${ITEM}[1]/Item/Weight/Unit`, 'stone', swap('>lb<', '>¦stone<')],
  ['currency-code', `${ITEM}[1]/Item/Price/CurrencyCode`, 'usd', swap('>USD<', '>¦&#117;sd<')],
  [
    'boolean-word',
    'OrderCalculationCallbacks/CalculateTaxRates',
    'yes',
    swap('<CalculateTaxRates>true', '<CalculateTaxRates>¦yes'),
  ],
  [
    'http-url',
    'OrderCalculationCallbacks/OrderCallbackEndpoint',
    'ftp://shop.example',
    swap('>https://shop.example/callbacks', '>¦ftp://shop.example'),
  ],
  ['xsd-missing', 'CallbackReferenceId', undefined, swap(/<CallbackReferenceId>.*<\/CallbackReferenceId>\s*/, '¦')],
  ['xsd-missing', `${ITEM}[2]/Item/Title`, undefined, swap(/<Title>T-shirt.*<\/Title>\s*/, '¦')],
  [
    'xsd-missing',
    `${ITEM}[2]/Item/Price/CurrencyCode`,
    undefined,
    swap(/(19.99<\/Amount>\s*)<CurrencyCode>USD<\/CurrencyCode>(\s*)/, '$1$2¦'),
  ],
  [
    'xsd-missing',
    `${ORDER}/CallbackOrderItems/CallbackOrderItem[1]`.replace(
      '[1]/CallbackOrderItems/CallbackOrderItem[1]',
      '[1]/CallbackOrderItems',
    ),
    undefined,
    swap(/<CallbackOrderItems>[\s\S]*<\/CallbackOrderItems>\s*/, '¦'),
  ],
  ['xsd-missing', `${ORDER}/Address/AddressId`, undefined, swap(/<AddressId>.*<\/AddressId>\s*/, '¦')],
  ['xsd-doubled', `${ITEM}[1]/Item/SKU`, '<SKU>', swap('<SKU>MUG-1</SKU>', '<SKU>MUG-1</SKU> ¦<SKU>MUG-1</SKU>')],
  ['xsd-text', `${ITEM}[2]/Item`, undefined, swap('<SKU>TEE-M</SKU>', '<!-- c -->¦stray <SKU>TEE-M</SKU>')],
  ['xsd-children', `${ITEM}[1]/Item/Title`, '<b>', swap('>Blue mug<', '>Blue ¦<b>mug</b><')],
  ['item-id-doubled', `${ITEM}[2]/CallbackOrderItemId`, 'line-1', swap('>line-2<', '>¦line-1<')],
  ['xml-end-tag', `${ITEM}[1]/Item/SKU`, undefined, swap('MUG-1</SKU>', 'MUG-1¦</Sku>')],
  ['xml-entity', `${ITEM}[1]/Item/Title`, undefined, swap('Blue mug<', 'Blue ¦&nbsp;mug<')],
  ['xml-reference', `${ITEM}[1]/Item/Title`, undefined, swap('Blue mug<', 'R ¦& D<')],
  ['xml-tag-name', `${ITEM}[1]/Item/Title`, undefined, swap('Blue mug<', '1 ¦< 2<')],
  ['xml-prefix', `${ITEM}[1]/Item`, undefined, swap('<SKU>MUG-1</SKU>', '¦<q:a/>')],
  ['xml-character', `${ITEM}[1]/Item/Title`, undefined, swap('Blue mug', 'Blue ¦\u0001mug')],
  ['xml-nul', undefined, undefined, swap('Blue mug', 'Blue ¦\u0000mug')],
  ['xml-second-root', undefined, undefined, swap('</OrderCalculationsRequest>', '</OrderCalculationsRequest>\n¦<a/>')],
  [
    'xml-doctype',
    undefined,
    undefined,
    swap('<OrderCalculationsRequest', '<!-- é -->¦<!DOCTYPE a [<!ENTITY b "c">]>\n<OrderCalculationsRequest'),
  ],
  ['xml-cdata-end', `${ITEM}[1]/Item/Title`, undefined, swap('Blue mug', 'Blue ¦]]> mug')],
  [
    'root-unknown',
    'OrderCalculationsAnswer',
    'OrderCalculationsAnswer',
    swap(/<OrderCalculationsRequest/, '¦<OrderCalculationsAnswer').replace(
      '</OrderCalculationsRequest',
      '</OrderCalculationsAnswer',
    ),
  ],
];

/** The same document as other machines write it. */
const FORMS: Readonly<Record<string, (xml: string) => string>> = {
  'line feeds': (xml) => xml,
  CRLF: (xml) => xml.replaceAll('\n', '\r\n'),
  'a byte order mark, tabs and carriage returns': (xml) => `\ufeff${xml.replaceAll(/ {2}/g, '\t').replaceAll('\n', '\r')}`,
  'one line with characters beyond the basic plane': (xml) =>
    xml.replaceAll(/>\s+</g, '><').replaceAll('jklm', '🎁é').replaceAll('boxed', '🎁🎁'),
  'no declaration': (xml) => xml.replace(/^<\?xml.*\?>\n/, ''),
};

/** Independent of src: the text before the mark, cut into lines and code points. */
function placeOfMark(xml: string): { line: number; column: number } {
  const before = xml.slice(0, xml.indexOf(MARK)).replace(/^\ufeff/, '');
  const lines = before.split(/\r\n|\r|\n/);
  return { line: lines.length, column: Array.from(lines.at(-1)!).length + 1 };
}

beforeAll(loadSchemas);

describe.each(Object.entries(FORMS))('a fault in a document with %s', (_form, shape) => {
  test.each(WRONG)('%s at %s (%s)', (rule, path, got, xml) => {
    const marked = shape(xml);
    const document = readCallbackDocument(Buffer.from(marked.replace(MARK, '')), { field: FIELD });
    if (document.kind !== 'fault') throw new Error('the document was taken');
    const fault = document.faults[0]!;
    expect(fault).toMatchObject({ rule, severity: 'error', field: FIELD, ...placeOfMark(marked) });
    expect(fault.path).toBe(path);
    if (got !== undefined) expect(fault.got).toBe(got);
    expect(fault.message).toContain(`line ${fault.line}, column ${fault.column}: `);
  });
});

describe('places written down by hand', () => {
  const at = (xml: string): (number | undefined)[] => {
    const document = readCallbackDocument(Buffer.from(xml), {});
    if (document.kind !== 'fault') throw new Error('the document was taken');
    const { line, column, length } = document.faults[0]!;
    return [line, column, length];
  };

  test('a wrong quantity on line 25 begins behind 10 blanks and <Quantity>, and is 3 long', () => {
    expect(at(swap('<Quantity>2<', '<Quantity>two<'))).toEqual([25, 21, 3]);
  });

  test('what is missing in front of <ClientRequestId> is told at its <, then on line 4', () => {
    expect(at(swap(/<OrderCalculationCallbacks>[\s\S]*<\/OrderCalculationCallbacks>\s*/, ''))).toEqual([4, 3, 0]);
  });

  test('a self-closing parent has no end tag: what it lacks is told at its own <', () => {
    expect(at(swap(/<Address>[\s\S]*<\/Address>/, '<Address/>'))).toEqual([64, 7, 0]);
  });

  test('a document that was cut short ends at its last character', () => {
    expect(at('<a>\n  <b>x')).toEqual([2, 7, undefined]);
  });

  test('an astral character is one column, whatever JavaScript says', () => {
    expect(at('<a t="🎁🎁">&</a>')).toEqual([1, 11, undefined]);
  });
});
