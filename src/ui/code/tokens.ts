import type { Range } from './places.js';

export type CodeFormat = 'xml' | 'json' | 'text';
/** t: tag, k: key, v: number, c: punctuation. Nothing else is coloured. */
export type TokenKind = 't' | 'k' | 'v' | 'c';

export interface Token extends Range {
  readonly kind: TokenKind;
}

/** A stretch of XML as the page needs it: coarse, and never wrong about offsets, however malformed the text is. */
export interface XmlPiece extends Range {
  readonly kind: 'open' | 'close' | 'empty' | 'text' | 'other';
  /** Of an element. */
  readonly name: string;
}

const XML_PIECE = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<[?!][^<>]*>?|<\/?[^<>]*>?|[^<]+/g;
const TAG_PART = /^<\/?|\/?>$|[^\s<>/="']+(?=\s*=)|=|"[^"]*"?|'[^']*'?/g;
const JSON_PIECE = /"(?:[^"\\]+|\\[\s\S])*"?|[{}[\],:]|[^\s"{}[\],:]+/g;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What to colour in a text, in order and without overlaps. */
export function tokensOf(text: string, format: CodeFormat): Token[] {
  if (format === 'xml') return xmlPieces(text).flatMap((piece) => xmlTokens(text, piece));
  return format === 'json' ? jsonTokens(text) : [];
}

/** Cuts XML into tags and the text between them. */
export function xmlPieces(text: string): XmlPiece[] {
  return Array.from(text.matchAll(XML_PIECE), (found) => {
    const [source] = found;
    const range = { start: found.index, end: found.index + source.length };
    if (!source.startsWith('<')) return { ...range, kind: 'text', name: '' };
    if (source.startsWith('<!') || source.startsWith('<?')) return { ...range, kind: 'other', name: '' };
    const name = /^<\/?([^\s/>]*)/.exec(source)?.[1] ?? '';
    if (source.startsWith('</')) return { ...range, kind: 'close', name };
    return { ...range, kind: source.endsWith('/>') ? 'empty' : 'open', name };
  });
}

/** The pieces of a JSON text: strings, punctuation, and whatever else stands between blanks. */
export const jsonPieces = (text: string): Range[] =>
  Array.from(text.matchAll(JSON_PIECE), (found) => ({ start: found.index, end: found.index + found[0].length }));

function xmlTokens(text: string, piece: XmlPiece): Token[] {
  if (piece.kind === 'text') {
    const value = text.slice(piece.start, piece.end);
    return NUMBER.test(value.trim()) && value.trim() === value ? [{ start: piece.start, end: piece.end, kind: 'v' }] : [];
  }
  if (piece.kind === 'other') return [{ start: piece.start, end: piece.end, kind: 'c' }];
  const open = piece.start + (piece.kind === 'close' ? 2 : 1);
  const nameEnd = open + piece.name.length;
  const source = text.slice(nameEnd, piece.end);
  const parts = Array.from(source.matchAll(TAG_PART), (found): Token | null => {
    const start = nameEnd + found.index;
    const end = start + found[0].length;
    if (/^["']/.test(found[0])) return null;
    return { start, end, kind: /^[=/<>]/.test(found[0]) ? 'c' : 'k' };
  });
  const head: Token[] = [
    { start: piece.start, end: open, kind: 'c' },
    { start: open, end: nameEnd, kind: 't' },
  ];
  return [...head, ...parts.filter((part) => part !== null)];
}

function jsonTokens(text: string): Token[] {
  const pieces = jsonPieces(text);
  return pieces.flatMap((piece, index): Token[] => {
    const source = text.slice(piece.start, piece.end);
    if (source.startsWith('"')) {
      const next = pieces[index + 1];
      return next !== undefined && text[next.start] === ':' ? [{ ...piece, kind: 'k' }] : [];
    }
    if (/^[{}[\],:]/.test(source)) return [{ ...piece, kind: 'c' }];
    return NUMBER.test(source) ? [{ ...piece, kind: 'v' }] : [];
  });
}
