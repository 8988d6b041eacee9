import type { Fault } from '../core/fault.js';
import { endOfAmounts, formatDecimal, parseDecimal, PRICE_PLACES, RATE_ONE, RATE_PLACES, roundHalfUp } from '../core/money.js';
import { helpPath, type ErrorCode } from '../errors.js';
import type { NamedValue } from './html-cart-signature.js';
import { plainDecimal, RULES } from './tolerances.js';
import { shorten } from './xml-faults.js';

/** The fields of an HTML cart while they are read: what is wrong is noted and reading goes on. */
export interface HtmlReading {
  readonly values: ReadonlyMap<string, string>;
  /** Names that something has asked for. */
  readonly used: Set<string>;
  readonly faults: { readonly code: ErrorCode; readonly fault: Fault }[];
  readonly warnings: Fault[];
}

/** More faults than this help nobody. */
const MAX_FAULTS = 100;

export function openFields(fields: readonly NamedValue[]): HtmlReading {
  return { values: new Map(fields.map(({ name, value }) => [name, value])), used: new Set(), faults: [], warnings: [] };
}

interface Problem {
  readonly rule: string;
  readonly expected?: string;
  readonly got?: string;
  /** What is wrong; the field is put before it. */
  readonly sentence: string;
}

/** Notes a fault of a field. */
export function refuseField(reading: HtmlReading, code: ErrorCode, field: string, { sentence, ...problem }: Problem): void {
  if (reading.faults.length >= MAX_FAULTS) return;
  const fault: Fault = { ...problem, severity: 'error', field, message: `${field}: ${sentence}`, help: helpPath(code) };
  reading.faults.push({ code, fault });
}

/** Notes a warning about a field. */
export function warnOfField(reading: HtmlReading, field: string, { sentence, ...problem }: Problem): void {
  if (reading.warnings.length >= MAX_FAULTS) return;
  reading.warnings.push({ ...problem, severity: 'warning', field, message: `${field}: ${sentence}` });
}

/** The value of a field without white space around it; undefined where it is empty or not there. */
export function takeText(reading: HtmlReading, field: string): string | undefined {
  reading.used.add(field);
  const text = reading.values.get(field)?.trim() ?? '';
  return text === '' ? undefined : text;
}

/** The same where the field must be there; FORM_FIELD_MISSING where it is not. */
export function needText(reading: HtmlReading, field: string): string | undefined {
  const text = takeText(reading, field);
  if (text === undefined)
    refuseField(reading, 'FORM_FIELD_MISSING', field, { rule: 'field-missing', sentence: 'the field is missing or empty' });
  return text;
}

/** A decimal of 10^-places, with `.5` and exponents read as the numbers that they are; null after noting what is wrong. */
export function readDecimal(reading: HtmlReading, field: string, text: string, places: number): bigint | null {
  const plain = plainDecimal(text);
  const exact = plain === null ? null : parseDecimal(plain, places);
  if (exact === null)
    return wrong(reading, field, text, `an amount such as 12.50, not negative, with at most ${places} decimal places`);
  if (exact >= endOfAmounts(places)) return tooLarge(reading, field, text);
  if (!/^\d+(?:\.\d+)?$/.test(text))
    warnOfField(reading, field, { rule: 'tolerance-amount', got: text, sentence: `read as ${plain ?? ''}` });
  return exact;
}

/** An amount of a table in 10^-places of the major unit; what has more places is rounded half up, with a warning. */
export function readAmount(reading: HtmlReading, field: string, text: string, places: number): bigint | null {
  const exact = readDecimal(reading, field, text, PRICE_PLACES);
  if (exact === null) return null;
  const step = 10n ** BigInt(PRICE_PLACES - places);
  const rounded = roundHalfUp(exact, step);
  if (rounded * step !== exact) {
    const sentence = `rounded to ${formatDecimal(rounded, places, 0)}; write no more decimal places than the currency has`;
    warnOfField(reading, field, { rule: RULES.places, got: text, sentence });
  }
  return rounded;
}

/** A rate per 10^9 between 0 and 1; CART_RATE_RANGE where it is above. */
export function readFraction(reading: HtmlReading, field: string, text: string): bigint | null {
  const plain = plainDecimal(text);
  const rate = plain === null ? null : parseDecimal(plain, RATE_PLACES);
  const expected = 'a rate between 0 and 1 with at most 9 decimal places: 0.0825, not 8.25';
  if (rate === null) return wrong(reading, field, text, expected);
  if (rate <= RATE_ONE) return rate;
  refuseField(reading, 'CART_RATE_RANGE', field, {
    rule: 'rate-zero-to-one',
    expected,
    got: text,
    sentence: `expected ${expected}, got "${shorten(text)}"`,
  });
  return null;
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['1', true],
  ['no', false],
  ['false', false],
  ['0', false],
]);

/** yes, true, 1 or no, false, 0; false where the field is not there. */
export function takeFlag(reading: HtmlReading, field: string): boolean {
  const text = takeText(reading, field);
  if (text === undefined) return false;
  const flag = FLAGS.get(text.toLowerCase());
  if (flag === undefined) wrong(reading, field, text, 'yes or no');
  return flag ?? false;
}

/** Notes FORM_FIELD_WRONG. */
export function wrong(reading: HtmlReading, field: string, got: string, expected: string): null {
  refuseField(reading, 'FORM_FIELD_WRONG', field, {
    rule: 'field-wrong',
    expected,
    got: shorten(got),
    sentence: `expected ${expected}, got "${shorten(got)}"`,
  });
  return null;
}

/**
 * The numbers behind a row of fields, which count 1, 2, 3 without a gap; a gap is FORM_FIELD_MISSING, because a field whose
 * number was mistyped is a line that the buyer would not pay for. `pattern` has the number in its first group that matched.
 */
export function numbersOf(reading: HtmlReading, pattern: RegExp, what: string): number[] {
  const found = new Map<number, string>();
  for (const name of reading.values.keys()) {
    const match = pattern.exec(name);
    const groups: readonly (string | undefined)[] = match?.slice(1) ?? [];
    const number = Number(groups.find((group) => group !== undefined) ?? Number.NaN);
    if (!Number.isNaN(number) && !found.has(number)) found.set(number, name);
  }
  const numbers = [...found.keys()].sort((a, b) => a - b);
  const gap = numbers.findIndex((number, index) => number !== index + 1);
  if (gap === -1) return numbers;
  const sentence = `there is ${what} ${numbers[gap] ?? 0} but no ${what} ${gap + 1}; they count 1, 2, 3 without a gap`;
  refuseField(reading, 'FORM_FIELD_MISSING', found.get(numbers[gap] ?? 0) ?? '', {
    rule: 'field-gap',
    expected: `${what} ${gap + 1}`,
    sentence,
  });
  return numbers;
}

function tooLarge(reading: HtmlReading, field: string, got: string): null {
  const sentence = `${shorten(got)} is above 999,999,999.99, the largest amount that is handled`;
  refuseField(reading, 'AMOUNT_TOO_LARGE', field, {
    rule: 'amount-limit',
    expected: 'an amount of at most 999999999.99',
    got: shorten(got),
    sentence,
  });
  return null;
}
