import type { Order } from '../../core/order.js';
import { clientRequestKey } from '../checkout/rows.js';
import { run, type Db } from '../db.js';
import { findOrderByClientRequest } from '../orders.js';

/**
 * Whether the ClientRequestId of an order that is being placed has another order that stands. Whoever asks for the same
 * environment at the same time waits for this transaction, so that of two carts with one id one becomes an order.
 */
export async function isOrderedAlready(trx: Db, { environmentId, clientRequestId }: Order): Promise<boolean> {
  if (clientRequestKey(clientRequestId) === null) return false;
  await run(trx, (knex) => knex('environments').where('id', environmentId).forUpdate().select<unknown[]>('id'));
  const other = await findOrderByClientRequest(trx, environmentId, clientRequestId ?? '');
  return other !== null && other.cancelledAt === null;
}
