import type { Components } from './quote.js';

/** Units of one line that leave together, and what their shipment captures of the line. */
export interface ShipmentLine {
  /** Of the order's line, 1, 2, … */
  readonly number: number;
  /** 0 where nothing of the line leaves, but a gateway that captures only once captures it now. */
  readonly units: number;
  /** The units that `captured` pays for: those that leave, or for such a gateway all that were open, once. */
  readonly capturedUnits: number;
  readonly captured: Components;
}

/** `unknown`: the gateway was asked and nobody knows its answer, so it is asked for the outcome and never blindly again. */
export type CaptureState = 'nothing' | 'due' | 'captured' | 'refused' | 'unknown';

export interface Capture {
  readonly state: CaptureState;
  /** Minor units, 0 or more. */
  readonly amount: bigint;
  /** The gateway's own id; null before it answered. */
  readonly reference: string | null;
}

export interface Shipment {
  /** ULID; the idempotency key of its capture too. */
  readonly id: string;
  /** 1, 2, … in the order. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** YYYY-MM-DD in the merchant's zone. */
  readonly shipDate: string;
  readonly carrier?: string;
  readonly service?: string;
  readonly trackingNumber?: string;
  readonly lines: readonly ShipmentLine[];
  readonly capture: Capture;
  readonly by: 'merchant' | 'api' | 'file';
}
