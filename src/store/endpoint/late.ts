import type { Endpoint } from '../../core/endpoint.js';
import { quickRead, run, transaction, type Db } from '../db.js';
import { environmentNow, offsetOf } from '../environment-clock.js';
import { queueMail, type NewMail } from '../mails.js';
import { ENDPOINT_COLUMNS, endpointFromRow, type EndpointRow } from './rows.js';

/** An endpoint with what has not arrived there, as much of it as the merchant has not been told. */
export interface LateEndpoint {
  readonly endpoint: Endpoint;
  /** Of the oldest event. */
  readonly orderId: string;
  readonly ageMs: number;
  /** Still tried; counted to 10,001. */
  readonly waiting: number;
  /** Parked or given up since the last mail, and tried no more; counted to 10,001. */
  readonly ended: number;
  /** When this was so, by the clock of the environment, and when the last mail was. */
  readonly now: number;
  readonly toldAt: number | null;
}

type LateRow = EndpointRow & { readonly now_there: number; readonly told_at: number | null };

const DAY_MS = 86_400_000;
/** Counted no further: a mail says "10,000+". */
const MANY = 10_001;

/** The endpoints that are on, with the time at each of them; `?` is the real now. */
const ENDPOINTS = `(select x.*, ${environmentNow('x.environment_id')} as now_there from endpoints x where x.off_at is null) e`;
/** SQL that is true of an endpoint `e` whose oldest open event is older than it allows; ids of deliveries go by their time. */
const HAS_LATE = `(select d.created_at from deliveries d where d.endpoint_id = e.id and d.outcome is null and d.order_id is not null
  order by d.id limit 1) + e.alert_after_ms <= e.now_there`;
/** Of deliveries `d` of an endpoint `e`: ended without arriving since the last mail. An ended one is "due" at its end. */
const ENDED_SINCE = `d.endpoint_id = e.id and d.outcome in ('parked', 'given_up') and d.next_at > coalesce(e.told_at, 0)
  and d.order_id is not null and d.created_at + e.alert_after_ms <= e.now_there`;
/** Something has arrived since the last mail. */
const WORKS_AGAIN = `exists (select 1 from deliveries d where d.endpoint_id = e.id and d.outcome in ('delivered', 'acknowledged')
  and d.next_at >= e.alerted_at)`;

/**
 * Endpoints that the merchant is to hear of: at the first event that is undelivered for too long, throttled, paused or failing
 * alike, and then no more until the endpoint has caught up; and once a day at most of events that ended without arriving.
 */
export async function listLateEndpoints(db: Db, at: number): Promise<LateEndpoint[]> {
  const sql = `select ${ENDPOINT_COLUMNS}, e.now_there, e.told_at from ${ENDPOINTS}
    where coalesce(e.alert_from, 0) + e.alert_after_ms <= e.now_there and ((e.alerted_at is null and ${HAS_LATE})
      or ((e.told_at is null or e.told_at + ${DAY_MS} <= e.now_there or e.alert_from > e.told_at)
        and exists (select 1 from deliveries d where ${ENDED_SINCE})))`;
  const rows = await quickRead<LateRow>(db, sql, [at]);
  const late: LateEndpoint[] = [];
  for (const row of rows) late.push(...(await lateOf(db, row, at)));
  return late;
}

/** Notes that the merchant is told, with the mail that does it; false where another process was first. */
export function markAlerted(db: Db, { endpoint: { id }, now, toldAt }: LateEndpoint, mail: NewMail | null): Promise<boolean> {
  return transaction(db, async (trx) => {
    const told = { alerted_at: now, told_at: now };
    const marked = await run(trx, (knex) => knex('endpoints').where({ id, told_at: toldAt }).update(told));
    if (marked > 0 && mail !== null) await queueMail(trx, mail);
    return marked > 0;
  });
}

/** Lets endpoints be told of again that take events and have caught up. */
export async function forgetAlerts(db: Db, at: number): Promise<void> {
  const sql = `select e.id from ${ENDPOINTS} where e.alerted_at is not null and not coalesce(${HAS_LATE}, 0) and ${WORKS_AGAIN}`;
  const ids = (await quickRead<{ id: string }>(db, sql, [at])).map(({ id }) => id);
  if (ids.length > 0) await run(db, (knex) => knex('endpoints').whereIn('id', ids).update({ alerted_at: null }));
}

/** Gives an endpoint its time again, because somebody resumed or recovered it: told of is what is late after that. */
export async function restartAlerts(trx: Db, { id, environmentId, at }: EndpointAt): Promise<void> {
  const from = at + (await offsetOf(trx, environmentId));
  await run(trx, (knex) => knex('endpoints').where({ id }).update({ alerted_at: null, alert_from: from }));
}

interface EndpointAt {
  readonly id: string;
  readonly environmentId: string;
  /** By the real clock. */
  readonly at: number;
}

async function lateOf(db: Db, row: LateRow, at: number): Promise<LateEndpoint[]> {
  const { id, now_there: now, told_at: toldAt } = row;
  const from = `from deliveries d, ${ENDPOINTS} where e.id = ?`;
  const open = `${from} and d.endpoint_id = e.id and d.outcome is null and d.order_id is not null`;
  const ended = `${from} and ${ENDED_SINCE}`;
  const count = async (which: string): Promise<number> => {
    const sql = `select count(*) as n from (select 1 ${which} limit ${MANY}) c`;
    return (await quickRead<{ n: number }>(db, sql, [at, id]))[0]?.n ?? 0;
  };
  const oldest = async (which: string): Promise<Oldest[]> =>
    quickRead<Oldest>(db, `select d.order_id, d.created_at ${which} order by d.id limit 1`, [at, id]);
  const [first] = [...(await oldest(open)), ...(await oldest(ended))].sort((a, b) => a.created_at - b.created_at);
  if (first === undefined) return [];
  const { order_id: orderId, created_at: createdAt } = first;
  const counts = { waiting: await count(open), ended: await count(ended) };
  return [{ endpoint: endpointFromRow(row), orderId, ageMs: now - createdAt, ...counts, now, toldAt }];
}

interface Oldest {
  readonly order_id: string;
  readonly created_at: number;
}
