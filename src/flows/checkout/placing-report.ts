import type { CheckoutQuote, Kind, KindSource } from '../../core/checkout.js';
import type { CalculationReport, ExchangeRefs, Outcome, Step } from '../../core/exchange.js';
import type { Fault } from '../../core/fault.js';
import { CartwrightError, ERRORS, type ErrorCode } from '../../errors.js';
import type { PlaceResult } from './place-order.js';
import { checkoutRefs } from './refs.js';
import type { CheckoutView } from './view.js';

/** What the record of an attempt to place an order says beside the request and its answer. */
export interface PlacingReport {
  readonly outcome: Outcome;
  readonly status: number;
  readonly code?: ErrorCode;
  readonly trace: string;
  /** The exchange that brought the cart. */
  readonly parent: string;
  readonly refs: ExchangeRefs;
  readonly calculation: readonly CalculationReport[];
  readonly faults: readonly Fault[];
  readonly steps: readonly Step[];
}

/** What came of placing an order, by its result or by the refusal that it threw. */
export type PlacingEnd = PlaceResult | CartwrightError;

const SEE_OTHER = 303;
const KINDS: readonly Kind[] = ['shipping', 'promotions', 'tax'];

/** Tells how placing an order went, with the source of each kind of amount (kind `order`, party `buyer`). */
export function placingReport({ checkout }: CheckoutView, result: PlacingEnd): PlacingReport {
  const code = codeOf(result);
  const orderId = orderOf(result);
  return {
    outcome: isRepeated(result) ? 'repeated' : code === null ? 'ok' : ERRORS[code].status >= 500 ? 'failed' : 'refused',
    status: code === null ? SEE_OTHER : ERRORS[code].status,
    ...(code === null ? {} : { code }),
    trace: checkout.trace,
    parent: checkout.cartExchangeId,
    refs: { ...checkoutRefs(checkout), ...(orderId === null ? {} : { orderId }) },
    calculation: calculationOf(result),
    faults:
      code === null ? [] : [{ rule: code.toLowerCase().replaceAll('_', '-'), severity: 'error', message: sentenceOf(result) }],
    steps: stepsOf(result),
  };
}

const STEPS = ['Checkout in order', 'Priced', 'Choice and total agreed', 'Payment held', 'Order placed'] as const;
type StepName = (typeof STEPS)[number];

/** The step that placing ended at; what was placed has none. */
function lastStepOf(result: PlacingEnd): StepName | null {
  if (result instanceof CartwrightError) return 'Checkout in order';
  switch (result.state) {
    case 'placed':
    case 'already':
      return null;
    case 'changed':
      return 'Checkout in order';
    case 'refused':
      return 'Priced';
    case 'choice-gone':
    case 'price-changed':
      return 'Choice and total agreed';
    case 'declined':
    case 'authenticate':
      return 'Payment held';
    case 'code-used-up':
      return 'Order placed';
  }
}

function stepsOf(result: PlacingEnd): Step[] {
  const last = lastStepOf(result);
  const end = last === null ? STEPS.length : STEPS.indexOf(last);
  const failed = codeOf(result);
  return STEPS.map((name, index): Step => {
    if (index < end) return { name, state: 'done' };
    // who must authenticate first has failed at nothing
    if (index > end || failed === null) return { name, state: 'not reached' };
    return { name, state: 'failed', note: failed };
  });
}

const isRepeated = (result: PlacingEnd): boolean => !(result instanceof CartwrightError) && result.state === 'already';

function orderOf(result: PlacingEnd): string | null {
  if (result instanceof CartwrightError) return null;
  return result.state === 'placed' ? result.order.id : result.state === 'already' ? result.orderId : null;
}

function codeOf(result: PlacingEnd): ErrorCode | null {
  if (result instanceof CartwrightError) return result.code;
  switch (result.state) {
    case 'placed':
    case 'already':
    case 'authenticate':
      return null;
    case 'price-changed':
      return 'PRICE_CHANGED';
    case 'choice-gone':
      return 'CHOICE_GONE';
    case 'changed':
      return 'CHECKOUT_CHANGED';
    case 'declined':
      return 'PAYMENT_DECLINED';
    case 'code-used-up':
      return 'CODE_USED_UP';
    case 'refused':
      return result.refusal.code;
  }
}

function sentenceOf(result: PlacingEnd): string {
  if (result instanceof CartwrightError) return result.detail;
  switch (result.state) {
    case 'price-changed':
      return `The buyer saw ${result.was} and the total is ${result.option.total} now, in minor units of ${result.quote.currency}.`;
    case 'choice-gone':
      return 'The chosen shipping is not offered any more. The buyer chooses again.';
    case 'changed':
      return 'The checkout was changed in another tab since the page was made. The buyer looks at it again.';
    case 'declined':
      return result.message;
    case 'code-used-up':
      return `The claim code ${result.code} was used up by another order.`;
    case 'refused':
      return result.refusal.because;
    case 'placed':
    case 'already':
    case 'authenticate':
      return '';
  }
}

/** Where each kind came from, also where nothing was placed. */
export function calculationOf(result: PlacingEnd): CalculationReport[] {
  if (result instanceof CartwrightError) return [];
  if (result.state === 'placed') return reportOf(result.order.sources);
  if (result.state === 'refused') return reportOf(result.refusal.sources ?? {});
  return 'quote' in result ? reportOf(result.quote.sources) : [];
}

/** Where each kind came from, for the record; kinds without a source are left out. */
export const reportOf = (sources: Partial<CheckoutQuote['sources']>): CalculationReport[] =>
  KINDS.flatMap((kind) => {
    const source: KindSource | undefined = sources[kind];
    return source === undefined ? [] : [{ kind, source: source.source, because: source.because }];
  });
