import type { CallbackCause } from '../../src/core/checkout.js';
import { encodeCalculationRefusal } from '../../src/wire/calculation.js';
import { readCallbackAnswer } from '../../src/wire/callback-answer.js';
import type { CallbackExpectation, CallbackPostAnswer, FailedAnswer } from '../../src/wire/callback-types.js';
import { signBytes } from '../../src/wire/signature.js';
import { loadSchemas } from '../../src/wire/xml.js';
import {
  ALL_TABLES,
  answeredItem,
  answerXml,
  cartXml,
  expectationOf,
  postAnswer,
  questionOf,
  SECRET,
  SHIPPING,
  signedAnswer,
  TAX,
} from '../support/merchant-callback.js';

beforeAll(loadSchemas);

function failureOf(answer: CallbackPostAnswer, more: Partial<CallbackExpectation> = {}): FailedAnswer {
  const reading = readCallbackAnswer(answer, expectationOf(questionOf(cartXml('2009-05-15')), more));
  if (reading.ok || reading.kind !== 'failed') throw new Error(JSON.stringify(reading.ok));
  return reading;
}

const GOOD = answerXml({ namespace: '2009-05-15' });
const NS = 'xmlns="http://payments.amazon.com/checkout/2009-05-15/"';
const withTables = (tables: string): string => answerXml({ namespace: '2009-05-15', tables });
const withItems = (...items: string[]): string => answerXml({ namespace: '2009-05-15', items: items.join('') });

/** Replaces the first occurrence, which must be there. */
function swap(xml: string, from: string, to: string): string {
  if (!xml.includes(from)) throw new Error(`nothing to change: ${from}`);
  return xml.replace(from, to);
}

describe('a body that is no form says what it is', () => {
  test.each([
    ['', 'it is empty'],
    [GOOD, 'it is bare XML, sent as text/html; charset=UTF-8; send it as that form field, URL-encoded'],
    [
      '<!DOCTYPE html><title>Moved',
      'it is a page, sent as text/html; charset=UTF-8; it begins with "<!DOCTYPE html><title>Moved"',
    ],
    [
      '<br />\n<b>Notice</b>: Undefined index<br />order-calculations-response=%3Ca',
      'something is printed before the form, sent as text/html; charset=UTF-8; it begins with "<br /> <b>Notice</b>: Undefined index<br"',
    ],
    ['{"error":"no"}', 'it is JSON, sent as text/html; charset=UTF-8'],
    [
      'Order-Calculations-Response=x&Signature=y',
      'it has the fields Order-Calculations-Response, Signature, sent as text/html; charset=UTF-8; names are case-sensitive, and an empty field counts as left out',
    ],
    [
      'order-calculations-response=&Signature=y',
      'it has the fields order-calculations-response, Signature, sent as text/html; charset=UTF-8; names are case-sensitive, and an empty field counts as left out',
    ],
    [
      'order-calculations-response=a&order-calculations-response=b',
      'The form field order-calculations-response was sent twice. Send it once: which one was signed cannot be told.',
    ],
    [
      'order-calculations-response=%E9&Signature=y',
      'The field order-calculations-response is not UTF-8: wrong from byte 1 of its decoded value.',
    ],
  ])('%#', (body, because) => {
    expect(failureOf(postAnswer(body))).toEqual({
      ok: false,
      kind: 'failed',
      cause: 'not-a-form',
      because: `your answer is no form with the field order-calculations-response: ${because}`,
      faults: [],
    });
  });
});

