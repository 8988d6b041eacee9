import type { Order } from '../../core/order.js';
import type { Db } from '../../store/db.js';
import { addEvent } from '../../store/order/events.js';
import { retryCaptures } from '../../store/order/hold.js';
import type { OrderKey } from '../../store/order/progress.js';
import { saveChange } from '../../store/order/units.js';
import { keepWish, findWish, type Wish } from '../../store/wishes.js';
import { changeOrder, type OrderDeps, type OrderScene } from './change-order.js';

/** `already`: the payment has no problem, or the gateway is being asked about it. */
export interface RetriedPayment {
  readonly state: 'retried' | 'already';
  readonly order: Order;
}

/**
 * Asks the gateway once more for what it refused: captures, or to hold the money. The problem stands until it says yes. Throws
 * ORDER_UNKNOWN. Sent again, `once` asks nothing more and answers as it did first.
 */
export function retryPayment(deps: OrderDeps, key: OrderKey, once?: Wish): Promise<RetriedPayment> {
  return changeOrder(deps, key, (trx, scene) => retry(trx, scene, once));
}

async function retry(
  trx: Db,
  { affairs: { order, shipments }, now: at }: OrderScene,
  once: Wish | undefined,
): Promise<RetriedPayment> {
  if ((await findWish(trx, once)) !== null) return { state: 'retried', order };
  // a capture that is being asked for is not asked for twice, and its problem is not over before the answer
  const isAsked = shipments.some(({ capture }) => capture.state === 'due' || capture.state === 'unknown');
  const isRefused = shipments.some(({ capture }) => capture.state === 'refused');
  if (order.paymentProblem === null || (isAsked && !isRefused)) return { state: 'already', order };
  const captures = await retryCaptures(trx, order.id);
  // a hold that was not renewed is taken up by the job that renews them, as if it ended now
  const after = { ...order, version: order.version + 1, ...(captures > 0 ? {} : { paymentProblem: null, heldUntil: at }) };
  await saveChange(trx, order, { after, at });
  const text = captures > 0 ? 'The gateway is asked again for what it refused.' : 'The gateway is asked again to hold the money.';
  await addEvent(trx, order.id, { at, kind: 'payment_retried', by: 'merchant', text });
  await keepWish(trx, once, at);
  return { state: 'retried', order: after };
}
