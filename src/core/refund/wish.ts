import type { Components } from '../quote.js';
import type { RefundLine } from '../refund.js';

/** Units that came back: their share of the price, and of shipping where the merchant returns that too. */
export interface ReturnedUnits {
  readonly number: number;
  /** 1 or more. */
  readonly units: number;
  readonly shipping: boolean;
}

/** Money of a line before its promotions, in minor units, zero or positive. */
export interface ReturnedMoney {
  readonly number: number;
  readonly principal: bigint;
  readonly shipping: bigint;
}

/**
 * Each component as a file or an API call states it, in minor units. What is absent is 0, but an absent promotion of a line
 * that has one is derived. A negative price, shipping or tax keeps money back, as for restocking.
 */
export interface StatedComponents {
  readonly number: number;
  readonly components: Partial<Components>;
  /** Units that came back with it; 0 where only money does. */
  readonly units: number;
}

/** What is to be refunded; each line at most once. A concession is money for the whole order, in minor units. */
export type RefundWish =
  | { readonly by: 'units'; readonly lines: readonly ReturnedUnits[] }
  | { readonly by: 'amount'; readonly lines: readonly ReturnedMoney[] }
  | { readonly by: 'components'; readonly lines: readonly StatedComponents[] }
  | { readonly by: 'concession'; readonly amount: bigint };

export interface RefundRefusal {
  readonly ok: false;
  readonly code:
    | 'REFUND_NOT_CAPTURED'
    | 'REFUND_ABOVE_REMAINDER'
    | 'REFUND_PROMOTION_MISSING'
    | 'REFUND_NEGATIVE'
    | 'REFUND_EMPTY'
    | 'ORDER_LINE_UNKNOWN';
  /** The line that it is about; absent where it is about the refund as a whole. */
  readonly line?: number;
  readonly component?: keyof Components;
  /** One sentence or two: what is wrong, and what to do. */
  readonly message: string;
}

export type RefundDecision =
  | {
      readonly ok: true;
      readonly lines: readonly RefundLine[];
      /** Minor units, above 0. */
      readonly amount: bigint;
      /** One sentence each. */
      readonly warnings: readonly string[];
    }
  | RefundRefusal;
