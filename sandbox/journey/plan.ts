import { randomNumbers } from '../shop.js';
import { type LineMoney, openUnits, type Units } from './line-money.js';

/** What a store does with an order, step by step. */
export type Step =
  | { readonly kind: 'ship'; readonly units: Units; readonly whole: boolean }
  | { readonly kind: 'cancel'; readonly units: Units }
  | { readonly kind: 'refund'; readonly units: Units; readonly withShipping: boolean };

export interface Fulfilment {
  /** Units that are cancelled before the order may be shipped; null for most orders. */
  readonly early: Units | null;
  readonly steps: readonly Step[];
}

/** Decides by the seed: a part is shipped, a unit is cancelled, the rest is shipped, and one line comes back unit by unit. */
export function planFulfilment(seed: number, lines: readonly LineMoney[]): Fulfilment {
  const draw = randomNumbers(seed * 104_729 + 7);
  const open = new Map(lines.map((line) => [line.itemCode, openUnits(line)]));
  const early = draw(3) === 0 ? cancelOne(open, draw) : null;
  const first = someOf(open, draw);
  const steps: Step[] = [{ kind: 'ship', units: take(open, first), whole: false }];
  const later = cancelOne(open, draw);
  if (later !== null) steps.push({ kind: 'cancel', units: later });
  const rest = new Map([...open].filter(([, units]) => units > 0));
  if (rest.size > 0) steps.push({ kind: 'ship', units: rest, whole: draw(2) === 0 });
  return { early, steps: [...steps, ...comingBack(lines, [...steps], draw)] };
}

type Draw = (limit: number) => number;

/** One unit of some line, where two are open at least: something has to be left. */
function cancelOne(open: Map<string, number>, draw: Draw): Units | null {
  const left = [...open.values()].reduce((sum, units) => sum + units, 0);
  const candidates = [...open].filter(([, units]) => units > 0);
  const [itemCode] = candidates[draw(Math.max(candidates.length, 1))] ?? [];
  return itemCode === undefined || left < 3 ? null : take(open, new Map([[itemCode, 1]]));
}

/** Some units of some lines, one at least. */
function someOf(open: ReadonlyMap<string, number>, draw: Draw): Units {
  const some = new Map(
    [...open].map(([itemCode, units]) => [itemCode, draw(units + 1)] as const).filter(([, units]) => units > 0),
  );
  const [first] = [...open].filter(([, units]) => units > 0);
  return some.size > 0 || first === undefined ? some : new Map([[first[0], 1]]);
}

function take(open: Map<string, number>, units: Units): Units {
  for (const [itemCode, count] of units) open.set(itemCode, (open.get(itemCode) ?? 0) - count);
  return units;
}

/** A line that was shipped comes back: one unit without its shipping, then the others with the shipping of all. */
function comingBack(lines: readonly LineMoney[], steps: readonly Step[], draw: Draw): Step[] {
  const shippedOf = (itemCode: string): number =>
    steps.reduce((sum, step) => sum + (step.kind === 'ship' ? (step.units.get(itemCode) ?? 0) : 0), 0);
  const gone = lines.filter(({ itemCode }) => shippedOf(itemCode) > 0);
  const line = gone[draw(Math.max(gone.length, 1))];
  if (line === undefined) return [];
  const back = (units: number, withShipping: boolean): Step => ({
    kind: 'refund',
    units: new Map([[line.itemCode, units]]),
    withShipping,
  });
  const others = shippedOf(line.itemCode) - 1;
  return [back(1, others === 0), ...(others > 0 && draw(2) === 0 ? [back(others, true)] : [])];
}
