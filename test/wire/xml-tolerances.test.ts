import type { Fault } from '../../src/core/fault.js';
import { readCallbackDocument, type CalculationRequest } from '../../src/wire/calculation.js';
import { plainDecimal } from '../../src/wire/tolerances.js';
import { loadSchemas, readXml } from '../../src/wire/xml.js';
import { exampleXml } from '../support/wire-examples.js';

const LATE = exampleXml('order-calculations-request', '2009-05-15');
const EARLY = exampleXml('order-calculations-request', '2008-11-30');
const ANSWER = exampleXml('order-calculations-response', '2009-05-15');
const EARLY_ANSWER = exampleXml('order-calculations-response', '2008-11-30');

beforeAll(loadSchemas);

function readRequest(xml: string): { request: CalculationRequest; warnings: Fault[] } {
  const document = readCallbackDocument(Buffer.from(xml), { field: 'order-calculations-request' });
  if (document.kind !== 'request') throw new Error(JSON.stringify(document));
  return document;
}

/** Replaces the first occurrence, which must be there. */
function swap(xml: string, from: string | RegExp, to: string): string {
  const changed = xml.replace(from, to);
  if (changed === xml) throw new Error(`nothing to change: ${String(from)}`);
  return changed;
}

const told = (warnings: Fault[]): string[] => warnings.map(({ rule, line, column }) => `${rule} ${line}:${column}`);

describe('a request is read with a warning where', () => {
  test.each<[what: string, rule: string, xml: string]>([
    ['Weight is empty', 'tolerance-empty-weight 26:11', swap(LATE, /<Weight>[\s\S]*?<\/Weight>/, '<Weight></Weight>')],
    [
      'Weight has an empty Amount',
      'tolerance-empty-weight 26:11',
      swap(LATE, /<Weight>[\s\S]*?<\/Weight>/, '<Weight><Amount/><Unit>lb</Unit></Weight>'),
    ],
    ['PromotionIds is empty', 'tolerance-empty-promotion-ids 30:39', swap(LATE, '</Category>', '</Category><PromotionIds/>')],
    [
      'PromotionId is empty',
      'tolerance-empty-promotion-id 30:53',
      swap(LATE, '</Category>', '</Category><PromotionIds><PromotionId></PromotionId></PromotionIds>'),
    ],
    ['a flag is 1', 'tolerance-boolean 5:24', swap(LATE, '<CalculateTaxRates>true', '<CalculateTaxRates>1')],
    [
      'a flag is 0',
      'tolerance-boolean 9:36',
      swap(LATE, '<ProcessOrderOnCallbackFailure>false', '<ProcessOrderOnCallbackFailure>0'),
    ],
    ['an amount is whole', 'tolerance-amount 22:21', swap(LATE, '>12.50<', '>12<')],
    ['an amount begins with its point', 'tolerance-amount 22:21', swap(LATE, '>12.50<', '>.5<')],
    ['an amount has an exponent', 'tolerance-amount 22:21', swap(LATE, '>12.50<', '>1.25E1<')],
    ['a weight begins with its point', 'tolerance-number 27:21', swap(LATE, '>0.75<', '>.75<')],
    ['an address has no scheme', 'tolerance-url 8:28', swap(LATE, 'https://shop.example/callbacks', 'shop.example/callbacks')],
    [
      'children are out of order',
      'tolerance-order 17:50',
      swap(
        LATE,
        /<SKU>MUG-1<\/SKU>\s*<MerchantId>A1EXAMPLESHOP1<\/MerchantId>/,
        '<MerchantId>A1EXAMPLESHOP1</MerchantId><SKU>MUG-1</SKU>',
      ),
    ],
    ['a state is written in full', 'tolerance-state-name 69:16', swap(LATE, '>WA<', '>Washington<')],
    ['a SKU is over 40 characters', 'tolerance-sku-length 17:16', swap(LATE, '>MUG-1<', `>${'M'.repeat(41)}<`)],
    ['a title is over 80 characters', 'tolerance-title-length 19:18', swap(LATE, '>Blue mug<', `>${'é'.repeat(81)}<`)],
    ['an element is unknown', 'element-unknown 12:3', swap(LATE, '<CallbackOrderCart>', '<Foo><Bar/></Foo><CallbackOrderCart>')],
    ['there are attributes', 'attribute-ignored 3:3', swap(LATE, '<CallbackReferenceId', '<CallbackReferenceId id="1"')],
    ['a later element stands under 2008-11-30', 'tolerance-later-element 12:3', swap(EARLY, '<Cart>', '<PaymentAmounts/><Cart>')],
    [
      'no order names an item',
      'item-in-no-order 38:9',
      swap(LATE, /<CallbackOrderItem>\s*<CallbackOrderItemId>line-2<\/CallbackOrderItemId>\s*<\/CallbackOrderItem>/, ''),
    ],
  ])('%s: %s', (_what, expected, xml) => {
    const { warnings } = readRequest(xml);
    expect(told(warnings)).toEqual([expected]);
    expect(warnings[0]).toMatchObject({ severity: 'warning', field: 'order-calculations-request' });
  });

  test('IsPOBoxSupported stands under 2009-05-15, and WorldRegion is the other way round', () => {
    const xml = swap(
      ANSWER,
      '<USZipRegion>98104</USZipRegion>',
      '<WorldRegion><CountryCode>CA</CountryCode><PostalRegion>V*</PostalRegion></WorldRegion>',
    );
    const read = readXml(
      Buffer.from(swap(xml, '</DisplayableShippingLabel>', '</DisplayableShippingLabel><IsPOBoxSupported>1</IsPOBoxSupported>')),
      {
        roots: ['OrderCalculationsResponse'],
      },
    );
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    expect(told(read.warnings.list())).toEqual(['tolerance-world-region 35:53', 'tolerance-po-box 66:68']);
  });

  test('DisplayableShippingLabel stands under 2008-11-30', () => {
    const xml = swap(
      EARLY_ANSWER,
      '<IsPOBoxSupported>',
      '<DisplayableShippingLabel>x</DisplayableShippingLabel><IsPOBoxSupported>',
    );
    const read = readXml(Buffer.from(xml), { roots: ['OrderCalculationsResponse'] });
    expect(read.ok && read.warnings.list().map(({ rule, path }) => [rule, path])).toEqual([
      ['tolerance-later-element', 'ShippingMethods/ShippingMethod[1]/DisplayableShippingLabel'],
    ]);
  });
});

