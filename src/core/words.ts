/** Words kept of one exchange; more would only be the tail of very large bodies. */
const MAX_WORDS = 256;
const MAX_WORD_LENGTH = 40;
const WORD = /[\p{L}\p{N}_]+/gu;

/**
 * The one tokeniser of the search: lower-case runs of letters, digits and `_`, cut at 40 characters, in their order and
 * with repetitions. Both databases index and ask by it, which is why both give the same list.
 * `wordsIn('<b>MUG-1</b> Größe')` is `['mug', '1', 'größe']` after `withoutTags`.
 */
export function wordsIn(text: string): string[] {
  const words = text.normalize('NFC').toLowerCase().match(WORD) ?? [];
  return words.map((word) => (word.length > MAX_WORD_LENGTH ? cut(word) : word));
}

/** The words that are looked up: a single character is in nearly every body and finds nothing. */
export function indexedWords(words: Iterable<string>): string[] {
  const kept = new Set<string>();
  for (const word of words) {
    if (kept.size >= MAX_WORDS) break;
    if (isIndexed(word)) kept.add(word);
  }
  return [...kept];
}

/** Whether a word is long enough to be looked up; one letter of a script without an alphabet is. */
export function isIndexed(word: string): boolean {
  return word.length > 1 || word > '\u2e7f';
}

/** A text without its XML tags, so that only values are found. */
export function withoutTags(text: string): string {
  return text.includes('<') ? text.replace(/<[^>]*>/g, ' ') : text;
}

/** The word under which `sku:` finds an item: `sku.mug-1`. It has a dot in it, so no word of a text is equal to it. */
export function skuWord(sku: string): string {
  const folded = sku.normalize('NFC').toLowerCase().trim();
  return `sku.${cut(folded.replace(/[^\p{L}\p{N}_]/gu, '-'))}`;
}

/** The SKUs that a text names, in XML elements or JSON members. */
export function skusIn(text: string): string[] {
  const found = [...text.matchAll(/<(?:[\w-]+:)?SKU>([^<]{1,200})<|"sku"\s*:\s*"((?:[^"\\]|\\.){1,200})"/g)];
  return found.map(([, xml, json]) => xml ?? json ?? '');
}

function cut(word: string): string {
  const short = word.slice(0, MAX_WORD_LENGTH);
  // never half of a character
  return /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short;
}
