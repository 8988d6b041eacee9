import fc from 'fast-check';
import { openCallbackPost, openForm, readCallbackAnswer, writeCallbackAnswer } from '../../src/wire/envelope.js';

const FORM = 'application/x-www-form-urlencoded';
const open = (text: string | Buffer, contentType = FORM) => openForm(Buffer.from(text), contentType);
const post = (text: string) => {
  const opened = open(text);
  if (!opened.ok) throw new Error(opened.detail);
  return openCallbackPost(opened.fields);
};

describe('decoding a form', () => {
  test('takes off escapes and blanks once, in the order sent', () => {
    expect(open('a=1+2%2B3&b=caf%C3%A9&c&d=&e=x%3Dy=z')).toMatchObject({
      ok: true,
      fields: [
        { name: 'a', value: '1 2+3' },
        { name: 'b', value: 'café' },
        { name: 'c', value: '' },
        { name: 'd', value: '' },
        { name: 'e', value: 'x=y=z' },
      ],
    });
  });

  test('gives the decoded bytes beside the text', () => {
    const opened = open('x=%00caf%C3%A9%20%25');
    expect(opened.ok && opened.fields[0]?.bytes).toEqual(Buffer.from('\u0000café %'));
  });

  test('passes over empty parts', () => {
    expect(open('&&a=1&&')).toMatchObject({ ok: true, fields: [{ name: 'a', value: '1' }] });
    expect(open('')).toEqual({ ok: true, fields: [] });
  });

  test('agrees with URLSearchParams on every form that a program can write', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }), { maxLength: 8 });
    fc.assert(
      fc.property(names, fc.array(fc.string({ unit: 'grapheme' }), { minLength: 8, maxLength: 8 }), (keys, values) => {
        const pairs = keys.map((name, index): [string, string] => [name, values[index] ?? '']);
        fc.pre(new Set(pairs.map(([name]) => name)).size === pairs.length);
        const opened = open(new URLSearchParams(pairs).toString());
        expect(opened.ok && opened.fields.map(({ name, value }) => [name, value])).toEqual(pairs);
      }),
    );
  });

  test.each([
    ['a=1&UUID=%zz', 'Byte 10 of the body, in the field UUID: "%zz" is no escape'],
    ['a=abc%4', 'Byte 6 of the body, in the field a: "%4" is no escape'],
    ['a=%', 'Byte 3 of the body'],
    ['a=%4&b=1', 'Byte 3 of the body'],
    ['%=1', 'Byte 1 of the body, in the name of a field'],
    ['x=ab%ff', 'The field x is not UTF-8: wrong from byte 3'],
    ['x=%C3', 'The field x is not UTF-8: wrong from byte 1'],
    ['x=%ED%A0%80', 'The field x is not UTF-8: wrong from byte 1'],
  ])('refuses %s and says where', (text, sentence) => {
    const opened = open(text);
    expect(opened).toMatchObject({ ok: false, code: 'FORM_MALFORMED' });
    expect(!opened.ok && opened.detail).toContain(sentence);
  });

  test('refuses a doubled field by name, also if it is escaped differently', () => {
    expect(open('UUID=1&%55UID=2')).toMatchObject({ ok: false, code: 'FORM_FIELD_DOUBLED' });
    const opened = open('UUID=1&%55UID=2');
    expect(!opened.ok && opened.detail).toContain('UUID was sent twice');
  });

  test('takes a hundred fields and no more', () => {
    const form = (count: number) => Array.from({ length: count }, (_, index) => `f${index}=1`).join('&');
    expect(open(form(100)).ok).toBe(true);
    expect(open(form(101))).toMatchObject({ ok: false, code: 'FORM_MALFORMED' });
  });

  test.each([
    ['application/x-www-form-urlencoded; charset=UTF-8', true],
    ['Application/X-WWW-Form-URLencoded;charset="utf-8"', true],
    ['application/x-www-form-urlencoded; charset=iso-8859-1', false],
    ['multipart/form-data; boundary=x', false],
    ['text/xml', false],
    ['', false],
  ])('content type %s: %s', (contentType, taken) => {
    const opened = open('a=1', contentType);
    expect(opened.ok).toBe(taken);
    if (!opened.ok) expect(opened.code).toBe('CONTENT_TYPE_UNSUPPORTED');
  });
});

describe('a callback post', () => {
  test('has its document and its signing fields in any order', () => {
    expect(post('Signature=a%2Bb%3D&aws-access-key-id=KEY&UUID=u&order-calculations-request=%3Ca%2F%3E&Timestamp=t')).toEqual({
      ok: true,
      field: 'order-calculations-request',
      xml: Buffer.from('<a/>'),
      signature: 'a+b=',
      uuid: 'u',
      timestamp: 't',
      keyId: 'KEY',
      signed: { signature: 'a+b=', uuid: 'u', timestamp: 't' },
      warnings: [],
    });
  });

  test('is unsigned without a Signature, or with an empty one', () => {
    expect(post('order-calculations-error=%3Ca%2F%3E&Signature=')).toEqual({
      ok: true,
      field: 'order-calculations-error',
      xml: Buffer.from('<a/>'),
      warnings: [],
    });
  });

  test('has the lost plus of its signature put back', () => {
    expect(post('order-calculations-request=x&Signature=a+b=&UUID=u&Timestamp=t')).toMatchObject({
      signature: 'a+b=',
      warnings: [{ rule: 'tolerance-blank-in-base64' }],
    });
  });

  test.each([
    ['UUID=u&Timestamp=t&Signature=s', 'FORM_FIELD_MISSING', 'order-calculations-request'],
    ['order-calculations-request=x&Timestamp=t&Signature=s', 'FORM_FIELD_MISSING', 'UUID'],
    ['order-calculations-request=x&UUID=u&Signature=s', 'FORM_FIELD_MISSING', 'Timestamp'],
    ['order-calculations-request=x&order-calculations-error=y', 'FORM_FIELD_DOUBLED', 'order-calculations-error'],
    [`order-calculations-request=x&UUID=${'u'.repeat(101)}`, 'FORM_MALFORMED', 'UUID'],
    ['order-calculations-request=x&UUID=a%0Ab', 'FORM_MALFORMED', 'UUID'],
  ])('%s is refused %s, naming %s', (text, code, named) => {
    const opened = post(text);
    expect(opened).toMatchObject({ ok: false, code });
    expect(!opened.ok && opened.detail).toContain(named);
  });
});

describe('a callback answer', () => {
  test('is written in the order of the protocol and read back', () => {
    const answer = { xml: '<a>é + &amp; %</a>', signature: 'a+b/c=', keyId: 'KEY' };
    const text = writeCallbackAnswer(answer);
    expect(text).toBe(
      'order-calculations-response=%3Ca%3E%C3%A9%20%2B%20%26amp%3B%20%25%3C%2Fa%3E&Signature=a%2Bb%2Fc%3D&aws-access-key-id=KEY',
    );
    expect(readCallbackAnswer(text)).toEqual({ ok: true, ...answer });
  });

  test('is unsigned if the post was', () => {
    expect(writeCallbackAnswer({ xml: '<a/>' })).toBe('order-calculations-response=%3Ca%2F%3E');
    expect(readCallbackAnswer('order-calculations-response=a+b')).toEqual({ ok: true, xml: 'a b' });
  });

  test('without its document is refused', () => {
    expect(readCallbackAnswer('Signature=x')).toMatchObject({ ok: false, code: 'FORM_FIELD_MISSING' });
  });
});
