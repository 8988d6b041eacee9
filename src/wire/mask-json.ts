import { isKnownShape, PEOPLE, plainName, pushTrimmed, whatIs } from './mask-names.js';
import type { Span } from './mask-paint.js';

const MAX_NAME = 40;
const QUOTE = 0x22;
const COLON = 0x3a;
const FOREIGN_SPACE = /\s/;
/** What a character of a key's name is, by its ASCII code: it begins with a letter. */
const [OTHER, LETTER, DIGIT, FOLDED] = [0, 1, 2, 3];
const NAME = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[A-Za-z]/.test(char)) return LETTER;
  return /\d/.test(char) ? DIGIT : /[_-]/.test(char) ? FOLDED : OTHER;
});
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*("?)/sy;
const SCALAR = /[^\s,\]}"]+/y;
const BRACKETS_AND_STRINGS = /[{[\]}]|"[^"\\]*(?:\\.[^"\\]*)*"?/gs;

/** A key that begins at a quote: where its name ends, where its value begins, and whether `_` or `-` are in the name. */
interface Key {
  nameEnd: number;
  valueAt: number;
  folded: boolean;
}

/**
 * Values of known keys: each `"key":` is looked for on its own, so that a stray quote before it changes nothing. Strings and
 * numbers, and every string in a list or an object that stands there instead.
 */
export function findJsonFields(text: string, units: Uint16Array, into: Span[]): void {
  // One object for all keys: this loop sees every key of every document.
  const key: Key = { nameEnd: 0, valueAt: 0, folded: false };
  const { length } = text;
  let personUntil = -1;
  for (let quote = text.indexOf('"'); quote !== -1;) {
    if (!readKey(units, { from: quote + 1, length }, key)) {
      quote = text.indexOf('"', quote + 1);
      continue;
    }
    const { nameEnd, valueAt: from, folded } = key;
    let next = from;
    if (folded || isKnownShape(nameEnd - quote - 1, units[quote + 1] as number)) {
      const plain = plainName(text.slice(quote + 1, nameEnd));
      if (PEOPLE.has(plain) && text[from] === '{' && from > personUntil) personUntil = endOfContainer(text, from);
      const what = whatIs(plain, from < personUntil);
      if (what !== undefined) next = maskValue(text, { from, what }, into);
    }
    quote = text.indexOf('"', next);
  }
}

/** Reads `name":` and the white space around its colon: a letter, then at most 39 letters, digits, `_` and `-`. */
function readKey(units: Uint16Array, { from, length }: { from: number; length: number }, key: Key): boolean {
  key.folded = false;
  let at = from;
  for (; at < length && at - from <= MAX_NAME; at++) {
    const kind = NAME[units[at] as number];
    if (kind === LETTER) continue;
    if (kind === undefined || kind === OTHER || at === from) break;
    if (kind === FOLDED) key.folded = true;
  }
  if (at === from || at - from > MAX_NAME || at >= length || units[at] !== QUOTE) return false;
  key.nameEnd = at;
  at = behindSpace(units, { from: at + 1, length });
  if (at >= length || units[at] !== COLON) return false;
  key.valueAt = behindSpace(units, { from: at + 1, length });
  return true;
}

function behindSpace(units: Uint16Array, { from, length }: { from: number; length: number }): number {
  let at = from;
  while (at < length && isSpace(units[at] as number)) at++;
  return at;
}

const isSpace = (code: number): boolean =>
  code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0xa0 && FOREIGN_SPACE.test(String.fromCharCode(code)));

/** Masks what stands here and answers where it ends. */
function maskValue(text: string, value: { from: number; what: Span['what'] }, into: Span[]): number {
  const { from, what } = value;
  const first = text[from];
  if (first === '"') return maskString(text, value, into);
  if (first !== '{' && first !== '[') {
    SCALAR.lastIndex = from;
    const scalar = SCALAR.exec(text)?.[0] ?? '';
    if (scalar !== 'null') pushTrimmed(text, { start: from, end: from + scalar.length, what }, into);
    return from + scalar.length;
  }
  const end = endOfContainer(text, from);
  for (let quote = text.indexOf('"', from); quote !== -1 && quote < end;) {
    const close = maskString(text, { from: quote, what }, into);
    quote = text.indexOf('"', close);
  }
  return end;
}

function maskString(text: string, value: { from: number; what: Span['what'] }, into: Span[]): number {
  STRING.lastIndex = value.from;
  const match = STRING.exec(text);
  const end = value.from + (match?.[0].length ?? 1);
  pushTrimmed(text, { start: value.from + 1, end: match?.[1] === '"' ? end - 1 : end, what: value.what }, into);
  return end;
}

/** Behind the bracket that closes the one here, or the end of a text that was cut. */
function endOfContainer(text: string, from: number): number {
  let depth = 0;
  BRACKETS_AND_STRINGS.lastIndex = from;
  for (let match = BRACKETS_AND_STRINGS.exec(text); match !== null; match = BRACKETS_AND_STRINGS.exec(text)) {
    if (match[0] === '{' || match[0] === '[') depth++;
    else if (match[0] === '}' || match[0] === ']') depth--;
    if (depth === 0) return match.index + 1;
  }
  return text.length;
}
