import type { Direction, ExchangeKind, Outcome, Party } from './exchange.js';
import type { Piece, SearchTerm, TextTerm } from './search.js';
import { isIndexed, wordsIn } from './words.js';

const KINDS: readonly ExchangeKind[] = [
  'callback',
  'callback-error',
  'cart',
  'quote',
  'validation',
  'settings',
  'checkout',
  'order',
  'notification',
  'webhook',
  'mail',
  'file',
];
const OUTCOMES: readonly Outcome[] = ['ok', 'warned', 'refused', 'failed', 'repeated'];
const PARTIES: readonly Party[] = ['cart', 'checkout', 'merchant', 'store', 'api', 'buyer'];
const DIRECTIONS: readonly Direction[] = ['in', 'out'];
/** Short names of the references that exchanges carry. */
const IDS: Readonly<Record<string, string>> = {
  trace: 'trace',
  parent: 'parent',
  uuid: 'uuid',
  callback: 'callbackReferenceId',
  client: 'clientRequestId',
  cart: 'cartId',
  checkout: 'checkoutId',
  order: 'orderId',
  notification: 'notificationReferenceId',
};
const FIELDS = [
  'kind',
  'outcome',
  'party',
  'direction',
  'code',
  'status',
  'sku',
  'ms',
  'last',
  'after',
  'before',
  ...Object.keys(IDS),
];
const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const FOREVER = Number.MAX_SAFE_INTEGER;

/** What is wrong with a search, at a place in its text. Never leaves core/search.ts. */
export class SearchFault extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** One term of the search language. Throws SearchFault. */
export function readTerm(piece: Piece): SearchTerm {
  const { field, not } = piece;
  if (field === '') return { not, ...readText(piece) };
  if (field === 'ms') return { not, ...readDuration(piece) };
  if (piece.operator !== ':') throw new SearchFault(`Only ms compares with ${piece.operator}: ms>800.`, piece.at);
  if (piece.value === '') throw new SearchFault(`${field}: wants a value behind it.`, piece.at);
  if (field in IDS) return { not, kind: 'id', name: IDS[field] ?? field, value: piece.value };
  switch (field) {
    case 'kind':
      return { not, kind: 'facet', field, values: oneOf(piece, KINDS) };
    case 'outcome':
      return { not, kind: 'facet', field, values: oneOf(piece, OUTCOMES) };
    case 'party':
      return { not, kind: 'facet', field, values: oneOf(piece, PARTIES) };
    case 'direction':
      return { not, kind: 'facet', field, values: oneOf(piece, DIRECTIONS) };
    case 'code':
      return { not, kind: 'facet', field, values: listOf(piece).map((code) => code.toUpperCase()) };
    case 'status':
      return { not, kind: 'status', ranges: listOf(piece).map((status) => statusRange(piece, status)) };
    case 'sku':
      return { not, kind: 'sku', sku: piece.value };
    case 'last':
      return { not, kind: 'last', ms: readSpan(piece) };
    case 'after':
      return { not, kind: 'time', from: readInstant(piece), to: FOREVER };
    case 'before':
      return { not, kind: 'time', from: 0, to: readInstant(piece) };
    default:
      throw new SearchFault(
        `${field}: is nothing to search by. There are ${FIELDS.join(', ')}; put the term in quotation marks to find it as text.`,
        piece.at,
      );
  }
}

function readText({ value, quoted, at }: Piece): TextTerm {
  const words = wordsIn(value);
  // unquoted it may be an id, however short
  if ((quoted || value === '') && !words.some(isIndexed))
    throw new SearchFault(`"${value}" has no word of two characters in it.`, at);
  return { kind: 'text', text: value, words, quoted };
}

function readDuration({ operator, value, at }: Piece): { readonly kind: 'duration'; readonly from: number; readonly to: number } {
  if (!/^\d{1,9}$/.test(value)) throw new SearchFault('ms wants whole milliseconds: ms>800.', at);
  const ms = Number(value);
  const kind = 'duration';
  if (operator === '>') return { kind, from: ms + 1, to: FOREVER };
  if (operator === '>=') return { kind, from: ms, to: FOREVER };
  if (operator === '<') return { kind, from: 0, to: ms - 1 };
  return { kind, from: operator === ':' ? ms : 0, to: ms };
}

function oneOf<Value extends string>(piece: Piece, known: readonly Value[]): Value[] {
  return listOf(piece).map((text) => {
    const found = known.find((value) => value === text.toLowerCase());
    if (found === undefined) throw new SearchFault(`${piece.field}: is one of ${known.join(', ')}, not "${text}".`, piece.at);
    return found;
  });
}

function listOf({ value, field, at }: Piece): string[] {
  const parts = value.split(',').filter((part) => part !== '');
  if (parts.length === 0) throw new SearchFault(`${field}: wants a value behind it.`, at);
  return parts;
}

function statusRange({ at }: Piece, text: string): [number, number] {
  if (text.toLowerCase() === 'none') return [0, 0];
  const whole = /^([1-5])xx$/i.exec(text);
  if (whole !== null) return [Number(whole[1]) * 100, Number(whole[1]) * 100 + 99];
  if (/^[1-5]\d\d$/.test(text)) return [Number(text), Number(text)];
  throw new SearchFault(`status: is a status such as 403, a class such as 4xx, or none, not "${text}".`, at);
}

function readSpan({ value, at }: Piece): number {
  const [, count, unit = ''] = /^(\d{1,5})([smhd])$/.exec(value) ?? [];
  const ms = Number(count) * (UNITS_MS[unit] ?? NaN);
  if (!(ms > 0)) throw new SearchFault('last: wants a span such as 30m, 1h or 7d.', at);
  return ms;
}

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

function readInstant({ field, value, at }: Piece): number {
  const ms = INSTANT.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(ms))
    throw new SearchFault(`${field}: wants a day or an instant, such as 2026-01-31 or 2026-01-31T10:00Z.`, at);
  return ms;
}
