import type { CartItem, WeightUnit } from '../core/cart.js';
import type { Fault } from '../core/fault.js';
import { endOfAmounts, parseDecimal, PRICE_PLACES } from '../core/money.js';
import { helpPath, type ErrorCode } from '../errors.js';
import { faultAt } from './json-schema.js';

/** A line of a JSON cart as its schema lets it through. */
export interface LineBody {
  readonly id?: string;
  readonly sku: string;
  readonly title: string;
  readonly price: string;
  readonly quantity: number;
  readonly weight?: { readonly amount: string; readonly unit: WeightUnit };
  readonly category?: string;
}

/** Where lines stand: the pointer of their list, and the text of the body where faults get a place. */
export interface LinesPlace {
  readonly pointer: string;
  readonly raw: string | undefined;
}

export interface RefusedBody {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly faults: Fault[];
}

/** 999,999,999.99 in millionths (semantics, bounds). */
const MAX_AMOUNT = endOfAmounts(PRICE_PLACES) - 10_000n;

/** A line with its amounts exact. */
export function decodeLine(line: LineBody, id: string): CartItem {
  return {
    id,
    sku: line.sku,
    title: line.title,
    price: parseDecimal(line.price, PRICE_PLACES) ?? 0n,
    quantity: line.quantity,
    ...(line.weight === undefined ? {} : { weight: line.weight }),
    ...(line.category === undefined ? {} : { category: line.category }),
  };
}

/**
 * `1`, `2`, … behind the prefix where a line has no id of its own; what another line took, or stands in `before`, gets a
 * mark.
 */
export function nameLines(lines: readonly Pick<LineBody, 'id'>[], prefix = '', before: readonly string[] = []): string[] {
  const taken = new Set([...before, ...lines.map((line) => line.id)]);
  return lines.map((line, index) => {
    if (line.id !== undefined) return line.id;
    let id = `${prefix}${index + 1}`;
    while (taken.has(id)) id += '-';
    taken.add(id);
    return id;
  });
}

/** ITEM_DOUBLED at the second line with one id; ids in `taken` count as lines before. */
export function findDoubled(
  lines: readonly Pick<LineBody, 'id'>[],
  { pointer, raw }: LinesPlace,
  taken: readonly string[] = [],
): RefusedBody | null {
  const seen = new Set<string>(taken);
  for (const [index, { id }] of lines.entries()) {
    if (id === undefined) continue;
    if (seen.has(id)) {
      return refuse('ITEM_DOUBLED', raw, {
        rule: 'item-id-unique',
        pointer: `${pointer}/${index}/id`,
        expected: 'an id that no line before has',
        message: `${pointer}/${index}/id: a line before has this id already. Give each line its own, or none at all.`,
      });
    }
    seen.add(id);
  }
  return null;
}

/** AMOUNT_TOO_LARGE at a line whose price x quantity is above 999,999,999.99. */
export function findTooLarge(lines: readonly LineBody[], { pointer, raw }: LinesPlace): RefusedBody | null {
  const index = lines.findIndex((line) => costOf(line) > MAX_AMOUNT);
  if (index === -1) return null;
  return refuse('AMOUNT_TOO_LARGE', raw, {
    rule: 'amount-limit',
    pointer: `${pointer}/${index}/price`,
    expected: 'price x quantity of at most 999999999.99',
    message: `${pointer}/${index}: price x quantity is above 999,999,999.99. Split the line, or correct the price.`,
  });
}

/** AMOUNT_TOO_LARGE at the line where the sum of price x quantity first goes above 999,999,999.99. */
export function findSumTooLarge(lines: readonly LineBody[], { pointer, raw }: LinesPlace): RefusedBody | null {
  let sum = 0n;
  const index = lines.findIndex((line) => {
    sum += costOf(line);
    return sum > MAX_AMOUNT;
  });
  if (index === -1) return null;
  return refuse('AMOUNT_TOO_LARGE', raw, {
    rule: 'amount-limit',
    pointer: `${pointer}/${index}/price`,
    expected: 'a sum of price x quantity of at most 999999999.99',
    message: `${pointer}/${index}: here the sum of price x quantity goes above 999,999,999.99. Correct the price, or split the cart.`,
  });
}

/** A refusal by one fault, with its place. */
export function refuse(
  code: ErrorCode,
  raw: string | undefined,
  fault: Omit<Fault, 'severity'> & { readonly pointer: string },
): RefusedBody {
  return { ok: false, code, faults: [faultAt(raw, { ...fault, severity: 'error', help: helpPath(code) })] };
}

function costOf({ price, quantity }: LineBody): bigint {
  return (parseDecimal(price, PRICE_PLACES) ?? 0n) * BigInt(quantity);
}
