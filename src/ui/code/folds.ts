import type { Range } from './places.js';
import { jsonPieces, xmlPieces } from './scan.js';
import { tagName, type CodeFormat } from './tokens.js';

/** A stretch of shown lines (indexes from 0, end not included), either written out or folded into one sentence. */
export interface Stretch extends Range {
  readonly folded: boolean;
}

/** Which lines to write out: those near what matters, or all from a line on. */
export type Window = 'near' | { readonly from: number };

const CONTEXT = 7;
const SHORT = 60;
const HEAD = 40;
const LEAST_FOLD = 6;
/** Lines written out at once; a page of more than this takes too long to make and to read. */
export const MOST_LINES = 2_000;
const NAMES = 3;

/** Cuts `total` lines into stretches, so that the lines of `wanted` and their neighbours are written out. */
export function stretches(total: number, wanted: readonly number[], window: Window): Stretch[] {
  const shown =
    window === 'near' ? near(total, wanted) : [{ start: window.from, end: Math.min(total, window.from + MOST_LINES) }];
  const result: Stretch[] = [];
  let at = 0;
  for (const part of shown) {
    if (part.start > at) result.push({ start: at, end: part.start, folded: part.start - at >= LEAST_FOLD });
    result.push({ ...part, folded: false });
    at = part.end;
  }
  if (at < total) result.push({ start: at, end: total, folded: total - at >= LEAST_FOLD || at === 0 });
  return result;
}

function near(total: number, wanted: readonly number[]): Range[] {
  if (wanted.length === 0) return [{ start: 0, end: total <= SHORT ? total : HEAD }];
  const parts: { start: number; end: number }[] = [];
  for (const line of [...wanted].sort((a, b) => a - b)) {
    const start = Math.max(0, line - CONTEXT);
    const end = Math.min(total, line + CONTEXT + 1);
    const last = parts.at(-1);
    if (last !== undefined && start - last.end < LEAST_FOLD) last.end = Math.max(last.end, end);
    else parts.push({ start, end });
  }
  return parts;
}

/** What a folded stretch of the text holds, by the first names in it: `Cart, Items, Item`. */
export function foldedNames(source: string, format: CodeFormat): string {
  const names = format === 'xml' ? xmlNames(source) : format === 'json' ? jsonNames(source) : [];
  return [...new Set(names)]
    .filter((name) => name !== '')
    .slice(0, NAMES)
    .join(', ');
}

/** Enough of a folded stretch to find its first names. */
const PEEK = 4_000;

function xmlNames(source: string): string[] {
  const text = source.slice(0, PEEK);
  return Array.from(xmlPieces(text))
    .filter((piece) => piece.kind === 'open' || piece.kind === 'empty')
    .map((piece) => tagName(text, piece));
}

function jsonNames(source: string): string[] {
  const text = source.slice(0, PEEK);
  return Array.from(jsonPieces(text))
    .filter((piece) => text[piece.start] === '"' && /^\s*:/.test(text.slice(piece.end, piece.end + 20)))
    .map((piece) => text.slice(piece.start + 1, piece.end - 1));
}
