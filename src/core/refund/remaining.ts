import type { Chargeback } from '../chargeback.js';
import { minus, netOf, NO_COMPONENTS, sumOf } from '../components.js';
import type { Order, OrderLine } from '../order.js';
import type { Components } from '../quote.js';
import type { Refund, RefundLine } from '../refund.js';
import type { Shipment, ShipmentLine } from '../shipment.js';

/** What has happened to an order's money so far. */
export interface MoneyFacts {
  readonly order: Pick<Order, 'lines' | 'payment' | 'currency'>;
  readonly shipments: readonly Shipment[];
  readonly refunds: readonly Refund[];
  readonly chargebacks: readonly Chargeback[];
}

/** What can still be refunded of one line. */
export interface RemainingLine {
  readonly number: number;
  /** Units that captures paid for. */
  readonly capturedUnits: number;
  /** Units that refunds took back, of those that were captured. */
  readonly takenUnits: number;
  /** Units that are with the buyer and paid for. */
  readonly returnableUnits: number;
  readonly captured: Components;
  /** What refunds took, those that wait for the gateway too. */
  readonly taken: Components;
  readonly remaining: Components;
  /** Minor units that the buyer can still get back for the line. */
  readonly net: bigint;
  /** True while a chargeback has the line's money. */
  readonly chargedBack: boolean;
}

/**
 * What remains to be refunded of each line and component: captured less refunded, pending refunds included; nothing of a line
 * that was charged back, until that is won (semantics C, "Refund"). Money that a gateway has not confirmed is not captured.
 */
export function remainingLines({ order, shipments, refunds, chargebacks }: MoneyFacts): RemainingLine[] {
  const captured = shipments.filter(({ capture }) => capture.state === 'captured' || capture.state === 'nothing');
  const counted = refunds.filter(({ state }) => state === 'reserved' || state === 'settled');
  const lost = new Set(chargebacks.flatMap(({ state, lines }) => (state === 'won' ? [] : lines)));
  return order.lines.map((line) => {
    const open = order.payment.multipleCaptures ? 0 : line.quantity - line.shipped - line.cancelled;
    const its = { captured: ofLine(captured, line), taken: ofLine(counted, line), open };
    return lost.has(line.number) ? { ...remainingOf(line, its), ...NOTHING_LEFT } : remainingOf(line, its);
  });
}

const NOTHING_LEFT = { returnableUnits: 0, remaining: NO_COMPONENTS, net: 0n, chargedBack: true };

const ofLine = <Part extends { readonly number: number }>(all: readonly { lines: readonly Part[] }[], line: OrderLine): Part[] =>
  all.flatMap(({ lines }) => lines.filter(({ number }) => number === line.number));

function remainingOf(
  { number }: OrderLine,
  { captured, taken, open }: { captured: readonly ShipmentLine[]; taken: readonly RefundLine[]; open: number },
): RemainingLine {
  const paid = sumOf(captured.map((line) => line.captured));
  const gone = sumOf(taken.map(({ components }) => components));
  const remaining = minus(paid, gone);
  const capturedUnits = captured.reduce((sum, line) => sum + line.capturedUnits, 0);
  const takenUnits = taken.reduce((sum, { units }) => sum + units, 0);
  return {
    ...{ number, capturedUnits, takenUnits, captured: paid, taken: gone, remaining, chargedBack: false },
    returnableUnits: Math.max(0, capturedUnits - takenUnits - open),
    net: netOf(remaining),
  };
}
