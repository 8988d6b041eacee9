import { halfUp } from '../exact.js';
import { type Charges, netOf } from '../store/told.js';

/** The money of one line as this sandbox reckons it, in minor units. */
export interface LineMoney {
  readonly itemCode: string;
  readonly quantity: number;
  readonly ordered: Charges;
  readonly shipped: number;
  readonly cancelled: number;
  readonly capturedUnits: number;
  readonly captured: Charges;
  /** Units and money that went back. */
  readonly takenUnits: number;
  readonly taken: Charges;
}

export type Units = ReadonlyMap<string, number>;

/** What one step moved: each line's components, and their net. */
export interface Moved {
  readonly lines: readonly LineMoney[];
  readonly parts: ReadonlyMap<string, Charges>;
  readonly amount: bigint;
}

const NAMES = ['principal', 'principalPromo', 'shipping', 'shippingPromo', 'tax', 'shippingTax'] as const;
const NOTHING: Charges = { principal: 0n, principalPromo: 0n, shipping: 0n, shippingPromo: 0n, tax: 0n, shippingTax: 0n };

export const openUnits = ({ quantity, shipped, cancelled }: LineMoney): number => quantity - shipped - cancelled;

export function newLine(line: Pick<LineMoney, 'itemCode' | 'quantity' | 'ordered'>): LineMoney {
  return { ...line, shipped: 0, cancelled: 0, capturedUnits: 0, captured: NOTHING, takenUnits: 0, taken: NOTHING };
}

/** What the units that are not cancelled cost, each component half up by itself. */
export function worthOf(lines: readonly LineMoney[]): bigint {
  const left = lines.map(({ ordered, quantity, cancelled: gone }) =>
    combine((name) => share(ordered[name], quantity - gone, quantity)),
  );
  return left.reduce((sum, charges) => sum + netOf(charges), 0n);
}

/**
 * A shipment: each component so far is C x units / units ordered, half up, less what was captured before; a card that is
 * charged once is charged for everything open by the first shipment. Where the sum would be below 0 promotions wait.
 */
export function shipped(lines: readonly LineMoney[], units: Units, single: boolean): Moved {
  const isFirst = lines.every(({ shipped: before }) => before === 0);
  const due = lines.map((line) => {
    const leaving = units.get(line.itemCode) ?? 0;
    const paid = line.capturedUnits + (single ? (isFirst ? openUnits(line) : 0) : leaving);
    const soFar = combine((name) => share(line.ordered[name], paid, line.quantity));
    return { line, leaving, paid, part: combine((name) => soFar[name] - line.captured[name]) };
  });
  let below = -due.reduce((sum, { part }) => sum + netOf(part), 0n);
  const wait = (promotion: bigint): bigint => {
    const waiting = below <= 0n ? 0n : below < promotion ? below : promotion;
    below -= waiting;
    return promotion - waiting;
  };
  const parts = new Map<string, Charges>();
  const after = due.map(({ line, leaving, paid, part }) => {
    const principalPromo = wait(part.principalPromo);
    const final = { ...part, principalPromo, shippingPromo: wait(part.shippingPromo) };
    if (leaving > 0 || paid > line.capturedUnits) parts.set(line.itemCode, final);
    const captured = combine((name) => line.captured[name] + final[name]);
    return { ...line, shipped: line.shipped + leaving, capturedUnits: paid, captured };
  });
  return { lines: after, parts, amount: sumOf(parts) };
}

/** A cancellation; what a card that is charged once was charged for those units goes back by itself, shipping too. */
export function cancelled(lines: readonly LineMoney[], units: Units, single: boolean): Moved {
  const charged = lines.filter(({ itemCode, capturedUnits }) => single && units.has(itemCode) && capturedUnits > 0);
  const back = refunded(lines, new Map(charged.map(({ itemCode }) => [itemCode, units.get(itemCode) ?? 0])), true);
  const after = back.lines.map((line) => ({ ...line, cancelled: line.cancelled + (units.get(line.itemCode) ?? 0) }));
  return { ...back, lines: after };
}

/** A refund of units: price, and shipping where it goes back too, by units; promotion and tax by what they belong to. */
export function refunded(lines: readonly LineMoney[], units: Units, withShipping: boolean): Moved {
  const parts = new Map<string, Charges>();
  const after = lines.map((line) => {
    const back = units.get(line.itemCode) ?? 0;
    if (back === 0) return line;
    const takenUnits = line.takenUnits + back;
    const taken = takenAt(line, takenUnits, withShipping);
    parts.set(
      line.itemCode,
      combine((name) => taken[name] - line.taken[name]),
    );
    return { ...line, takenUnits, taken };
  });
  return { lines: after, parts, amount: sumOf(parts) };
}

/** Everything that has gone back of a line once so many units did. */
function takenAt({ captured, capturedUnits, taken }: LineMoney, units: number, withShipping: boolean): Charges {
  const principal = share(captured.principal, units, capturedUnits);
  const shipping = withShipping ? share(captured.shipping, units, capturedUnits) : taken.shipping;
  const principalPromo = of(captured.principalPromo, principal, captured.principal);
  const shippingPromo = of(captured.shippingPromo, shipping, captured.shipping);
  const paid = captured.principal - captured.principalPromo;
  const paidShipping = captured.shipping - captured.shippingPromo;
  return {
    principal,
    principalPromo,
    shipping,
    shippingPromo,
    tax: of(captured.tax, principal - principalPromo, paid),
    shippingTax: of(captured.shippingTax, shipping - shippingPromo, paidShipping),
  };
}

const sumOf = (parts: ReadonlyMap<string, Charges>): bigint => [...parts.values()].reduce((sum, part) => sum + netOf(part), 0n);

const combine = (of: (name: keyof Charges) => bigint): Charges =>
  Object.fromEntries(NAMES.map((name) => [name, of(name)])) as unknown as Charges;

const share = (whole: bigint, units: number, of: number): bigint =>
  of === 0 ? 0n : halfUp({ n: whole * BigInt(units), d: BigInt(of) });

const of = (whole: bigint, part: bigint, all: bigint): bigint => (all === 0n ? 0n : halfUp({ n: whole * part, d: all }));
