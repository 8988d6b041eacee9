import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { createMask } from '../../src/wire/mask.js';

const SECRET = 'Sekret+0123456789/abcdefghijklmnopqrstuv';
const tag = (value: string): string => createHmac('sha256', 'test').update(value).digest('hex');
const mask = createMask({ tag, secrets: [SECRET] });
const masked = (raw: string): string => mask.text(raw, 'text').text;
const dots = (count: number): string => '•'.repeat(count);

describe('what is masked anywhere in a text', () => {
  test.each([
    ['Write to jo.doe+shop@mail.example.com, please', `Write to ${dots(28)}, please`],
    ['<a href="mailto:jo@example.com">', `<a href="mailto:${dots(14)}">`],
    ['jo&#64;example.com', dots(18)],
    ['jo&#x40;example.com', dots(19)],
    ['jo%40example.com', dots(16)],
    ['jo%2540example.com', dots(18)],
    ['jo\\u0040example.com', dots(19)],
    ['+1 206 555 0100', dots(15)],
    ['call (206) 555-0100 now', `call ${dots(14)} now`],
    ['206-555-0100, 206.555.0100', `${dots(12)}, ${dots(12)}`],
    ['%2B12065550100', dots(14)],
    ['+49 89 1234567', dots(14)],
    ['4111111111111111', dots(16)],
    ['4111-1111-1111-1111', dots(19)],
    ['5500 0000 0000 0004', dots(19)],
    ['3400 000000 00009 by 2030', `${dots(17)} by 2030`],
    ['4111%201111%201111%201111', dots(25)],
    ['4111&#32;1111&nbsp;1111 1111', dots(28)],
    [`key ${SECRET}!`, `key ${dots(40)}!`],
    [encodeURIComponent(SECRET), dots(encodeURIComponent(SECRET).length)],
  ])('%s', (raw, expected) => {
    expect(masked(raw)).toBe(expected);
  });

  test('base64 that hides something is masked whole, other base64 stays', () => {
    const hidden = Buffer.from('<Email>jo@example.com</Email>').toString('base64');
    expect(masked(`order:${hidden};`)).toBe(`order:${dots(hidden.length)};`);
    const harmless = Buffer.from('<SKU>MUG-1</SKU><SKU>MUG-2</SKU>').toString('base64');
    expect(masked(harmless)).toBe(harmless);
    expect(masked('9Lycpc1nNRn0rXCBxtgVDYkV/CQ=')).toBe('9Lycpc1nNRn0rXCBxtgVDYkV/CQ=');
  });

  test.each(['latin1', 'utf16le'] as const)('base64 of %s is text that hides something, too', (encoding) => {
    const hidden = Buffer.from('<AddressFieldOne>77 Rue Éloi</AddressFieldOne>', encoding).toString('base64');
    expect(masked(`order:${hidden};`)).toBe(`order:${dots(hidden.length)};`);
  });

  test('wrapped base64 keeps its line breaks', () => {
    const hidden = Buffer.from(`<Cart><Title>Mug</Title></Cart><Email>jo@example.com</Email>`).toString('base64');
    const wrapped = hidden.replace(/(.{40})/g, '$1\r\n');
    expect(masked(wrapped)).toBe(wrapped.replace(/[^\r\n]/g, '•'));
  });

  test.each([
    '1-7f1c2f0e-3f0a-4c0e-9b1e-0a1b2c3d4e5f',
    '2026-01-15T09:30:00.000Z',
    '2026-01-15 09:30:00',
    '123-1234567-1234567',
    'A1CARTWRIGHT1 CWVECTORKEY000000001',
    '98104-1234 and 98100-98199',
    '1768469400000',
    '12.50 19.99 4.99',
    '0.0725 0.065 0.1035',
    'twitter @cartwright',
    '4111111111111112',
  ])('%s stays', (raw) => {
    expect(masked(raw)).toBe(raw);
  });
});

