import type { Endpoint } from '../../core/endpoint.js';
import { quickRead, run, transaction, type Db } from '../db.js';
import { environmentNow } from '../environment-clock.js';
import { queueMail, type NewMail } from '../mails.js';
import { ENDPOINT_COLUMNS, endpointFromRow, type EndpointRow } from './rows.js';

/** An endpoint with the oldest event that it has not got. */
export interface LateEndpoint {
  readonly endpoint: Endpoint;
  readonly orderId: string;
  readonly ageMs: number;
}

/** SQL that is true of a delivery `d` of an endpoint `e` that the merchant should hear of; `?` is the real now. */
const IS_LATE = `d.endpoint_id = e.id and d.outcome is null and d.order_id is not null
  and d.created_at + e.alert_after_ms <= ${environmentNow('e.environment_id')}`;

/** Endpoints with something undelivered for too long of which nobody was told; throttled, paused or failing alike. */
export async function listLateEndpoints(db: Db, at: number): Promise<LateEndpoint[]> {
  const sql = `select ${ENDPOINT_COLUMNS} from endpoints e
    where e.off_at is null and e.alerted_at is null and exists (select 1 from deliveries d where ${IS_LATE})`;
  const rows = await quickRead<EndpointRow>(db, sql, [at]);
  const late: LateEndpoint[] = [];
  for (const row of rows) late.push(...(await oldestOf(db, row, at)));
  return late;
}

/** Notes that the merchant is told, with the mail that does it; false where another process was first. */
export function markAlerted(
  db: Db,
  id: string,
  { at, mail }: { readonly at: number; readonly mail: NewMail | null },
): Promise<boolean> {
  return transaction(db, async (trx) => {
    const marked = await run(trx, (knex) => knex('endpoints').where({ id }).whereNull('alerted_at').update({ alerted_at: at }));
    if (marked > 0 && mail !== null) await queueMail(trx, mail);
    return marked > 0;
  });
}

/** Lets endpoints that have caught up be told of again. */
export async function forgetAlerts(db: Db, at: number): Promise<void> {
  const sql = `select e.id from endpoints e
    where e.alerted_at is not null and not exists (select 1 from deliveries d where ${IS_LATE})`;
  const ids = (await quickRead<{ id: string }>(db, sql, [at])).map(({ id }) => id);
  if (ids.length > 0) await run(db, (knex) => knex('endpoints').whereIn('id', ids).update({ alerted_at: null }));
}

async function oldestOf(db: Db, row: EndpointRow, at: number): Promise<LateEndpoint[]> {
  const sql = `select d.order_id, ${environmentNow('d.environment_id')} - d.created_at as age from deliveries d
    where d.endpoint_id = ? and d.outcome is null and d.order_id is not null order by d.created_at, d.id limit 1`;
  const found = await quickRead<{ order_id: string; age: number }>(db, sql, [at, row.id]);
  return found.map(({ order_id: orderId, age: ageMs }) => ({ endpoint: endpointFromRow(row), orderId, ageMs }));
}