describe('a tolerated value', () => {
  const priceOf = (amount: string): bigint => readRequest(swap(LATE, '>12.50<', `>${amount}<`)).request.items[0]!.price;

  test('is read exactly: .5, 12, 1.25E1, 5e-4 and six places', () => {
    expect([priceOf('.5'), priceOf('12'), priceOf('1.25E1'), priceOf('5e-4'), priceOf('0.012345')]).toEqual([
      500_000n,
      12_000_000n,
      12_500_000n,
      500n,
      12_345n,
    ]);
  });

  test('keeps its whole text where only the schema wants it shorter', () => {
    const { request } = readRequest(swap(swap(LATE, '>MUG-1<', `>${'M'.repeat(45)}<`), '>Blue mug<', `>${'é'.repeat(90)}<`));
    expect([request.items[0]!.sku, request.items[0]!.title]).toEqual(['M'.repeat(45), 'é'.repeat(90)]);
  });

  test('gives no weight where Weight is empty', () => {
    expect(
      readRequest(swap(LATE, /<Weight>[\s\S]*?<\/Weight>/, '<Weight></Weight>')).request.items.map(({ weight }) => weight),
    ).toEqual([undefined, { amount: '0.40', unit: 'lb' }]);
  });

  test('counts 40 characters beyond the basic plane as 40', () => {
    expect(readRequest(swap(LATE, '>MUG-1<', `>${'🎁'.repeat(40)}<`)).warnings).toEqual([]);
  });

  test.each(['INF', 'NaN', '-1.00', '+1.00', '1,250.00', '$12.50', '1.', '0x10', '1e999', '', '1.0000001', '1E-7'])(
    'is never "%s" for an amount',
    (amount) => {
      const document = readCallbackDocument(Buffer.from(swap(LATE, '>12.50<', `>${amount}<`)), {});
      expect(document.kind === 'fault' && document.faults.map(({ rule }) => rule)).toEqual(['amount-not-negative']);
    },
  );

  test.each(['ftp://shop.example', 'javascript:alert(1)', 'mailto:a@shop.example'])('is never %s for an address', (url) => {
    const document = readCallbackDocument(Buffer.from(swap(LATE, 'https://shop.example/callbacks', url)), {});
    expect(document.kind === 'fault' && document.faults.map(({ rule }) => rule)).toEqual(['http-url']);
  });
});

test('warnings of one kind about unknown elements are one, with their number', () => {
  const { warnings } = readRequest(LATE.replaceAll('<Quantity>', '<Hazmat>false</Hazmat><Quantity>'));
  expect(told(warnings)).toEqual(['element-unknown 25:11']);
  expect(warnings[0]!.message).toContain('2 times');
});

test('beyond a hundred faults only their number is told', () => {
  const items = Array.from(
    { length: 300 },
    (_, index) =>
      `<Item><SKU>${index}</SKU><MerchantId>A</MerchantId><Title>t</Title><Price><Amount>1</Amount><CurrencyCode>USD</CurrencyCode></Price></Item>`,
  );
  const { warnings } = readRequest(
    EARLY.replace(/<Items>[\s\S]*<\/Items>/, `<Items>${items.join('')}</Items>`).replace(
      /<CallbackOrderItems>[\s\S]*<\/CallbackOrderItems>/,
      '<CallbackOrderItems><CallbackOrderItem><SKU>0</SKU></CallbackOrderItem></CallbackOrderItems>',
    ),
  );
  expect(warnings).toHaveLength(101);
  expect(warnings[100]).toMatchObject({ rule: 'more-faults', severity: 'warning' });
});

describe('plainDecimal', () => {
  test.each([
    ['.5', '0.5'],
    ['12', '12'],
    ['012', '12'],
    ['1.050', '1.050'],
    ['1E2', '100'],
    ['1.5e1', '15'],
    ['1.50E0', '1.50'],
    ['12E-1', '1.2'],
    ['5E-4', '0.0005'],
    ['0E5', '0'],
    ['1E20', '100000000000000000000'],
    ['1E21', null],
    ['', null],
    ['.', null],
    ['1.', null],
    ['-1', null],
    ['1e', null],
  ])('reads %s as %s', (text, expected) => {
    expect(plainDecimal(text)).toBe(expected);
  });
});
