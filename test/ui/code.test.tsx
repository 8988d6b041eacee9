import fc from 'fast-check';
import { renderPage } from '../../src/ui/render.js';
import { CodeView } from '../../src/ui/code/code-view.js';
import { stretches } from '../../src/ui/code/folds.js';
import { brokenLines, storedLines, wantsLineBreaks, type ShownLine } from '../../src/ui/code/lines.js';
import { advance, lineRanges, offsetOf } from '../../src/ui/code/places.js';
import { tokensOf } from '../../src/ui/code/tokens.js';
import type { Fault } from '../../src/core/fault.js';

const shown = (text: string, lines: readonly ShownLine[]): string[] =>
  lines.map((line) => ' '.repeat(line.indent) + text.slice(line.start, line.end));

const fault = (line: number, column: number, length: number): Fault => ({
  rule: 'r',
  severity: 'error',
  line,
  column,
  length,
  message: 'm',
});

const view = (
  text: string,
  faults: readonly Fault[],
  broken = false,
  masks: Parameters<typeof CodeView>[0]['body']['masks'] = [],
): string =>
  renderPage(
    <CodeView
      label="body"
      body={{ text, masks }}
      format="xml"
      broken={broken}
      anchor="L"
      faults={faults.map((one, index) => ({ fault: one, number: index + 1, of: faults.length }))}
      links={() => []}
      window="near"
      unfold={(from) => `?from=${from}`}
    />,
  );

describe('places in a text', () => {
  test('LF, CRLF and CR are one break each', () => {
    expect(lineRanges('a\nb\r\nc\rd')).toEqual([
      { start: 0, end: 1 },
      { start: 2, end: 3 },
      { start: 5, end: 6 },
      { start: 7, end: 8 },
    ]);
  });

  test.each([
    ['a tab is one column', '\tx', 1, 2, 1],
    ['a code point outside the BMP is one column', '😀x', 1, 2, 2],
    ['a byte order mark is no column', '\ufeffx', 1, 1, 1],
    ['a column on a second line counts from its start', 'ab\r\ncd', 2, 2, 5],
  ])('%s', (_name, text, line, column, offset) => {
    expect(offsetOf(text, lineRanges(text), line, column)).toBe(offset);
  });

  test('a place behind the end of its line is no place', () => {
    expect(offsetOf('ab\ncd', lineRanges('ab\ncd'), 1, 9)).toBeNull();
    expect(offsetOf('ab', lineRanges('ab'), 3, 1)).toBeNull();
  });

  test('a length in code points goes over pairs', () => {
    expect(advance('a😀b', 0, 2)).toBe(3);
  });
});

