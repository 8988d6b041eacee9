import type { ExchangeRefs } from '../core/exchange.js';
import type { Fault } from '../core/fault.js';
import { parseDecimal, RATE_PLACES } from '../core/money.js';
import type { CartNamespace, OrderCart } from '../core/order-cart.js';
import { helpPath, type ErrorCode } from '../errors.js';
import { collectMeaning } from './meaning-faults.js';
import { decodeOrderCart } from './order-cart-decode.js';
import { plainDecimal } from './tolerances.js';
import { CART_NAMESPACES } from './xml-root.js';
import { childOf, need, textOf, type XmlNode } from './xml-tree.js';
import { ORDER_ROOT, readXml, type ReadXml } from './xml.js';

export interface OrderCartContext {
  /** The form field that the XML came in: `order-input`. */
  readonly field?: string;
  /** The merchant that it was posted to; items of others are refused. Absent where a document is only validated. */
  readonly merchantId?: string;
}

export interface ReadCart {
  readonly ok: true;
  readonly cart: OrderCart;
  /** What was tolerated, and what has no effect. `got` is as it was sent: mask it before it is stored or shown. */
  readonly warnings: Fault[];
}

/** A cart of any form that is refused. */
export interface RefusedCart {
  readonly ok: false;
  readonly code: ErrorCode;
  /** Errors first, then warnings. */
  readonly faults: Fault[];
}

export type OrderCartReading =
  | (ReadCart & { readonly namespace: CartNamespace; readonly refs: ExchangeRefs })
  | (RefusedCart & { readonly namespace: CartNamespace | null; readonly refs: ExchangeRefs });

/**
 * Reads the XML of an order cart in any of the four namespaces: hostile text, the listed tolerances, the strict schema, then
 * what has to hold together (rates, ids, currencies, merchants, amounts). `loadSchemas` must have run. Whether the cart has
 * expired is for somebody with a clock to say.
 */
export function readOrderCart(xml: Uint8Array, context: OrderCartContext): OrderCartReading {
  const { field, merchantId } = context;
  const read = readXml(xml, { ...(field === undefined ? {} : { field }), roots: [ORDER_ROOT], namespaces: CART_NAMESPACES });
  if (!read.ok) return { ok: false, namespace: read.namespace, refs: refsOf(read.root), ...namedByRate(read.code, read.faults) };
  const { namespace, root, warnings } = read;
  const faults = collectMeaning(read);
  warnOfUnused(read);
  const cart = decodeOrderCart({ read, faults, ...(merchantId === undefined ? {} : { merchantId }) });
  const code = faults.code();
  const refs = refsOf(root);
  return code === null
    ? { ok: true, namespace, cart, warnings: warnings.list(), refs }
    : { ok: false, namespace, code, faults: [...faults.list(), ...warnings.list()], refs };
}

/** Rules of the schema that a rate above 1 breaks. */
const RATE_RULES = new Set(['rate-zero-to-one', 'discount-rate-above-zero']);

/** Who writes 8.25 means 8.25 %: a refusal that begins with such a rate is named by it (semantics, bounds). */
export function namedByRate(code: ErrorCode, faults: readonly Fault[]): { code: ErrorCode; faults: Fault[] } {
  const named = faults.map((fault) => (isRateAboveOne(fault) ? { ...fault, help: helpPath('CART_RATE_RANGE') } : fault));
  const first = faults[0];
  return { code: first !== undefined && isRateAboveOne(first) ? 'CART_RATE_RANGE' : code, faults: named };
}

function isRateAboveOne({ rule, got }: Fault): boolean {
  const number = RATE_RULES.has(rule) ? plainDecimal(got ?? '') : null;
  const rate = number === null ? null : parseDecimal(number, RATE_PLACES);
  return rate !== null && rate > 10n ** BigInt(RATE_PLACES);
}

/** Amounts that the merchant states himself, and wishes about another seller's goods: read, and without effect. */
function warnOfUnused(read: ReadXml): void {
  const cart = need(read.root, 'Cart');
  const stating = [cart, ...need(cart, 'Items').children].flatMap((node) => childOf(node, 'PaymentAmounts') ?? []);
  const [stated] = stating;
  const times = stating.length > 1 ? ` (${stating.length} times; this is the first)` : '';
  if (stated !== undefined)
    warn(read, 'payment-amounts-ignored', stated, `stated amounts are not used: the cart is priced from its tables${times}`);
  const wishes = childOf(read.root, 'AmazonUpsellPreferences');
  if (wishes !== null) warn(read, 'upsell-preferences-ignored', wishes, 'there is no catalogue to offer from; it was ignored');
}

function warn({ warnings }: ReadXml, rule: string, node: XmlNode, sentence: string): void {
  warnings.add({ rule, severity: 'warning', node, offset: node.start, sentence });
}

/** The reference of the shop, however much could be read. */
function refsOf(root: XmlNode | null): ExchangeRefs {
  const clientRequestId = root === null ? '' : (textOf(root, 'ClientRequestId') ?? '');
  return clientRequestId === '' ? {} : { clientRequestId };
}
