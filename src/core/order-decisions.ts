import type { Order, PaymentState } from './order.js';

export type CancelDecision =
  { readonly ok: true } | { readonly ok: false; readonly reason: 'cancelled' | 'shipped' | 'released' | 'window-over' };

export type ReleaseDecision =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'cancelled' | 'released' | 'window-open' | 'payment-pending' | 'payment-failed';
    };

/**
 * Whether the buyer may cancel the whole order himself: before the end of the window, while nothing was released (semantics
 * C, "Release"). Afterwards he asks the merchant. The instant of the end is outside.
 */
export function canCancel(order: Order, now: number): CancelDecision {
  if (isCancelled(order)) return { ok: false, reason: 'cancelled' };
  if (order.lines.some(({ shipped }) => shipped > 0)) return { ok: false, reason: 'shipped' };
  if (order.releasedAt !== null) return { ok: false, reason: 'released' };
  return now < order.windowEndsAt ? { ok: true } : { ok: false, reason: 'window-over' };
}

/** Whether an order may go to the store: at the later of the end of the window and the clearing of the payment. */
export function mayRelease(order: Order, now: number): ReleaseDecision {
  if (isCancelled(order)) return { ok: false, reason: 'cancelled' };
  if (order.releasedAt !== null) return { ok: false, reason: 'released' };
  if (now < order.windowEndsAt) return { ok: false, reason: 'window-open' };
  return PAYMENT[order.payment.state];
}

/** Cleared: the money is held, or none is needed, or the merchant collects it himself. */
const PAYMENT: Readonly<Record<PaymentState, ReleaseDecision>> = {
  authorised: { ok: true },
  not_needed: { ok: true },
  manual: { ok: true },
  pending: { ok: false, reason: 'payment-pending' },
  needs_authentication: { ok: false, reason: 'payment-pending' },
  declined: { ok: false, reason: 'payment-failed' },
  voided: { ok: false, reason: 'payment-failed' },
};

const isCancelled = ({ cancelledAt, lines }: Order): boolean =>
  cancelledAt !== null || lines.every(({ quantity, cancelled }) => cancelled === quantity);
