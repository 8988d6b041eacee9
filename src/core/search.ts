import type { Direction, ExchangeKind, Outcome, Party } from './exchange.js';
import { readTerm, SearchFault } from './search-terms.js';

/** One condition of a search; all of them hold together. `not` is the minus in front. */
export type SearchTerm = { readonly not: boolean } & (
  | TextTerm
  | { readonly kind: 'facet'; readonly field: 'kind'; readonly values: readonly ExchangeKind[] }
  | { readonly kind: 'facet'; readonly field: 'outcome'; readonly values: readonly Outcome[] }
  | { readonly kind: 'facet'; readonly field: 'party'; readonly values: readonly Party[] }
  | { readonly kind: 'facet'; readonly field: 'direction'; readonly values: readonly Direction[] }
  | { readonly kind: 'facet'; readonly field: 'code'; readonly values: readonly string[] }
  /** Statuses from and to, both included; `none` is 0 to 0. */
  | { readonly kind: 'status'; readonly ranges: readonly (readonly [from: number, to: number])[] }
  /** An id of a given name: `trace`, or the name of a reference. */
  | { readonly kind: 'id'; readonly name: string; readonly value: string }
  | { readonly kind: 'sku'; readonly sku: string }
  /** Whole milliseconds, both included. */
  | { readonly kind: 'duration'; readonly from: number; readonly to: number }
  /** Epoch milliseconds, from included, to excluded. */
  | { readonly kind: 'time'; readonly from: number; readonly to: number }
  | { readonly kind: 'last'; readonly ms: number }
);

/** A word, a quoted phrase or a pasted id. */
export interface TextTerm {
  readonly kind: 'text';
  /** As typed. Unquoted, it is an id first, if the environment knows one that is equal. */
  readonly text: string;
  /** By the tokeniser, in their order. */
  readonly words: readonly string[];
  readonly quoted: boolean;
}

export interface Search {
  readonly terms: readonly SearchTerm[];
}
export type ParsedSearch =
  | { readonly ok: true; readonly search: Search }
  /** `column` counts code points from 1. */
  | { readonly ok: false; readonly message: string; readonly column: number };

const MAX_LENGTH = 1_000;
const MAX_TERMS = 20;

/**
 * Reads the search language: `status:4xx,5xx kind:callback -outcome:ok ms>800 last:1h "free words" MUG-1` (error-console 6).
 * The empty search finds everything.
 */
export function parseSearch(text: string): ParsedSearch {
  if (text.length > MAX_LENGTH)
    return { ok: false, message: `A search has at most ${MAX_LENGTH} characters.`, column: MAX_LENGTH + 1 };
  const terms: SearchTerm[] = [];
  try {
    for (const piece of pieces(text)) {
      if (terms.length >= MAX_TERMS) throw new SearchFault(`A search has at most ${MAX_TERMS} terms.`, piece.at);
      terms.push(readTerm(piece));
    }
  } catch (error) {
    if (error instanceof SearchFault)
      return { ok: false, message: error.message, column: codePoints(text.slice(0, error.at)) + 1 };
    throw error;
  }
  return { ok: true, search: { terms } };
}

/** A term before it is understood; `at` is its place in the text. */
export interface Piece {
  readonly at: number;
  readonly not: boolean;
  /** What stands before the first `:`, `<` or `>` outside quotes; empty where there is none. */
  readonly field: string;
  readonly operator: string;
  readonly value: string;
  readonly quoted: boolean;
  /** The whole term without its minus, as typed. */
  readonly raw: string;
}

const PIECE = /(-?)(?:([A-Za-z]+)(:|<=|>=|<|>))?(?:"([^"]*)("?)|(\S*))/y;

function* pieces(text: string): Generator<Piece> {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    if (at >= text.length) return;
    PIECE.lastIndex = at;
    const [all = '', minus = '', field = '', operator = '', phrase, closing, plain = ''] = PIECE.exec(text) ?? [];
    if (phrase !== undefined && closing === '')
      throw new SearchFault('This quotation mark has no partner.', at + all.indexOf('"'));
    yield {
      at,
      not: minus === '-',
      field,
      operator,
      value: phrase ?? plain,
      quoted: phrase !== undefined,
      raw: all.slice(minus.length),
    };
    at += Math.max(all.length, 1);
  }
}

function codePoints(text: string): number {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '_').length;
}
