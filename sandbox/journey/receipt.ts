import { money } from '../exact.js';
import type { StepTold } from './fulfil.js';

/** Everything that is known of one journey when it is over; `--json` prints it as it is, amounts in major units. */
export interface JourneyReceipt {
  readonly seed: number;
  readonly ok: boolean;
  readonly cart: string;
  readonly payment: string | null;
  readonly orderId: string | null;
  readonly currency: string;
  readonly total: string | null;
  /** What the store was told to do, and to which deliveries; null where it behaved. */
  readonly fault: string | null;
  readonly steps: readonly { readonly what: string; readonly captured: string; readonly refunded: string }[];
  readonly captured: string;
  readonly refunded: string;
  readonly deliveries: number;
  readonly ms: number;
  readonly faults: readonly string[];
}

export const toldSteps = (steps: readonly StepTold[], currency: string): JourneyReceipt['steps'] =>
  steps.map(({ what, captured, refunded }) => ({
    what,
    captured: money(captured, currency),
    refunded: money(refunded, currency),
  }));

const WIDTH = 78;

/** A receipt for people. */
export function printJourney(receipt: JourneyReceipt): string {
  const { seed, cart, payment, orderId, total, currency, fault, steps, deliveries, ms, faults } = receipt;
  const row = (what: string, captured: string, refunded: string): string =>
    `  ${what.slice(0, 52).padEnd(52)}${captured.padStart(12)}${refunded.padStart(12)}`;
  const zero = (text: string): string => (/^0(?:\.0+)?$/.test(text) ? '' : text);
  return [
    `Journey ${seed}: ${cart}`,
    ...(orderId === null ? [] : [`  Order       ${orderId}, ${total ?? ''} ${currency}, paid with ${payment ?? ''}`]),
    ...(fault === null ? [] : [`  The store   ${fault}`]),
    `  ${'-'.repeat(WIDTH - 2)}`,
    row('', 'captured', 'refunded'),
    ...steps.map(({ what, captured, refunded }) => row(what, zero(captured), zero(refunded))),
    `  ${'-'.repeat(WIDTH - 2)}`,
    row(`Total, ${currency}`, receipt.captured, receipt.refunded),
    ...(faults.length === 0
      ? ['  Shop, Cartwright, ledger and store agree to the cent.']
      : [faults.length === 1 ? '  A fault:' : `  ${faults.length} faults:`, ...faults.map((sentence) => `    - ${sentence}`)]),
    `  ${deliveries} deliveries, ${(ms / 1000).toFixed(1)} s`,
  ].join('\n');
}