describe('lines with breaks added', () => {
  test('XML in one line gets a line for each tag, and leaves stay on one', () => {
    const text = '<?xml version="1.0"?><a x="1"><b>two</b><c/><d></d><e><f>3</f></e></a>';
    expect(shown(text, brokenLines(text, 'xml'))).toEqual([
      '<?xml version="1.0"?>',
      '<a x="1">',
      '  <b>two</b>',
      '  <c/>',
      '  <d></d>',
      '  <e>',
      '    <f>3</f>',
      '  </e>',
      '</a>',
    ]);
  });

  test('JSON in one line gets a line for each member, and empty lists stay on one', () => {
    const text = '{"a":1,"b":[],"c":[{"d":"x,y"},2],"e":{}}';
    expect(shown(text, brokenLines(text, 'json'))).toEqual([
      '{',
      '  "a":1,',
      '  "b":[],',
      '  "c":[',
      '    {',
      '      "d":"x,y"',
      '    },',
      '    2',
      '  ],',
      '  "e":{}',
      '}',
    ]);
  });

  test('XML that ends in the middle of a tag is shown to its end', () => {
    expect(shown('<a><b>x<c', brokenLines('<a><b>x<c', 'xml'))).toEqual(['<a>', '  <b>x', '    <c']);
  });

  test('every shown line is an unchanged stretch, in order, and only blanks are left out', () => {
    const soup = fc.array(
      fc.constantFrom(
        '<a>',
        '</a>',
        '<b/>',
        'x',
        ' ',
        '\n',
        '\r\n',
        '<!-- c -->',
        '<![CDATA[<]]>',
        '<',
        '>',
        '"',
        '😀',
        '{',
        '}',
        ',',
        ':',
      ),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(soup, fc.constantFrom('xml' as const, 'json' as const), (parts, format) => {
        const text = parts.join('');
        let at = 0;
        for (const line of brokenLines(text, format)) {
          expect(line.start).toBeGreaterThanOrEqual(at);
          expect(text.slice(at, line.start).trim()).toBe('');
          at = line.end;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });

  test('a line over 2,000 characters goes on below without a number, and never between the halves of a pair', () => {
    const text = `${'x'.repeat(1_999)}😀${'y'.repeat(100)}`;
    const lines = storedLines(text);
    expect(lines.map(({ number }) => number)).toEqual([1, null]);
    expect(lines.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
    expect(lines[0]?.end).toBe(1_999);
  });

  test('only documents with a line over 200 characters get breaks', () => {
    expect(wantsLineBreaks(`<a>${'x'.repeat(300)}</a>`, 'xml')).toBe(true);
    expect(wantsLineBreaks('<a>\n<b/>\n</a>', 'xml')).toBe(false);
    expect(wantsLineBreaks('x'.repeat(300), 'text')).toBe(false);
  });

  test.each(['<', '{', '<a ', '"\\', '\n'])('1 MiB of %j takes a few seconds of CPU at most, not minutes', (part) => {
    const before = process.cpuUsage();
    view(part.repeat(1_048_576 / part.length), [], true);
    const { user } = process.cpuUsage(before);
    // alone 0.1 to 0.5 s; what grows with the square of the length takes minutes
    expect(user / 1e6).toBeLessThan(10);
  });
});

describe('colours', () => {
  const coloured = (text: string, format: 'xml' | 'json'): string[] =>
    tokensOf(text, format).map((token) => `${token.kind} ${text.slice(token.start, token.end)}`);

  test('of XML are for tags, attribute names, numbers and punctuation', () => {
    expect(coloured('<q:a b="c">12.50</q:a>', 'xml')).toEqual([
      'c <',
      't q:a',
      'k b',
      'c =',
      'c >',
      'v 12.50',
      'c </',
      't q:a',
      'c >',
    ]);
  });

  test('of JSON are for keys, numbers and punctuation', () => {
    expect(coloured('{"a": -1.5e3, "b": "c"}', 'json')).toEqual([
      'c {',
      'k "a"',
      'c :',
      'v -1.5e3',
      'c ,',
      'k "b"',
      'c :',
      'c }',
    ]);
  });
});

describe('folding', () => {
  test('a short document without faults is written out', () => {
    expect(stretches(60, [], 'near')).toEqual([{ start: 0, end: 60, folded: false }]);
  });

  test('seven lines around a fault are written out, the rest is folded', () => {
    expect(stretches(200, [99], 'near')).toEqual([
      { start: 0, end: 92, folded: true },
      { start: 92, end: 107, folded: false },
      { start: 107, end: 200, folded: true },
    ]);
  });

  test('a gap of less than six lines is not worth a fold', () => {
    expect(stretches(30, [2, 20], 'near')).toEqual([
      { start: 0, end: 28, folded: false },
      { start: 28, end: 30, folded: false },
    ]);
  });
});

describe('the code view', () => {
  test('underlines exactly the span of the fault', () => {
    expect(view('<a>\n  <b>two</b>\n</a>', [fault(2, 6, 3)])).toContain('<mark class>two</mark>');
  });

  test('underlines the same span where line breaks are added', () => {
    const text = `<a><long>${'x'.repeat(250)}</long><b>two</b></a>`;
    const column = text.indexOf('two') + 1;
    const html = view(text, [fault(1, column, 3)], true);
    expect(html).toContain('<mark class>two</mark>');
    expect(html).toMatch(/id="L3" class="is-fault"/);
  });

  test('puts the tip under the middle of the span by blanks', () => {
    // <b>two</b> indented by 2: five characters before, and one into the span of three
    expect(view('<a>\n  <b>two</b>\n</a>', [fault(2, 6, 3)])).toContain(`aria-hidden="true">${' '.repeat(6)}<i></i>`);
  });

  test('puts a caret where something is missing', () => {
    expect(view('<a>\n</a>', [fault(2, 1, 0)])).toContain('<mark class="gap"></mark>');
  });

  test('opens the first of several faults and numbers them', () => {
    const html = view('<a>\n<b>x</b>\n<c>y</c>\n</a>', [fault(2, 4, 1), fault(3, 4, 1)]);
    expect(html).toContain('1 of 2');
    expect(html).toContain('href="#fault-2"');
    expect(html.match(/<details/g)).toHaveLength(1);
  });

  test('names what was masked beside it', () => {
    const html = view('<a>•••</a>', [], false, [{ line: 1, column: 4, length: 3, what: 'e-mail', tag: 'a41f00112233' }]);
    expect(html).toContain('<span class="masked">•••</span>');
    expect(html).toContain('e-mail, masked, a41f<');
  });

  test('escapes the text of a body', () => {
    const html = view('<script>alert(1)</script>', []);
    expect(html).not.toContain('<script>');
  });
});
