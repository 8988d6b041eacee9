import { eachComponent, minus, netOf, sumOf } from './components.js';
import { roundHalfUp } from './money.js';
import type { Order, OrderLine } from './order.js';
import type { Components } from './quote.js';
import type { Shipment, ShipmentLine } from './shipment.js';

/** Units of a line by its number, 1, 2, … */
export interface LineUnits {
  readonly number: number;
  readonly units: number;
}

/** What a shipment captures: its lines, and the minor units that the gateway is asked for. */
export interface CaptureDue {
  readonly lines: readonly ShipmentLine[];
  readonly amount: bigint;
}

type Paying = Pick<Order, 'lines' | 'payment'>;

/**
 * What the next shipment captures (semantics C, "Capture"): of each component C x units so far / units ordered, half up, less
 * what was captured before, so that the last unit is exact and nothing is re-quoted. P 2997 of 3 units is 999, 999, 999. A
 * gateway that captures only once captures all that is open with the first shipment. `shipments` are the earlier ones of the
 * order, `units` what leaves now, each line at most once; lines that the order does not have are left out.
 */
export function captureFor({ lines, payment }: Paying, shipments: readonly Shipment[], units: readonly LineUnits[]): CaptureDue {
  const unitsOf = new Map(units.map((line) => [line.number, line.units]));
  const parts = lines.flatMap((line) => {
    const leaving = unitsOf.get(line.number) ?? 0;
    const earlier = linesOf(shipments, line.number);
    const paidFor = payment.multipleCaptures ? leaving : shipments.length === 0 ? line.quantity - line.cancelled : 0;
    return leaving + paidFor === 0 ? [] : [{ number: line.number, units: leaving, ...partOf(line, earlier, paidFor) }];
  });
  return { lines: parts, amount: sumOfNets(parts) };
}

/** What all earlier captures took of each component for these units of a line, half up: C x units / units ordered. */
export const shareOf = (line: OrderLine, units: number): Components =>
  eachComponent((name) => roundHalfUp(line[name] * BigInt(units), BigInt(line.quantity)));

const linesOf = (shipments: readonly Shipment[], number: number): ShipmentLine[] =>
  shipments.flatMap(({ lines }) => lines.filter((line) => line.number === number));

function partOf(line: OrderLine, earlier: readonly ShipmentLine[], paidFor: number): Omit<ShipmentLine, 'number' | 'units'> {
  const before = earlier.reduce((sum, { capturedUnits }) => sum + capturedUnits, 0);
  const taken = sumOf(earlier.map(({ captured }) => captured));
  return { capturedUnits: paidFor, captured: carried(minus(shareOf(line, before + paidFor), taken)) };
}

/**
 * Captured money never falls, of no line: where a promotion rounds up at a unit at which what it is taken from does not, the
 * line would capture -1. The promotion is then taken a cent late, by the next shipment, which subtracts what was captured; so
 * what was refunded of a line before is never more than what is captured of it.
 */
const carried = (captured: Components): Components => ({
  ...captured,
  principalPromo: least(captured.principalPromo, captured.principal),
  shippingPromo: least(captured.shippingPromo, captured.shipping),
});

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

const sumOfNets = (lines: readonly ShipmentLine[]): bigint => lines.reduce((sum, { captured }) => sum + netOf(captured), 0n);
