import type { ServiceLevel } from './settings.js';
import type { Region } from './region.js';

/**
 * Tables that a cart or the answer of a callback brings (protocol 1.4 to 1.7), read and checked: rates 0 to 1, amounts not
 * negative, regions that exist. An absent list means that the element was not there; an empty one that it was.
 */
export interface Tables {
  readonly taxTables?: readonly TaxTable[];
  /** Applies to lines that name no table; counts as a tax element of its own. */
  readonly defaultTaxTable?: TaxTable;
  readonly promotions?: readonly TablePromotion[];
  /** Replaces every promotion of a line. */
  readonly cartPromotionId?: string;
  readonly shippingMethods?: readonly TableMethod[];
  /** Replaces the tax tables (semantics A.3.4). */
  readonly cartTaxAmounts?: readonly TableTaxAmount[];
}

export interface TaxTable {
  readonly id: string;
  /** In document order. */
  readonly rules: readonly TableTaxRule[];
}

export interface TableTaxRule {
  /** Per 10^9. */
  readonly rate: bigint;
  readonly shippingTaxed: boolean;
  /** Null where the rule names no region: then it covers nothing. */
  readonly region: Region | null;
  /** The region in words: "zip 98104". */
  readonly regionText: string;
}

export interface TablePromotion {
  readonly id: string;
  readonly description: string;
  /** Rate per 10^9; amount in minor units, 0 is no promotion. */
  readonly benefit: { readonly kind: 'rate'; readonly rate: bigint } | { readonly kind: 'amount'; readonly amount: bigint };
}

export interface TableMethod {
  readonly id: string;
  readonly serviceLevel: ServiceLevel;
  /** DisplayableShippingLabel, else the level's own name. */
  readonly label: string;
  /** Ten-thousandths of the major unit for each pound. */
  readonly perPound: bigint | null;
  /** Minor units. */
  readonly perItem: bigint | null;
  readonly perShipment: bigint | null;
  readonly included: readonly Region[];
  readonly excluded: readonly Region[];
  /** Null where it was not said. */
  readonly poBoxes: boolean | null;
}

/** By method id, else by service level, else for every choice. Minor units. */
export interface TableTaxAmount {
  readonly shippingMethodId?: string;
  readonly serviceLevel?: ServiceLevel;
  readonly amount: bigint;
}

/** Which tables a line names; of a cart they stand in the item, of an answer in its CallbackOrderItem. */
export interface LineTables {
  readonly taxTableId?: string;
  readonly promotionId?: string;
  readonly shippingMethodIds?: readonly string[];
}

/** Tables with what each line names, by item id: one source of a checkout's amounts. */
export interface TableSource {
  readonly tables: Tables;
  readonly lines: ReadonlyMap<string, LineTables>;
}
