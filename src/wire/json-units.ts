import type { LineUnits } from '../core/captures.js';
import type { Order, OrderLine } from '../core/order.js';
import { refuse, type RefusedBody } from './json-lines.js';

/** How a body names a line of an order: by its item code or by its number. */
export interface NamedLine {
  readonly itemCode?: string;
  readonly number?: number;
}
/** One entry of `lines` as the API description lets it through. */
export interface UnitsBody extends NamedLine {
  readonly units: number;
}

/** The units that a body names, by the numbers of the order's lines. REQUEST_FAULT and ORDER_LINE_UNKNOWN with their place. */
export function readUnits(
  lines: readonly UnitsBody[],
  order: Order,
  raw: string,
): { readonly ok: true; readonly units: readonly LineUnits[] } | RefusedBody {
  const units: LineUnits[] = [];
  for (const [place, body] of lines.entries()) {
    const line = findLine(body, order, { pointer: `/lines/${place}`, raw });
    if ('ok' in line) return line;
    units.push({ number: line.number, units: body.units });
  }
  return { ok: true, units };
}

/** The line of an order that a part of a body names. */
export function findLine(
  { itemCode, number }: NamedLine,
  { lines }: Order,
  { pointer, raw }: { readonly pointer: string; readonly raw: string },
): OrderLine | RefusedBody {
  if ((itemCode === undefined) === (number === undefined)) {
    const message = `${pointer}: expected either itemCode or number.`;
    return refuse('REQUEST_FAULT', raw, { rule: 'line-unnamed', pointer, expected: 'either itemCode or number', message });
  }
  const found = lines.find((line) => (itemCode === undefined ? line.number === number : line.itemCode === itemCode));
  if (found !== undefined) return found;
  const name = itemCode === undefined ? `number ${number}` : `item code ${itemCode}`;
  const message = `${pointer}: the order has no line of ${name}. Its lines are 1 to ${lines.length}; item codes are in GET /v1/orders/{id}.`;
  return refuse('ORDER_LINE_UNKNOWN', raw, { rule: 'line-unknown', pointer, message });
}
