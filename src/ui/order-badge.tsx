import type { VNode } from 'preact';
import { orderState, type Order, type OrderLine, type OrderState, type PaymentState } from '../core/order.js';
import { Badge, type BadgeTable } from './badge.js';

const STATES: BadgeTable<OrderState> = {
  pending: { tone: 'info', word: 'pending' },
  unshipped: { tone: 'info', word: 'unshipped' },
  partially_shipped: { tone: 'info', word: 'partially shipped' },
  shipped: { tone: 'ok', word: 'shipped' },
  cancelled: { tone: 'mute', word: 'cancelled' },
};
const FAILED: ReadonlySet<PaymentState> = new Set(['declined', 'voided']);

/** The state of an order in the words of the status vocabulary; a payment that failed or has a problem stands before everything but a cancel. */
export function OrderBadge({ order }: { order: Order }): VNode {
  const state = orderState(order);
  const failed = FAILED.has(order.payment.state) || order.paymentProblem !== null;
  if (state !== 'cancelled' && failed) return <Badge tone="bad" word="payment failed" />;
  return <Badge {...STATES[state]} />;
}

/** What became of the units of a line: `4 shipped`, `2 to ship`. */
export function UnitBadges({ line, released }: { line: OrderLine; released: boolean }): VNode {
  const { quantity, shipped, cancelled } = line;
  const open = quantity - shipped - cancelled;
  return (
    <>
      {open === 0 ? null : <Badge tone="info" word={`${open} ${released ? 'to ship' : 'pending'}`} />}
      {shipped === 0 ? null : <Badge tone="ok" word={`${shipped} shipped`} />}
      {cancelled === 0 ? null : <Badge tone="mute" word={`${cancelled} cancelled`} />}
    </>
  );
}

const PAYMENTS: BadgeTable<PaymentState> = {
  authorised: { tone: 'ok', word: 'authorised' },
  pending: { tone: 'info', word: 'waiting' },
  declined: { tone: 'bad', word: 'payment failed' },
  needs_authentication: { tone: 'info', word: 'waiting for the buyer' },
  voided: { tone: 'mute', word: 'voided' },
  not_needed: { tone: 'mute', word: 'nothing to pay' },
  manual: { tone: 'info', word: 'paid outside' },
};

/** What the gateway says of the money. */
export const PaymentBadge = ({ state }: { state: PaymentState }): VNode => <Badge {...PAYMENTS[state]} />;