describe('fields of XML', () => {
  test.each([
    ['<AddressFieldOne>12 Main St</AddressFieldOne>', `<AddressFieldOne>${dots(10)}</AddressFieldOne>`],
    ['<x:AddressFieldTwo a="b" >\n Flat 2 </x:AddressFieldTwo>', `<x:AddressFieldTwo a="b" >\n ${dots(6)} </x:AddressFieldTwo>`],
    ['<AddressFieldThree/><City>Seattle</City>', '<AddressFieldThree/><City>Seattle</City>'],
    ['<PhoneNumber>2065550100</PhoneNumber>', `<PhoneNumber>${dots(10)}</PhoneNumber>`],
    ['<AddressFieldOne>12 <b>Main</b></AddressFieldOne>x', `<AddressFieldOne>${dots(2)} <b>${dots(4)}</b></AddressFieldOne>x`],
    ['<AddressFieldOne>12 Main &amp; 5th</AddressFieldOne>', `<AddressFieldOne>${dots(17)}</AddressFieldOne>`],
    ['<AddressFieldOne>12 Main St<City>Seattle</City>', `<AddressFieldOne>${dots(10)}<City>Seattle</City>`],
    ['<AddressFieldOne 12 Main St<City>', `<AddressFieldOne ${dots(10)}<City>`],
    ['<AddressFieldOne>12 Ma', `<AddressFieldOne>${dots(5)}`],
    ['<AddressFieldOne><![CDATA[1 <x> 2]]></AddressFieldOne>', `<AddressFieldOne><![CDATA[${dots(7)}]]></AddressFieldOne>`],
    ['<AddressFieldOne><![CDATA[12 Main', `<AddressFieldOne><![CDATA[${dots(7)}`],
    ['<AddressFieldOne><!--12 Main--></AddressFieldOne>', `<AddressFieldOne><!--${dots(7)}--></AddressFieldOne>`],
    ['&lt;AddressFieldOne&gt;12 Main&lt;/AddressFieldOne&gt;', `&lt;AddressFieldOne&gt;${dots(7)}&lt;/AddressFieldOne&gt;`],
    ['%3CAddressFieldOne%3E12+Main%3C%2FAddressFieldOne%3E', `%3CAddressFieldOne%3E${dots(7)}%3C%2FAddressFieldOne%3E`],
    [
      '<ShippingAddress><Name>Jo Doe</Name></ShippingAddress><Name>Mug</Name>',
      `<ShippingAddress><Name>${dots(6)}</Name></ShippingAddress><Name>Mug</Name>`,
    ],
  ])('%s', (raw, expected) => {
    expect(mask.text(raw, 'xml').text).toBe(expected);
  });
});

describe('fields of JSON and of forms', () => {
  test.each([
    [
      '{"address": {"line1": "12 Main", "city": "Seattle", "name": "Jo"}}',
      `{"address": {"line1": "${dots(7)}", "city": "Seattle", "name": "${dots(2)}"}}`,
    ],
    ['{"name": "Mug", "phone": 2065550100}', `{"name": "Mug", "phone": ${dots(10)}}`],
    [
      '{"phones": 1, "phone": ["a b", {"x": "c"}], "y": "z"}',
      `{"phones": 1, "phone": ["${dots(3)}", {"${dots(1)}": "${dots(1)}"}], "y": "z"}`,
    ],
    ['{"line1": "a \\"b\\" c", "x": null, "line2": null}', `{"line1": "${dots(9)}", "x": null, "line2": null}`],
    ['{"lin\\u00651": "12 Main"}', `{"lin\\u00651": "${dots(7)}"}`],
    ['5" pipe {"line1":"12 Main', `5" pipe {"line1":"${dots(7)}`],
    ['<ItemCustomData>{"line1":"12 Main"}</ItemCustomData>', `<ItemCustomData>{"line1":"${dots(7)}"}</ItemCustomData>`],
  ])('%s', (raw, expected) => {
    expect(mask.text(raw, 'json').text).toBe(expected);
  });

  test('a form value goes by its field name', () => {
    expect(mask.text(' 12 Main St ', 'form-value', 'address_1').text).toBe(` ${dots(10)} `);
    expect(mask.text('12 Main St', 'form-value', 'item_title_1').text).toBe('12 Main St');
  });
});

describe('the list of masks', () => {
  test('says line, column in code points, length, kind and tag, one mask a line', () => {
    const { text, masks } = mask.text('\uFEFF<é>😀</é>\r\n<AddressFieldOne>12 Main\r\n  Flat 2</AddressFieldOne>', 'xml');
    expect(text).toBe(`\uFEFF<é>😀</é>\r\n<AddressFieldOne>${dots(7)}\r\n${dots(8)}</AddressFieldOne>`);
    expect(masks).toMatchObject([
      { line: 2, column: 18, length: 7, what: 'street' },
      { line: 3, column: 1, length: 8, what: 'street' },
    ]);
  });

  test('equal values have equal tags however they are written, others do not', () => {
    const tagOf = (raw: string): string | undefined => mask.text(raw, 'text').masks[0]?.tag;
    expect(tagOf('Jo@Example.com')).toBe(tagOf('to: jo&#64;example.com'));
    expect(tagOf('4111 1111 1111 1111')).toBe(tagOf('4111111111111111'));
    expect(tagOf('206-555-0100')).toBe(tagOf('(206) 555-0100'));
    expect(tagOf('jo@example.com')).not.toBe(tagOf('jo@example.org'));
    expect(tagOf('jo@example.com')).toMatch(/^[0-9a-f]{12}$/);
  });

  test('a fault is masked in what it got and in its sentence', () => {
    const fault = { rule: 'x', severity: 'error', got: 'jo@example.com', message: 'got "jo@example.com"' } as const;
    expect(mask.fault(fault)).toEqual({ ...fault, got: dots(14), message: `got "${dots(14)}"` });
  });
});

