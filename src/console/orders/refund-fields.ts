import type { Request } from 'express';
import { COMPONENTS } from '../../core/components.js';
import type { Components } from '../../core/quote.js';
import { formField } from '../form-token.js';
import { unitsField } from './units-table.js';

/** The four ways to say what goes back. */
export const REFUND_WAYS = ['units', 'amount', 'components', 'concession'] as const;
export type RefundWay = (typeof REFUND_WAYS)[number];

/** What was typed, by the names of the fields; empty ones are left out. */
export type RefundTyped = ReadonlyMap<string, string>;

/** Which way a form is of, and what sum its second step was read with, in minor units. */
export const WAY_FIELD = 'by';
export const AMOUNT_FIELD = 'amount';
/** The second step leads back to the first, with everything as it was typed. */
export const CHANGE_FIELD = 'change';
/** Whether the share of shipping goes back with units. */
export const SHIPPING_FIELD = 'with-shipping';
export const CONCESSION_FIELD = 'concession';

/** Name of the field with one amount of a line. */
export const amountField = (name: keyof Components, number: number): string => `${name}-${number}`;

/** The amounts of a line that a way asks for. */
export const AMOUNTS_OF: Readonly<Record<RefundWay, readonly (keyof Components)[]>> = {
  units: [],
  amount: ['principal', 'shipping'],
  components: COMPONENTS,
  concession: [],
};

/** The way in a query or a form; units for anything odd. */
export const readWay = (text: unknown): RefundWay => REFUND_WAYS.find((way) => way === text) ?? 'units';

/** Every field of the form of a way, of lines with these numbers. */
export function fieldsOf(way: RefundWay, numbers: readonly number[]): string[] {
  const ofWay = { units: [SHIPPING_FIELD], amount: [], components: [], concession: [CONCESSION_FIELD] }[way];
  const hasUnits = way === 'units' || way === 'components';
  const ofLines = numbers.flatMap((number) => [
    ...(hasUnits ? [unitsField(number)] : []),
    ...AMOUNTS_OF[way].map((name) => amountField(name, number)),
  ]);
  return ['reason', 'note', ...ofWay, ...ofLines];
}

/** What a posted form says in these fields. */
export function readTyped(request: Request, fields: readonly string[]): RefundTyped {
  const read = fields.map((field): [string, string] => [field, formField(request, field).trim()]);
  return new Map(read.filter(([, text]) => text !== ''));
}
