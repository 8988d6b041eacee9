import { endOfAmounts, formatDecimal, minorPlaces, parseDecimal, PRICE_PLACES, roundHalfUp } from '../core/money.js';
import type { MeaningFaults } from './meaning-faults.js';
import { RULES } from './tolerances.js';
import { valuePlace } from './xml-place.js';
import { collapse } from './xml-text-type.js';
import { need, type XmlNode } from './xml-tree.js';
import type { ReadXml } from './xml.js';

/** Where tables are being read: what is wrong is added to `faults`, what was tolerated to the warnings of `read`. */
export interface TablesReading {
  readonly read: ReadXml;
  /** The one currency of the cart. */
  readonly currency: string;
  readonly faults: MeaningFaults;
}

/** A Price in minor units of the cart's currency; faults CURRENCY_MIXED and AMOUNT_TOO_LARGE. */
export function decodePrice(price: XmlNode, reading: TablesReading): bigint {
  return decodeAmount(price, minorPlaces(reading.currency), reading);
}

/**
 * A Price in 10^-places of the major unit. More places than that are rounded half up, with a warning: shops that reckon in
 * floating point send a discount of 1.4985.
 */
export function decodeAmount(price: XmlNode, places: number, reading: TablesReading): bigint {
  const amount = need(price, 'Amount');
  checkCurrency(need(price, 'CurrencyCode'), reading);
  const exact = parseDecimal(collapse(amount.text), PRICE_PLACES);
  if (exact === null) throw new Error('a valid Amount could not be read as a decimal');
  if (exact >= endOfAmounts(PRICE_PLACES)) tellTooLarge(amount, reading);
  const step = 10n ** BigInt(PRICE_PLACES - places);
  const rounded = roundHalfUp(exact, step);
  if (rounded * step !== exact) warnOfPlaces(amount, formatDecimal(rounded, places, 0), reading);
  return rounded;
}

/** Adds CURRENCY_MIXED where a CurrencyCode is not that of the cart. */
export function checkCurrency(node: XmlNode, { read, currency, faults }: TablesReading): void {
  const got = collapse(node.text);
  if (got === currency) return;
  const sentence = `expected ${currency} as in the first item, got ${got}; one cart has one currency`;
  faults.add('CURRENCY_MIXED', {
    rule: 'currency-mixed',
    node,
    ...valuePlace(read.text, node),
    expected: currency,
    got,
    sentence,
  });
}

/** Adds AMOUNT_TOO_LARGE at an amount (semantics, bounds). */
export function tellTooLarge(amount: XmlNode, { read, faults }: TablesReading, what = `${collapse(amount.text)} is`): void {
  faults.add('AMOUNT_TOO_LARGE', {
    rule: 'amount-limit',
    node: amount,
    ...valuePlace(read.text, amount),
    expected: 'an amount of at most 999999999.99',
    got: amount.text,
    sentence: `${what} above 999,999,999.99, the largest amount that is handled`,
  });
}

function warnOfPlaces(amount: XmlNode, rounded: string, { read }: TablesReading): void {
  read.warnings.add({
    rule: RULES.places,
    severity: 'warning',
    node: amount,
    ...valuePlace(read.text, amount),
    expected: rounded,
    got: amount.text,
    sentence: `rounded to ${rounded}; write no more decimal places than the currency has`,
  });
}
