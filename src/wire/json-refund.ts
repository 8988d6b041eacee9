import { COMPONENTS } from '../core/components.js';
import { minorPlaces, parseDecimal } from '../core/money.js';
import type { Order } from '../core/order.js';
import type { Components } from '../core/quote.js';
import type { RefundWish, ReturnedMoney, ReturnedUnits, StatedComponents } from '../core/refund/wish.js';
import { refuse, type RefusedBody } from './json-lines.js';
import { findLine, type NamedLine } from './json-units.js';

type MoneyTexts<Name extends string> = Readonly<Partial<Record<Name, string>>>;

interface RefundLineBody extends NamedLine {
  readonly units?: number;
  readonly withShipping?: boolean;
  readonly amount?: MoneyTexts<'principal' | 'shipping'>;
  readonly components?: MoneyTexts<keyof Components>;
}
/** The body of `POST /v1/orders/{id}/refunds` as the API description lets it through. */
export interface RefundBody {
  readonly reason: string;
  readonly note?: string;
  readonly concession?: string;
  readonly lines?: readonly RefundLineBody[];
}

interface Source {
  readonly order: Order;
  readonly raw: string;
}
type Read<T> = { readonly ok: true; readonly value: T } | RefusedBody;
/** How a line says what goes back. */
type Manner = 'units' | 'amount' | 'components';

/** What a body wants refunded, in minor units. REQUEST_FAULT and ORDER_LINE_UNKNOWN with their place. */
export function readRefund({ lines, concession }: RefundBody, source: Source): Read<RefundWish> {
  if ((lines === undefined) === (concession === undefined)) return fault(source, '', 'expected either lines or a concession');
  if (concession !== undefined) {
    const amount = readMoney(concession, { ...source, pointer: '/concession' });
    return amount.ok ? { ok: true, value: { by: 'concession', amount: amount.value } } : amount;
  }
  return readLines(lines ?? [], source);
}

function readLines(lines: readonly RefundLineBody[], source: Source): Read<RefundWish> {
  const manner = mannerOf(lines[0] ?? {});
  const read: { units: ReturnedUnits[]; amount: ReturnedMoney[]; components: StatedComponents[] } = {
    ...{ units: [], amount: [], components: [] },
  };
  for (const [place, body] of lines.entries()) {
    const pointer = `/lines/${place}`;
    if (manner === null || mannerOf(body) !== manner) return fault(source, pointer, EXPECTED);
    const line = findLine(body, source.order, { pointer, raw: source.raw });
    if ('ok' in line) return line;
    const texts = manner === 'amount' ? body.amount : manner === 'components' ? body.components : undefined;
    const money = readAll(texts ?? {}, { ...source, pointer: `${pointer}/${manner}` });
    if (!money.ok) return money;
    const { number } = line;
    const { principal = 0n, shipping = 0n } = money.value;
    read.units.push({ number, units: body.units ?? 0, shipping: body.withShipping ?? false });
    read.amount.push({ number, principal, shipping });
    read.components.push({ number, components: money.value, units: body.units ?? 0 });
  }
  switch (manner) {
    case 'units':
      return { ok: true, value: { by: 'units', lines: read.units } };
    case 'amount':
      return { ok: true, value: { by: 'amount', lines: read.amount } };
    case 'components':
    case null:
      return { ok: true, value: { by: 'components', lines: read.components } };
  }
}

const EXPECTED = 'expected units, or an amount, or components, the same in every line';

/** Components may say units beside them; withShipping belongs to units alone. */
function mannerOf({ units, amount, components, withShipping }: RefundLineBody): Manner | null {
  if (components !== undefined) return amount === undefined && withShipping === undefined ? 'components' : null;
  if (amount !== undefined) return units === undefined && withShipping === undefined ? 'amount' : null;
  return units === undefined ? null : 'units';
}

function readAll(texts: MoneyTexts<keyof Components>, at: Source & { readonly pointer: string }): Read<Partial<Components>> {
  const amounts: Partial<Record<keyof Components, bigint>> = {};
  for (const name of COMPONENTS) {
    const text = texts[name];
    if (text === undefined) continue;
    const amount = readMoney(text, { ...at, pointer: `${at.pointer}/${name}` });
    if (!amount.ok) return amount;
    amounts[name] = amount.value;
  }
  return { ok: true, value: amounts };
}

/** "12.50" in minor units, "-3.00" too: more decimals than the currency has are refused, not rounded. */
function readMoney(text: string, at: Source & { readonly pointer: string }): Read<bigint> {
  const { currency } = at.order;
  const amount = parseDecimal(text.replace(/^-/, ''), minorPlaces(currency));
  if (amount === null) return fault(at, at.pointer, `expected at most ${minorPlaces(currency)} decimals in ${currency}`);
  return { ok: true, value: text.startsWith('-') ? -amount : amount };
}

function fault({ raw }: Source, pointer: string, expected: string): RefusedBody {
  const message = `${pointer === '' ? 'The body' : pointer}: ${expected}.`;
  return refuse('REQUEST_FAULT', raw, { rule: 'refund-wish', pointer, expected, message });
}
