import type { Response } from 'express';
import type { CheckoutQuote, CheckoutRefusal } from '../core/checkout.js';
import type { CalculationReport, Outcome } from '../core/exchange.js';
import type { Fault } from '../core/fault.js';
import type { ErrorCode } from '../errors.js';
import { reportOf } from '../flows/checkout/placing-report.js';

/** What a posted form came to: an answer that has not left, and what the record says beside it. */
export interface PostAnswer extends Said {
  readonly status: number;
  /** Where the buyer is sent on to; `html` where a page answers. */
  readonly location?: string;
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the record says of an answer. */
export interface Said {
  readonly code?: ErrorCode;
  readonly faults: readonly Fault[];
  /** Where each kind of amount came from, where the form had the checkout priced. */
  readonly calculation?: readonly CalculationReport[];
  /** Left out where it follows from status and faults. */
  readonly outcome?: Outcome;
}

/** Sends the buyer on; `said` is what came up on the way. */
export const sentOn = (location: string, said: Said = { faults: [] }): PostAnswer => ({ status: 303, location, ...said });

/** Nothing was saved because another tab saved first. */
export const CHANGED: Said = {
  code: 'CHECKOUT_CHANGED',
  faults: [
    {
      rule: 'checkout-changed',
      severity: 'error',
      field: 'version',
      message: 'The checkout was changed in another tab since the page was made. The buyer was shown how it stands.',
    },
  ],
};

/** What the price of a form that was taken says: its sources, and a refusal as a warning, as the form itself was right. */
export function saidByQuote(quote: CheckoutQuote | CheckoutRefusal | null): Said {
  if (quote === null) return { faults: [] };
  const calculation = reportOf(quote.sources ?? {});
  if (quote.ok) return { faults: [], calculation };
  return { code: quote.code, calculation, faults: [{ ...faultOf(quote.code, quote.because), severity: 'warning' }] };
}

/** A code as a fault without a place. */
export const faultOf = (code: ErrorCode, message: string): Fault => ({
  rule: code.toLowerCase().replaceAll('_', '-'),
  severity: 'error',
  message,
});

/** How it went, for the record. */
export function outcomeOf({ status, faults, outcome }: PostAnswer): Outcome {
  if (outcome !== undefined) return outcome;
  if (status >= 500) return 'failed';
  if (status >= 400 || faults.some(({ severity }) => severity === 'error')) return 'refused';
  return faults.length > 0 ? 'warned' : 'ok';
}

/** Lets an answer go. */
export function sendAnswer(response: Response, { status, location, html = '', code, headers = {} }: PostAnswer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (code !== undefined) response.setHeader('Cartwright-Code', code);
  if (location !== undefined) response.redirect(status, location);
  else response.status(status).type('html').send(html);
}
