import type { Affairs } from '../../core/order-facts.js';
import { run, type Db } from '../db.js';
import { findOrder } from '../orders.js';
import { listChargebacks } from './chargebacks.js';
import type { OrderKey } from './progress.js';
import { listRefunds } from './refunds.js';
import { listShipments } from './shipments.js';

/** An order of an environment with everything that became of it, oldest first; or null. */
export async function loadAffairs(db: Db, { environmentId, id }: OrderKey): Promise<Affairs | null> {
  const order = await findOrder(db, environmentId, id);
  if (order === null) return null;
  return {
    order,
    shipments: await listShipments(db, id),
    refunds: await listRefunds(db, id),
    chargebacks: await listChargebacks(db, id),
  };
}

/**
 * The same inside a transaction that is going to change them: whoever wants to change the order as well waits for its end and
 * then reads what it left. The first statement of its transaction, because on MySQL an earlier read would fix what is seen.
 */
export async function lockAffairs(trx: Db, key: OrderKey): Promise<Affairs | null> {
  await run(trx, (knex) =>
    knex('orders')
      .where({ id: key.id, environment_id: key.environmentId })
      .update({ version: knex.raw('version') }),
  );
  return loadAffairs(trx, key);
}
