import type { EventReason } from '../../core/order-table.js';
import { CartwrightError, type ErrorCode } from '../../errors.js';

/** What a program or a person is told where the table of events says late or conflict: the code, and what to do. */
const REFUSALS: Partial<Readonly<Record<EventReason, readonly [code: ErrorCode, detail: string]>>> = {
  pending: [
    'ORDER_PENDING',
    'The order is not released: the buyer can still cancel, or his payment has not cleared. Wait for order.ready_to_ship.',
  ],
  cancelled: ['ORDER_CANCELLED', 'The order was cancelled before anything was shipped. Nothing was captured for it.'],
  shipped: [
    'ORDER_UNITS_CLOSED',
    'No unit of the order is open: all were shipped or cancelled. What was shipped can be refunded.',
  ],
  'payment-problem': [
    'ORDER_PAYMENT_PROBLEM',
    'The gateway refused to capture an earlier shipment of this order. Nothing more is shipped until that is solved.',
  ],
  'capture-pending': [
    'ORDER_CAPTURE_PENDING',
    'The gateway captures this order once and has not answered about it yet. Try again in a minute.',
  ],
  'window-over': ['ORDER_WINDOW_OVER', 'The time in which the buyer could cancel is over. He can ask the shop to cancel.'],
  released: [
    'ORDER_WINDOW_OVER',
    'The order has gone to the shop and can no longer be cancelled here. Ask the shop to cancel it.',
  ],
  'not-captured': [
    'REFUND_NOT_CAPTURED',
    'Nothing was captured of this order yet, so nothing can be refunded. Cancel what was not shipped.',
  ],
  'nothing-left': ['REFUND_ABOVE_REMAINDER', 'Everything that was captured of this order was refunded or charged back already.'],
  settled: ['REFUND_SENT', 'The gateway has paid this refund. It can no longer be undone.'],
  refused: [
    'REFUND_SENT',
    'The gateway refused this refund, so there is nothing to undo. What it reserved can be refunded again.',
  ],
};

/** The refusal for a reason of the table. */
export function refusalOf(reason: EventReason): CartwrightError {
  const refusal = REFUSALS[reason];
  if (refusal === undefined) return new CartwrightError('INTERNAL_FAULT', { detail: `no refusal is known for ${reason}` });
  return new CartwrightError(refusal[0], { detail: refusal[1] });
}
