import { readFileSync } from 'node:fs';
import { openOrderInput, writeOrderInput } from '../../src/wire/order-input.js';
import { verifyBytes } from '../../src/wire/signature.js';

const xml = readFileSync(new URL('../fixtures/vectors/order-2009-05-15.xml', import.meta.url));
const order = xml.toString('base64');
const signature = '9Lycpc1nNRn0rXCBxtgVDYkV/CQ=';
const key = 'CWVECTORKEY000000001';
const signed = `type:merchant-signed-order/aws-accesskey/1;order:${order};signature:${signature};aws-access-key-id:${key}`;
const rules = (value: string): string[] => {
  const opened = openOrderInput(value);
  return opened.ok ? opened.warnings.map(({ rule }) => rule) : [opened.code];
};

test('a signed cart gives back the bytes that were signed', () => {
  const opened = openOrderInput(signed);
  expect(opened).toEqual({ ok: true, kind: 'merchant-signed', xml, signature, keyId: key, warnings: [] });
  expect(opened.ok && verifyBytes('cartwright-vector-secret-0001', opened.xml, opened.signature ?? '')).toBe(true);
  expect(writeOrderInput({ xml, signature, keyId: key })).toBe(signed);
});

test('an unsigned cart and a wizard-signed one have no key', () => {
  expect(openOrderInput(`type:unsigned-order;order:${order}`)).toEqual({ ok: true, kind: 'unsigned', xml, warnings: [] });
  expect(openOrderInput(`type:cba-signed-order/sha1-hmac/2;order:${order};signature:${signature}`)).toEqual({
    ok: true,
    kind: 'wizard-signed',
    xml,
    signature,
    wizardKeyVersion: '2',
    warnings: [],
  });
});

test.each([
  ['a final semicolon', `${signed};`, []],
  ['an empty segment', signed.replace(';order', ';;order'), ['tolerance-empty-segment']],
  ['a line break behind the signature', signed.replace(signature, `${signature}\n`), ['tolerance-wrapped-base64']],
  ['wrapped base64', signed.replace(order, order.replace(/(.{76})/g, '$1\r\n')), ['tolerance-wrapped-base64']],
  [
    'lost plus signs',
    `type:unsigned-order;order:${Buffer.from('<a>>></a>').toString('base64').replaceAll('+', ' ')}`,
    ['tolerance-blank-in-base64'],
  ],
])('%s is tolerated and told', (_, value, expected) => {
  expect(openOrderInput(value).ok).toBe(true);
  expect(rules(value)).toEqual(expected);
});

test.each([
  ['nothing', '', 'FORM_FIELD_MISSING'],
  ['no type', `order:${order}`, 'FORM_FIELD_MISSING'],
  ['no order', 'type:unsigned-order', 'FORM_FIELD_MISSING'],
  ['a signature without its key', signed.replace(`;aws-access-key-id:${key}`, ''), 'FORM_FIELD_MISSING'],
  ['two signatures', `${signed};signature:x`, 'FORM_FIELD_DOUBLED'],
  ['a misspelt type', signed.replace('aws-accesskey', 'awsaccess-key'), 'FORM_MALFORMED'],
  ['a misspelt key label', signed.replace('aws-access-key-id', 'aws-access-keyid'), 'FORM_MALFORMED'],
  ['an order that is not base64', 'type:unsigned-order;order:%%%', 'FORM_MALFORMED'],
])('%s is refused', (_, value, code) => {
  expect(openOrderInput(value)).toMatchObject({ ok: false, code });
});
