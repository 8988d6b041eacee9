import type { Order } from '../../core/order.js';
import { keepWhere, run, transaction, type Db } from '../db.js';
import { isDuplicate } from '../engine/retry.js';
import { publishEvent, type EventIds } from '../events.js';
import { useAttempt } from '../checkout/attempts.js';
import { queueMail, type NewMail } from '../mails.js';
import { addEvent, type NewEvent } from './events.js';
import { redeemCodes, type Redemption } from './redemptions.js';
import { isOrderedAlready } from './request.js';
import { rowOfOrder, rowsOfLines } from './rows.js';
import { saveWords } from './words.js';

/** A mail of an order, before the order lends it its ids. */
export type OrderMail = Pick<NewMail, 'id' | 'kind' | 'recipient' | 'subject' | 'body' | 'createdAt'>;

/** An order with everything that must be written with it or not at all. */
export interface NewOrder {
  readonly order: Order;
  /** That of the checkout when the order was frozen. */
  readonly checkoutVersion: number;
  /** What pays for the order; absent where the gateway is not asked: 0.00, or an invoice. */
  readonly attemptId?: string;
  readonly redemptions: readonly Redemption[];
  /** The policy lets a ClientRequestId have one order. */
  readonly onlyOfRequest?: boolean;
  readonly event: NewEvent;
  /** Of the event that programs are told of. */
  readonly ids: EventIds;
  readonly mail?: OrderMail;
}

export type Placed =
  | { readonly state: 'placed'; readonly order: Order }
  /** This checkout has an order: the same button pressed twice. */
  | { readonly state: 'already'; readonly orderId: string }
  /** The checkout was changed, cancelled or expired since: quote again. */
  | { readonly state: 'changed' }
  /** Only where `onlyOfRequest` is asked for. */
  | { readonly state: 'request-ordered' }
  | { readonly state: 'code-used-up'; readonly code: string }
  /** The attempt was refused, given up or used: ask the buyer to pay again. */
  | { readonly state: 'attempt-lost' }
  /** The order id or an item code is another order's: freeze again with fresh ones. */
  | { readonly state: 'id-taken' };

const LINES_OF_BATCH = 100;

/**
 * Turns a checkout into an order. Only `placed` changes anything, and of all who try at once one gets it: the checkout's row
 * is the first that is written, under the condition that it is open and unchanged.
 */
export function placeOrder(db: Db, fresh: NewOrder): Promise<Placed> {
  return transaction(db, (trx) =>
    keepWhere(
      trx,
      ({ state }) => state === 'placed',
      () => place(trx, fresh),
    ),
  );
}

async function place(trx: Db, fresh: NewOrder): Promise<Placed> {
  const { order, redemptions, attemptId, mail } = fresh;
  if (!(await closeCheckout(trx, fresh))) return whyClosed(trx, order);
  const { id: orderId, environmentId, checkoutId, placedAt: at } = order;
  if (fresh.onlyOfRequest === true && (await isOrderedAlready(trx, order))) return { state: 'request-ordered' };
  const usedUp = await redeemCodes(trx, { environmentId, orderId, at, redemptions });
  if (usedUp !== null) return { state: 'code-used-up', code: usedUp };
  if (attemptId !== undefined && !(await useAttempt(trx, { id: attemptId, checkoutId }))) return { state: 'attempt-lost' };
  if (!(await insertOrder(trx, order))) return { state: 'id-taken' };
  await saveWords(trx, order);
  await addEvent(trx, orderId, fresh.event);
  const { trace } = order;
  await publishEvent(trx, { environmentId, orderId, kind: 'order.created', at, trace, data: { order }, ids: fresh.ids });
  if (mail !== undefined) await queueMail(trx, { ...mail, environmentId, orderId });
  return { state: 'placed', order };
}

async function closeCheckout(trx: Db, { order, checkoutVersion }: NewOrder): Promise<boolean> {
  const closed = await run(trx, (knex) =>
    knex('checkouts')
      .where({ id: order.checkoutId, version: checkoutVersion, state: 'open' })
      .update({ state: 'placed', order_id: order.id, version: checkoutVersion + 1, updated_at: order.placedAt }),
  );
  return closed > 0;
}

async function whyClosed(trx: Db, order: Order): Promise<Placed> {
  const rows = await run(trx, (knex) =>
    knex('checkouts').where('id', order.checkoutId).select<{ order_id: string | null }[]>('order_id'),
  );
  const orderId = rows[0]?.order_id ?? null;
  return orderId === null ? { state: 'changed' } : { state: 'already', orderId };
}

async function insertOrder(trx: Db, order: Order): Promise<boolean> {
  const lines = rowsOfLines(order);
  try {
    await run(trx, (knex) => knex('orders').insert(rowOfOrder(order)));
    for (let start = 0; start < lines.length; start += LINES_OF_BATCH) {
      await run(trx, (knex) => knex('order_lines').insert(lines.slice(start, start + LINES_OF_BATCH)));
    }
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
