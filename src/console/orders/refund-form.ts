import { formatMajor, minorPlaces, parseDecimal } from '../../core/money.js';
import type { OrderLine } from '../../core/order.js';
import type { Components } from '../../core/quote.js';
import type { RefundRefusal, RefundWish, StatedComponents } from '../../core/refund/wish.js';
import type { FieldFault } from '../../ui/form-field.js';
import { amountField, AMOUNTS_OF, CONCESSION_FIELD, SHIPPING_FIELD, type RefundTyped, type RefundWay } from './refund-fields.js';
import { COMPONENT_WORDS } from './items-card.js';
import type { Refused } from './problem.js';
import { unitsField } from './units-table.js';

export const LONGEST_REASON = 500;
export const LONGEST_NOTE = 1000;

/** What a form of one way is read with. */
export interface RefundForm {
  readonly way: RefundWay;
  readonly typed: RefundTyped;
  readonly lines: readonly Pick<OrderLine, 'number' | 'sku'>[];
  readonly currency: string;
}

export interface RefundRead {
  readonly wish: RefundWish;
  /** Of fields that could not be read; the wish is only good where there are none but of words. */
  readonly faults: readonly FieldFault[];
}

/** What a form wishes to give back. Whether it can be is decided with the order. */
export function readRefund(form: RefundForm): RefundRead {
  const faults = [...faultsOfUnits(form), ...faultsOfAmounts(form), ...faultsOfText(form.typed)];
  return { wish: wishOf(form), faults };
}

/** Whether a fault is of the words beside what goes back; the wish is good all the same. */
export const isOfWords = ({ field }: FieldFault): boolean => LONGEST.some(([name]) => name === field);

/** A refusal at the field that it is about, where the form has one. */
export function refusedRefund({ way }: RefundForm, { line, component, message }: RefundRefusal): Refused {
  const field = fieldOf(way, line, component);
  if (field === null) return { faults: [], problem: { title: 'Nothing can be refunded like this.', text: message } };
  return { faults: [{ field, message }], problem: null };
}

function fieldOf(way: RefundWay, line: number | undefined, component: keyof Components | undefined): string | null {
  if (way === 'concession') return CONCESSION_FIELD;
  if (line === undefined) return null;
  if (component !== undefined && AMOUNTS_OF[way].includes(component)) return amountField(component, line);
  return way === 'amount' ? null : unitsField(line);
}

function wishOf(form: RefundForm): RefundWish {
  const { way, lines, typed } = form;
  switch (way) {
    case 'units': {
      const back = lines.map(({ number }) => ({ number, units: unitsOf(form, number), shipping: typed.has(SHIPPING_FIELD) }));
      return { by: 'units', lines: back.filter(({ units }) => units > 0) };
    }
    case 'amount': {
      const amount = (name: keyof Components, number: number): bigint => amountOf(form, amountField(name, number)) ?? 0n;
      const back = lines.map(({ number }) => ({
        number,
        principal: amount('principal', number),
        shipping: amount('shipping', number),
      }));
      return { by: 'amount', lines: back.filter(({ principal, shipping }) => principal !== 0n || shipping !== 0n) };
    }
    case 'components':
      return { by: 'components', lines: lines.flatMap(({ number }) => statedOf(form, number)) };
    case 'concession':
      return { by: 'concession', amount: amountOf(form, CONCESSION_FIELD) ?? 0n };
  }
}

/** A line of which nothing is stated is not meant. A promotion that is left empty is derived. */
function statedOf(form: RefundForm, number: number): StatedComponents[] {
  const stated = AMOUNTS_OF.components.flatMap((name) => {
    const amount = amountOf(form, amountField(name, number));
    return amount === undefined ? [] : [[name, amount] as const];
  });
  const units = unitsOf(form, number);
  return stated.length === 0 && units === 0 ? [] : [{ number, units, components: Object.fromEntries(stated) }];
}

/** A whole number; 0 where the field is empty or cannot be read. */
function unitsOf({ typed }: RefundForm, number: number): number {
  const text = typed.get(unitsField(number)) ?? '';
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}

/** Minor units of what was typed, with a minus in front below 0; undefined where the field is empty or cannot be read. */
function amountOf({ typed, currency }: RefundForm, field: string): bigint | undefined {
  const text = typed.get(field);
  if (text === undefined) return undefined;
  const minor = parseDecimal(text.replace(/^[-−]/, ''), minorPlaces(currency));
  return minor === null ? undefined : /^[-−]/.test(text) ? -minor : minor;
}

function faultsOfUnits({ typed, lines }: RefundForm): FieldFault[] {
  return lines.flatMap(({ number, sku }) => {
    const field = unitsField(number);
    const text = typed.get(field);
    if (text === undefined || /^\d{1,6}$/.test(text)) return [];
    return [{ field, message: `Units of ${sku} are a whole number. You wrote “${text.slice(0, 40)}”.` }];
  });
}

function faultsOfAmounts(form: RefundForm): FieldFault[] {
  const { way, lines, typed, currency } = form;
  const ofLines = lines.flatMap(({ number, sku }) =>
    AMOUNTS_OF[way].map((name) => ({ field: amountField(name, number), what: `${COMPONENT_WORDS[name]} of ${sku}` })),
  );
  const ofOrder = way === 'concession' ? [{ field: CONCESSION_FIELD, what: 'Concession' }] : [];
  const sample = formatMajor(1_250n, currency);
  return [...ofLines, ...ofOrder].flatMap(({ field, what }) => {
    const text = typed.get(field);
    if (text === undefined || amountOf(form, field) !== undefined) return [];
    return [{ field, message: `${what}: use digits and one point, like ${sample}. You wrote “${text.slice(0, 40)}”.` }];
  });
}

const LONGEST = [
  ['reason', LONGEST_REASON],
  ['note', LONGEST_NOTE],
] as const;

function faultsOfText(typed: RefundTyped): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!typed.has('reason')) faults.push({ field: 'reason', message: 'Say why: the buyer reads it in the mail.' });
  for (const [field, longest] of LONGEST) {
    const letters = [...(typed.get(field) ?? '')].length;
    if (letters > longest) faults.push({ field, message: `At most ${longest} letters fit here. You wrote ${letters}.` });
  }
  return faults;
}
