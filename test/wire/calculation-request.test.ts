import { readCallbackDocument, type CalculationRequest } from '../../src/wire/calculation.js';
import { sliceSource } from '../../src/wire/calculation-source.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { exampleXml, richExamples } from '../support/wire-examples.js';

const LATE = exampleXml('order-calculations-request', '2009-05-15');
const EARLY = exampleXml('order-calculations-request', '2008-11-30');

beforeAll(loadSchemas);

function requestOf(xml: string | Buffer): CalculationRequest {
  const document = readCallbackDocument(Buffer.from(xml), {});
  if (document.kind !== 'request') throw new Error(JSON.stringify(document));
  return document.request;
}

function swap(xml: string, from: string | RegExp, to: string): string {
  const changed = xml.replace(from, () => to);
  if (changed === xml) throw new Error(`nothing to change: ${String(from)}`);
  return changed;
}

describe('a calculation request', () => {
  test('of 2009-05-15 names its lines by CallbackOrderItemId', () => {
    expect(requestOf(LATE)).toMatchObject({
      callbackReferenceId: '1-4f9be8f2-6c1d-4a51-8d4e-0b7c2f9d3e11',
      clientRequestId: 'cart-1042',
      asked: { shipping: true, promotions: true, tax: true },
      currency: 'USD',
      items: [
        {
          id: 'line-1',
          wireId: 'line-1',
          sku: 'MUG-1',
          merchantId: 'A1EXAMPLESHOP1',
          title: 'Blue mug',
          price: 12_500_000n,
          quantity: 2,
          weight: { amount: '0.75', unit: 'lb' },
          category: 'Kitchen',
        },
        { id: 'line-2', wireId: 'line-2', sku: 'TEE-M', price: 19_990_000n, quantity: 1, weight: { amount: '0.40', unit: 'lb' } },
      ],
      orders: [
        {
          addressId: 'jklmnopqrs',
          destination: { line1: '1 Example Way', city: 'Seattle', state: 'WA', postalCode: '98104', country: 'US' },
          itemIds: ['line-1', 'line-2'],
        },
      ],
      problems: [],
    });
  });

  test('of 2008-11-30 numbers its lines, and the wire names them by SKU', () => {
    expect(requestOf(EARLY).items.map(({ id, wireId, sku }) => [id, wireId, sku])).toEqual([
      ['1', 'MUG-1', 'MUG-1'],
      ['2', 'TEE-M', 'TEE-M'],
    ]);
  });

  test('with one SKU on two lines of 2008-11-30 puts both into the order that names it', () => {
    const request = requestOf(EARLY.replaceAll('TEE-M', 'MUG-1'));
    expect(request.orders[0]!.itemIds).toEqual(['1', '2']);
    expect(request.problems).toEqual([]);
  });

  test('keeps text as text: SKU 007, zip 02134, blanks of a title', () => {
    const xml = swap(swap(swap(LATE, '>MUG-1<', '>007<'), '>98104<', '>02134<'), '>Blue mug<', '> Blue &amp; <![CDATA[<b>]]> <');
    const { items, orders } = requestOf(xml);
    expect([items[0]!.sku, orders[0]!.destination.postalCode, items[0]!.title]).toEqual(['007', '02134', ' Blue & <b> ']);
  });

  test('has quantity 1 where none is written, and no flag that is not written', () => {
    const request = requestOf(swap(swap(LATE, '<Quantity>2</Quantity>', ''), /<CalculateTaxRates>.*<\/CalculateTaxRates>/, ''));
    expect([request.items[0]!.quantity, request.asked]).toEqual([1, { shipping: true, promotions: true, tax: false }]);
  });

  test('has no ClientRequestId where it is empty', () => {
    expect(requestOf(swap(LATE, '>cart-1042<', '><'))).not.toHaveProperty('clientRequestId');
  });

  test('is the same whatever its prefixes, line breaks and comments', () => {
    const { source, ...expected } = requestOf(LATE);
    const forms = [
      LATE.replaceAll('\n', '\r\n'),
      `\ufeff${LATE.replace(/>\s+</g, '><')}`,
      LATE.replace(/<(\/?)([A-Z])/g, '<$1cba:$2').replace('xmlns=', 'xmlns:cba='),
      swap(LATE, '<CallbackOrders>', '<!-- c --><CallbackOrders>'),
    ];
    for (const form of forms) {
      const { source: other, ...request } = requestOf(form);
      expect(request).toEqual(expected);
      expect(other.itemCustomData.size).toBe(source.itemCustomData.size);
    }
  });

  test('with every element of its schema is read without a warning but that of its state', () => {
    const rich = richExamples().filter((xml) => xml.startsWith('<OrderCalculationsRequest'));
    for (const xml of rich) {
      const document = readCallbackDocument(Buffer.from(xml), {});
      expect(document.kind === 'request' && document.warnings.map(({ rule }) => rule)).toEqual(['tolerance-state-name']);
    }
    expect(rich).toHaveLength(2);
  });
});

