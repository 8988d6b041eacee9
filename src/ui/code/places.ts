/** Half-open range of UTF-16 offsets in a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const BYTE_ORDER_MARK = '\ufeff';
const LF = 10;
const CR = 13;

/** The lines of a text without their breaks; LF, CRLF and CR are one break each. Never empty. */
export function lineRanges(text: string): Range[] {
  const lines: Range[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter !== LF && letter !== CR) continue;
    lines.push({ start, end: at });
    if (letter === CR && text.charCodeAt(at + 1) === LF) at += 1;
    start = at + 1;
  }
  lines.push({ start, end: text.length });
  return lines;
}

/** Offset of a line and column (both from 1, columns in code points, a byte order mark is 0); null where there is no such place. */
export function offsetOf(text: string, lines: readonly Range[], line: number, column: number): number | null {
  const range = lines[line - 1];
  if (range === undefined || column < 1) return null;
  const first = line === 1 && text.startsWith(BYTE_ORDER_MARK) ? 1 : range.start;
  const offset = advance(text, first, column - 1);
  return offset > range.end ? null : offset;
}

/** The offset `points` code points after `offset`, or the end of the text. */
export function advance(text: string, offset: number, points: number): number {
  let at = offset;
  for (let left = points; left > 0 && at < text.length; left -= 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

/** Code points between two offsets. */
export function pointsBetween(text: string, start: number, end: number): number {
  let points = 0;
  for (let at = start; at < end; points += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return points;
}

/** Index of the last range that starts at or before `offset`; the ranges are in order. -1 before the first. */
export function lastAtOrBefore(ranges: readonly Range[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.start ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
