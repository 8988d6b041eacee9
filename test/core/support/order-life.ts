import { captureFor, type LineUnits } from '../../../src/core/captures.js';
import { sumOf } from '../../../src/core/components.js';
import type { Order, OrderLine } from '../../../src/core/order.js';
import type { Affairs } from '../../../src/core/order-facts.js';
import type { Components } from '../../../src/core/quote.js';
import type { RefundLine, RefundState } from '../../../src/core/refund.js';
import type { CaptureState } from '../../../src/core/shipment.js';
import { orderLine, orderOf, PLACED_AT } from './order.js';

/** P, PP, S, SP, T, ST of a line. */
export type Amounts = readonly [bigint, bigint, bigint, bigint, bigint, bigint];

export const componentsOf = ([principal, principalPromo, shipping, shippingPromo, tax, shippingTax]: Amounts): Components => ({
  ...{ principal, principalPromo, shipping, shippingPromo, tax, shippingTax },
});

export const amountsOf = ({ principal, principalPromo, shipping, shippingPromo, tax, shippingTax }: Components): Amounts => [
  ...([principal, principalPromo, shipping, shippingPromo, tax, shippingTax] as const),
];

/** A released order of these lines, each with its quantity and what it costs in all, paid for with the test gateway. */
export function released(
  lines: readonly (readonly [quantity: number, amounts: Amounts])[],
  { multipleCaptures = true }: { readonly multipleCaptures?: boolean } = {},
): Affairs {
  const priced = lines.map(([quantity, amounts], place): OrderLine => {
    const [p, pp, s, sp, t, st] = amounts;
    const components = componentsOf(amounts);
    return { ...orderLine(quantity), number: place + 1, ...components, total: p - pp + s - sp + t + st };
  });
  const total = priced.reduce((sum, line) => sum + line.total, 0n);
  const base = orderOf();
  const payment = { ...base.payment, amount: total, multipleCaptures };
  const order = orderOf({ lines: priced, total, totals: sumOf(priced), payment, releasedAt: base.windowEndsAt });
  return { order, shipments: [], refunds: [], chargebacks: [] };
}

/** The affairs after these units left; the gateway has answered. */
export function ship(affairs: Affairs, units: readonly LineUnits[], state: CaptureState = 'captured'): Affairs {
  const { order, shipments } = affairs;
  const { lines, amount } = captureFor(order, shipments, units);
  const number = shipments.length + 1;
  const capture = { state: amount === 0n ? ('nothing' as const) : state, amount, reference: null };
  const shipment = { id: `S${number}`, number, at: PLACED_AT, shipDate: '2026-11-28', lines, capture, by: 'api' as const };
  return { ...affairs, order: move(order, units, 'shipped'), shipments: [...shipments, shipment] };
}

export const cancelUnits = (affairs: Affairs, units: readonly LineUnits[]): Affairs => ({
  ...affairs,
  order: move(affairs.order, units, 'cancelled'),
});

/** The affairs with one refund more. */
export function refunded(
  affairs: Affairs,
  { lines, amount }: { readonly lines: readonly RefundLine[]; readonly amount: bigint },
  state: RefundState = 'settled',
): Affairs {
  const number = affairs.refunds.length + 1;
  const base = { at: PLACED_AT, reason: 'CustomerReturn', by: 'api', reference: null } as const;
  return { ...affairs, refunds: [...affairs.refunds, { id: `R${number}`, number, state, lines, amount, ...base }] };
}

function move(order: Order, units: readonly LineUnits[], to: 'shipped' | 'cancelled'): Order {
  const unitsOf = (line: OrderLine): number => units.find(({ number }) => number === line.number)?.units ?? 0;
  return { ...order, lines: order.lines.map((line) => ({ ...line, [to]: line[to] + unitsOf(line) })) };
}