describe('blocks that later documents copy', () => {
  const form = `\ufeff${LATE}`
    .replaceAll('\n', '\r\n')
    .replace('<session>7f3a</session>', '<s:x xmlns:s="urn:s" a=\'1\'>\u{1f381} &amp;&#10;<![CDATA[<]]><!-- é --></s:x>');

  test.each([
    ['as sent', LATE],
    ['with a byte order mark, CRLF, entities, CDATA and comments', form],
  ])('are cut out byte for byte %s', (_what, xml) => {
    const bytes = Buffer.from(xml);
    const { source } = requestOf(bytes);
    const between = (open: string, close: string): string => xml.slice(xml.indexOf(open), xml.indexOf(close) + close.length);
    expect(sliceSource(bytes, source.cartCustomData!).toString()).toBe(between('<CartCustomData>', '</CartCustomData>'));
    expect(sliceSource(bytes, source.itemCustomData.get('line-1')!).toString()).toBe(
      between('<ItemCustomData>', '</ItemCustomData>'),
    );
    expect(sliceSource(bytes, source.cart).toString()).toBe(between('<CallbackOrderCart>', '</CallbackOrderCart>'));
    expect(sliceSource(bytes, source.items).toString()).toBe(between('<CallbackOrderCartItems>', '</CallbackOrderCartItems>'));
    expect(sliceSource(bytes, source.callbacks).toString()).toBe(
      between('<OrderCalculationCallbacks>', '</OrderCalculationCallbacks>'),
    );
    expect(source.itemCustomData.has('line-2')).toBe(false);
  });
});

describe('a valid request that cannot be priced says why', () => {
  const second = (from: string, to: string): string =>
    LATE.replace(
      /<CallbackOrder>[\s\S]*<\/CallbackOrder>/,
      (order) => order + order.replace('jklmnopqrs', 'other').replace(from, to),
    );
  test.each([
    ['SKU_MISSING', 'Item 2 ("T-shirt, medium")', swap(LATE, /<SKU>TEE-M<\/SKU>/, '')],
    ['SKU_MISSING', 'Item 1 ("Blue mug")', swap(LATE, /<SKU>MUG-1<\/SKU>/, '<SKU/>')],
    [
      'ITEM_UNKNOWN',
      '"line-9"',
      swap(
        LATE,
        /<CallbackOrderItemId>line-2<\/CallbackOrderItemId>(\s*)<\/CallbackOrderItem>/,
        '<CallbackOrderItemId>line-9</CallbackOrderItemId></CallbackOrderItem>',
      ),
    ],
    ['ITEM_IN_TWO_ORDERS', '"line-1" stands in CallbackOrder 1 and 2', second('', '')],
    ['CURRENCY_MIXED', 'USD and CAD', swap(LATE, /19\.99<\/Amount>\s*<CurrencyCode>USD/, '19.99</Amount><CurrencyCode>CAD')],
    ['AMOUNT_TOO_LARGE', 'The item "MUG-1"', swap(LATE, '>12.50<', '>500000000.00<')],
    ['AMOUNT_TOO_LARGE', 'The items together', swap(swap(LATE, '>12.50<', '>400000000.00<'), '>19.99<', '>200000000.00<')],
  ])('%s: %s', (code, said, xml) => {
    const { problems } = requestOf(xml);
    expect(problems[0]).toMatchObject({ code });
    expect(problems[0]!.message).toContain(said);
  });

  test('999,999,999.99 in all is not too large', () => {
    // 2 x 499,999,990.00 + 19.99 = 999,999,999.99
    expect(requestOf(swap(LATE, '>12.50<', '>499999990.00<')).problems).toEqual([]);
  });

  test('with several currencies there is no currency', () => {
    const request = requestOf(swap(LATE, /19\.99<\/Amount>\s*<CurrencyCode>USD/, '19.99</Amount><CurrencyCode>CAD'));
    expect([request.currency, request.currencies]).toEqual([null, ['USD', 'CAD']]);
  });
});

describe('a failure report', () => {
  test.each(['2009-05-15', '2008-11-30'] as const)(
    'of %s is read by its root element, in whatever field it came',
    (namespace) => {
      for (const field of ['order-calculations-error', 'order-calculations-request']) {
        expect(readCallbackDocument(Buffer.from(exampleXml('order-calculations-error', namespace)), { field })).toEqual({
          kind: 'error-report',
          namespace,
          report: {
            code: 'HttpError',
            message: 'The endpoint could not be reached or answered with another status than 200.',
            callbackReferenceId: '1-4f9be8f2-6c1d-4a51-8d4e-0b7c2f9d3e11',
            clientRequestId: 'cart-1042',
            response: '<!DOCTYPE html><title>502 Bad Gateway</title>',
          },
          warnings: [],
        });
      }
    },
  );

  test('needs neither the request nor the answer', () => {
    const xml = exampleXml('order-calculations-error', '2009-05-15').replace(
      /<OrderCalculationsRequest[\s\S]*<\/OrderCalculationsResponse>/,
      '',
    );
    expect(readCallbackDocument(Buffer.from(xml), {})).toMatchObject({ kind: 'error-report', report: { code: 'HttpError' } });
  });
});
