import { quickRead, type Db } from '../db.js';
import { deliveriesBy } from '../delivery/rows.js';
import { firstId } from '../first-id.js';

/** How an endpoint does. */
export interface EndpointHealth {
  /** When the oldest event happened that has not arrived and is still tried; null where there is none. By the environment's clock. */
  readonly oldestWaiting: number | null;
  readonly waiting: number;
  /** Of what happened since the moment that was asked about. */
  readonly arrived: number;
  readonly failed: number;
}

/** Counted no further: a page says "10,000+". */
const MANY = 10_001;

/** Counts at most 10,001 of each; `since` by the clock of the environment. */
export async function loadEndpointHealth(db: Db, endpointId: string, since: number): Promise<EndpointHealth> {
  const states = deliveriesBy(db, 'outcome');
  const counted = (outcomes: string): string =>
    `(select count(*) from (select 1 from ${states} where d.endpoint_id = ? and d.id >= ? and d.outcome in (${outcomes}) limit ${MANY}) c)`;
  const sql = `select (select d.created_at from ${states} where d.endpoint_id = ? and d.outcome is null order by d.id limit 1) as oldest,
    (select count(*) from (select 1 from ${states} where d.endpoint_id = ? and d.outcome is null limit ${MANY}) c) as waiting,
    ${counted("'delivered', 'acknowledged'")} as arrived, ${counted("'parked', 'given_up', 'switched_off'")} as failed`;
  const first = firstId(since);
  const values = [endpointId, endpointId, endpointId, first, endpointId, first];
  const [row] = await quickRead<{ oldest: number | null; waiting: number; arrived: number; failed: number }>(db, sql, values);
  const { oldest = null, waiting = 0, arrived = 0, failed = 0 } = row ?? {};
  return { oldestWaiting: oldest, waiting, arrived, failed };
}

/** When the rate of an endpoint lets the next post through, by the real clock; 0 where none was ever made. */
export async function loadNextSlot(db: Db, id: string): Promise<number> {
  const [row] = await quickRead<{ next_slot_at: number }>(db, 'select next_slot_at from endpoints where id = ?', [id]);
  return row?.next_slot_at ?? 0;
}
