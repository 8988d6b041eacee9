import type { Range } from './places.js';
import { jsonPieces, xmlPieces, type XmlPiece } from './scan.js';

export type CodeFormat = 'xml' | 'json' | 'text';
/** t: tag, k: key, v: number, c: punctuation. Nothing else is coloured. */
export type TokenKind = 't' | 'k' | 'v' | 'c';

export interface Token extends Range {
  readonly kind: TokenKind;
}

const TAG_PART = /\/?>$|[^\s<>/="']+|=|"[^"]*"?|'[^']*'?/g;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What to colour in a text, in order and without overlaps. */
export function tokensOf(text: string, format: CodeFormat): Token[] {
  if (format === 'xml') return Array.from(xmlPieces(text)).flatMap((piece) => xmlTokens(text, piece));
  return format === 'json' ? jsonTokens(text) : [];
}

/** The name of an element by its tag: `Item`. */
export const tagName = (text: string, piece: XmlPiece): string =>
  /^<\/?([^\s/<>]*)/.exec(text.slice(piece.start, piece.end))?.[1] ?? '';

function xmlTokens(text: string, piece: XmlPiece): Token[] {
  if (piece.kind === 'text')
    return NUMBER.test(text.slice(piece.start, piece.end)) ? [{ start: piece.start, end: piece.end, kind: 'v' }] : [];
  if (piece.kind === 'other') return [{ start: piece.start, end: piece.end, kind: 'c' }];
  const open = piece.start + (piece.kind === 'close' ? 2 : 1);
  const nameEnd = open + tagName(text, piece).length;
  const tokens: Token[] = [
    { start: piece.start, end: open, kind: 'c' },
    { start: open, end: nameEnd, kind: 't' },
  ];
  const source = text.slice(nameEnd, piece.end);
  for (const found of source.matchAll(TAG_PART)) {
    const kind = partKind(source, found.index, found[0]);
    if (kind !== null) tokens.push({ start: nameEnd + found.index, end: nameEnd + found.index + found[0].length, kind });
  }
  return tokens;
}

/** Within a tag: names before an equals sign are keys, values are not coloured. */
function partKind(source: string, index: number, part: string): TokenKind | null {
  if (part === '=' || part.endsWith('>')) return 'c';
  if (part.startsWith('"') || part.startsWith("'")) return null;
  return /^\s{0,20}=/.test(source.slice(index + part.length, index + part.length + 21)) ? 'k' : null;
}

function jsonTokens(text: string): Token[] {
  const pieces = Array.from(jsonPieces(text));
  return pieces.flatMap((piece, index): Token[] => {
    const first = text[piece.start] ?? '';
    if (first === '"') {
      const next = pieces[index + 1];
      return next !== undefined && text[next.start] === ':' ? [{ ...piece, kind: 'k' }] : [];
    }
    if ('{}[],:'.includes(first)) return [{ ...piece, kind: 'c' }];
    return NUMBER.test(text.slice(piece.start, piece.end)) ? [{ ...piece, kind: 'v' }] : [];
  });
}
