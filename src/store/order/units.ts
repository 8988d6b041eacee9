import type { Order } from '../../core/order.js';
import { run, type Db } from '../db.js';

/** What a change leaves of an order: units of its lines, and the facts beside them. */
export type ChangedOrder = Pick<
  Order,
  'id' | 'lines' | 'cancelledAt' | 'cancelReason' | 'cancelAskedAt' | 'expiryWarnedAt' | 'paymentProblem' | 'heldUntil'
>;

/**
 * Writes an order that `lockAffairs` gave as its change leaves it, and raises its version. `at` is when the last unit was
 * shipped or cancelled, where none is open any more.
 */
export async function saveChange(trx: Db, before: Order, { after, at }: { readonly after: ChangedOrder; readonly at: number }) {
  for (const [place, { number, shipped, cancelled }] of after.lines.entries()) {
    const line = before.lines[place];
    if (line?.shipped === shipped && line.cancelled === cancelled) continue;
    await run(trx, (knex) => knex('order_lines').where({ order_id: after.id, number }).update({ shipped, cancelled }));
  }
  const columns = {
    cancelled_at: after.cancelledAt,
    cancel_reason: after.cancelReason,
    cancel_asked_at: after.cancelAskedAt,
    expiry_warned_at: after.expiryWarnedAt,
    payment_problem: after.paymentProblem,
    held_until: after.heldUntil ?? null,
    ...(leavesRest(before, after) ? { rest_held: 1 } : {}),
  };
  await run(trx, (knex) =>
    knex('orders')
      .where('id', after.id)
      .update({ ...columns, ...(isOpen(after) ? {} : { closed_at: knex.raw('coalesce(closed_at, ?)', [at]), overdue_at: null }) })
      .increment('version', 1),
  );
}

/** Shipped in part and the rest cancelled by this change: nothing captures what is held for the rest. */
function leavesRest({ payment, lines: earlier }: Order, after: ChangedOrder): boolean {
  const isHeld = payment.state === 'authorised' && payment.multipleCaptures;
  const { lines } = after;
  const isPart = lines.some(({ shipped }) => shipped > 0) && lines.some(({ cancelled }) => cancelled > 0);
  return isHeld && isPart && isOpen({ lines: earlier }) && !isOpen(after);
}

const isOpen = ({ lines }: Pick<Order, 'lines'>): boolean =>
  lines.some(({ quantity, shipped, cancelled }) => quantity > shipped + cancelled);
