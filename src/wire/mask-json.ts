import { PEOPLE, plainName, pushTrimmed, whatIs } from './mask-names.js';
import type { Span } from './mask-paint.js';

const KEY = /"([A-Za-z][\w-]{0,39})"\s*:\s*/g;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*("?)/sy;
const SCALAR = /[^\s,\]}"]+/y;
const BRACKETS_AND_STRINGS = /[{[\]}]|"[^"\\]*(?:\\.[^"\\]*)*"?/gs;

/**
 * Values of known keys: each `"key":` is looked for on its own, so that a stray quote before it changes nothing. Strings and
 * numbers, and every string in a list or an object that stands there instead.
 */
export function findJsonFields(text: string, into: Span[]): void {
  let personUntil = -1;
  KEY.lastIndex = 0;
  for (let match = KEY.exec(text); match !== null; match = KEY.exec(text)) {
    const plain = plainName(match[1] ?? '');
    const from = KEY.lastIndex;
    if (PEOPLE.has(plain) && text[from] === '{' && from > personUntil) personUntil = endOfContainer(text, from);
    const what = whatIs(plain, from < personUntil);
    if (what !== undefined) KEY.lastIndex = maskValue(text, { from, what }, into);
  }
}

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
