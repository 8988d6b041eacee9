import type { Components } from './quote.js';

/** What goes back of one line; all six components zero or positive, promotions too. */
export interface RefundLine {
  /** Of the order's line, 1, 2, … */
  readonly number: number;
  /** Units returned; 0 where only money goes back. */
  readonly units: number;
  readonly components: Components;
}

/** `reserved` counts as refunded until the gateway settles or refuses it; `undone` was taken back before it was asked. */
export type RefundState = 'reserved' | 'settled' | 'refused' | 'undone';

export interface Refund {
  /** ULID; the idempotency key at the gateway too. */
  readonly id: string;
  /** 1, 2, … in the order. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly state: RefundState;
  readonly reason: string;
  readonly by: 'merchant' | 'api' | 'file' | 'cartwright';
  readonly lines: readonly RefundLine[];
  /** Minor units, above 0: the net of the lines. */
  readonly amount: bigint;
  /** The gateway's own id; null before it answered. */
  readonly reference: string | null;
  readonly note?: string;
  /** Present while it can be undone: the gateway is asked from then on, by the clock of the environment. */
  readonly undoUntil?: number;
}
