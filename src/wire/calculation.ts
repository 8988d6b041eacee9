import type { Dialect } from '../core/cart.js';
import type { ExchangeRefs } from '../core/exchange.js';
import type { Said } from '../core/quote.js';
import { decodeAsked, decodeCallbackItems, decodeCartItems, decodeOrders, type DecodedItem } from './calculation-decode.js';
import { checkIds, warnOf } from './calculation-checks.js';
import { findProblems } from './calculation-problems.js';
import { sourceOf } from './calculation-source.js';
import { orderElement, type WireOrder } from './calculation-orders.js';
import { cartTaxElement, promotionElement, shippingElement, taxElement } from './calculation-tables.js';
import type { CalculationRequest, CallbackDocument, ErrorReport } from './calculation-types.js';
import { namespaceOf } from './xml-root.js';
import { childOf, need, textOf, type XmlNode } from './xml-tree.js';
import { element, textElement, writeDocument } from './xml-write.js';
import { readXml, type ReadXml } from './xml.js';

export type { CalculationItem, CalculationRequest, CallbackDocument } from './calculation-types.js';

export const REQUEST_ROOT = 'OrderCalculationsRequest';
export const ERROR_ROOT = 'OrderCalculationsError';
export const RESPONSE_ROOT = 'OrderCalculationsResponse';

/** The codes that old checkouts know (protocol 3.6). */
export type RefusalCode = 'INVALID_SHIPPING_ADDRESS' | 'INTERNAL_SERVER_ERROR' | 'SERVICE_UNAVAILABLE';

/**
 * Reads what a checkout posts: a request, or its report that a callback failed; the root element tells which, whatever the
 * form field was called (protocol 3.7). Faults carry the field's name. `loadSchemas` must have run.
 */
export function readCallbackDocument(xml: Uint8Array, context: { readonly field?: string }): CallbackDocument {
  const read = readXml(xml, { roots: [REQUEST_ROOT, ERROR_ROOT], ...context });
  if (!read.ok) return { kind: 'fault', namespace: read.dialect, code: read.code, faults: read.faults, refs: refsOf(read.root) };
  return read.root.name === ERROR_ROOT ? decodeReport(read) : decodeRequest(read);
}

export interface CalculationResponse {
  readonly namespace: Dialect;
  /** ISO 4217; every amount of the answer is in it. */
  readonly currency: string;
  readonly orders: readonly WireOrder[];
  readonly said: Said;
}

/** The answer document: resolved tables as `said`, in the order of the schema, always the same bytes for the same quote. */
export function encodeCalculationResponse({ namespace, currency, orders, said }: CalculationResponse): string {
  const parts = orders.map((order, index) => orderElement(order, said.orders[index]?.items ?? [], namespace));
  const inside =
    element('Response', element('CallbackOrders', parts.join(''))) +
    (said.taxTables === undefined ? '' : taxElement(said.taxTables)) +
    (said.promotions === undefined ? '' : promotionElement(said.promotions, currency)) +
    (said.shippingMethods === undefined ? '' : shippingElement(said.shippingMethods, currency, namespace)) +
    (said.cartPromotionId === undefined ? '' : textElement('CartPromotionId', said.cartPromotionId)) +
    (said.cartTaxAmounts === undefined || namespace === '2008-11-30' ? '' : cartTaxElement(said.cartTaxAmounts, currency));
  return writeDocument(RESPONSE_ROOT, namespaceOf(namespace), inside);
}

/** An answer that refuses: nothing but the `Error` in it (protocol 3.6). */
export function encodeCalculationRefusal(namespace: Dialect, code: RefusalCode, message: string): string {
  const error = element('Error', element('Code', code) + textElement('Message', message));
  return writeDocument(RESPONSE_ROOT, namespaceOf(namespace), element('Response', error));
}

function decodeRequest(read: ReadXml): CallbackDocument {
  const { root, dialect, warnings } = read;
  const cart = need(root, dialect === '2009-05-15' ? 'CallbackOrderCart' : 'Cart');
  const items =
    dialect === '2009-05-15' ? decodeCallbackItems(need(cart, 'CallbackOrderCartItems')) : decodeCartItems(need(cart, 'Items'));
  const orders = decodeOrders(root);
  const refs = refsOf(root);
  const doubled = checkIds(read, items, orders);
  if (doubled !== null) return { kind: 'fault', namespace: dialect, ...doubled, refs };
  warnOf(read, items, orders);
  const currencies = [...new Set(items.map(({ currency }) => currency))];
  const clientRequestId = textOf(root, 'ClientRequestId') ?? '';
  const request: CalculationRequest = {
    callbackReferenceId: need(root, 'CallbackReferenceId').text,
    ...(clientRequestId === '' ? {} : { clientRequestId }),
    asked: decodeAsked(root),
    currency: currencies.length === 1 ? (currencies[0] ?? null) : null,
    currencies,
    items: items.map(({ item }) => item),
    orders: orders.map(({ addressId, destination, itemNodes }) => ({ addressId, destination, itemIds: idsOf(itemNodes, items) })),
    problems: findProblems(items, orders, currencies),
    source: sourceOf(root, cart, items),
  };
  return { kind: 'request', namespace: dialect, request, warnings: warnings.list() };
}

/** Lines that an order names, in the order of the cart; under 2008-11-30 one SKU may name several. */
function idsOf(itemNodes: readonly XmlNode[], items: readonly DecodedItem[]): string[] {
  const named = new Set(itemNodes.map((node) => node.text));
  return items.filter(({ item }) => named.has(item.wireId)).map(({ item }) => item.id);
}

function decodeReport({ root, dialect, warnings }: ReadXml): CallbackDocument {
  const { callbackReferenceId, clientRequestId } = refsOf(root);
  const response = textOf(root, RESPONSE_ROOT);
  const report: ErrorReport = {
    code: need(root, 'OrderCalculationsErrorCode').text,
    message: need(root, 'OrderCalculationsErrorMessage').text,
    ...(callbackReferenceId === undefined ? {} : { callbackReferenceId }),
    ...(clientRequestId === undefined ? {} : { clientRequestId }),
    ...(response === undefined ? {} : { response }),
  };
  return { kind: 'error-report', namespace: dialect, report, warnings: warnings.list() };
}

/** The ids of a document, however much of it could be read. */
function refsOf(root: XmlNode | null): ExchangeRefs {
  if (root === null) return {};
  const request = root.name === ERROR_ROOT ? childOf(root, REQUEST_ROOT) : root;
  const callbackReferenceId = request === null ? '' : (textOf(request, 'CallbackReferenceId') ?? '');
  const clientRequestId = request === null ? '' : (textOf(request, 'ClientRequestId') ?? '');
  const refs: Record<string, string> = {};
  if (callbackReferenceId !== '') refs['callbackReferenceId'] = callbackReferenceId;
  if (clientRequestId !== '') refs['clientRequestId'] = clientRequestId;
  return refs;
}
