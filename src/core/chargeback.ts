/** `open` and `lost` count as charged back: their lines have nothing left to refund. */
export type ChargebackState = 'open' | 'won' | 'lost';

/** The buyer's bank took captured money back; the merchant may win it again. */
export interface Chargeback {
  /** ULID. */
  readonly id: string;
  /** 1, 2, … in the order. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly state: ChargebackState;
  readonly reason: string;
  /** Numbers of the order's lines that it is about. */
  readonly lines: readonly number[];
  /** Minor units, above 0: what was left of those lines when it was opened. */
  readonly amount: bigint;
}
