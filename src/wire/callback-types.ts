import type { Destination } from '../core/cart.js';
import type { CallbackCause } from '../core/checkout.js';
import type { Fault } from '../core/fault.js';
import type { CartNamespace, OrderCart, OrderCartItem } from '../core/order-cart.js';
import type { Asked } from '../core/quote.js';
import type { TableSource } from '../core/tables.js';

/** What a merchant's own endpoint is asked: to price a cart for an address. */
export interface CallbackQuestion {
  readonly cart: OrderCart;
  /** The XML as it was posted; null for HTML and JSON carts. */
  readonly source: Uint8Array | null;
  readonly callbackReferenceId: string;
  /** Opaque: it says nothing of the buyer. */
  readonly addressId: string;
  readonly shipTo: Destination & { readonly phone?: string };
  /** The lines of the cart in their order, then upsell items that were taken; never lines of an earlier UpdatedCartItems. */
  readonly items: readonly OrderCartItem[];
}

/** A line and what it is called on the wire: CallbackOrderItemId, in the older namespaces the SKU. */
export interface WireItem {
  readonly item: OrderCartItem;
  readonly wireId: string;
}

/** What came back with status 200; headers in lower case, as Node gives them. */
export interface CallbackPostAnswer {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What the answer has to fit: facts of the request and of the key that signed it. */
export interface CallbackExpectation {
  readonly namespace: CartNamespace;
  readonly secret: string;
  readonly keyId: string;
  /** UUID and Timestamp of the request: a body signature of the answer is made over them (contracts.md). */
  readonly uuid: string;
  readonly timestamp: string;
  readonly addressId: string;
  readonly items: readonly WireItem[];
  readonly asked: Asked;
  readonly signatureRequired: boolean;
  readonly currency: string;
  readonly merchantId: string;
}

/** A call that failed, with one sentence for the merchant; `got` of its faults is as it was sent. */
export interface FailedAnswer {
  readonly ok: false;
  readonly kind: 'failed';
  readonly cause: CallbackCause;
  /** `your answer has a value out of bounds: line 3, column 9: …` */
  readonly because: string;
  /** Errors first, then warnings. */
  readonly faults: readonly Fault[];
  /** The document broke its schema, whatever the cause is called. */
  readonly brokeSchema?: true;
}

export type CallbackReading =
  | {
      readonly ok: true;
      readonly source: TableSource;
      /** Lines after UpdatedCartItems; those of the request where there were none. */
      readonly items: readonly OrderCartItem[];
      readonly warnings: readonly Fault[];
    }
  | { readonly ok: false; readonly kind: 'address-refused'; readonly message: string; readonly warnings: readonly Fault[] }
  | FailedAnswer;

/** A failure whose first fault says where. */
export function failedAt(cause: CallbackCause, sentence: string, faults: readonly Fault[]): FailedAnswer {
  const place = faults[0];
  return { ok: false, kind: 'failed', cause, because: place === undefined ? sentence : `${sentence}: ${place.message}`, faults };
}
