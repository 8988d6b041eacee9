import { lineRanges, type Range } from './places.js';
import { jsonPieces, xmlPieces, type CodeFormat, type XmlPiece } from './tokens.js';

/** One line as the page shows it: a stretch of the stored text behind blanks that the page adds. */
export interface ShownLine extends Range {
  readonly indent: number;
}

/** A document with a longer line is shown with line breaks added, unless the reader wants it as stored. */
const LONG_LINE = 200;
const INDENT = 2;
const MAX_INDENT = 40;

/** Whether a text is hard to read as it is, and can be shown with line breaks added. */
export const wantsLineBreaks = (text: string, format: CodeFormat): boolean =>
  format !== 'text' && lineRanges(text).some((line) => line.end - line.start > LONG_LINE);

/** The lines as stored. */
export const storedLines = (text: string): ShownLine[] => lineRanges(text).map((line) => ({ ...line, indent: 0 }));

/**
 * The lines with breaks and indentation added between tags or values. Every shown line is an unchanged stretch of the
 * text, so that a place in the text is a place on the page; only blanks between tags are left out.
 */
export function brokenLines(text: string, format: CodeFormat): ShownLine[] {
  const lines = format === 'xml' ? brokenXml(text) : format === 'json' ? brokenJson(text) : storedLines(text);
  return lines.length === 0 ? storedLines(text) : lines.flatMap((line) => splitAtBreaks(text, line));
}

function brokenXml(text: string): ShownLine[] {
  const pieces = xmlPieces(text).filter((piece) => piece.kind !== 'text' || text.slice(piece.start, piece.end).trim() !== '');
  const lines: ShownLine[] = [];
  let depth = 0;
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (piece === undefined) break;
    if (piece.kind === 'close') depth = Math.max(0, depth - 1);
    const taken = wholeElement(pieces, index);
    const last = pieces[index + taken - 1] ?? piece;
    lines.push({ start: piece.start, end: last.end, indent: indentOf(depth) });
    if (piece.kind === 'open' && taken === 1) depth += 1;
    index += taken - 1;
  }
  return lines;
}

/** How many pieces an element takes that fits one line: `<a/>`, `<a></a>` or `<a>text</a>`; else 1. */
function wholeElement(pieces: readonly XmlPiece[], index: number): number {
  const [first, second, third] = pieces.slice(index, index + 3);
  if (first?.kind !== 'open') return 1;
  if (second?.kind === 'close') return 2;
  return second?.kind === 'text' && third?.kind === 'close' ? 3 : 1;
}

function brokenJson(text: string): ShownLine[] {
  const lines: ShownLine[] = [];
  let depth = 0;
  let fresh = true;
  for (const piece of jsonPieces(text)) {
    const source = text[piece.start] ?? '';
    const opens = source === '{' || source === '[';
    const closes = source === '}' || source === ']';
    if (closes) depth = Math.max(0, depth - 1);
    const last = lines.at(-1);
    const emptyPair = closes && last !== undefined && /[{[]$/.test(text.slice(last.start, last.end));
    if (last === undefined || (fresh && !emptyPair) || (closes && !emptyPair)) lines.push({ ...piece, indent: indentOf(depth) });
    else lines[lines.length - 1] = { ...last, end: piece.end };
    if (opens) depth += 1;
    fresh = source === ',' || opens;
  }
  return lines;
}

const indentOf = (depth: number): number => Math.min(depth * INDENT, MAX_INDENT);

function splitAtBreaks(text: string, line: ShownLine): ShownLine[] {
  const source = text.slice(line.start, line.end);
  if (!/[\r\n]/.test(source)) return [line];
  return lineRanges(source).map((part, index) => ({
    start: line.start + part.start,
    end: line.start + part.end,
    indent: index === 0 ? line.indent : 0,
  }));
}
