import { isUtf8 } from 'node:buffer';
import type { Span } from './mask-paint.js';

const LESS = 0x3c;
const LF = 0x0a;
const CR = 0x0d;
/** Shorter runs hide no card number; short e-mails in base64 alone are let be. */
const SHORTEST_RUN = 20;
/** Characters of a run that are decoded by hand before all of it is. */
const LOOKED_AT = 32;
const BASE64_RUN = /[A-Za-z0-9+/_-]{20,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}/y;
/** The six bits of a character of base64 by its code, 255 for any other. */
const SIX_BITS = new Uint8Array(128).fill(255);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'].forEach((char, bits) => {
  SIX_BITS[char.charCodeAt(0)] = bits;
});
for (const [char, bits] of [
  ['+', 62],
  ['-', 62],
  ['/', 63],
  ['_', 63],
] as const)
  SIX_BITS[char.charCodeAt(0)] = bits;
const IS_BASE64 = SIX_BITS.map((bits) => (bits === 255 ? 0 : 1));

/** Adds every place of a known secret. */
export function findSecrets(text: string, secrets: readonly string[], into: Span[]): void {
  for (const secret of secrets) {
    for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + secret.length)) {
      into.push({ start: at, end: at + secret.length, what: 'secret', value: secret });
    }
  }
}

/** A run of base64 and the text inside it. */
export interface HiddenText {
  readonly start: number;
  readonly end: number;
  readonly inner: string;
}

/**
 * The base64 runs of a text that hide another text: where that has something to mask, all of the run is masked, as a part of
 * base64 cannot be. Wrapped lines are one run. Names of XML tags are passed over: nobody's data, and half of a document.
 */
export function findBase64(text: string, units: Uint16Array): HiddenText[] {
  const hidden: HiddenText[] = [];
  const { length } = text;
  for (let at = 0; at + SHORTEST_RUN <= length;) {
    const stop = lastOther(units, at);
    if (stop >= at) {
      at = stop + 1;
      continue;
    }
    const isName = at > 0 && units[at - 1] === LESS;
    const nameEnd = isName ? endOfRun(units, at, length) : -1;
    if (nameEnd !== -1) {
      at = nameEnd;
      continue;
    }
    BASE64_RUN.lastIndex = at;
    const run = BASE64_RUN.exec(text)?.[0] ?? '';
    const inner = isName ? null : decodeText(run);
    if (inner !== null) hidden.push({ start: at, end: at + run.length, inner });
    at += Math.max(run.length, 1);
  }
  return hidden;
}

/** The last character of the next twenty that is not of base64, or -1: read backwards, so that most of a text is skipped. */
function lastOther(units: Uint16Array, at: number): number {
  for (let place = at + SHORTEST_RUN - 1; place >= at; place--) {
    if (IS_BASE64[units[place] as number] !== 1) return place;
  }
  return -1;
}

/** Where the characters of base64 end that begin here; -1 before a line break, behind which they may go on. */
function endOfRun(units: Uint16Array, from: number, length: number): number {
  let at = from;
  while (at < length && IS_BASE64[units[at] as number] === 1) at++;
  const after = at < length ? units[at] : 0;
  return after === LF || after === CR ? -1 : at;
}

/** The text inside base64, whatever character in front of it belongs to the run by accident; null if it is no text. */
function decodeText(run: string): string | null {
  const compact = run.replace(/[\r\n]/g, '');
  for (let skip = 0; skip < 4; skip++) {
    if (!beginsLikeText(compact, skip)) continue;
    const bytes = Buffer.from(compact.slice(skip), 'base64').filter((byte) => byte !== 0);
    // text that is no UTF-8 is that of an old shop: a name in ISO 8859-1 is a name
    if (bytes.every(isTextByte)) return Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  }
  return null;
}

/** False where one of the first bytes is no character of a text: tells nearly every run that hides nothing, without a buffer. */
function beginsLikeText(compact: string, from: number): boolean {
  const end = Math.min(compact.length, from + LOOKED_AT) - 3;
  for (let at = from; at < end; at += 4) {
    let bits = 0;
    for (let digit = at; digit < at + 4; digit++) {
      const six = SIX_BITS[compact.charCodeAt(digit)] ?? 255;
      if (six === 255) return true;
      bits = (bits << 6) | six;
    }
    if (!isTextByte(bits >> 16) || !isTextByte((bits >> 8) & 255) || !isTextByte(bits & 255)) return false;
  }
  return true;
}

/** UTF-16 has a 0 beside every letter of ours. */
function isTextByte(byte: number): boolean {
  return byte >= 0x20 || byte === 0x09 || byte === LF || byte === CR || byte === 0;
}
