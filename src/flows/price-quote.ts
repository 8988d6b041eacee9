import type { CalculationReport, ExchangeRefs } from '../core/exchange.js';
import type { Fault } from '../core/fault.js';
import { quote } from '../core/quote.js';
import type { RuleBook } from '../core/rule-book.js';
import { CartwrightError } from '../errors.js';
import { decodeQuoteBody, encodeQuote } from '../wire/json-cart.js';
import { calculationReport } from './answer-calculation.js';
import { maskFault } from './exchange-row.js';
import type { Mask } from './keyring.js';

export interface PricedQuote {
  /** As `POST /v1/quotes` answers it. */
  readonly body: object;
  readonly refs: ExchangeRefs;
  readonly faults: readonly Fault[];
  readonly calculation: readonly CalculationReport[];
}

/**
 * Prices the body of `POST /v1/quotes` at a time in epoch milliseconds. Throws what it cannot read (REQUEST_FAULT, each fault
 * with its place in `raw`) and what it cannot price (ADDRESS_NOT_COVERED and the other refusals of core).
 */
export function priceQuote(
  body: unknown,
  raw: string,
  { book, at, mask }: { readonly book: RuleBook; readonly at: number; readonly mask: Mask },
): PricedQuote {
  const decoded = decodeQuoteBody(body, raw);
  if (!decoded.ok) throw new CartwrightError(decoded.code, { detail: sentence(decoded.faults), faults: decoded.faults });
  const priced = quote({ ...decoded.request, at }, book);
  if (!priced.ok) throw new CartwrightError(priced.code, { detail: priced.message });
  const warnings = priced.warnings.map((fault) => maskFault(fault, mask));
  return {
    body: { ...encodeQuote(priced), warnings },
    refs: decoded.clientRequestId === undefined ? {} : { clientRequestId: decoded.clientRequestId },
    faults: warnings,
    calculation: calculationReport(priced, decoded.request),
  };
}

/** `2 faults. The first: …` */
export function sentence(faults: readonly Fault[]): string {
  const [first] = faults;
  if (first === undefined) return 'The request cannot be read.';
  return faults.length === 1 ? first.message : `${faults.length} faults. The first: ${first.message}`;
}
