import { parseSearch, type SearchTerm } from '../../src/core/search.js';
import { distinctWords } from '../../src/core/distinct-words.js';
import { skusIn, skuWord, withoutTags, wordsIn } from '../../src/core/words.js';

const FOREVER = Number.MAX_SAFE_INTEGER;

function termsOf(text: string): readonly SearchTerm[] {
  const parsed = parseSearch(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.search.terms;
}

function faultOf(text: string): [column: number, message: string] {
  const parsed = parseSearch(text);
  if (parsed.ok) throw new Error('it was understood');
  return [parsed.column, parsed.message];
}

describe('a search', () => {
  test('of nothing has no conditions', () => {
    expect(termsOf('')).toEqual([]);
    expect(termsOf('  \t ')).toEqual([]);
  });

  test.each<[string, SearchTerm]>([
    ['mug', { not: false, kind: 'text', text: 'mug', words: ['mug'], quoted: false }],
    ['-Mug', { not: true, kind: 'text', text: 'Mug', words: ['mug'], quoted: false }],
    ['MUG-1', { not: false, kind: 'text', text: 'MUG-1', words: ['mug', '1'], quoted: false }],
    ['x', { not: false, kind: 'text', text: 'x', words: ['x'], quoted: false }],
    ['"two  Words"', { not: false, kind: 'text', text: 'two  Words', words: ['two', 'words'], quoted: true }],
    ['-"two words"', { not: true, kind: 'text', text: 'two words', words: ['two', 'words'], quoted: true }],
    ['kind:callback,quote', { not: false, kind: 'facet', field: 'kind', values: ['callback', 'quote'] }],
    ['-outcome:OK', { not: true, kind: 'facet', field: 'outcome', values: ['ok'] }],
    ['party:store', { not: false, kind: 'facet', field: 'party', values: ['store'] }],
    ['direction:out', { not: false, kind: 'facet', field: 'direction', values: ['out'] }],
    ['code:signature_stale', { not: false, kind: 'facet', field: 'code', values: ['SIGNATURE_STALE'] }],
    [
      'status:4xx,503,none',
      {
        not: false,
        kind: 'status',
        ranges: [
          [400, 499],
          [503, 503],
          [0, 0],
        ],
      },
    ],
    ['trace:01ABC', { not: false, kind: 'id', name: 'trace', value: '01ABC' }],
    ['order:123-4567890-1234567', { not: false, kind: 'id', name: 'orderId', value: '123-4567890-1234567' }],
    ['callback:"a b"', { not: false, kind: 'id', name: 'callbackReferenceId', value: 'a b' }],
    ['sku:"Big Mug"', { not: false, kind: 'sku', sku: 'Big Mug' }],
    ['ms>800', { not: false, kind: 'duration', from: 801, to: FOREVER }],
    ['ms>=800', { not: false, kind: 'duration', from: 800, to: FOREVER }],
    ['ms<5', { not: false, kind: 'duration', from: 0, to: 4 }],
    ['-ms<=5', { not: true, kind: 'duration', from: 0, to: 5 }],
    ['ms:5', { not: false, kind: 'duration', from: 5, to: 5 }],
    ['last:90m', { not: false, kind: 'last', ms: 5_400_000 }],
    // 2026-01-02T00:00Z is 20,455 days after the epoch
    ['after:2026-01-02', { not: false, kind: 'time', from: 20_455 * 86_400_000, to: FOREVER }],
    ['before:2026-01-02T01:00+01:00', { not: false, kind: 'time', from: 0, to: 20_455 * 86_400_000 }],
  ])('understands %s', (text, term) => {
    expect(termsOf(text)).toEqual([term]);
  });

  test('holds all of its terms together, in their order', () => {
    expect(termsOf('  status:5xx -kind:webhook "free words"  mug ').map(({ kind }) => kind)).toEqual([
      'status',
      'facet',
      'text',
      'text',
    ]);
  });

  test.each<[string, number, RegExp]>([
    ['mug "half', 5, /has no partner/],
    ['😀😀 kind:carrot', 4, /kind: is one of callback/],
    ['größe😀 kind:carrot', 8, /kind: is one of callback.*not "carrot"/],
    ['status:600', 1, /status such as 403/],
    ['status:', 1, /status: wants a value/],
    ['kind:,', 1, /kind: wants a value/],
    ['colour:red', 1, /colour: is nothing to search by/],
    ['mug ms>fast', 5, /whole milliseconds/],
    ['kind>callback', 1, /Only ms compares with >/],
    ['last:5', 1, /a span such as/],
    ['after:tomorrow', 1, /a day or an instant/],
    ['after:2026-13-41', 1, /a day or an instant/],
    ['"x"', 1, /no word of two characters/],
    ['-', 1, /no word of two characters/],
    ['""', 1, /no word of two characters/],
    ['http://example.com', 1, /http: is nothing to search by.*quotation marks/],
  ])('says what is wrong with %s, and where', (text, column, message) => {
    expect(faultOf(text)).toEqual([column, expect.stringMatching(message)]);
  });

  test('has at most 20 terms and 1,000 characters', () => {
    expect(termsOf('mug '.repeat(20))).toHaveLength(20);
    expect(faultOf('mug '.repeat(21))).toEqual([81, expect.stringContaining('20 terms')]);
    expect(faultOf('m'.repeat(1_001))).toEqual([1_001, expect.stringContaining('1000 characters')]);
  });
});

describe('words', () => {
  test('are lower-case runs of letters, digits and underscores', () => {
    expect(wordsIn('Große MUG-1, SIGNATURE_STALE; 東京 12.50')).toEqual([
      'große',
      'mug',
      '1',
      'signature_stale',
      '東京',
      '12',
      '50',
    ]);
  });

  test('are equal however an accent is written', () => {
    expect(wordsIn('Cafe\u0301')).toEqual(wordsIn('Caf\u00e9'));
  });

  test('are cut at 40 characters, never within one', () => {
    expect(wordsIn('a'.repeat(60))).toEqual(['a'.repeat(40)]);
    const deseret = '\u{10437}';
    expect(wordsIn(`${'a'.repeat(39)}${deseret}b`)).toEqual(['a'.repeat(39)]);
  });

  test('that are indexed have two characters, or one of a script without an alphabet, each once, 256 at most', () => {
    expect(distinctWords(['sku.x-1'], ['mug 1 MUG Ab', 'ab 東 é mug'])).toEqual(['sku.x-1', 'mug', 'ab', '東']);
    const words = Array.from({ length: 300 }, (_, index) => `w${index}`);
    expect(distinctWords([], [words.join(' ')])).toEqual(words.slice(0, 256));
  });

  test('of a UUID are its first group only, whatever stands around it', () => {
    const uuid = '6F9b2a51-4e0f-4a44-9d55-2c8d2b7a9e01';
    expect(wordsIn(`1-${uuid}, x`)).toEqual(['1', '6f9b2a51', 'x']);
    expect(wordsIn(`<a>${uuid}</a>`)).toEqual(['a', '6f9b2a51', 'a']);
    expect(wordsIn(`é ${uuid}`)).toEqual(['é', '6f9b2a51']);
    // a character more and it is none
    expect(wordsIn(`${uuid}2`)).toHaveLength(5);
    expect(wordsIn(`a${uuid}`)).toHaveLength(5);
  });

  test('of XML are those of its values', () => {
    expect(wordsIn(withoutTags('<a b="c"><Title>Two mugs</Title></a> 3 < 4'))).toEqual(['two', 'mugs', '3', '4']);
  });

  test('of SKUs come from XML and JSON, and are folded alike', () => {
    expect(skusIn('<Item><SKU>MUG 1/b</SKU></Item><x:SKU>2</x:SKU>{"sku": "Cup"}')).toEqual(['MUG 1/b', '2', 'Cup']);
    expect(skuWord('MUG 1/b')).toBe('sku.mug-1-b');
    expect(skuWord(' mug 1/B ')).toBe(skuWord('MUG 1/b'));
    // the short way of plain ones is the long way of all others
    expect(skuWord('Mug-1_b.~x')).toBe(skuWord(' Mug-1_b.~x '));
  });
});
