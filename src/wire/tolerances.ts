import { withScheme } from './web-address.js';
import type { TextType } from './xml-text-type.js';
import { collapse } from './xml-text-type.js';
import { childOf, type XmlNode } from './xml-tree.js';

/** A value that is not as the schema wants it and is read all the same. */
export interface TextTolerance {
  readonly rule: string;
  /** Names of the schema's types that it is about. */
  readonly types: readonly string[];
  /** The value as the schema wants it, or null where this tolerance does not help. */
  readonly mend: (text: string, type: TextType) => string | null;
  /** True where only the schema sees the mended value and everybody else the one that was sent. */
  readonly keepsText?: true;
  readonly sentence: (mended: string, type: TextType) => string;
}

/** Longer than this is not somebody's habit. */
const MAX_TOLERATED_LENGTH = 1000;
const MAX_EXPONENT = 20;
/** A moment with its zone; the first group is its date. */
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** What real carts do otherwise, value by value (contracts.md, Reading documents; protocol 1.3, 1.8). First that helps wins. */
export const TEXT_TOLERANCES: readonly TextTolerance[] = [
  {
    rule: 'tolerance-boolean',
    types: ['BooleanWord'],
    mend: (text) => ({ '1': 'true', '0': 'false' })[text] ?? null,
    sentence: (mended) => `read as ${mended}; write true or false`,
  },
  {
    rule: 'tolerance-amount',
    types: ['AmountNotNegative'],
    mend: (text) => withPlaces(plainDecimal(text)),
    sentence: (mended) => `read as ${mended}; write amounts with decimal places, such as 12.50`,
  },
  {
    rule: 'tolerance-number',
    types: ['WeightAboveZero', 'RateZeroToOne', 'DiscountRateAboveZero'],
    mend: plainDecimal,
    sentence: (mended) => `read as ${mended}; write a digit before the point and no exponent`,
  },
  {
    rule: 'tolerance-url',
    types: ['HttpUrl'],
    mend: withScheme,
    sentence: (mended) => `read as ${mended}; write the scheme, http:// or https://`,
  },
  {
    rule: 'tolerance-date-time',
    types: ['DateOnly'],
    mend: (text) => DATE_TIME.exec(collapse(text))?.[1] ?? null,
    keepsText: true,
    sentence: () => 'read as that moment; this namespace has a date here, such as 2026-12-31',
  },
  { rule: 'tolerance-sku-length', types: ['SkuLength'], mend: cut, keepsText: true, sentence: overLong },
  { rule: 'tolerance-title-length', types: ['TitleLength'], mend: cut, keepsText: true, sentence: overLong },
];

export interface EmptyTolerance {
  readonly rule: string;
  /** Name of the element that it stands in, where that matters. */
  readonly within?: string;
  readonly isEmpty: (node: XmlNode) => boolean;
}

/** Elements that carts send empty where they mean none, by name. */
export const EMPTY_TOLERANCES: ReadonlyMap<string, EmptyTolerance> = new Map([
  ['Weight', { rule: 'tolerance-empty-weight', isEmpty: (node) => isBlank(node) && isBlankOrAbsent(childOf(node, 'Amount')) }],
  ['PromotionId', { rule: 'tolerance-empty-promotion-id', within: 'PromotionIds', isEmpty: isHollow }],
  ['PromotionIds', { rule: 'tolerance-empty-promotion-ids', isEmpty: isHollow }],
]);

/** Elements that one schema lacks, and the rule under which they are passed over. */
export const PO_BOX_ELEMENT = 'IsPOBoxSupported';
export const RULES = {
  poBox: 'tolerance-po-box',
  later: 'tolerance-later-element',
  order: 'tolerance-order',
  worldRegion: 'tolerance-world-region',
  unknown: 'element-unknown',
  attribute: 'attribute-ignored',
  stateName: 'tolerance-state-name',
  places: 'tolerance-amount-places',
  bareTax: 'tolerance-bare-cart-tax',
} as const;

/**
 * `.5` -> `0.5`, `12.` stays refused, `1.25E1` -> `12.5`; null for anything that is not such a number. Exact: digits are
 * moved, never calculated.
 */
export function plainDecimal(text: string): string | null {
  const parts = /^([0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?$/.exec(collapse(text));
  if (parts === null) return null;
  const [, whole = '', fraction = '', exponent = '0'] = parts;
  const shift = Number(exponent);
  if (whole + fraction === '' || Math.abs(shift) > MAX_EXPONENT) return null;
  const zeros = '0'.repeat(Math.abs(shift));
  const digits = zeros + whole + fraction + zeros;
  const point = zeros.length + whole.length + shift;
  const before = digits.slice(0, point).replace(/^0+(?=[0-9])/, '') || '0';
  const after = digits.slice(point);
  // Zeros that moving the point has brought are dropped; those that were sent are kept.
  const sent = Math.max(fraction.length - shift, 0);
  const kept = after.slice(0, sent) + after.slice(sent).replace(/0+$/, '');
  return kept === '' ? before : `${before}.${kept}`;
}

function withPlaces(decimal: string | null): string | null {
  return decimal === null || decimal.includes('.') ? decimal : `${decimal}.00`;
}

function cut(text: string, type: TextType): string | null {
  return text.length > MAX_TOLERATED_LENGTH ? null : Array.from(text).slice(0, type.maxLength).join('');
}

function overLong(_mended: string, type: TextType): string {
  return `expected ${type.expected}; the whole text is used`;
}

function isBlank(node: XmlNode): boolean {
  return /^[ \t\r\n]*$/.test(node.text);
}

function isBlankOrAbsent(node: XmlNode | null): boolean {
  return node === null || (isBlank(node) && node.children.length === 0);
}

function isHollow(node: XmlNode): boolean {
  return isBlank(node) && node.children.length === 0;
}