describe('properties', () => {
  const canary = fc.constantFrom('jo.canary@example.test', '4111 1111 1111 1111', '+1 206 555 0100', SECRET);
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      '<AddressFieldOne>',
      '</AddressFieldOne>',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '%',
      '%4',
      '&#',
      '"line1":"',
      '\\',
      '\r\n',
      '\n',
      '\r',
      '<',
      '\ufeff',
      '😀',
      '{',
      '"',
    ),
  );
  const shape = (text: string): string => text.replace(/[^\r\n]/gu, '.');
  const bordered = (value: string): string => ` ${value} `;

  test('a masked text has the same code points and line breaks', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, canary)), (pieces) => {
        const raw = pieces.join('');
        expect(shape(masked(raw))).toBe(shape(raw));
      }),
      { numRuns: 500 },
    );
  });

  test('a canary is gone from any text, in whatever it is wrapped', () => {
    const wrap = fc.constantFrom(
      (value: string) => value,
      (value: string) => `<![CDATA[${value}]]>`,
      (value: string) => encodeURIComponent(value),
      (value: string) => value.replace(/[@ +]/g, (char) => `&#${char.charCodeAt(0)};`),
      (value: string) => JSON.stringify({ note: value }),
      (value: string) => Buffer.from(`note: ${value}`).toString('base64'),
    );
    fc.assert(
      fc.property(fc.array(piece), canary, wrap, fc.array(piece), (before, value, wrapped, after) => {
        const written = wrapped(value);
        const text = masked(`${before.join('')}${bordered(written)}${after.join('')}`);
        expect(text).not.toContain(value);
        expect(text).not.toContain(written);
      }),
      { numRuns: 1000 },
    );
  });

  test('masking a masked text changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, canary)), (pieces) => {
        const once = masked(pieces.map(bordered).join(''));
        expect(masked(once)).toBe(once);
      }),
    );
  });

  test.each([
    ['digits', '1 '],
    ['addresses', 'a@b.co '],
    ['open fields', '<AddressFieldOne><AddressFieldTwo>x'],
    ['escapes', '%25'],
    ['quotes', '{"line1":"\\"'],
    ['base64', 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo'],
    ['brackets', '{"buyer":{'],
    ['open CDATA', '<AddressFieldOne><![CDATA['],
    ['blanks', '1          '],
  ])('a mebibyte of %s takes no more than two seconds of work', (_, unit) => {
    const raw = unit.repeat(Math.ceil(1_048_576 / unit.length));
    // CPU time, not the clock: other tests run at the same time
    const before = process.cpuUsage();
    masked(raw);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2_000);
  });
});

test('a field that is called like what every object has is an ordinary one', () => {
  expect(masked('<con_structor>Mug</con_structor><to-String>Cup</to-String>')).toBe(
    '<con_structor>Mug</con_structor><to-String>Cup</to-String>',
  );
  expect(mask.text('Mug', 'form-value', 'constructor')).toEqual({ text: 'Mug', masks: [] });
});

test('a mask is where its first character stands, whatever breaks the lines before it', () => {
  const part = fc.constantFrom('\r\n', '\r', '\n', '\n\n', '((', '😀', '\ud83d', '\t', '(jo@example.com ');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const raw = parts.join('');
      const expected: { line: number; column: number }[] = [];
      for (const { index } of raw.matchAll(/jo@/g)) {
        const lines = raw.slice(0, index).split(/\r\n|\r|\n/);
        expected.push({ line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1 });
      }
      const { masks } = mask.text(raw, 'text');
      expect(masks.map(({ line, column }) => ({ line, column }))).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});

test('keys of JSON are found as a pattern finds them, whatever stands around and in them', () => {
  const key = /"([A-Za-z][\w-]{0,39})"\s*:\s*/g;
  const space = fc.constantFrom('', ' ', '\t\v\f', '\u00a0', '\u3000', '\ufeff');
  // no white space: what it stands in is no key
  const foreign = fc.constant('\u200b');
  const name = fc.oneof(
    fc.constantFrom('email', 'e-mail', 'E_Mail', 'lines', 'password', 'street', '1email', '-email', 'é', 'name', 'constructor'),
    fc.constantFrom('email'.padEnd(40, '-'), 'email'.padEnd(41, '-'), 'x'.repeat(40), ''),
  );
  const member = fc
    .tuple(name, fc.oneof(space, foreign), space)
    .map(([called, before, behind]) => `"${called}"${before}:${behind}"secretly"`);
  fc.assert(
    fc.property(fc.array(fc.oneof(member, fc.constantFrom('"', ',', ':', '""', '"a')), { maxLength: 12 }), (parts) => {
      const raw = parts.join('');
      const known = ['email', 'password', 'street'];
      const found = [...raw.matchAll(key)].filter(([, name = '']) => known.includes(name.toLowerCase().replace(/[_-]/g, '')));
      expect(mask.text(raw, 'json').masks.map(({ column }) => column)).toEqual(
        found.map(({ 0: { length }, index }) => index + length + 2),
      );
    }),
    { numRuns: 2_000 },
  );
});
