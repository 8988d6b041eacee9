import type { Request } from 'express';
import type { OrderLine } from '../../core/order.js';
import type { FaultOf, FieldFault } from '../../ui/form-field.js';
import { count, plural } from '../../ui/numbers.js';
import { formField } from '../form-token.js';
import { unitsField, type UnitsRow } from './units-table.js';

/** A line and how many of its units can be asked for at most. */
export interface AskedLine {
  readonly line: OrderLine;
  readonly most: number;
}

/** What was typed for each line, and what it means; `units` has only lines with a number above 0. */
export interface UnitsRead {
  readonly typed: ReadonlyMap<number, string>;
  readonly units: readonly { readonly number: number; readonly units: number }[];
  readonly faults: readonly FieldFault[];
}

/** The lines of which units are still open: neither shipped nor cancelled. */
export const openLines = (lines: readonly OrderLine[]): AskedLine[] =>
  lines.map((line) => ({ line, most: line.quantity - line.shipped - line.cancelled })).filter(({ most }) => most > 0);

/** Every line with all its units, whatever became of them: a form that comes twice names units that are gone by then. */
export const orderedLines = (lines: readonly OrderLine[]): AskedLine[] => lines.map((line) => ({ line, most: line.quantity }));

/** Every unit that can be asked for, as a form shows it first. */
export const allUnits = (lines: readonly AskedLine[]): ReadonlyMap<number, string> =>
  new Map(lines.map(({ line, most }) => [line.number, String(most)]));

/** The rows of a form that asks for units: what was typed for each line, and what is wrong with it. */
export const unitsRows = (lines: readonly AskedLine[], typed: ReadonlyMap<number, string>, faultOf: FaultOf): UnitsRow[] =>
  lines.map(({ line, most }) => ({
    ...{ line, most },
    value: typed.get(line.number) ?? '',
    fault: faultOf(unitsField(line.number)),
  }));

/** The units that a posted form names for these lines; `verb` for its sentences: `ship`. An empty field is 0. */
export function readUnits(request: Request, lines: readonly AskedLine[], verb: string): UnitsRead {
  const typed = new Map(lines.map(({ line }) => [line.number, formField(request, unitsField(line.number)).trim()]));
  const faults: FieldFault[] = [];
  const units = lines.flatMap(({ line, most }) => {
    const text = typed.get(line.number) ?? '';
    const number = text === '' ? 0 : /^\d{1,6}$/.test(text) ? Number(text) : null;
    if (number !== null && number <= most) return number === 0 ? [] : [{ number: line.number, units: number }];
    faults.push({ field: unitsField(line.number), message: sentence({ line, most }, text, verb) });
    return [];
  });
  if (units.length === 0 && faults.length === 0) faults.push(nothing(lines, verb));
  return { typed, units, faults };
}

function sentence({ line, most }: AskedLine, text: string, verb: string): string {
  return /^\d+$/.test(text)
    ? `Only ${plural(most, 'unit')} of ${line.sku} can be ${verb}. You wrote ${count(Number(text))}.`
    : `Units of ${line.sku} are a whole number from 0 to ${count(most)}. You wrote “${text.slice(0, 40)}”.`;
}

const nothing = (lines: readonly AskedLine[], verb: string): FieldFault => ({
  field: unitsField(lines[0]?.line.number ?? 1),
  message: `Say how many units are ${verb}: every field is 0.`,
});
