import type { CartItem, Destination, Dialect } from '../core/cart.js';
import type { ExchangeRefs } from '../core/exchange.js';
import type { Fault } from '../core/fault.js';
import type { Asked } from '../core/quote.js';
import type { ErrorCode } from '../errors.js';

export interface CalculationItem extends CartItem {
  readonly place: number;
  readonly merchantId: string;
  /** What the answer calls the line: CallbackOrderItemId, under 2008-11-30 the SKU. */
  readonly wireId: string;
}

/** A piece of the posted XML in UTF-16 units of its text, byte order mark included; calculation-source.ts cuts it out. */
export interface SourceSpan {
  readonly start: number;
  readonly end: number;
}

/** Where the blocks stand that are copied into later documents byte for byte (protocol 3.3, 3.9). */
export interface CalculationSource {
  /** Cart or CallbackOrderCart, its tags included. */
  readonly cart: SourceSpan;
  /** Items or CallbackOrderCartItems, its tags included. */
  readonly items: SourceSpan;
  /** OrderCalculationCallbacks, its tags included. */
  readonly callbacks: SourceSpan;
  /** CartCustomData, its tags included. */
  readonly cartCustomData?: SourceSpan;
  /** ItemCustomData by CartItem.id, its tags included. */
  readonly itemCustomData: ReadonlyMap<string, SourceSpan>;
}

/** Valid XML that cannot be priced. */
export interface CalculationProblem {
  readonly code: ErrorCode;
  /** One sentence that says what and where. */
  readonly message: string;
}

export interface CalculationRequest {
  readonly callbackReferenceId: string;
  readonly clientRequestId?: string;
  readonly asked: Asked;
  /** Null where the items have several. */
  readonly currency: string | null;
  /** Every currency of the cart, in the order met. */
  readonly currencies: readonly string[];
  readonly items: readonly CalculationItem[];
  readonly orders: readonly {
    readonly addressId: string;
    readonly destination: Destination;
    /** CartItem.id */
    readonly itemIds: readonly string[];
  }[];
  /** SKU_MISSING, ITEM_IN_TWO_ORDERS, ITEM_UNKNOWN, CURRENCY_MIXED, AMOUNT_TOO_LARGE. */
  readonly problems: readonly CalculationProblem[];
  readonly source: CalculationSource;
}

/** What a checkout says about a callback that failed. */
export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  readonly callbackReferenceId?: string;
  readonly clientRequestId?: string;
  /** The answer that it got, as text. */
  readonly response?: string;
}

export interface CalculationFault {
  readonly kind: 'fault';
  readonly namespace: Dialect | null;
  readonly code: ErrorCode;
  /** Errors first, then warnings. `got` is as it was sent: mask it before it is stored or shown. */
  readonly faults: Fault[];
  /** Whatever ids could be read. */
  readonly refs: ExchangeRefs;
}

export type CallbackDocument =
  | { readonly kind: 'request'; readonly namespace: Dialect; readonly request: CalculationRequest; readonly warnings: Fault[] }
  | { readonly kind: 'error-report'; readonly namespace: Dialect; readonly report: ErrorReport; readonly warnings: Fault[] }
  | CalculationFault;
