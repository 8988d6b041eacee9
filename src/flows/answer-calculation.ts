import type { Dialect } from '../core/cart.js';
import type { CalculationReport } from '../core/exchange.js';
import type { Fault } from '../core/fault.js';
import { formatMajor } from '../core/money.js';
import { quote } from '../core/quote.js';
import type { Quote, QuoteOption, QuoteRequest } from '../core/quote.js';
import type { RuleBook } from '../core/rule-book.js';
import type { CartwrightError, ErrorCode } from '../errors.js';
import { encodeCalculationRefusal, encodeCalculationResponse, type CalculationRequest } from '../wire/calculation.js';
import type { Mask } from './keyring.js';
import { maskLine } from './stored-message.js';

/** More faults than this help nobody. */
const MAX_FAULTS = 50;

/** The answer to a calculation request: priced, or an `Error` document with the code of ours behind it. */
export interface CalculationAnswer {
  readonly xml: string;
  /** Absent where it was priced. */
  readonly code?: ErrorCode;
  readonly faults: readonly Fault[];
  readonly calculation: readonly CalculationReport[];
}

export interface CalculationContext {
  readonly namespace: Dialect;
  readonly book: RuleBook;
  /** Why nothing can be priced: what the merchant stored makes no rule book. */
  readonly unreadable?: CartwrightError | undefined;
  readonly merchantId: string;
  /** For what a refusal quotes of the request. */
  readonly mask: Mask;
  /** Epoch milliseconds, for schedules. */
  readonly at: number;
}

/**
 * Prices a valid calculation request and writes its answer. What cannot be priced is an answer too (semantics B): an
 * `Error` with one of the three codes that old checkouts know.
 */
export function answerCalculation(request: CalculationRequest, context: CalculationContext): CalculationAnswer {
  if (context.unreadable !== undefined) return refuseUnreadable(context, context.unreadable);
  const problem = request.problems[0] ?? foreignItem(request, context.merchantId);
  if (problem !== undefined) return refuse(context, 'INTERNAL_SERVER_ERROR', problem);
  const priced = quote(quoteRequest(request, context), context.book);
  if (!priced.ok) return refuse(context, priced.wireCode, priced);
  return {
    xml: encodeCalculationResponse({
      namespace: context.namespace,
      currency: priced.currency,
      orders: wireOrders(request),
      said: priced.said,
    }),
    faults: priced.warnings,
    calculation: calculationReport(priced, request),
  };
}

function refuse(
  { namespace, mask }: CalculationContext,
  wireCode: 'INVALID_SHIPPING_ADDRESS' | 'INTERNAL_SERVER_ERROR',
  problem: Problem,
): CalculationAnswer {
  const message = maskLine(problem.message, mask);
  const rule = problem.code.toLowerCase().replaceAll('_', '-');
  return {
    xml: encodeCalculationRefusal(namespace, wireCode, message),
    code: problem.code,
    faults: [{ rule, severity: 'error', message }],
    calculation: [],
  };
}

/** The checkout learns that the shop must act; where its settings are wrong stands in the exchange. */
function refuseUnreadable(context: CalculationContext, { code, faults }: CartwrightError): CalculationAnswer {
  const message = 'The settings of this shop cannot be used until its owner corrects them.';
  const refusal = refuse(context, 'INTERNAL_SERVER_ERROR', { code, message });
  return { ...refusal, faults: [...refusal.faults, ...faults.slice(0, MAX_FAULTS)] };
}

interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
}

/** An item that names a merchant must name the one whose address this is (product.md, intake). */
function foreignItem(request: CalculationRequest, merchantId: string): Problem | undefined {
  const item = request.items.find((candidate) => candidate.merchantId !== '' && candidate.merchantId !== merchantId);
  if (item === undefined) return undefined;
  const message = `The item ${item.sku} belongs to the merchant ${item.merchantId}, and this is the address of ${merchantId}.`;
  return { code: 'ITEM_MERCHANT_WRONG', message };
}

function quoteRequest(request: CalculationRequest, { namespace, book, at }: CalculationContext): QuoteRequest {
  const byId = new Map(request.items.map((item) => [item.id, item]));
  return {
    currency: request.currency ?? book.currency,
    orders: request.orders.map((order) => ({
      items: order.itemIds.map((id) => byId.get(id)).filter((item) => item !== undefined),
      destination: order.destination,
    })),
    codes: [],
    asked: request.asked,
    dialect: namespace,
    at,
  };
}

function wireOrders(request: CalculationRequest): { addressId: string; items: { itemId: string; wireId: string }[] }[] {
  const wireIds = new Map(request.items.map((item) => [item.id, item.wireId]));
  return request.orders.map((order) => ({
    addressId: order.addressId,
    items: order.itemIds.map((itemId) => ({ itemId, wireId: wireIds.get(itemId) ?? itemId })),
  }));
}

/** One line for each kind: asked or not, where it came from, and what it gave for every option of the first order. */
export function calculationReport(priced: Quote, { asked }: Pick<CalculationRequest, 'asked'>): CalculationReport[] {
  return (['shipping', 'promotions', 'tax'] as const).map((kind) => {
    if (!asked[kind]) return { kind, source: 'not asked', because: `the request does not ask for ${kind}` };
    const { source, because } = priced.sources[kind];
    return { kind, source, because, value: valueOf(kind, priced) };
  });
}

function valueOf(kind: CalculationReport['kind'], priced: Quote): string {
  const options = priced.orders[0]?.options ?? [];
  return options.map((option) => `${option.label}: ${formatMajor(AMOUNT[kind](option), priced.currency)}`).join(', ');
}

const AMOUNT: Readonly<Record<CalculationReport['kind'], (option: QuoteOption) => bigint>> = {
  shipping: ({ totals }) => totals.shipping - totals.shippingPromo,
  promotions: ({ totals }) => totals.principalPromo + totals.shippingPromo,
  tax: ({ totals }) => totals.tax + totals.shippingTax,
};
