import type { Fault } from '../fault.js';
import { endOfAmounts, minorPlaces, parseDecimal, parseRate, RATE_ONE } from '../money.js';
import { readRegion, type Region } from '../region.js';
import type { RegionDocument, SettingsKind } from '../settings.js';

/** Where settings are being read: every fault is named, none stops the reading. */
export interface Reading {
  readonly kind: SettingsKind;
  readonly currency: string;
  readonly faults: Fault[];
}

export interface Problem {
  readonly rule: string;
  readonly message: string;
  readonly expected?: string;
  readonly got?: string;
}

/** Notes a fault at a JSON pointer under the settings document that is being read. */
export function note(reading: Reading, pointer: string, problem: Problem): void {
  reading.faults.push({ ...problem, severity: 'error', field: reading.kind, pointer });
}

/** Notes what the merchant should know and what stops nothing. */
export function warn(reading: Reading, pointer: string, problem: Problem): void {
  reading.faults.push({ ...problem, severity: 'warning', field: reading.kind, pointer });
}

/**
 * An amount in minor units of the shop's currency, or, with `places`, in 10^-places of the major unit. Faults
 * (`amount-negative`, `amount-places`, `amount-too-large`, `amount-number`) are noted and read as 0.
 */
export function readAmount(reading: Reading, pointer: string, text: string, places = minorPlaces(reading.currency)): bigint {
  const value = parseDecimal(text, places);
  if (value !== null && value < endOfAmounts(places)) return value;
  const expected = `an amount such as ${places === 0 ? '12' : '12.50'}`;
  note(reading, pointer, { ...amountProblem(text, places, value), expected, got: text });
  return 0n;
}

function amountProblem(text: string, places: number, value: bigint | null): Problem {
  if (value !== null)
    return { rule: 'amount-too-large', message: `${text} is above 999,999,999.99, the largest amount there is.` };
  if (/^-\s*[\d.]/.test(text)) {
    return { rule: 'amount-negative', message: `${text} is negative. Amounts are zero or above; a fee is an item or handling.` };
  }
  if (/^\d+\.\d+$/.test(text)) return { rule: 'amount-places', message: `${text} has more than ${places} decimal places.` };
  return {
    rule: 'amount-number',
    message: `"${text}" is no amount. Write digits with a point, without sign, exponent or currency.`,
  };
}

/** A rate per 10^9 between 0 and 1; anything else is noted as `rate-range` or `rate-number` and read as 0. */
export function readRate(reading: Reading, pointer: string, text: string): bigint {
  const rate = parseRate(text);
  if (rate !== null && rate <= RATE_ONE) return rate;
  const expected = 'a fraction from 0 to 1, such as 0.0825';
  const tooLarge = `The rate ${text} is above 1. Rates are fractions: write ${asFraction(text)}.`;
  if (rate !== null) note(reading, pointer, { rule: 'rate-range', expected, got: text, message: tooLarge });
  else if (/^-\s*[\d.]/.test(text))
    note(reading, pointer, { rule: 'rate-range', expected, got: text, message: `The rate ${text} is negative.` });
  else {
    const message = `"${text}" is no rate. Write a fraction with at most 9 decimal places, without sign, exponent or per cent: 0.0825.`;
    note(reading, pointer, { rule: 'rate-number', expected, got: text, message });
  }
  return 0n;
}

/** "0.0825, not 8.25": what somebody who wrote per cent meant. */
function asFraction(text: string): string {
  const hundredth = parseRate(text);
  if (hundredth === null || hundredth > 100n * RATE_ONE || hundredth % 100n !== 0n) return '0.0825, not 8.25';
  const digits = (hundredth / 100n).toString().padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9).replace(/0+$/, '') || '0'}, not ${text}`;
}

/** The regions of a list; those that cannot be read are noted and left out. */
export function readRegions(reading: Reading, pointer: string, documents: readonly RegionDocument[]): Region[] {
  return documents.flatMap((document, place) => {
    const region = readOneRegion(reading, `${pointer}/${place}`, document);
    return region === null ? [] : [region];
  });
}

/** One region; null after noting what is wrong with it. */
export function readOneRegion(reading: Reading, pointer: string, document: RegionDocument): Region | null {
  const read = readRegion(document);
  if (read.ok) return read.region;
  const { field, ...problem } = read.problem;
  note(reading, `${pointer}/${field}`, problem);
  return null;
}

/** Notes a fault where the value is not a whole number from 1 to `most`. */
export function checkCount(reading: Reading, pointer: string, value: number, most = 999_999): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  const expected = `a whole number from 1 to ${most}`;
  note(reading, pointer, { rule: 'count-range', expected, got: String(value), message: `${value} is not ${expected}.` });
}

/** Notes `id-doubled` for every value that stood in the list before; `key` folds what counts as the same. */
export function checkUnique(
  reading: Reading,
  entries: readonly { readonly value: string; readonly pointer: string }[],
  what: string,
  key: (value: string) => string = (value) => value,
): void {
  const seen = new Map<string, string>();
  for (const { value, pointer } of entries) {
    const first = seen.get(key(value));
    if (first === undefined) seen.set(key(value), pointer);
    else
      note(reading, pointer, {
        rule: 'id-doubled',
        expected: `a ${what} of its own`,
        got: value,
        message: `The ${what} "${value}" stands already at ${first}.`,
      });
  }
}