describe('a signature', () => {
  test('that is missing', () => {
    expect(failureOf(postAnswer(`order-calculations-response=${encodeURIComponent(GOOD)}`))).toMatchObject({
      cause: 'signature-missing',
      because: 'your answer has no field Signature, and answers to signed requests must be signed',
    });
  });

  test('that was made with another secret is named with the key it should be of', () => {
    expect(failureOf(signedAnswer(GOOD, 'another secret'))).toMatchObject({
      cause: 'signature-mismatch',
      because:
        'the Signature of your answer is not the HMAC-SHA1 of its XML, before URL encoding, with the secret of the access key CWVECTORKEY000000001',
    });
  });

  test('over the URL-encoded XML is none', () => {
    const encoded = encodeURIComponent(GOOD);
    const body = `order-calculations-response=${encoded}&Signature=${encodeURIComponent(signBytes(SECRET, encoded))}&aws-access-key-id=OTHER`;
    const { cause, because } = failureOf(postAnswer(body));
    expect([cause, because.endsWith('; your answer names another access key')]).toEqual(['signature-mismatch', true]);
  });

  test('that is wrong fails even where none is required', () => {
    expect(failureOf(signedAnswer(GOOD, 'another secret'), { signatureRequired: false }).cause).toBe('signature-mismatch');
  });

  test('is looked at before the XML', () => {
    expect(failureOf(signedAnswer('<a', 'another secret')).cause).toBe('signature-mismatch');
  });

  test('of the body that is wrong', () => {
    const headers = { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' };
    expect(failureOf({ ...signedAnswer(GOOD), headers })).toMatchObject({
      cause: 'signature-mismatch',
      because: 'the header webhook-signature of your answer does not fit its body with the UUID and the Timestamp of the request',
    });
  });
});

const price = (amount: string, currency = 'USD'): string => `<Amount>${amount}</Amount><CurrencyCode>${currency}</CurrencyCode>`;
const row = (what: string, cause: CallbackCause, xml: string, because: string): [string, CallbackCause, string, string] => [
  what,
  cause,
  xml,
  because,
];

// The root tag has 83 characters, the tags from Response to AddressId 61: the id begins at column 145. The id with the tags up to
// CallbackOrderItems has 52 more, an item 192: behind the first item is column 389.
test.each([
  row(
    'not well formed',
    'xml-malformed',
    '<a>\r\n  <b></a>',
    'the XML of your answer cannot be read: line 2, column 6: b: this end tag closes nothing that is open; expected </b>',
  ),
  row(
    'a document type',
    'xml-malformed',
    '<!DOCTYPE a><a/>',
    'the XML of your answer cannot be read: line 1, column 1: document types and entities are not read; leave <!DOCTYPE … > out',
  ),
  row(
    'more than 1 MiB',
    'too-large',
    `<a>${'x'.repeat(1024 * 1024)}</a>`,
    'your answer is larger than is read: line 1, column 1: the XML has 1048583 bytes; at most 1048576 are read',
  ),
  row(
    'no namespace',
    'schema',
    '<OrderCalculationsResponse/>',
    'your answer does not follow the schema: line 1, column 1: OrderCalculationsResponse: expected the namespace',
  ),
  row(
    'another root',
    'schema',
    `<Order ${NS}/>`,
    'your answer does not follow the schema: line 1, column 1: Order: expected OrderCalculationsResponse as root element, got Order',
  ),
  row(
    'nothing inside',
    'schema',
    `<OrderCalculationsResponse ${NS}/>`,
    'your answer does not follow the schema: line 1, column 1: Response: Response is missing; it belongs here',
  ),
  row(
    'the namespace of another request',
    'schema',
    answerXml({ namespace: '2008-11-30' }),
    'your answer does not follow the schema: line 1, column 1: OrderCalculationsResponse: expected the namespace of the request, http://payments.amazon.com/checkout/2009-05-15/, got http://payments.amazon.com/checkout/2008-11-30/',
  ),
  row('a rate in words', 'schema', swap(GOOD, '0.065', 'six'), 'your answer does not follow the schema: line 1, column'),
  row('a zip that is none', 'schema', swap(GOOD, '>98104<', '>981<'), 'your answer does not hold together: line 1, column'),
  row(
    'an empty Rate',
    'schema',
    swap(GOOD, `<ShipmentBased>${price('4.99')}</ShipmentBased>`, ''),
    'your answer does not hold together: line 1, column',
  ),
  row(
    'INTERNAL_SERVER_ERROR',
    'merchant-error',
    encodeCalculationRefusal('2009-05-15', 'INTERNAL_SERVER_ERROR', 'No rates today.'),
    'your endpoint answered INTERNAL_SERVER_ERROR: No rates today.',
  ),
  row(
    'SERVICE_UNAVAILABLE',
    'merchant-error',
    encodeCalculationRefusal('2009-05-15', 'SERVICE_UNAVAILABLE', ''),
    'your endpoint answered SERVICE_UNAVAILABLE',
  ),
  row(
    'another address',
    'address-mismatch',
    answerXml({ namespace: '2009-05-15', address: 'other' }),
    'your answer is for another address: line 1, column 145: Response/CallbackOrders/CallbackOrder[1]/Address/AddressId: expected the AddressId of the request, "jklmnopqrs", got "other"',
  ),
  row(
    'an item too few',
    'items-mismatch',
    withItems(answeredItem('MUG-1')),
    'your answer does not name each item of the request once: line 1, column 389: Response/CallbackOrders/CallbackOrder[1]/CallbackOrderItems: the item "TEE-M" of the request is not answered',
  ),
  row(
    'an item twice',
    'items-mismatch',
    withItems(answeredItem('MUG-1'), answeredItem('TEE-M'), answeredItem('MUG-1')),
    'your answer does not name each item of the request once: line 1, column',
  ),
  row(
    'an item of its own',
    'items-mismatch',
    withItems(answeredItem('MUG-1'), answeredItem('TEE-M'), answeredItem('HAT')),
    'your answer does not name each item of the request once: line 1, column',
  ),
  row(
    'a tax table that is not defined',
    'ids-undefined',
    swap(GOOD, '<TaxTableId>t<', '<TaxTableId>u<'),
    'your answer names what it does not define, or defines it twice: line 1, column',
  ),
  row(
    'a method that is not defined',
    'ids-undefined',
    swap(GOOD, '<ShippingMethodId>std<', '<ShippingMethodId>std <'),
    'your answer names what it does not define, or defines it twice: line 1, column',
  ),
  row(
    'a cart promotion that is not defined',
    'ids-undefined',
    withTables(`${ALL_TABLES}<CartPromotionId>P</CartPromotionId>`),
    'your answer names what it does not define, or defines it twice: line 1, column',
  ),
  row(
    'a tax table twice',
    'ids-undefined',
    swap(GOOD, '</TaxTables>', TAX.slice('<TaxTables>'.length)),
    'your answer names what it does not define, or defines it twice: line 1, column',
  ),
  row(
    'a stated tax for a method that is not offered',
    'ids-undefined',
    withTables(
      `${ALL_TABLES}<CartTaxAmounts><CartTaxAmount><ShippingMethodId>fast</ShippingMethodId><TaxAmount>${price('1.00')}</TaxAmount></CartTaxAmount></CartTaxAmounts>`,
    ),
    'your answer names what it does not define, or defines it twice: line 1, column',
  ),
  row('no promotions', 'kind-missing', withTables(TAX + SHIPPING), 'your answer lacks what the cart asks for: line 1, column'),
  row(
    'no taxes',
    'kind-missing',
    withItemsBare(`<Promotions/>${SHIPPING}`),
    'your answer lacks what the cart asks for: line 1, column',
  ),
  row(
    'no shipping',
    'kind-missing',
    withItemsBare(`${TAX}<Promotions/>`),
    'your answer lacks what the cart asks for: line 1, column',
  ),
  row(
    'an empty list of stated taxes',
    'kind-missing',
    withTables(`${ALL_TABLES}<CartTaxAmounts/>`),
    'your answer lacks what the cart asks for: line 1, column',
  ),
  row('a rate of 8.25', 'bounds', swap(GOOD, '0.065', '8.25'), 'your answer has a value out of bounds: line 1, column'),
  row(
    'a discount of 10',
    'bounds',
    withTables(
      `${TAX}<Promotions><Promotion><PromotionId>p</PromotionId><Benefit><DiscountRate>10</DiscountRate></Benefit></Promotion></Promotions>${SHIPPING}`,
    ),
    'your answer has a value out of bounds: line 1, column',
  ),
  row('a negative amount', 'bounds', swap(GOOD, '4.99', '-4.99'), 'your answer has a value out of bounds: line 1, column'),
  row('an infinite amount', 'bounds', swap(GOOD, '4.99', 'INF'), 'your answer has a value out of bounds: line 1, column'),
  row(
    'an amount of a billion',
    'bounds',
    swap(GOOD, '4.99', '1000000000.00'),
    'your answer has a value out of bounds: line 1, column',
  ),
  row(
    'another currency',
    'bounds',
    swap(GOOD, `4.99</Amount><CurrencyCode>USD`, `4.99</Amount><CurrencyCode>EUR`),
    'your answer has a value out of bounds: line 1, column',
  ),
])('an answer with %s fails by %s', (_what, cause, xml, because) => {
  const failure = failureOf(signedAnswer(xml));
  expect(failure.cause).toBe(cause);
  expect(failure.because.slice(0, because.length)).toBe(because);
});

function withItemsBare(tables: string): string {
  const items = answeredItem('MUG-1', '2009-05-15', '') + answeredItem('TEE-M', '2009-05-15', '');
  return answerXml({ namespace: '2009-05-15', items, tables });
}

test('a fault has the line of the XML, not of the form, with CRLF and a byte order mark', () => {
  const xml = `\uFEFF${swap(GOOD, '0.065', '8.25').replaceAll('><', '>\r\n<')}`;
  const { because, faults } = failureOf(signedAnswer(xml));
  // root, Response, CallbackOrders, CallbackOrder, Address, AddressId: lines 1 to 6; the tables follow the two items of 6 lines each
  expect(faults[0]).toMatchObject({
    rule: 'rate-zero-to-one',
    field: 'order-calculations-response',
    path: 'TaxTables/TaxTable[1]/TaxRules/TaxRule[1]/Rate',
    column: 7,
    got: '8.25',
  });
  expect(because).toContain(`line ${faults[0]!.line!}, column 7: TaxTables/`);
  expect(xml.split('\r\n')[faults[0]!.line! - 1]).toBe('<Rate>8.25</Rate>');
});

test('every missing and every foreign item is told, missing ones first', () => {
  const { faults } = failureOf(signedAnswer(withItems(answeredItem('HAT'), answeredItem('CAP'))));
  expect(faults.map(({ rule, got, expected }) => `${rule} ${got ?? expected!}`)).toEqual([
    'item-missing MUG-1',
    'item-missing TEE-M',
    'item-unknown HAT',
    'item-unknown CAP',
  ]);
});

test('warnings about the form stand behind the faults', () => {
  const body = `\n${Buffer.from(signedAnswer(swap(GOOD, '0.065', '8.25')).body).toString()}`;
  expect(failureOf(postAnswer(body)).faults.map(({ rule }) => rule)).toEqual(['rate-zero-to-one', 'tolerance-around-form']);
});
