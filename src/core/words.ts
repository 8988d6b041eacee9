import { codeUnits } from './code-units.js';

const MAX_WORD_LENGTH = 40;
/** Visible ASCII, as nearly all are: nothing to normalise or to trim. */
const PLAIN_SKU = /^[!-~]+$/;
const JSON_SKU = /"sku"\s*:\s*"((?:[^"\\]|\\.){1,200})"/g;
const MAX_PREFIX = 64;
const PREFIX = /<[\w-]+:$/;
const WORD = /[\p{L}\p{N}_]+/gu;
/** The mask character of stored texts: no letter, and nothing that joins with what stands beside it. */
const MASK = 0x2022;
const LESS = 0x3c;
const GREATER = 0x3e;
const HYPHEN = 0x2d;
const UUID_HEAD = 8;
const UUID_LENGTH = 36;
/** A UUID and the character behind it, which must not belong to a word. */
const UUID_ALONE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:[^0-9a-z_]|$)/i;
/** Looks behind only where eight digits have been found: the other way round it would at every place. */
const UUID = /([0-9a-f]{8})(?<![\p{L}\p{N}_][0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\p{L}\p{N}_])/gu;
/** What folding and matching as Unicode wants it is for: neither ASCII nor a mask. */
const FOREIGN = /[\u0080-\u2021\u2023-\uffff]/g;
const SPACE = 0x20;
const QUOTE = 0x22;
/** By ASCII code: 0 stands between words, 1 in one, 2 is a capital letter. */
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  return /[A-Z]/.test(char) ? 2 : /[a-z0-9_]/.test(char) ? 1 : 0;
});

/**
 * The one tokeniser of the search: lower-case runs of letters, digits and `_`, cut at 40 characters, in their order and
 * with repetitions. Both databases index and ask by it, which is why both give the same list. Of a UUID only the first group
 * is a word: whole ids are found in a table of their own, and four words more that nobody else has are the dearest of an index.
 * `wordsIn('<b>MUG-1</b> Größe')` is `['mug', '1', 'größe']` after `withoutTags`.
 */
export function wordsIn(text: string): string[] {
  return listWords(text, false);
}

/** The words of a text outside its XML tags: `wordsIn(withoutTags(text))` in one pass. */
export function valueWordsIn(text: string): string[] {
  return listWords(text, true);
}

function listWords(text: string, skipTags: boolean): string[] {
  const words: string[] = [];
  eachWord(text, skipTags, (source, _units, { start, end, folded }) => {
    const word = source.slice(start, end);
    words.push(folded ? word : word.toLowerCase());
  });
  return words;
}

/** Where a word stands in a text of at most 40 characters of it; `folded` where it is in lower case already. */
export interface WordPlace {
  readonly start: number;
  readonly end: number;
  readonly folded: boolean;
}
/** Told of every word: in which text, its units, and where. The place is one object that is used again for the next one. */
export type WordSink = (source: string, units: Uint16Array, place: WordPlace) => void;

/**
 * Goes through the words of a text without making a string of each. Most stored texts are ASCII but for their masks, or but for a
 * name, and the way of Unicode costs five times as much: only what is foreign goes it. A differential test holds both together.
 */
export function eachWord(text: string, skipTags: boolean, sink: WordSink): void {
  if (text.search(FOREIGN) === -1) {
    eachPlainWord(text, skipTags, sink);
    return;
  }
  const values = skipTags ? withoutTags(text) : text;
  let from = 0;
  for (const [start, end] of foreignStretches(values)) {
    eachPlainWord(values.slice(from, start), false, sink);
    for (const word of unicodeWords(values.slice(start, end))) tellWord(word, sink);
    from = end;
  }
  eachPlainWord(values.slice(from), false, sink);
}

