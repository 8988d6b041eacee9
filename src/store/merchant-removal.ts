import { quickRead, runTogether, transaction, type Db } from './db.js';
import { deletionsOf, DOOMED_COLUMNS, type DoomedRow } from './exchange/delete.js';
import { environmentId } from './merchants.js';
import { removeOrders } from './order/removal.js';

const EXCHANGES_OF_BATCH = 200;

/**
 * Deletes a merchant with everything that belongs to it: exchanges first, in batches, then orders and checkouts, then
 * keys, settings, people and sessions. Interrupted, it can be called again. A merchant that is not there is no fault.
 */
export async function removeMerchant(db: Db, merchantId: string): Promise<void> {
  const environments = [environmentId(merchantId, 'sandbox'), environmentId(merchantId, 'live')];
  for (const environment of environments) {
    await removeExchanges(db, environment);
    await removeOrders(db, environment);
  }
  await transaction(db, async ({ knex }) => {
    const keys = knex('access_keys').whereIn('environment_id', environments).select('id');
    await knex('replay_keys').whereIn('key_id', keys).delete();
    const people = knex('people').where('merchant_id', merchantId).select('id');
    await knex('sessions').whereIn('person_id', people).delete();
    await knex('people').where('merchant_id', merchantId).delete();
    for (const table of ['settings', 'access_keys', 'facets']) await knex(table).whereIn('environment_id', environments).delete();
    await knex('environments').where('merchant_id', merchantId).delete();
    await knex('merchants').where('id', merchantId).delete();
  });
}

async function removeExchanges(db: Db, environment: string): Promise<void> {
  const sql = `select ${DOOMED_COLUMNS} from exchanges where environment_id = ? order by seq limit ?`;
  for (;;) {
    const rows = await quickRead<DoomedRow>(db, sql, [environment, EXCHANGES_OF_BATCH]);
    if (rows.length === 0) return;
    await runTogether(db, deletionsOf(db, rows));
  }
}
