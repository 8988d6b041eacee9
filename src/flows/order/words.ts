import type { LineUnits } from '../../core/captures.js';
import type { Order } from '../../core/order.js';

/** More lines than this are only counted: the timeline is one sentence. */
const MOST_NAMED = 3;

/** `2 x MUG-1, 1 x POT-3`, or `12 units of 5 lines`. */
export function unitsInWords({ lines }: Pick<Order, 'lines'>, units: readonly LineUnits[]): string {
  const some = units.filter((line) => line.units > 0);
  const all = some.reduce((sum, line) => sum + line.units, 0);
  if (some.length > MOST_NAMED) return `${all} units of ${some.length} lines`;
  return some
    .map((line) => `${line.units} x ${lines.find(({ number }) => number === line.number)?.sku ?? `line ${line.number}`}`)
    .join(', ');
}
