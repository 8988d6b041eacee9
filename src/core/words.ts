/** Words kept of one exchange; more would only be the tail of very large bodies. */
const MAX_WORDS = 256;
const MAX_WORD_LENGTH = 40;
const WORD = /[\p{L}\p{N}_]+/gu;
/** The mask character of stored texts: no letter, and nothing that joins with what stands beside it. */
const MASK = 0x2022;
const LESS = 0x3c;
/** By ASCII code: 0 stands between words, 1 in one, 2 is a capital letter. */
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  return /[A-Z]/.test(char) ? 2 : /[a-z0-9_]/.test(char) ? 1 : 0;
});

/**
 * The one tokeniser of the search: lower-case runs of letters, digits and `_`, cut at 40 characters, in their order and
 * with repetitions. Both databases index and ask by it, which is why both give the same list.
 * `wordsIn('<b>MUG-1</b> Größe')` is `['mug', '1', 'größe']` after `withoutTags`.
 */
export function wordsIn(text: string): string[] {
  return plainWords(text, false) ?? unicodeWords(text);
}

/** The words of a text outside its XML tags: `wordsIn(withoutTags(text))` in one pass. */
export function valueWordsIn(text: string): string[] {
  return plainWords(text, true) ?? unicodeWords(withoutTags(text));
}

/**
 * The words of a text that is ASCII but for its masks, or null: most stored texts are, and folding and matching as Unicode
 * wants it costs five times as much. A differential test holds both ways together.
 */
function plainWords(text: string, skipTags: boolean): string[] | null {
  const words: string[] = [];
  let start = -1;
  let capitals = false;
  const lastTag = skipTags ? text.lastIndexOf('>') : -1;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : LESS;
    if (code >= 128 && code !== MASK) return null;
    const kind = ASCII[code] ?? 0;
    if (kind !== 0) {
      if (start === -1) start = at;
      if (kind === 2) capitals = true;
      continue;
    }
    if (start !== -1) {
      const word = text.slice(start, Math.min(at, start + MAX_WORD_LENGTH));
      words.push(capitals ? word.toLowerCase() : word);
      start = -1;
      capitals = false;
    }
    if (code === LESS && at < lastTag) at = text.indexOf('>', at);
  }
  return words;
}

function unicodeWords(text: string): string[] {
  const words = text.normalize('NFC').toLowerCase().match(WORD) ?? [];
  return words.map((word) => (word.length > MAX_WORD_LENGTH ? cut(word) : word));
}

/**
 * Adds the words that are looked up (a single character is in nearly every body and finds nothing); false once as many are
 * kept as one exchange may have.
 */
export function keepWords(words: Iterable<string>, kept: Set<string>): boolean {
  for (const word of words) {
    if (kept.size >= MAX_WORDS) return false;
    if (isIndexed(word)) kept.add(word);
  }
  return true;
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
  // Most texts have neither, and looking for either costs more than telling that.
  if (!text.includes('SKU>') && !text.includes('"sku"')) return [];
  const found = [...text.matchAll(/<(?:[\w-]+:)?SKU>([^<]{1,200})<|"sku"\s*:\s*"((?:[^"\\]|\\.){1,200})"/g)];
  return found.map(([, xml, json]) => xml ?? json ?? '');
}

function cut(word: string): string {
  const short = word.slice(0, MAX_WORD_LENGTH);
  // never half of a character
  return /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short;
}
