import type { OrderEvent } from '../../core/order.js';
import { run, transaction, type Db } from '../db.js';
import { queueMail } from '../mails.js';
import { addEvent } from './events.js';
import type { OrderMail } from './place.js';
import { giveCodesBack } from './redemptions.js';

export interface Cancelling {
  readonly environmentId: string;
  readonly id: string;
  /** That of the order when it was decided that it may be cancelled. */
  readonly version: number;
  readonly at: number;
  readonly by: OrderEvent['by'];
  /** For the order itself: `changed my mind`. */
  readonly reason: string;
  /** One sentence for the timeline. */
  readonly text: string;
  readonly mail?: OrderMail;
}

export type Cancelled =
  | { readonly state: 'cancelled' }
  | { readonly state: 'already' }
  /** Something happened since: it was released, shipped, its payment changed. Decide again. */
  | { readonly state: 'changed' }
  | { readonly state: 'unknown' };

/**
 * Cancels every open unit of an order under the condition that nothing happened to it since. Its codes are given back where
 * nothing was shipped. The authorisation is voided afterwards: `listOrdersToVoid` finds it.
 */
export function cancelOrder(db: Db, cancelling: Cancelling): Promise<Cancelled> {
  const { environmentId, id, version, at, by, reason, text, mail } = cancelling;
  return transaction(db, async (trx) => {
    const cancelled = await run(trx, (knex) =>
      knex('orders')
        .where({ id, environment_id: environmentId, version })
        .whereNull('cancelled_at')
        .update({ cancelled_at: at, cancel_reason: reason, version: version + 1 }),
    );
    if (cancelled === 0) return whyNot(trx, cancelling);
    await run(trx, (knex) => knex('order_lines').where('order_id', id).update('cancelled', knex.raw('quantity - shipped')));
    if (!(await hasShipped(trx, id))) await giveCodesBack(trx, id);
    await addEvent(trx, id, { at, kind: 'cancelled', by, text });
    if (mail !== undefined) await queueMail(trx, { ...mail, environmentId, orderId: id, createdAt: at });
    return { state: 'cancelled' };
  });
}

async function whyNot(trx: Db, { environmentId, id }: Cancelling): Promise<Cancelled> {
  const rows = await run(trx, (knex) =>
    knex('orders').where({ id, environment_id: environmentId }).select<{ cancelled_at: number | null }[]>('cancelled_at'),
  );
  if (rows[0] === undefined) return { state: 'unknown' };
  return { state: rows[0].cancelled_at === null ? 'changed' : 'already' };
}

async function hasShipped(trx: Db, id: string): Promise<boolean> {
  const rows = await run(trx, (knex) =>
    knex('order_lines').where('order_id', id).where('shipped', '>', 0).limit(1).select<unknown[]>('number'),
  );
  return rows.length > 0;
}
