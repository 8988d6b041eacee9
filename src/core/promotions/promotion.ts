import type { Matcher } from '../item-filter.js';
import type { ServiceLevel } from '../settings.js';

/** A benefit with amounts in minor units and rates per 10^9. */
export type Gift =
  | { readonly kind: 'percent'; readonly rate: bigint }
  | { readonly kind: 'amount'; readonly amount: bigint; readonly every: number | null }
  | { readonly kind: 'tiers'; readonly by: 'amount' | 'quantity'; readonly tiers: readonly Tier[] }
  | {
      readonly kind: 'buy-x-get-y';
      readonly buy: number;
      readonly get: number;
      readonly rate: bigint;
      readonly getFrom: Matcher | null;
    }
  | { readonly kind: 'shipping'; readonly off: Off; readonly serviceLevels: ReadonlySet<ServiceLevel> | null };

export type Off = { readonly kind: 'rate'; readonly rate: bigint } | { readonly kind: 'amount'; readonly amount: bigint };

export interface Tier {
  /** Minor units or a number of units, reached at equality. */
  readonly from: bigint;
  readonly off: Off;
}

/** A promotion of the settings, ready to be tried on a cart. */
export interface Promotion {
  /** Place in the document: "settings order". */
  readonly order: number;
  readonly id: string;
  readonly name: string;
  /** Null: the order as a whole (A.2.2). */
  readonly items: Matcher | null;
  readonly gift: Gift;
  readonly minAmount: bigint | null;
  readonly minQuantity: number;
  readonly anySku: ReadonlySet<string> | null;
  readonly countWholeCart: boolean;
  /** Epoch milliseconds; from inclusive, until exclusive. */
  readonly from: number;
  readonly until: number;
  readonly stacking: 'exclusive' | 'preferred' | 'free';
  /** How often each of its codes can be redeemed; null: without end, or there is no code. */
  readonly codeLimit: number | null;
  readonly source: Readonly<Record<string, string>>;
}

/** All promotions, arranged so that a cart only meets those that could touch it. */
export interface PromotionBook {
  readonly size: number;
  /** Neither a code nor a list that must name something in the cart. */
  readonly general: readonly Promotion[];
  readonly bySku: ReadonlyMap<string, readonly Promotion[]>;
  readonly byCategory: ReadonlyMap<string, readonly Promotion[]>;
  /** Codes folded. */
  readonly byCode: ReadonlyMap<string, readonly Promotion[]>;
}

/** The promotion that a code belongs to; undefined where no promotion that is switched on has it. */
export const findCode = (book: PromotionBook, code: string): Promotion | undefined => book.byCode.get(foldCode(code))?.[0];

/** Codes compare without case and outer blanks. */
export const foldCode = (code: string): string => code.trim().toUpperCase();
