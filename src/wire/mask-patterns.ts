import type { Span } from './mask-paint.js';

/** Runs of digits and of what stands between the digits of phone and card numbers. */
const NUMBERS = /[+(]?\d[\d ().\u00a0-]{8,}\d/g;
const PHONE =
  /(?:\+ ?\d[\d ().\u00a0-]{6,18}\d|(?:\b1[ .-])?\(\d{3}\) ?\d{3}[ .\u00a0-]\d{4}|(?:\b1[ .-])?\b\d{3}[ .\u00a0-]\d{3}[ .\u00a0-]\d{4}\b)/g;
const ORDER_ID = /^\d{3}-\d{7}-\d{7}$/;
const CARD_DIGITS = { min: 13, max: 19 };
/** Groups of digits that a card number is written in: 4-4-4-4-3 at most, and one to spare. */
const MAX_GROUPS = 6;
/** First digits by length: numbers of other lengths are no cards, whatever Luhn says (item codes, times, parcels). */
const CARD_STARTS: readonly { readonly lengths: readonly number[]; readonly starts: RegExp }[] = [
  { lengths: [16, 17, 18, 19], starts: /^[2-6]/ },
  { lengths: [15], starts: /^(?:3[47]|2131|1800)/ },
  { lengths: [14], starts: /^3(?:0[0-5]|[689])/ },
  { lengths: [13], starts: /^4/ },
];

/** E-mail addresses, phone numbers and card numbers wherever they stand in a text. */
export function findPatterns(text: string): Span[] {
  const spans: Span[] = [];
  findEmails(text, spans);
  NUMBERS.lastIndex = 0;
  for (let match = NUMBERS.exec(text); match !== null; match = NUMBERS.exec(text)) {
    if (isPartOfWord(text, match.index, match.index + match[0].length)) continue;
    findCards(match[0], match.index, spans);
    findPhones(match[0], match.index, spans);
  }
  return spans;
}

function findEmails(text: string, into: Span[]): void {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && isLocalPart(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end < text.length && isDomain(text.charCodeAt(end))) end++;
    while (end > at && !isLetterOrDigit(text.charCodeAt(end - 1))) end--;
    if (start === at || !text.slice(at, end).includes('.')) continue;
    into.push({ start, end, what: 'e-mail', value: text.slice(start, end) });
    at = end - 1;
  }
}

function isLetterOrDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code >= 0xa1;
}

/** `. ! # $ % ' * + - / = ? ^ _ { | } ~` without those that end a value around it: `= / ' ? # { } |`. */
function isLocalPart(code: number): boolean {
  return (
    isLetterOrDigit(code) ||
    code === 46 ||
    code === 95 ||
    code === 45 ||
    code === 43 ||
    code === 37 ||
    code === 33 ||
    code === 126 ||
    code === 39
  );
}

function isDomain(code: number): boolean {
  return isLetterOrDigit(code) || code === 46 || code === 45;
}

/** A UUID, a reference or an amount of which the digits are only a part: `a1-555-…`, `…-4c0e`. */
function isPartOfWord(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  const inWord = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
  return inWord(before) || inWord(after) || (before === 45 && inWord(text.charCodeAt(start - 2)));
}

function findPhones(run: string, offset: number, into: Span[]): void {
  PHONE.lastIndex = 0;
  for (let match = PHONE.exec(run); match !== null; match = PHONE.exec(run)) {
    const digits = match[0].replace(/\D/g, '').length;
    if (digits < 8 || digits > 15) continue;
    const start = offset + match.index;
    into.push({ start, end: start + match[0].length, what: 'phone', value: match[0] });
  }
}

/** Every stretch of whole groups of digits that has a card's length, start and check digit. */
function findCards(run: string, offset: number, into: Span[]): void {
  if (ORDER_ID.test(run)) return;
  const { starts, ends } = groupsOf(run);
  for (let first = 0; first < starts.length; first++) {
    let length = 0;
    for (let last = first; last < Math.min(starts.length, first + MAX_GROUPS); last++) {
      length += (ends[last] ?? 0) - (starts[last] ?? 0);
      if (length > CARD_DIGITS.max) break;
      if (length < CARD_DIGITS.min) continue;
      const [start, end] = [starts[first] ?? 0, ends[last] ?? 0];
      const value = run.slice(start, end);
      if (isCard(value.replace(/\D/g, ''))) into.push({ start: offset + start, end: offset + end, what: 'card number', value });
    }
  }
}

/** Where the groups of digits of a run begin and end. */
function groupsOf(run: string): { starts: number[]; ends: number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  let inside = false;
  for (let at = 0; at <= run.length; at++) {
    const code = run.charCodeAt(at);
    const digit = code >= 48 && code <= 57;
    if (digit !== inside) (digit ? starts : ends).push(at);
    inside = digit;
  }
  return { starts, ends };
}

function isCard(digits: string): boolean {
  if (digits.length < CARD_DIGITS.min || digits.length > CARD_DIGITS.max) return false;
  return CARD_STARTS.some(({ lengths, starts }) => lengths.includes(digits.length) && starts.test(digits)) && passesLuhn(digits);
}

/** ISO/IEC 7812-1: from the right every second digit doubled, digits summed, a multiple of ten. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
