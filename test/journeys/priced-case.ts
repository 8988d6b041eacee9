import type { Dialect } from '../../src/core/cart.js';
import { quote, type Quote, type QuoteRefusal } from '../../src/core/quote.js';
import type { RuleBook } from '../../src/core/rule-book.js';
import { CartwrightError } from '../../src/errors.js';
import { answerCalculation } from '../../src/flows/answer-calculation.js';
import { priceQuote } from '../../src/flows/price-quote.js';
import { type CalculationRequest, readCallbackDocument } from '../../src/wire/calculation.js';
import { encodeQuote } from '../../src/wire/json-cart.js';
import { createMask } from '../../src/wire/mask.js';
import { type GeneratedCase, MERCHANT_ID, writeQuoteBody } from './generated-carts.js';

const MASK = createMask({ tag: () => '' });
/** Noon of a day in the schedules of the generated promotions. */
export const AT = Date.UTC(2026, 0, 15, 12);

/** An option as `POST /v1/quotes` answers it: minor units as numbers. */
export interface QuotedOption {
  readonly methodId: string | null;
  readonly lines: readonly (Readonly<Record<Component, number>> & { readonly itemId: string; readonly total: number })[];
  readonly total: number;
}
type Component = 'principal' | 'principalPromo' | 'shipping' | 'shippingPromo' | 'tax' | 'shippingTax';

export type Quoted =
  | { readonly ok: true; readonly orders: readonly (readonly QuotedOption[])[]; readonly quote: Quote }
  | { readonly ok: false; readonly wireCode: string; readonly code: string };

/** The posted document as src reads it; anything but a request is a fault of the test's own writer, and thrown. */
export function openRequest(xml: string): CalculationRequest {
  const document = readCallbackDocument(Buffer.from(xml, 'utf8'), {});
  if (document.kind !== 'request') throw new Error(`the generated request is read as ${JSON.stringify(document)}`);
  return document.request;
}

/** The answer that the callback address would give. */
export const answerOf = (request: CalculationRequest, namespace: Dialect, book: RuleBook): string =>
  answerCalculation(request, { namespace, book, merchantId: MERCHANT_ID, at: AT, mask: MASK }).xml;

/** What the quote says of the same request, in the shape of `POST /v1/quotes`; every order in turn as its one order. */
export function quoteOf(request: CalculationRequest, namespace: Dialect, book: RuleBook): Quoted {
  const [problem] = request.problems;
  if (problem !== undefined) return { ok: false, code: problem.code, wireCode: 'INTERNAL_SERVER_ERROR' };
  const byId = new Map(request.items.map((item, place) => [item.id, { ...item, place }]));
  const priced: Quote | QuoteRefusal = quote(
    {
      currency: request.currency ?? '',
      orders: request.orders.map(({ destination, itemIds }) => ({ destination, items: itemIds.map((id) => byId.get(id)!) })),
      codes: [],
      asked: request.asked,
      dialect: namespace,
      at: AT,
    },
    book,
  );
  if (!priced.ok) return { ok: false, code: priced.code, wireCode: priced.wireCode };
  return {
    ok: true,
    quote: priced,
    orders: priced.orders.map((order) => optionsOf(encodeQuote({ ...priced, orders: [order] }))),
  };
}

/** Throws where `POST /v1/quotes` with the cart as JSON and the same `as` does not give the quote of the XML. */
export function expectSameAsJson({ cart }: GeneratedCase, quoted: Quoted, namespace: Dialect, book: RuleBook): void {
  const body = writeQuoteBody(cart, namespace);
  if (body === null) return;
  const raw = JSON.stringify(body);
  try {
    const fromJson = JSON.stringify(optionsOf(priceQuote(body, raw, { book, at: AT, mask: MASK }).body));
    const fromXml = quoted.ok ? JSON.stringify(quoted.orders[0]) : quoted.code;
    if (fromJson !== fromXml) throw new Error(`/v1/quotes says ${fromJson}, and the request is quoted ${fromXml}`);
  } catch (error) {
    if (!(error instanceof CartwrightError)) throw error;
    if (quoted.ok || quoted.code !== error.code) throw new Error(`/v1/quotes refuses ${raw}: ${error.code} ${error.detail}`);
  }
}

/** The numbers of an answer of `POST /v1/quotes` without their reasons. */
export function optionsOf(body: object): readonly QuotedOption[] {
  const { options } = body as { readonly options: readonly QuotedOption[] };
  return options.map(({ methodId, total, lines }) => ({
    methodId,
    total,
    lines: lines.map(({ itemId, principal, principalPromo, shipping, shippingPromo, tax, shippingTax, total: ofLine }) => ({
      itemId,
      principal,
      principalPromo,
      shipping,
      shippingPromo,
      tax,
      shippingTax,
      total: ofLine,
    })),
  }));
}
