import fc from 'fast-check';
import { distinctWords } from '../../src/core/distinct-words.js';
import { isIndexed, valueWordsIn, withoutTags, wordsIn } from '../../src/core/words.js';

/** Letters of every kind, digits, what stands between words, halves of tags, masks, and what joins with its neighbours. */
const PLAIN = [
  ...'aZ9_ -.,:"/&%@\n\t',
  'Mug',
  'WELCOME5',
  'a'.repeat(45),
  '<',
  '>',
  '<SKU>',
  '</x:SKU>',
  '•',
  '•••',
  '6f9b2a51',
  '-4e0F',
  '-4a44-9d55-2c8d2b7a9e01',
];
const OTHER = ['é', 'e\u0301', '\u0301', 'İ', 'Σ', '東', '😀', '\u{10437}', '\ud801', 'ﬁ', '²'];
const texts = (parts: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...parts), { maxLength: 60 }).map((chosen) => chosen.join(''));

/** The rule as it reads, without any short cut. */
function unicodeWords(text: string): string[] {
  const uuid = /(?<![\p{L}\p{N}_])([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\p{L}\p{N}_])/gu;
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(uuid, '$1')
      .match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.map((word) => word.slice(0, 40).replace(/[\ud800-\udbff]$/, ''));
}

describe('words', () => {
  test('are those that the way of Unicode finds in the whole text', () => {
    for (const parts of [
      PLAIN,
      [...PLAIN, ...OTHER],
      [...PLAIN, ' ', '"', ...PLAIN, 'é'],
      ['Σ', 'a', ' ', '"', '.', '\u0301', '<'],
    ]) {
      fc.assert(
        fc.property(texts(parts), (text) => {
          expect(wordsIn(text)).toEqual(unicodeWords(text));
        }),
        { numRuns: 2_000 },
      );
    }
  });

  test('outside tags are the words of the text without its tags', () => {
    fc.assert(
      fc.property(texts([...PLAIN, ...OTHER]), (text) => {
        expect(valueWordsIn(text)).toEqual(wordsIn(withoutTags(text)));
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(texts(PLAIN), (text) => {
        expect(valueWordsIn(text)).toEqual(unicodeWords(withoutTags(text)));
      }),
      { numRuns: 2_000 },
    );
  });

  test('that are kept are those of the texts, each once', () => {
    fc.assert(
      fc.property(fc.array(texts([...PLAIN, ...OTHER]), { maxLength: 3 }), (some) => {
        expect(distinctWords([], some)).toEqual([...new Set(some.flatMap(valueWordsIn).filter(isIndexed))].slice(0, 256));
      }),
      { numRuns: 2_000 },
    );
  });

  test('that begin alike are told apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcdef01'), minLength: 40, maxLength: 40 }), (longest) => {
        const words = Array.from({ length: 39 }, (_, index) => longest.slice(0, index + 2));
        expect(distinctWords([], [words.join(' '), words.toReversed().join(' ')])).toEqual(words);
      }),
      { numRuns: 500 },
    );
  });

  test('end at a mask, which is no part of them', () => {
    expect(wordsIn('1200 ••••• Avenue•9')).toEqual(['1200', 'avenue', '9']);
  });

  test('are not looked for inside tags, and a tag that never ends is none', () => {
    expect(valueWordsIn('<Title lang="en">Two Mugs</Title> 3 < 4')).toEqual(['two', 'mugs', '3', '4']);
  });
});
