import type { DeliveryOutcome } from '../../core/delivery.js';
import type { Endpoint } from '../../core/endpoint.js';
import { quickRead, run, transaction, type Db } from '../db.js';
import { deliveriesBy } from '../delivery/rows.js';
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

/** `is_late`: 1, 0, or null where nothing is open. */
type LateRow = EndpointRow & {
  readonly now_there: number;
  readonly told_at: number | null;
  readonly is_late: number | null;
};

const DAY_MS = 86_400_000;
/** Counted no further: a mail says "10,000+". */
const MANY = 10_001;

/** The endpoints that are on, with the time at each of them; `?` is the real now. */
const ENDPOINTS = `(select x.*, ${environmentNow('x.environment_id')} as now_there from endpoints x where x.off_at is null) e`;

/** SQL that is true of an endpoint `e` whose oldest open event is older than it allows; ids of deliveries go by their time. */
const hasLate = (db: Db): string => `(select d.created_at from ${deliveriesBy(db, 'outcome')} where d.endpoint_id = e.id
  and d.outcome is null and d.order_id is not null order by d.id limit 1) + e.alert_after_ms <= e.now_there`;

/** SQL for when a delivery to an endpoint `e` last ended like this, or null: an ended one is "due" at its end. */
const lastEnd = (db: Db, outcome: DeliveryOutcome): string =>
  `(select d.next_at from ${deliveriesBy(db, 'due')} where d.endpoint_id = e.id and d.outcome = '${outcome}' order by d.next_at desc limit 1)`;

/**
 * Endpoints that the merchant is to hear of: at the first event that is undelivered for too long, throttled, paused or failing
 * alike, and then no more until the endpoint has caught up; and once a day at most of events that ended without arriving.
 */
export async function listLateEndpoints(db: Db, at: number): Promise<LateEndpoint[]> {
  const sql = `select ${ENDPOINT_COLUMNS}, e.now_there, e.told_at, (e.alerted_at is null and ${hasLate(db)}) as is_late from ${ENDPOINTS}
    where coalesce(e.alert_from, 0) + e.alert_after_ms <= e.now_there and ((e.alerted_at is null and ${hasLate(db)})
      or ((e.told_at is null or e.told_at + ${DAY_MS} <= e.now_there or e.alert_from > e.told_at)
        and (${lastEnd(db, 'parked')} > coalesce(e.told_at, 0) or ${lastEnd(db, 'given_up')} > coalesce(e.told_at, 0))))`;
  const rows = await quickRead<LateRow>(db, sql, [at]);
  const late: LateEndpoint[] = [];
  for (const row of rows) late.push(...(await lateOf(db, row)));
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
  const arrivals = `(${lastEnd(db, 'delivered')} >= e.alerted_at or ${lastEnd(db, 'acknowledged')} >= e.alerted_at)`;
  const sql = `select e.id from ${ENDPOINTS} where e.alerted_at is not null and ${arrivals} and not coalesce(${hasLate(db)}, 0)`;
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

/** Counts what is told; nothing where the events that ended are not old enough yet. */
async function lateOf(db: Db, row: LateRow): Promise<LateEndpoint[]> {
  const { id, now_there: now, told_at: toldAt, alert_after_ms: alertAfterMs, is_late: isLate } = row;
  const open: Which = {
    sql: `from ${deliveriesBy(db, 'outcome')} where d.endpoint_id = ? and d.outcome is null and d.order_id is not null`,
    values: [id],
  };
  const ended: Which = {
    sql: `from ${deliveriesBy(db, 'due')} where d.endpoint_id = ? and d.outcome in ('parked', 'given_up') and d.next_at > ?
      and d.order_id is not null and d.created_at <= ?`,
    values: [id, toldAt ?? 0, now - alertAfterMs],
  };
  const counts = { waiting: await count(db, open), ended: await count(db, ended) };
  if (isLate !== 1 && counts.ended === 0) return [];
  const [first] = [...(await oldest(db, open)), ...(await oldest(db, ended))].sort((a, b) => a.created_at - b.created_at);
  if (first === undefined) return [];
  const { order_id: orderId, created_at: createdAt } = first;
  return [{ endpoint: endpointFromRow(row), orderId, ageMs: now - createdAt, ...counts, now, toldAt }];
}

interface Which {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

async function count(db: Db, { sql, values }: Which): Promise<number> {
  const counted = `select count(*) as n from (select 1 ${sql} limit ${MANY}) c`;
  return (await quickRead<{ n: number }>(db, counted, values))[0]?.n ?? 0;
}

const oldest = (db: Db, { sql, values }: Which): Promise<Oldest[]> =>
  quickRead<Oldest>(db, `select d.order_id, d.created_at ${sql} order by d.id limit 1`, values);

interface Oldest {
  readonly order_id: string;
  readonly created_at: number;
}
