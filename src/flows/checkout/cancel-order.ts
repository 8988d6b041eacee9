import type { Order, OrderEvent } from '../../core/order.js';
import { canCancel } from '../../core/order-decisions.js';
import { CartwrightError } from '../../errors.js';
import { cancelOrder as store } from '../../store/order/cancel.js';
import { findAnyOrder } from '../../store/orders.js';
import type { CheckoutDeps } from './deps.js';
import { cancellationMail } from './order-mails.js';
import { ownerOf } from './surroundings.js';

/** How often it is decided again because something happened to the order meanwhile. */
const MOST_ROUNDS = 5;

export interface CancelWish {
  readonly orderId: string;
  /** An order of another environment is unknown; left out where the id came with proof of its own. */
  readonly environmentId?: string;
  /** `gateway` where the payment failed for good. */
  readonly by: 'buyer' | 'merchant' | 'gateway';
  readonly reason: string;
}

type CancelDeps = Pick<CheckoutDeps, 'db' | 'vault' | 'config' | 'clock' | 'keyring'>;

/**
 * Cancels what is open of an order and queues the mail about it; what the gateway holds is let go by a job. Throws
 * ORDER_UNKNOWN, and ORDER_WINDOW_OVER for a buyer who is too late.
 */
export async function cancelOrder(deps: CancelDeps, wish: CancelWish): Promise<{ readonly state: 'cancelled' | 'already' }> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const order = await findAnyOrder(deps.db, wish.orderId);
    if (order === null || (wish.environmentId ?? order.environmentId) !== order.environmentId)
      throw new CartwrightError('ORDER_UNKNOWN');
    const at = deps.clock();
    if (order.cancelledAt !== null) return { state: 'already' };
    if (wish.by === 'buyer') checkWindow(order, at);
    const cancelled = await write(deps, { order, wish, at });
    if (cancelled === 'cancelled' || cancelled === 'already') return { state: cancelled };
    if (cancelled === 'unknown') throw new CartwrightError('ORDER_UNKNOWN');
  }
  throw new CartwrightError('OVERLOADED', { headers: { 'Retry-After': '2' } });
}

function checkWindow(order: Order, now: number): void {
  const decision = canCancel(order, now);
  if (decision.ok || decision.reason === 'cancelled') return;
  throw new CartwrightError('ORDER_WINDOW_OVER', {
    detail: 'The order has gone to the shop and can no longer be cancelled here. Ask the shop to cancel it.',
  });
}

async function write(
  deps: CancelDeps,
  { order, wish, at }: { readonly order: Order; readonly wish: CancelWish; readonly at: number },
): Promise<'cancelled' | 'already' | 'changed' | 'unknown'> {
  const { environment } = await ownerOf(deps, order.environmentId);
  const { id, environmentId, version } = order;
  const { by, reason } = wish;
  const mail = cancellationMail(deps, order, { environment, reason });
  const cancelled = await store(deps.db, { environmentId, id, version, at, by, reason, text: TEXTS[by], mail });
  return cancelled.state;
}

const TEXTS: Readonly<Record<CancelWish['by'], OrderEvent['text']>> = {
  buyer: 'Cancelled by the buyer.',
  merchant: 'Cancelled by the shop.',
  gateway: 'Cancelled because the payment failed.',
};
