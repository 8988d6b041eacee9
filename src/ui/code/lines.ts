import { lastAtOrBefore, lineRanges, type Range } from './places.js';
import { jsonPieces, xmlPieces, type XmlPiece } from './scan.js';
import type { CodeFormat } from './tokens.js';

/** One line as the page shows it: a stretch of the stored text behind blanks that the page adds. */
export interface ShownLine extends Range {
  readonly indent: number;
  /** From 1; null where a very long line goes on. */
  readonly number: number | null;
}
type Cut = Omit<ShownLine, 'number'>;

/** A document with a longer line is shown with line breaks added, unless the reader wants it as stored. */
const LONG_LINE = 200;
/** A longer line goes on below: browsers choke on a line of a megabyte. */
const LONGEST_LINE = 2_000;
const INDENT = 2;
const MAX_INDENT = 40;

/** Whether a text is hard to read as it is, and can be shown with line breaks added. */
export const wantsLineBreaks = (text: string, format: CodeFormat): boolean =>
  format !== 'text' && lineRanges(text).some((line) => line.end - line.start > LONG_LINE);

/** The lines as stored, with their numbers. */
export const storedLines = (text: string): ShownLine[] => numbered(lineRanges(text), text);

/**
 * The lines with breaks and indentation added between tags or values. Every shown line is an unchanged stretch of the
 * text, so that a place in the text is a place on the page; only blanks between tags are left out.
 */
export function brokenLines(text: string, format: CodeFormat): ShownLine[] {
  const lines = format === 'xml' ? brokenXml(text) : format === 'json' ? brokenJson(text) : [];
  return lines.length === 0 ? storedLines(text) : numbered(atStoredBreaks(text, lines), text);
}

function brokenXml(text: string): Cut[] {
  const lines: Cut[] = [];
  let depth = 0;
  // the line that a start tag, or a start tag and its text, has begun
  let begun: { start: number; end: number; indent: number; hasText: boolean } | null = null;
  for (const piece of xmlPieces(text)) {
    if (piece.kind === 'text' && isBlank(text, piece)) continue;
    if (begun !== null && piece.kind === 'close') {
      lines.push({ start: begun.start, end: piece.end, indent: begun.indent });
      begun = null;
      continue;
    }
    if (begun !== null && piece.kind === 'text' && !begun.hasText) {
      begun = { start: begun.start, end: piece.end, indent: begun.indent, hasText: true };
      continue;
    }
    if (begun !== null) {
      lines.push({ start: begun.start, end: begun.end, indent: begun.indent });
      depth += 1;
      begun = null;
    }
    if (piece.kind === 'close') depth = Math.max(0, depth - 1);
    const indent = indentOf(depth);
    if (piece.kind === 'open') begun = { start: piece.start, end: piece.end, indent, hasText: false };
    else lines.push({ start: piece.start, end: piece.end, indent });
  }
  if (begun !== null) lines.push({ start: begun.start, end: begun.end, indent: begun.indent });
  return lines;
}

const isBlank = (text: string, { start, end }: XmlPiece): boolean => text.slice(start, end).trim() === '';

function brokenJson(text: string): Cut[] {
  const lines: { start: number; end: number; indent: number }[] = [];
  let depth = 0;
  let fresh = true;
  for (const piece of jsonPieces(text)) {
    const first = text[piece.start] ?? '';
    const opens = first === '{' || first === '[';
    const closes = first === '}' || first === ']';
    if (closes) depth = Math.max(0, depth - 1);
    const last = lines.at(-1);
    const lastLetter = last === undefined ? '' : (text[last.end - 1] ?? '');
    const emptyPair = closes && fresh && (lastLetter === '{' || lastLetter === '[');
    if (last === undefined || (!emptyPair && (fresh || closes)))
      lines.push({ start: piece.start, end: piece.end, indent: indentOf(depth) });
    else last.end = piece.end;
    if (opens) depth += 1;
    fresh = first === ',' || opens;
  }
  return lines;
}

const indentOf = (depth: number): number => Math.min(depth * INDENT, MAX_INDENT);

/** A text or a comment of several stored lines stays on as many. */
function atStoredBreaks(text: string, lines: readonly Cut[]): Cut[] {
  const stored = lineRanges(text);
  if (stored.length === 1) return [...lines];
  return lines.flatMap((line) => {
    const first = lastAtOrBefore(stored, line.start);
    const last = lastAtOrBefore(stored, line.end);
    if (first === last) return [line];
    return stored.slice(first, last + 1).map((range, index) => ({
      start: Math.max(range.start, line.start),
      end: Math.min(range.end, line.end),
      indent: index === 0 ? line.indent : 0,
    }));
  });
}

/** Numbers the lines, and lets very long ones go on below without a number. */
function numbered(lines: readonly (Range & { readonly indent?: number })[], text: string): ShownLine[] {
  const shown: ShownLine[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    const indent = line.indent ?? 0;
    let { start } = line;
    let number: number | null = index + 1;
    while (line.end - start > LONGEST_LINE) {
      const end = start + LONGEST_LINE - (isLowSurrogate(text.charCodeAt(start + LONGEST_LINE)) ? 1 : 0);
      shown.push({ start, end, indent, number });
      start = end;
      number = null;
    }
    shown.push({ start, end: line.end, indent, number });
  }
  return shown;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
