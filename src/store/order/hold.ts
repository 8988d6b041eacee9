import { run, type Db } from '../db.js';

/** Writes under which reference a gateway holds the money of an order from now on. */
export async function renewHold(
  trx: Db,
  { id, reference }: { readonly id: string; readonly reference: string | null },
): Promise<void> {
  await run(trx, (knex) => knex('orders').where({ id }).update({ payment_reference: reference }));
}

/** Makes captures of an order that were refused due again, as new questions; how many they were. */
export function retryCaptures(trx: Db, orderId: string): Promise<number> {
  return run(trx, (knex) =>
    knex('shipments')
      .where({ order_id: orderId, capture_state: 'refused' })
      .update({ capture_state: 'due', attempts: 0, next_at: 0, tries: knex.raw('tries + 1') }),
  );
}
