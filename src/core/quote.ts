import type { CartItem, Destination, Dialect } from './cart.js';
import type { Fault } from './fault.js';
import { priceQuote } from './quote/price-quote.js';
import type { RuleBook } from './rule-book.js';
import type { PredefinedRegion, ServiceLevel } from './settings.js';

/** What is to be priced. Usually one order; several where the buyer ships to several addresses. */
export interface QuoteRequest {
  readonly currency: string;
  readonly orders: readonly { readonly items: readonly CartItem[]; readonly destination: Destination }[];
  readonly codes: readonly string[];
  readonly asked: Asked;
  readonly dialect: Dialect;
  /** Epoch milliseconds, for schedules. */
  readonly at: number;
}
export interface Asked {
  readonly shipping: boolean;
  readonly promotions: boolean;
  readonly tax: boolean;
}

/** The six components of a line in minor units, all zero or positive. */
export interface Components {
  readonly principal: bigint;
  readonly principalPromo: bigint;
  readonly shipping: bigint;
  readonly shippingPromo: bigint;
  readonly tax: bigint;
  readonly shippingTax: bigint;
}

/** Why a component is what it is: `{component: 'principalPromo', label: 'Spring 10 %', amount: 334n, source: {promotion: 'spring'}}`. */
export interface Because {
  readonly component: keyof Components;
  readonly label: string;
  readonly amount: bigint;
  readonly source: Readonly<Record<string, string>>;
}

export interface QuoteLine extends Components {
  readonly itemId: string;
  readonly sku: string;
  /** (principal - principalPromo) + (shipping - shippingPromo) + tax + shippingTax */
  readonly total: bigint;
  readonly because: readonly Because[];
}

/** The cart with one shipping method; where shipping was not asked for there is one option without a method. */
export interface QuoteOption {
  readonly methodId: string | null;
  readonly serviceLevel: ServiceLevel | null;
  readonly label: string;
  readonly lines: readonly QuoteLine[];
  readonly totals: Components;
  readonly total: bigint;
}

export type SourceName = 'callback' | 'cart' | 'settings' | 'none';
export interface Source {
  readonly source: SourceName;
  readonly because: string;
}

export interface Quote {
  readonly ok: true;
  readonly currency: string;
  /** One list of options for each order of the request, in its order. */
  readonly orders: readonly { readonly options: readonly QuoteOption[] }[];
  readonly sources: Readonly<Record<'shipping' | 'promotions' | 'tax', Source>>;
  /** What the wire must say so that a reader gets the same cents. */
  readonly said: Said;
  /** Severity warning: `TAX_COARSE`, `POLICY_NOT_SAYABLE`, a missing weight, a state that its zip contradicts, … in `rule`. */
  readonly warnings: readonly Fault[];
}

/** A cart that cannot be priced here: an expected answer, not an exception. */
export interface QuoteRefusal {
  readonly ok: false;
  readonly code:
    | 'ADDRESS_NOT_COVERED'
    | 'ADDRESS_INCOMPLETE'
    | 'ADDRESS_CONTRADICTORY'
    | 'SHIPPING_NOT_CONFIGURED'
    | 'CURRENCY_MIXED'
    | 'CURRENCY_NOT_CONFIGURED'
    | 'SKU_MISSING'
    | 'ITEM_IN_TWO_ORDERS'
    | 'AMOUNT_TOO_LARGE';
  /** One sentence for the developer or the buyer, with the remedy. */
  readonly message: string;
  /** The three codes that old checkouts know. */
  readonly wireCode: 'INVALID_SHIPPING_ADDRESS' | 'INTERNAL_SERVER_ERROR';
  /** True where the shop, not the buyer, must act: an alarm in the console. */
  readonly alarm: boolean;
}

/** The region that an answer's rules name: always that of the address itself, verbatim. */
export type SaidRegion =
  | { readonly kind: 'zip'; readonly zip: string }
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'country'; readonly country: string }
  | { readonly kind: 'predefined'; readonly name: PredefinedRegion };

/** Resolved tables: ids, exact decimals and who names what. wire/ writes them down and never calculates. */
export interface Said {
  readonly orders: readonly {
    readonly items: readonly {
      readonly itemId: string;
      readonly taxTableId?: string;
      readonly promotionId?: string;
      readonly shippingMethodIds?: readonly string[];
    }[];
  }[];
  /** Absent where the kind was not asked for; empty where nothing applies. */
  readonly taxTables?: readonly {
    readonly id: string;
    readonly rate: string;
    readonly shippingTaxed: boolean;
    readonly region: SaidRegion;
  }[];
  readonly promotions?: readonly {
    readonly id: string;
    readonly description: string;
    /** A fraction as shortest decimal, or an amount in major units with the currency's places. */
    readonly benefit: { readonly kind: 'rate'; readonly rate: string } | { readonly kind: 'amount'; readonly amount: string };
  }[];
  readonly shippingMethods?: readonly {
    readonly id: string;
    readonly serviceLevel: ServiceLevel;
    readonly label: string;
    readonly weightBased?: string;
    readonly itemQuantityBased?: string;
    readonly shipmentBased?: string;
    readonly region: SaidRegion;
    readonly poBoxes: boolean;
  }[];
  readonly cartPromotionId?: string;
  /** 2009-05-15 only: TaxAmount = Tax + ShippingTax of the option, in major units. */
  readonly cartTaxAmounts?: readonly {
    readonly shippingMethodId: string;
    readonly serviceLevel: ServiceLevel;
    readonly amount: string;
  }[];
}

/**
 * Prices a cart from a shop's settings: all options of every order with an explanation of each amount, and what the wire must
 * say so that a reader gets the same cents (product.md 2, semantics A and B). Pure: the same request and book, the same quote.
 */
export const quote = (request: QuoteRequest, book: RuleBook): Quote | QuoteRefusal => priceQuote(request, book);
