import type { Destination } from './cart.js';
import type { DeliveryDates } from './delivery-dates.js';
import type { Fault } from './fault.js';
import type { OrderCart } from './order-cart.js';
import type { Because, Components, QuoteLine, QuoteRefusal, SourceName } from './quote.js';
import type { ServiceLevel } from './settings.js';
import type { TableSource } from './tables.js';
import type { OrderCartItem } from './order-cart.js';

/** Where a buyer wants it and how to reach them. */
export interface Buyer {
  readonly email: string;
  readonly name: string;
  readonly phone?: string;
}
export type ShipTo = Destination & { readonly name: string; readonly phone?: string };

/** The three kinds of amounts that have sources. */
export type Kind = 'shipping' | 'promotions' | 'tax';

/** Where one kind came from, why, and, where it was asked of the merchant's endpoint, both clocks of that call. */
export interface KindSource {
  readonly source: SourceName;
  /** One sentence for people: `your endpoint did not answer in 5,000 ms`. */
  readonly because: string;
  /** Cause of the fallback; absent where the first source gave it. */
  readonly cause?: CallbackCause;
  readonly call?: CallClocks;
}

/** Why a call to the merchant's endpoint was no answer (error-console 13). */
export type CallbackCause =
  | 'timeout'
  | 'refused'
  | 'tls'
  | 'address-forbidden'
  | 'redirect'
  | 'http-4xx'
  | 'http-5xx'
  | 'http-other'
  | 'too-large'
  | 'not-a-form'
  | 'xml-malformed'
  | 'signature-missing'
  | 'signature-mismatch'
  | 'schema'
  | 'address-mismatch'
  | 'items-mismatch'
  | 'ids-undefined'
  | 'kind-missing'
  | 'bounds'
  | 'updates-invalid'
  | 'merchant-error'
  | 'breaker-open'
  | 'no-key';

export interface CallClocks {
  /** Epoch milliseconds by our clock when the call was sent. */
  readonly sentAt: number;
  /** When the answer, or the end of waiting, came. */
  readonly endedAt: number;
  readonly deadlineMs: number;
  /** The `Date` header of the endpoint, where it sent one. */
  readonly theirClock?: string;
  /** Exchange that shows the call. */
  readonly exchangeId: string;
}

/** What came of asking the cart's own endpoint. */
export type CallbackResult =
  | {
      readonly state: 'answered';
      readonly source: TableSource;
      /** Lines after UpdatedCartItems; the cart's own where there were none. */
      readonly items: readonly OrderCartItem[];
      readonly call: CallClocks;
      readonly warnings: readonly Fault[];
    }
  | { readonly state: 'address-refused'; readonly message: string; readonly call: CallClocks }
  | { readonly state: 'failed'; readonly cause: CallbackCause; readonly because: string; readonly call?: CallClocks };

/** One shipping choice of a checkout, priced whole. */
export interface CheckoutOption {
  /** `<source>:<method id>`: a choice of one source is never taken for one of another. */
  readonly choiceId: string;
  readonly methodId: string;
  readonly serviceLevel: ServiceLevel;
  readonly label: string;
  readonly lines: readonly QuoteLine[];
  readonly totals: Components;
  readonly total: bigint;
  /** When it arrives if it is ordered now; absent where the source promises nothing. */
  readonly delivery?: DeliveryDates;
}

/** A checkout priced for an address: every choice, and where each kind came from. */
export interface CheckoutQuote {
  readonly ok: true;
  readonly currency: string;
  /** The lines that are priced (after UpdatedCartItems). */
  readonly items: readonly OrderCartItem[];
  /** Cheapest first; ties in the order of the source. */
  readonly options: readonly CheckoutOption[];
  readonly sources: Readonly<Record<Kind, KindSource>>;
  /** What became of each claim code, in the order typed. */
  readonly codes: readonly CodeVerdict[];
  readonly warnings: readonly Fault[];
}

export type CodeVerdict =
  | {
      readonly code: string;
      readonly state: 'applied';
      readonly promotionId: string;
      readonly name: string;
      readonly amount: bigint;
    }
  | {
      readonly code: string;
      readonly state: 'unknown' | 'ended' | 'not-yet' | 'conditions' | 'beaten' | 'used-up' | 'off';
      /** One sentence: `SPRING25 ended on 31 May. Your total is unchanged.` */
      readonly message: string;
      readonly promotionId?: string;
    };

/** Why a checkout cannot go on for this address. */
export interface CheckoutRefusal {
  readonly ok: false;
  readonly code: QuoteRefusal['code'] | 'CALLBACK_FAILED' | 'CALLBACK_ADDRESS_REFUSED' | 'CART_TAX_MISSING';
  /** For the buyer; never names the merchant's endpoint. */
  readonly message: string;
  /** For the merchant's pages. */
  readonly because: string;
  readonly alarm: boolean;
  readonly sources?: Readonly<Partial<Record<Kind, KindSource>>>;
}

/** What the buyer has chosen so far. */
export interface Choices {
  readonly buyer?: Buyer;
  readonly shipTo?: ShipTo;
  readonly choiceId?: string;
  readonly codes: readonly string[];
  /** SKUs of upsell items taken, with quantities. */
  readonly upsell: readonly { readonly sku: string; readonly quantity: number }[];
}

export type CheckoutState = 'open' | 'placed' | 'cancelled' | 'expired';

/** A buyer's way from a posted cart to an order. */
export interface Checkout {
  /** 32 hex digits: 128 random bits. */
  readonly id: string;
  readonly environmentId: string;
  readonly state: CheckoutState;
  readonly trace: string;
  /** The exchange that brought the cart. */
  readonly cartExchangeId: string;
  readonly cart: OrderCart;
  /** SHA-256 of the cart's bytes, hex: the same cart from the same browser is the same checkout. */
  readonly cartSha256: string;
  readonly choices: Choices;
  /** Rises with every change; a page that was made from an older one is told so. */
  readonly version: number;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly orderId?: string;
}

export type { Because };
