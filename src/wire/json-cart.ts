import type { Destination, Dialect } from '../core/cart.js';
import type { Fault } from '../core/fault.js';
import type { Quote, QuoteOption, QuoteRequest } from '../core/quote.js';
import type { ErrorCode } from '../errors.js';
import { decodeLine, findDoubled, findTooLarge, nameLines, type LineBody } from './json-lines.js';
import { encodeComponents } from './json-order.js';
import { findSchemaFaults, schemaOf } from './json-schema.js';

export { locatePointer } from './json-places.js';

export type DecodedQuoteBody =
  | { readonly ok: true; readonly request: Omit<QuoteRequest, 'at'>; readonly clientRequestId?: string }
  | { readonly ok: false; readonly code: ErrorCode; readonly faults: Fault[] };

interface QuoteBody {
  readonly cart: { readonly currency: string; readonly clientRequestId?: string; readonly items: readonly LineBody[] };
  readonly address: Destination;
  readonly codes?: readonly string[];
  readonly as?: Dialect;
}

const schema = schemaOf('cart.schema.json');

/** What is wrong with the body of `POST /v1/quotes` by schemas/cart.schema.json; with the text, every fault has its place. */
export function validateQuoteBody(body: unknown, raw?: string): Fault[] {
  return findSchemaFaults(body, schema(), raw);
}

/**
 * The body of `POST /v1/quotes` as a request to price, amounts exact. REQUEST_FAULT with every fault of the schema;
 * ITEM_DOUBLED for two lines with one id; AMOUNT_TOO_LARGE for a line above 999,999,999.99. Lines without an id get their
 * number in the cart.
 */
export function decodeQuoteBody(body: unknown, raw?: string): DecodedQuoteBody {
  const faults = validateQuoteBody(body, raw);
  if (faults.length > 0) return { ok: false, code: 'REQUEST_FAULT', faults };
  const { cart, address, codes, as } = body as QuoteBody;
  const at = { pointer: '/cart/items', raw };
  const refusal = findDoubled(cart.items, at) ?? findTooLarge(cart.items, at);
  if (refusal !== null) return refusal;
  const ids = nameLines(cart.items);
  return {
    ok: true,
    request: {
      currency: cart.currency,
      orders: [{ items: cart.items.map((item, index) => decodeLine(item, ids[index] ?? '')), destination: address }],
      codes: codes ?? [],
      asked: { shipping: true, promotions: true, tax: true },
      dialect: as ?? '2009-05-15',
    },
    ...(cart.clientRequestId === undefined ? {} : { clientRequestId: cart.clientRequestId }),
  };
}

/** A quote as `POST /v1/quotes` answers it: minor units as safe integers (contracts.md). */
export function encodeQuote(quote: Quote): object {
  return {
    currency: quote.currency,
    options: (quote.orders[0]?.options ?? []).map(encodeOption),
    sources: quote.sources,
  };
}

function encodeOption(option: QuoteOption): object {
  const { methodId, serviceLevel, label } = option;
  const lines = option.lines.map((line) => ({
    itemId: line.itemId,
    sku: line.sku,
    ...encodeComponents(line),
    total: Number(line.total),
    because: line.because.map((reason) => ({ ...reason, amount: Number(reason.amount) })),
  }));
  return { methodId, serviceLevel, label, lines, totals: encodeComponents(option.totals), total: Number(option.total) };
}
