import type { CartItem, Destination, Dialect, WeightUnit } from '../core/cart.js';
import type { Fault } from '../core/fault.js';
import { parseDecimal } from '../core/money.js';
import type { Components, Quote, QuoteOption, QuoteRequest } from '../core/quote.js';
import type { ErrorCode } from '../errors.js';
import { compileSchema, faultAt, findSchemaFaults } from './json-schema.js';

export { locatePointer } from './json-places.js';

export type DecodedQuoteBody =
  | { readonly ok: true; readonly request: Omit<QuoteRequest, 'at'>; readonly clientRequestId?: string }
  | { readonly ok: false; readonly code: ErrorCode; readonly faults: Fault[] };

/** Places of a price: millionths, exact. */
const PRICE_PLACES = 6;
/** 999,999,999.99 in millionths (semantics, bounds). */
const MAX_AMOUNT = 999_999_999_990_000n;

interface QuoteBody {
  readonly cart: { readonly currency: string; readonly clientRequestId?: string; readonly items: readonly ItemBody[] };
  readonly address: Destination;
  readonly codes?: readonly string[];
  readonly as?: Dialect;
}
interface ItemBody {
  readonly id?: string;
  readonly sku: string;
  readonly title: string;
  readonly price: string;
  readonly quantity: number;
  readonly weight?: { readonly amount: string; readonly unit: WeightUnit };
  readonly category?: string;
}

const validate = compileSchema('cart.schema.json');

/** What is wrong with the body of `POST /v1/quotes` by schemas/cart.schema.json; with the text, every fault has its place. */
export function validateQuoteBody(body: unknown, raw?: string): Fault[] {
  return findSchemaFaults(body, validate, raw);
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
  const refusal = findDoubled(cart.items, raw) ?? findTooLarge(cart.items, raw);
  if (refusal !== null) return refusal;
  const ids = nameLines(cart.items);
  return {
    ok: true,
    request: {
      currency: cart.currency,
      orders: [{ items: cart.items.map((item, index) => decodeItem(item, ids[index] ?? '')), destination: address }],
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

function decodeItem(item: ItemBody, id: string): CartItem {
  return {
    id,
    sku: item.sku,
    title: item.title,
    price: parseDecimal(item.price, PRICE_PLACES) ?? 0n,
    quantity: item.quantity,
    ...(item.weight === undefined ? {} : { weight: item.weight }),
    ...(item.category === undefined ? {} : { category: item.category }),
  };
}

/** `1`, `2`, … where a line has no id of its own; a number that another line took gets a mark. */
function nameLines(items: readonly ItemBody[]): string[] {
  const taken = new Set(items.map((item) => item.id));
  return items.map((item, index) => {
    if (item.id !== undefined) return item.id;
    let id = String(index + 1);
    while (taken.has(id)) id += '-';
    taken.add(id);
    return id;
  });
}

function findDoubled(items: readonly ItemBody[], raw: string | undefined): DecodedQuoteBody | null {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (id === undefined) continue;
    if (seen.has(id)) {
      return refuse('ITEM_DOUBLED', raw, {
        rule: 'item-id-unique',
        pointer: `/cart/items/${index}/id`,
        expected: 'an id that no line before has',
        message: `/cart/items/${index}/id: a line before has this id already. Give each line its own, or none at all.`,
      });
    }
    seen.add(id);
  }
  return null;
}

function findTooLarge(items: readonly ItemBody[], raw: string | undefined): DecodedQuoteBody | null {
  const index = items.findIndex((item) => (parseDecimal(item.price, PRICE_PLACES) ?? 0n) * BigInt(item.quantity) > MAX_AMOUNT);
  if (index === -1) return null;
  return refuse('AMOUNT_TOO_LARGE', raw, {
    rule: 'amount-limit',
    pointer: `/cart/items/${index}/price`,
    expected: 'price x quantity of at most 999999999.99',
    message: `/cart/items/${index}: price x quantity is above 999,999,999.99. Split the line, or correct the price.`,
  });
}

function refuse(
  code: ErrorCode,
  raw: string | undefined,
  fault: Omit<Fault, 'severity'> & { readonly pointer: string },
): DecodedQuoteBody {
  return { ok: false, code, faults: [faultAt(raw, { ...fault, severity: 'error', help: `/help/${code}` })] };
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

function encodeComponents(of: Components): Record<keyof Components, number> {
  return {
    principal: Number(of.principal),
    principalPromo: Number(of.principalPromo),
    shipping: Number(of.shipping),
    shippingPromo: Number(of.shippingPromo),
    tax: Number(of.tax),
    shippingTax: Number(of.shippingTax),
  };
}