/** Where foreign characters are, with all that no space and no quotation mark divides from them: no rule of Unicode looks past these. */
function* foreignStretches(text: string): Generator<readonly [start: number, end: number]> {
  let end = 0;
  for (let at = text.search(FOREIGN); at !== -1; at = nextForeign(text, end)) {
    let start = at;
    while (start > end && !divides(text.charCodeAt(start - 1))) start--;
    end = at + 1;
    while (end < text.length && !divides(text.charCodeAt(end))) end++;
    yield [start, end];
  }
}

function nextForeign(text: string, from: number): number {
  FOREIGN.lastIndex = from;
  return FOREIGN.exec(text)?.index ?? -1;
}

const divides = (code: number): boolean => code === SPACE || code === QUOTE;

/** Tells of a text that is one word, in lower case. */
export function tellWord(word: string, sink: WordSink): void {
  sink(word, codeUnits(word), { start: 0, end: word.length, folded: true });
}

/** The words of a text that is ASCII but for its masks. */
function eachPlainWord(text: string, skipTags: boolean, sink: WordSink): void {
  const units = codeUnits(text);
  const { length } = text;
  const place = { start: -1, end: 0, folded: true };
  const lastTag = skipTags ? text.lastIndexOf('>') : -1;
  for (let at = 0; at <= length; at++) {
    const code = at < length ? (units[at] as number) : LESS;
    const kind = code === MASK ? 0 : (ASCII[code] as number);
    if (kind !== 0) {
      if (place.start === -1) place.start = at;
      if (kind === 2) place.folded = false;
      continue;
    }
    if (place.start !== -1) {
      place.end = Math.min(at, place.start + MAX_WORD_LENGTH);
      sink(text, units, place);
      if (code === HYPHEN && at - place.start === UUID_HEAD) at = endOfUuid(text, place.start);
      place.start = -1;
      place.folded = true;
    }
    // character by character: tags are short, and a search for each costs more than reading it
    if (code === LESS && at < lastTag) while (units[at] !== GREATER) at++;
  }
}

/** Where the UUID ends that may begin here, on its last character; else the hyphen behind its first group. */
function endOfUuid(text: string, start: number): number {
  const hyphen = start + UUID_HEAD;
  if (text.charCodeAt(hyphen + 5) !== HYPHEN || text.charCodeAt(hyphen + 10) !== HYPHEN) return hyphen;
  return UUID_ALONE.test(text.slice(start, start + UUID_LENGTH + 1)) ? start + UUID_LENGTH - 1 : hyphen;
}

function unicodeWords(text: string): string[] {
  const words = text.normalize('NFC').toLowerCase().replace(UUID, '$1').match(WORD) ?? [];
  return words.map((word) => (word.length > MAX_WORD_LENGTH ? cut(word) : word));
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
  if (PLAIN_SKU.test(sku)) return `sku.${cut(sku.toLowerCase().replace(/[^a-z0-9_]/g, '-'))}`;
  const folded = sku.normalize('NFC').toLowerCase().trim();
  return `sku.${cut(folded.replace(/[^\p{L}\p{N}_]/gu, '-'))}`;
}

/** The SKUs that a text names, in XML elements or JSON members. */
export function skusIn(text: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf('SKU>'); at !== -1; at = text.indexOf('SKU>', at + 4)) {
    const end = text.indexOf('<', at);
    if (end - at > 4 && end - at <= 204 && isStartTag(text, at)) found.push(text.slice(at + 4, end));
  }
  if (text.includes('"sku"')) for (const [, sku = ''] of text.matchAll(JSON_SKU)) found.push(sku);
  return found;
}

/** Whether `SKU>` at this place ends a start tag, with a prefix or without. */
function isStartTag(text: string, at: number): boolean {
  if (text.charCodeAt(at - 1) === LESS) return true;
  return text[at - 1] === ':' && PREFIX.test(text.slice(Math.max(0, at - MAX_PREFIX), at));
}

function cut(word: string): string {
  const short = word.slice(0, MAX_WORD_LENGTH);
  // never half of a character
  return /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short;
}
