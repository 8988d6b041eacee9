import { setTimeout as sleep } from 'node:timers/promises';
import { quickRead, transaction, type Db } from '../db.js';

const CHECKOUTS_OF_BATCH = 100;
const WITHOUT_ORDER = ['open', 'cancelled', 'expired'];

/**
 * Deletes checkouts that led to no order and did not change since `before`, whatever state they ended in. Answers how many.
 * A checkout with an order stays as long as the order does, and an attempt to pay until its money is settled.
 */
export async function deleteAbandonedCheckouts(
  db: Db,
  { before, pauseMs }: { readonly before: number; readonly pauseMs: number },
): Promise<number> {
  const sql = 'select id from checkouts where state in (?, ?, ?) and updated_at < ? order by updated_at limit ?';
  let deleted = 0;
  for (;;) {
    const rows = await quickRead<{ id: string }>(db, sql, [...WITHOUT_ORDER, before, CHECKOUTS_OF_BATCH]);
    if (rows.length === 0) return deleted;
    deleted += await deleteBatch(
      db,
      rows.map(({ id }) => id),
      before,
    );
    await sleep(pauseMs);
  }
}

/** The condition is asked again: a buyer may have come back in this moment. */
function deleteBatch(db: Db, ids: readonly string[], before: number): Promise<number> {
  return transaction(db, async ({ knex }) => {
    const deleted = await knex('checkouts')
      .whereIn('id', ids)
      .whereIn('state', WITHOUT_ORDER)
      .where('updated_at', '<', before)
      .delete();
    const kept = await knex('checkouts').whereIn('id', ids).select<{ id: string }[]>('id');
    const gone = ids.filter((id) => !kept.some((row) => row.id === id));
    for (const table of ['checkout_bytes', 'callback_answers']) await knex(table).whereIn('checkout_id', gone).delete();
    return deleted;
  });
}
