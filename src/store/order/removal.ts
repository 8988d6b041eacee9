import { quickRead, transaction, type Db } from '../db.js';

const OF_BATCH = 100;
/** Tables whose rows say themselves which environment they are of. */
const BY_ENVIRONMENT = [
  'delivery_attempts',
  'deliveries',
  'endpoints',
  'event_bodies',
  'events',
  'event_positions',
  'order_words',
  'code_redemptions',
  'code_uses',
  'mails',
  'checkout_claims',
  'callback_answers',
  'payment_attempts',
  'endpoint_health',
  'wizard_keys',
  'environment_clocks',
  'hold_renewals',
  'wishes',
  'idempotency_keys',
];
/** Tables whose rows belong to a row that belongs to an order. */
const PARTS = [
  ['shipment_lines', 'shipments', 'shipment_id'],
  ['refund_lines', 'refunds', 'refund_id'],
  ['ledger_rows', 'ledger_postings', 'posting_id'],
] as const;

/** Deletes the orders and checkouts of an environment with all that belongs to them, in batches; it can be called again. */
export async function removeOrders(db: Db, environmentId: string): Promise<void> {
  for (;;) {
    const ids = await someOf(db, 'orders', environmentId);
    if (ids.length === 0) break;
    await transaction(db, async ({ knex }) => {
      for (const [table, parent, key] of PARTS) {
        const parents = knex(parent).whereIn('order_id', ids).select('id');
        await knex(table).whereIn(key, parents).delete();
      }
      for (const table of ['order_lines', 'order_events', 'shipments', 'refunds', 'chargebacks', 'ledger_postings'])
        await knex(table).whereIn('order_id', ids).delete();
      await knex('orders').whereIn('id', ids).delete();
    });
  }
  for (;;) {
    const ids = await someOf(db, 'checkouts', environmentId);
    if (ids.length === 0) break;
    await transaction(db, async ({ knex }) => {
      await knex('checkout_bytes').whereIn('checkout_id', ids).delete();
      await knex('checkouts').whereIn('id', ids).delete();
    });
  }
  await transaction(db, async ({ knex }) => {
    for (const table of BY_ENVIRONMENT) await knex(table).where('environment_id', environmentId).delete();
  });
}

async function someOf(db: Db, table: 'orders' | 'checkouts', environmentId: string): Promise<string[]> {
  const rows = await quickRead<{ id: string }>(db, `select id from ${table} where environment_id = ? limit ${OF_BATCH}`, [
    environmentId,
  ]);
  return rows.map(({ id }) => id);
}
