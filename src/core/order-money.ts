import type { Order } from './order.js';
import type { MoneyFacts } from './refund/remaining.js';

/** Minor units, all zero or positive. */
export interface OrderMoney {
  /** What the gateway confirmed. */
  readonly captured: bigint;
  /** What the gateway still holds and may be captured. */
  readonly authorisedLeft: bigint;
  /** What goes back, refunds that wait for the gateway included. */
  readonly refunded: bigint;
  /** What a bank took back and the merchant did not win again. */
  readonly chargedBack: bigint;
}

/**
 * The money of an order, derived from what happened to it. Of 39.37 held and 10.45 captured 28.92 are left; once no unit is
 * open only what is being captured is.
 */
export function orderMoney({ order, shipments, refunds, chargebacks }: MoneyFacts): OrderMoney {
  const amountOf = (states: readonly string[]): bigint =>
    shipments.reduce((sum, { capture }) => (states.includes(capture.state) ? sum + capture.amount : sum), 0n);
  const captured = amountOf(['captured']);
  const isOpen = order.lines.some(({ quantity, shipped, cancelled }) => quantity > shipped + cancelled);
  const canCapture = isOpen && (order.payment.multipleCaptures || shipments.length === 0);
  const left = canCapture ? order.payment.amount - captured : amountOf(['due', 'unknown']);
  const counted = refunds.filter(({ state }) => state === 'reserved' || state === 'settled');
  return {
    captured,
    authorisedLeft: isHeld(order) && left > 0n ? left : 0n,
    refunded: counted.reduce((sum, { amount }) => sum + amount, 0n),
    chargedBack: chargebacks.reduce((sum, { state, amount }) => (state === 'won' ? sum : sum + amount), 0n),
  };
}

const isHeld = ({ payment }: Pick<Order, 'payment'>): boolean => payment.state === 'authorised';
