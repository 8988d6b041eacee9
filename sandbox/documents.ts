import type { Exact } from './exact.js';

export type Kind = 'shipping' | 'promotions' | 'tax';

export interface AskedItem {
  readonly wireId: string;
  readonly sku: string;
  readonly title: string;
  readonly price: Exact;
  readonly quantity: bigint;
  /** Of the whole line; null where the unit is another or there is no weight. */
  readonly pounds: Exact | null;
}
export interface Address {
  readonly addressId: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
}
/** An `OrderCalculationsRequest` as far as an answer can be judged by it. */
export interface AskedDocument {
  readonly namespace: string;
  readonly callbackReferenceId: string;
  readonly asked: Readonly<Record<Kind, boolean>>;
  readonly currency: string;
  readonly items: readonly AskedItem[];
  readonly orders: readonly { readonly address: Address; readonly wireIds: readonly string[] }[];
}

export interface Region {
  readonly kind: 'USZipRegion' | 'USStateRegion' | 'WorldRegion' | 'PredefinedRegion';
  readonly value: string;
}
/** Which entries of the tables a line names. */
export interface LineNames {
  readonly taxTableId?: string;
  readonly promotionId?: string;
  readonly methodIds?: readonly string[];
}
export interface AnsweredItem extends LineNames {
  readonly wireId: string;
}
export interface TaxTable {
  readonly id: string;
  readonly rules: readonly TaxRule[];
}
export interface TaxRule {
  readonly rate: Exact;
  readonly shippingTaxed: boolean;
  readonly region?: Region;
}
export interface Promotion {
  readonly id: string;
  readonly description: string;
  readonly rate?: Exact;
  readonly amount?: Exact;
}
export interface Method {
  readonly id: string;
  readonly serviceLevel: string;
  readonly label: string;
  readonly weightBased?: Exact;
  readonly itemQuantityBased?: Exact;
  readonly shipmentBased?: Exact;
  readonly included: readonly Region[];
  readonly excluded: readonly Region[];
  /** As IsPOBoxSupported says; absent where it is not said, which is no restriction. */
  readonly poBoxes?: boolean;
}
export interface CartTaxAmount {
  readonly methodId?: string;
  readonly serviceLevel?: string;
  readonly amount: Exact;
}
/** An `OrderCalculationsResponse`; a kind is undefined where its element is not there. */
export interface AnswerDocument {
  readonly namespace: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly orders: readonly { readonly addressId: string; readonly items: readonly AnsweredItem[] }[];
  readonly taxTables?: readonly TaxTable[];
  readonly promotions?: readonly Promotion[];
  readonly methods?: readonly Method[];
  readonly cartPromotionId?: string;
  readonly cartTaxAmounts?: readonly CartTaxAmount[];
}

/** What one source says of a cart: the cart itself, or the shop's answer. A list that is absent: its element is not there. */
export interface Tables {
  readonly taxTables?: readonly TaxTable[];
  /** For lines that name none. */
  readonly defaultTaxTable?: TaxTable;
  readonly promotions?: readonly Promotion[];
  readonly cartPromotionId?: string;
  readonly methods?: readonly Method[];
  readonly cartTaxAmounts?: readonly CartTaxAmount[];
  /** What each line names, by SKU. */
  readonly lines: ReadonlyMap<string, LineNames>;
}
