import { CartwrightError } from '../../errors.js';
import { findAnyOrder } from '../../store/orders.js';
import { cancelUnits, type Canceller } from '../order/cancel-units.js';
import type { OrderDeps } from '../order/change-order.js';

export interface CancelWish {
  readonly orderId: string;
  /** An order of another environment is unknown; left out where the id came with proof of its own. */
  readonly environmentId?: string;
  readonly by: Canceller;
  readonly reason: string;
}

/**
 * Cancels what is open of an order and queues the mail about it; what the gateway holds is let go by a job. Throws
 * ORDER_UNKNOWN, ORDER_WINDOW_OVER for a buyer who is too late, and ORDER_UNITS_CLOSED where all of it was shipped.
 */
export async function cancelOrder(
  deps: OrderDeps,
  { orderId: id, by, reason, ...wish }: CancelWish,
): Promise<{ readonly state: 'cancelled' | 'already' }> {
  const environmentId = wish.environmentId ?? (await findAnyOrder(deps.db, id))?.environmentId;
  if (environmentId === undefined) throw new CartwrightError('ORDER_UNKNOWN');
  const { state } = await cancelUnits(deps, { environmentId, id }, { units: null, by, reason });
  return { state };
}
