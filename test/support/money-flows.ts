import type { Gateway, MoneyRequest } from '../../src/core/gateway.js';
import { checkLedger, type Posting } from '../../src/core/ledger.js';
import { orderMoney } from '../../src/core/order-money.js';
import type { Order, Payment } from '../../src/core/order.js';
import type { GatewayDeps } from '../../src/flows/order/ask-gateway.js';
import { shipOrder, type Shipped } from '../../src/flows/order/ship-order.js';
import { gatewaysFor } from '../../src/flows/gateways.js';
import { listPostings } from '../../src/store/order/ledger.js';
import type { Flows } from './checkout-flows.js';
import { affairsOf, keyOf, released } from './order-flows.js';
import { payment } from './orders.js';

/** An order of 39.37 that was paid for with a magic value. */
export const paidWith = (flows: Flows, value: string, more: Partial<Payment> = {}): Promise<Order> =>
  released(flows, { payment: payment({ amount: 3_937n, reference: `${value}-0123456789abcdef0123`, ...more }) });

let parcels = 0;

/** Ships one unit of the first line, or whatever is named, each time in another parcel. */
export const shipSome = (
  flows: Flows,
  order: Order,
  units: readonly (readonly [number, number])[] | null = [[1, 1]],
): Promise<Shipped> =>
  shipOrder(flows.deps, keyOf(order), {
    units: units?.map(([number, count]) => ({ number, units: count })) ?? null,
    trackingNumber: `P${(parcels += 1)}`,
    by: 'api',
  });

/** `capture`, `fee` … of an order's ledger, oldest first. */
export const postedOf = async ({ db }: Flows, order: Order): Promise<string[]> =>
  (await listPostings(db, keyOf(order))).map(
    ({ kind, rows }) => `${kind} ${rows.map(({ account, amount }) => `${account} ${amount}`).join(', ')}`,
  );

/** Throws where the ledger of an order does not agree with what became of it. */
export async function expectAgreeing(flows: Flows, order: Order): Promise<void> {
  const affairs = await affairsOf(flows, order);
  const postings: Posting[] = await listPostings(flows.db, keyOf(order));
  const { captured, chargedBack } = orderMoney(affairs);
  const settled = affairs.refunds.reduce((sum, { state, amount }) => (state === 'settled' ? sum + amount : sum), 0n);
  expect(checkLedger(postings, captured - settled - chargedBack)).toEqual([]);
}

type Asking = (asked: MoneyRequest) => Promise<void> | void;

/** Gateways that count by key what they moved, as a card processor would, and let a test step in before an answer arrives. */
export function countMoney({ deps }: Flows, before: Partial<Record<'capture' | 'refund' | 'find', Asking>> = {}) {
  const moved: string[] = [];
  const counted = (gateway: Gateway): Gateway => ({
    ...gateway,
    capture: async (asked) => {
      const told = await gateway.capture(asked);
      if (told.state === 'done') note(moved, `capture ${asked.idempotencyKey} ${asked.amount}`);
      await before.capture?.(asked);
      return told;
    },
    refund: async (asked) => {
      const told = await gateway.refund(asked);
      if (told.state === 'done') note(moved, `refund ${asked.idempotencyKey} ${asked.amount}`);
      await before.refund?.(asked);
      return told;
    },
    findCapture: async (asked) => {
      await before.find?.(asked);
      return moved.includes(`capture ${asked.idempotencyKey} ${asked.amount}`)
        ? gateway.capture(asked)
        : gateway.findCapture(asked);
    },
  });
  const watched: GatewayDeps = { ...deps, gateways: (environment) => gatewaysFor(environment).map(counted) };
  return { moved, deps: watched };
}

/** The same key again moves nothing. */
function note(moved: string[], line: string): void {
  if (!moved.includes(line)) moved.push(line);
}
