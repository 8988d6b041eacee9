import { readCallbackDocument } from '../../src/wire/calculation.js';
import {
  ERROR_CODES,
  MAX_REPORTED_BYTES,
  writeCallbackErrorReport,
  type CallbackErrorCode,
} from '../../src/wire/callback-error.js';
import { loadSchemas, readXml, schemaOf } from '../../src/wire/xml.js';
import { CALLBACKS, cartXml, itemXml, questionOf } from '../support/merchant-callback.js';

const ALL = ['2008-06-15', '2008-08-29', '2008-11-30', '2009-05-15'] as const;

beforeAll(loadSchemas);

const report = (response: string | null, code: CallbackErrorCode = 'HttpError'): string =>
  writeCallbackErrorReport({
    question: questionOf(cartXml('2009-05-15')),
    code,
    message: 'your endpoint answered 502',
    response,
  });

/** The answer inside a report as our own processor reads it. */
function responseOf(xml: string): string | undefined {
  const document = readCallbackDocument(Buffer.from(xml), {});
  if (document.kind !== 'error-report') throw new Error(JSON.stringify(document));
  return document.report.response;
}

test('a report repeats the request with its namespace and nothing of the address but its id', () => {
  expect(
    writeCallbackErrorReport({
      question: questionOf(cartXml('2008-11-30')),
      code: 'HttpError',
      message: 'status <502>',
      response: null,
    }),
  ).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><OrderCalculationsError xmlns="http://payments.amazon.com/checkout/2008-11-30/">' +
      '<OrderCalculationsErrorCode>HttpError</OrderCalculationsErrorCode><OrderCalculationsErrorMessage>status &lt;502&gt;</OrderCalculationsErrorMessage>' +
      '<OrderCalculationsRequest xmlns="http://payments.amazon.com/checkout/2008-11-30/"><CallbackReferenceId>1-4f9be8f2-6c1d-4a51-8d4e-0b7c2f9d3e11</CallbackReferenceId>' +
      `${CALLBACKS}<ClientRequestId>cart-1042</ClientRequestId><IntegratorId>I1</IntegratorId><Cart><Items>${itemXml('MUG-1', '12.50')}${itemXml('TEE-M', '19.99')}</Items></Cart>` +
      '<CallbackOrders><CallbackOrder><Address><AddressId>jklmnopqrs</AddressId></Address><CallbackOrderItems><CallbackOrderItem><SKU>MUG-1</SKU></CallbackOrderItem>' +
      '<CallbackOrderItem><SKU>TEE-M</SKU></CallbackOrderItem></CallbackOrderItems></CallbackOrder></CallbackOrders></OrderCalculationsRequest>' +
      '<OrderCalculationsResponse><![CDATA[The response was missing or not valid.]]></OrderCalculationsResponse></OrderCalculationsError>',
  );
});

test.each(ALL)('a report in %s is valid by the schema and read without a warning', (namespace) => {
  const question = questionOf(cartXml(namespace));
  const xml = writeCallbackErrorReport({ question, code: 'InvalidResponse', message: 'm', response: '<a>]]></a>' });
  expect(schemaOf(namespace).judge(xml)).toEqual({ state: 'valid' });
  const read = readXml(Buffer.from(xml), { roots: ['OrderCalculationsError'], namespaces: ALL });
  expect(read.ok && read.warnings.list()).toEqual([]);
});

test('our own processor reads a report back', () => {
  expect(readCallbackDocument(Buffer.from(report('Bad & <b>gateway</b>', 'ResponseTimeout')), {})).toEqual({
    kind: 'error-report',
    namespace: '2009-05-15',
    report: {
      code: 'ResponseTimeout',
      message: 'your endpoint answered 502',
      callbackReferenceId: '1-4f9be8f2-6c1d-4a51-8d4e-0b7c2f9d3e11',
      clientRequestId: 'cart-1042',
      response: 'Bad & <b>gateway</b>',
    },
    warnings: [],
  });
});

describe('the answer in a report', () => {
  test('keeps the end mark of CDATA, however often it stands there', () => {
    for (const text of [']]>', 'a]]>b]]>c', ']]]]>>', '<![CDATA[x]]>', ']]']) expect(responseOf(report(text))).toBe(text);
  });

  test('loses what XML cannot carry and nothing else', () => {
    expect(responseOf(report('a\u0000b\u0008c\ud800d\uffffe \u{1F381}\u00e9\ttab'))).toBe('abcde \u{1F381}\u00e9\ttab');
  });

  test('is cut at 64 KiB between two characters', () => {
    // 65,535 bytes and a gift of 4: the gift begins inside the limit, ends outside and is left out
    expect(responseOf(report(`${'x'.repeat(MAX_REPORTED_BYTES - 1)}\u{1F381}`))).toBe('x'.repeat(65_535));
    expect(responseOf(report('x'.repeat(MAX_REPORTED_BYTES)))).toHaveLength(65_536);
    expect(responseOf(report('\u00e9'.repeat(MAX_REPORTED_BYTES)))).toBe('\u00e9'.repeat(32_768));
  });
});

test('a call that was never made is reported to nobody', () => {
  const unreported = Object.entries(ERROR_CODES).filter(([, code]) => code === null);
  expect(unreported.map(([cause]) => cause)).toEqual(['address-forbidden', 'breaker-open', 'no-key']);
});
