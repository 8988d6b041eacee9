import { codePoints, createPlacer } from './xml-place.js';

/** Offsets of a value in its JSON text; `key` is where the quote of its name stands. */
export interface JsonSpan {
  readonly start: number;
  readonly end: number;
  readonly key?: number;
}
export interface JsonPlace {
  /** From 1. */
  readonly line: number;
  /** From 1, in code points. */
  readonly column: number;
  /** Code points of the value's first line. */
  readonly length: number;
}

export type ReadJson =
  | { readonly ok: true; readonly value: unknown; readonly places: ReadonlyMap<string, JsonSpan> }
  | { readonly ok: false; readonly offset: number; readonly expected: string };

const MAX_DEPTH = 64;
const BLANKS = /[ \t\r\n]*/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** Where the value of a JSON pointer stands in the text; null if the text is not JSON or has no such value. */
export function locatePointer(raw: string, pointer: string): JsonPlace | null {
  const read = readJson(raw);
  const span = read.ok ? read.places.get(pointer) : undefined;
  return span === undefined ? null : placeOf(raw, span);
}

/** Line, column and length of a stretch of the text. */
export function placeOf(raw: string, span: { start: number; end: number }): JsonPlace {
  const [firstLine = ''] = raw.slice(span.start, span.end).split(/[\r\n]/, 1);
  return { ...createPlacer(raw)(span.start), length: codePoints(firstLine) };
}

/**
 * Reads JSON (RFC 8259) and remembers where every value stands, by JSON pointer. Slower than JSON.parse: used only where a
 * fault needs its place. What is wrong is told by the offset at which reading had to stop and what should stand there.
 */
export function readJson(raw: string): ReadJson {
  const reader: Reader = { raw, at: raw.startsWith('\ufeff') ? 1 : 0, places: new Map() };
  try {
    const value = readValue(reader, '', 0);
    skipBlanks(reader);
    if (reader.at < raw.length) stop(reader, 'nothing after the end of the value');
    return { ok: true, value, places: reader.places };
  } catch (error) {
    if (error instanceof Stopped) return { ok: false, offset: error.offset, expected: error.expected };
    throw error;
  }
}

interface Reader {
  readonly raw: string;
  at: number;
  readonly places: Map<string, JsonSpan>;
}

/** Leaves the recursion at the first mistake; never seen outside of this file. */
class Stopped extends Error {
  constructor(
    readonly offset: number,
    readonly expected: string,
  ) {
    super(expected);
  }
}

function readValue(reader: Reader, pointer: string, depth: number, key?: number): unknown {
  skipBlanks(reader);
  if (depth > MAX_DEPTH) stop(reader, `at most ${MAX_DEPTH} levels`);
  const start = reader.at;
  const value = readHere(reader, pointer, depth);
  reader.places.set(pointer, { start, end: reader.at, ...(key === undefined ? {} : { key }) });
  return value;
}

function readHere(reader: Reader, pointer: string, depth: number): unknown {
  const first = reader.raw[reader.at];
  if (first === '{') return readObject(reader, pointer, depth);
  if (first === '[') return readArray(reader, pointer, depth);
  if (first === '"') return readString(reader);
  const number = take(reader, NUMBER);
  if (number !== null) return Number(number);
  const word = take(reader, WORD) ?? stop(reader, 'a value');
  return word === 'null' ? null : word === 'true';
}

function readObject(reader: Reader, pointer: string, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  reader.at++;
  skipBlanks(reader);
  while (reader.raw[reader.at] !== '}') {
    if (entries.length > 0) expect(reader, ',', 'a comma or "}"');
    skipBlanks(reader);
    const key = reader.at;
    const name = reader.raw[key] === '"' ? readString(reader) : stop(reader, 'a name in double quotes');
    skipBlanks(reader);
    expect(reader, ':', 'a colon');
    entries.push([name, readValue(reader, `${pointer}/${escapeStep(name)}`, depth + 1, key)]);
    skipBlanks(reader);
  }
  reader.at++;
  return Object.fromEntries(entries);
}

function readArray(reader: Reader, pointer: string, depth: number): unknown[] {
  const items: unknown[] = [];
  reader.at++;
  skipBlanks(reader);
  while (reader.raw[reader.at] !== ']') {
    if (items.length > 0) expect(reader, ',', 'a comma or "]"');
    items.push(readValue(reader, `${pointer}/${items.length}`, depth + 1));
    skipBlanks(reader);
  }
  reader.at++;
  return items;
}

function readString(reader: Reader): string {
  const text = take(reader, STRING) ?? stop(reader, 'a string that ends, without line breaks or unknown escapes');
  return JSON.parse(text) as string;
}

function expect(reader: Reader, char: string, expected: string): void {
  if (reader.raw[reader.at] !== char) stop(reader, expected);
  reader.at++;
}

function take(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.raw);
  if (match === null) return null;
  reader.at += match[0].length;
  return match[0];
}

function skipBlanks(reader: Reader): void {
  take(reader, BLANKS);
}

function stop(reader: Reader, expected: string): never {
  throw new Stopped(reader.at, expected);
}

/** RFC 6901. */
function escapeStep(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
