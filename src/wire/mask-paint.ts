import type { MaskedText, MaskSpan } from '../core/exchange.js';

/** A stretch of a text to mask, in UTF-16 offsets; `value` is what stands there without its escapes, for the tag. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly what: MaskSpan['what'];
  readonly value: string;
}

/** One code point of a masked value. */
export const MASK_CHARACTER = '•';
/** Hexadecimal digits of the keyed hash that are kept with a mask. */
export const MASK_TAG_LENGTH = 12;
/** So many masks of one text are listed; the rest are painted all the same. */
const MAX_LISTED = 2_000;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * The text with every span painted over, code point for code point; CR and LF stay. A span over several lines is told as one
 * mask a line. Overlapping spans are one; the earlier and longer names it.
 */
export function paint(raw: string, spans: readonly Span[], tag: (value: string) => string): MaskedText {
  const parts: string[] = [];
  const masks: MaskSpan[] = [];
  const place = startOf(raw);
  let at = 0;
  if (raw.charCodeAt(0) === BYTE_ORDER_MARK) {
    parts.push(raw.charAt(0));
    at = 1;
  }
  for (const span of mergeSpans(spans)) {
    if (span.end <= at) continue;
    const start = Math.max(span.start, at);
    advance(place, raw, { start: at, end: start });
    parts.push(raw.slice(at, start));
    const listed = masks.length < MAX_LISTED;
    const short = listed ? tag(`${span.what}:${tagValue(span.what, span.value)}`).slice(0, MASK_TAG_LENGTH) : '';
    for (const piece of raw.slice(start, span.end).split(/(\r\n|\r|\n)/)) {
      if (isBreak(piece)) {
        parts.push(piece);
        place.line++;
        place.column = 1;
      } else if (piece !== '') {
        const length = codePoints(piece);
        parts.push(MASK_CHARACTER.repeat(length));
        if (listed) masks.push({ line: place.line, column: place.column, length, what: span.what, tag: short });
        place.column += length;
      }
    }
    at = span.end;
  }
  parts.push(raw.slice(at));
  return { text: parts.join(''), masks };
}

/** Tags compare e-mails without case, phones and cards by their digits, all else with white space folded. */
function tagValue(what: Span['what'], value: string): string {
  if (what === 'phone' || what === 'card number') return value.replace(/\D/g, '');
  return value.trim().replace(/\s+/g, ' ').toLowerCase();
}

/** In order, without overlaps. */
function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push(span);
    else if (span.end > last.end) merged[merged.length - 1] = { ...last, end: span.end };
  }
  return merged;
}

interface Place {
  line: number;
  column: number;
  /** Offset of the first line break from there on, Infinity if none is left; to be asked in the order of the text. */
  readonly nextBreak: (from: number) => number;
}

function startOf(raw: string): Place {
  const lf = findInOrder(raw, '\n');
  const cr = findInOrder(raw, '\r');
  return { line: 1, column: 1, nextBreak: (from) => Math.min(lf(from), cr(from)) };
}

/** Finds a character from place to place; the text is gone through once, however often it is asked. */
function findInOrder(raw: string, char: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) found = raw.indexOf(char, from);
    if (found === -1) found = Number.POSITIVE_INFINITY;
    return found;
  };
}

/** Moves the place over a part of the text; CRLF is one break. */
function advance(place: Place, raw: string, part: { start: number; end: number }): void {
  let lineStart = part.start;
  for (let at = place.nextBreak(lineStart); at < part.end; at = place.nextBreak(lineStart)) {
    lineStart = raw.startsWith('\r\n', at) ? at + 2 : at + 1;
    place.line++;
    place.column = 1;
  }
  place.column += codePoints(raw.slice(lineStart, part.end));
}

function isBreak(piece: string): boolean {
  return piece === '\n' || piece === '\r' || piece === '\r\n';
}

function codePoints(text: string): number {
  let count = text.length;
  for (let at = 1; at < text.length; at++) {
    const trail = text.charCodeAt(at);
    if (trail < 0xdc00 || trail > 0xdfff) continue;
    const lead = text.charCodeAt(at - 1);
    if (lead >= 0xd800 && lead <= 0xdbff) count--;
  }
  return count;
}
