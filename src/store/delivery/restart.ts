import type { Knex } from 'knex';
import { quickRead, run, transaction, type Db } from '../db.js';
import { loadExpired } from '../deliveries.js';
import { restartAlerts } from '../endpoint/late.js';
import { tellAfterCommit } from '../events.js';
import { firstId } from '../first-id.js';
import { offsetOf } from '../environment-clock.js';
import { IS_EXPIRED } from './bodies.js';
import type { Claimed } from './claim.js';
import { deliveriesBy } from './rows.js';

/** Names a delivery with the environment that it belongs to. */
export interface DeliveryKey {
  readonly environmentId: string;
  readonly id: string;
}

/**
 * `busy`: it is being sent at this moment. `ended`: there is nothing left to skip. `expired`: what was sent of it is gone, so
 * there is nothing to send again.
 */
export type Changed = 'changed' | 'busy' | 'ended' | 'expired' | 'unknown';

/** What a recovery is about: not what arrived, nor what a person skipped. Each is a stretch of one index in the order of ids. */
const TO_RECOVER = [
  ...["d.outcome = 'parked'", "d.outcome = 'given_up'", "d.outcome = 'switched_off'"],
  'd.outcome is null and d.tries > 0',
];
const OF_BATCH = 200;

/** Begins the plan of a delivery again at once, whatever became of it, as long as its bytes are kept; `at` by the real clock. */
export function restartDelivery(db: Db, { environmentId, id }: DeliveryKey, at: number): Promise<Changed> {
  return transaction(db, async (trx) => {
    const [row] = await quickRead<{ endpoint_id: string; event_id: string }>(
      trx,
      'select endpoint_id, event_id from deliveries where id = ? and environment_id = ?',
      [id, environmentId],
    );
    if (row === undefined) return 'unknown';
    const restarted = await restart(trx, [id], { at, environmentId, endpointId: row.endpoint_id });
    if (restarted === 0) return (await loadExpired(trx, row.event_id)) ? 'expired' : 'busy';
    tellAfterCommit(trx);
    return 'changed';
  });
}

/** Ends a delivery by hand, so that what is behind it in its lane goes on. */
export function skipDelivery(db: Db, { environmentId, id }: DeliveryKey, at: number): Promise<Changed> {
  return transaction(db, async (trx) => {
    const now = at + (await offsetOf(trx, environmentId));
    const skipped = await run(trx, (knex) =>
      knex('deliveries')
        .where({ id, environment_id: environmentId })
        .whereNull('outcome')
        .where('lease_until', '<=', at)
        .update({ outcome: 'skipped', finished_at: now }),
    );
    if (skipped === 0) return whyNotSkipped(trx, { environmentId, id });
    await wakeFollowers(trx, id, now);
    tellAfterCommit(trx);
    return 'changed';
  });
}

/** Ends a claimed delivery without an attempt, `at` by the clock of the environment, so that what is behind it goes on. */
export function giveUpDelivery(
  db: Db,
  { delivery: { id }, fence }: Claimed,
  { at, problem }: { readonly at: number; readonly problem: string },
): Promise<void> {
  return transaction(db, async (trx) => {
    const ended = { outcome: 'given_up', finished_at: at, next_at: at, problem, lease_owner: null, lease_until: 0 };
    const mine = await run(trx, (knex) => knex('deliveries').where({ id, fence }).whereNull('outcome').update(ended));
    if (mine === 0) return;
    await wakeFollowers(trx, id, at);
    tellAfterCommit(trx);
  });
}

/** How much a recovery would send. */
export interface RecoveryPreview {
  readonly deliveries: number;
  /** What has not arrived either, and is not sent again because its term is over. */
  readonly expired: number;
  readonly orders: number;
  /** When the first of them happened; null where there is none. */
  readonly from: number | null;
}

/** What has not arrived at an endpoint since a moment of the environment's clock. */
export async function previewRecovery(db: Db, endpointId: string, since: number): Promise<RecoveryPreview> {
  const sql = `select count(*) as n, sum(t.gone) as gone, count(distinct case when t.gone = 0 then t.order_id end) as orders,
      min(case when t.gone = 0 then t.created_at end) as first
    from (${toRecover(db, `d.order_id, d.created_at, ${IS_EXPIRED} as gone`)}) t`;
  const first = firstId(since);
  const [row] = await quickRead<Counted>(
    db,
    sql,
    TO_RECOVER.flatMap(() => [endpointId, first]),
  );
  // MySQL answers sums as text, and of no rows none
  const expired = Number(row?.gone ?? 0);
  return { deliveries: (row?.n ?? 0) - expired, expired, orders: row?.orders ?? 0, from: row?.first ?? null };
}

const toRecover = (db: Db, columns: string, tail = ''): string => {
  const from = `from ${deliveriesBy(db, 'outcome')} where d.endpoint_id = ? and d.id > ?`;
  return TO_RECOVER.map((way) => `select * from (select ${columns} ${from} and ${way}${tail}) w`).join(' union all ');
};

interface Counted {
  readonly n: number;
  readonly gone: number | string | null;
  readonly orders: number;
  readonly first: number | null;
}

/** Begins the plans of all that has not arrived since then and is kept again; each order in its order, as fast as the endpoint takes it. */
export async function recoverDeliveries(
  db: Db,
  { id: endpointId, environmentId }: DeliveryKey,
  { since, at }: { readonly since: number; readonly at: number },
): Promise<number> {
  let restarted = 0;
  const some = toRecover(db, 'd.id', ` order by d.id limit ${OF_BATCH}`);
  for (let after = firstId(since); ;) {
    const values = TO_RECOVER.flatMap(() => [endpointId, after]);
    const found = await quickRead<{ id: string }>(db, `select t.id from (${some}) t order by t.id limit ${OF_BATCH}`, values);
    const ids = found.map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return restarted;
    after = last;
    restarted += await transaction(db, async (trx) => {
      tellAfterCommit(trx);
      await restartAlerts(trx, { id: endpointId, environmentId, at });
      return restart(trx, ids, { at, environmentId, endpointId });
    });
  }
}

async function restart(
  trx: Db,
  ids: readonly string[],
  { at, environmentId, endpointId }: { readonly at: number; readonly environmentId: string; readonly endpointId: string },
): Promise<number> {
  // whoever read the lane before this must not claim what is behind it now
  await run(trx, (knex) => knex('endpoints').where('id', endpointId).increment('claims', 1));
  const fresh = { outcome: null, finished_at: null, next_at: at + (await offsetOf(trx, environmentId)), began_at: null };
  const late = await listLate(trx, ids);
  const some = async (which: readonly string[], flag: 0 | 1): Promise<number> =>
    which.length === 0
      ? 0
      : run(trx, (knex) =>
          knex('deliveries')
            .whereIn('id', which)
            .where('lease_until', '<=', at)
            .whereNotExists(expiredOf(knex))
            .update({ ...fresh, tries: 0, refusals: 0, late: flag }),
        );
  const inTime = ids.filter((id) => !late.has(id));
  return (await some([...late], 1)) + (await some(inTime, 0));
}

/** What was sent once of the event of a delivery and is kept no longer, as IS_EXPIRED. */
const expiredOf = (knex: Knex): Knex.QueryBuilder =>
  knex('event_bodies').whereNull('event_bodies.expires_at').whereRaw('event_bodies.event_id = deliveries.event_id');

/** Those that a later event of their order has overtaken. */
async function listLate(trx: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const sql = `select d.id from deliveries d where d.id in (${ids.map(() => '?').join(', ')}) and exists (
    select 1 from deliveries a where a.endpoint_id = d.endpoint_id and a.order_id = d.order_id and a.sequence > d.sequence
      and a.outcome in ('delivered', 'acknowledged'))`;
  return new Set((await quickRead<{ id: string }>(trx, sql, ids)).map(({ id }) => id));
}

async function whyNotSkipped(trx: Db, { environmentId, id }: DeliveryKey): Promise<Changed> {
  const sql = 'select outcome from deliveries where id = ? and environment_id = ?';
  const [row] = await quickRead<{ outcome: string | null }>(trx, sql, [id, environmentId]);
  if (row === undefined) return 'unknown';
  return row.outcome === null ? 'busy' : 'ended';
}

/** What waited behind it in its lane is looked at now. */
async function wakeFollowers(trx: Db, id: string, now: number): Promise<void> {
  const sql = 'select endpoint_id, order_id, sequence from deliveries where id = ?';
  const [row] = await quickRead<{ endpoint_id: string; order_id: string | null; sequence: number }>(trx, sql, [id]);
  if (row === undefined || row.order_id === null) return;
  await run(trx, (knex) =>
    knex('deliveries')
      .where({ endpoint_id: row.endpoint_id, order_id: row.order_id, tries: 0 })
      .where('sequence', '>', row.sequence)
      .whereNull('outcome')
      .update({ next_at: now }),
  );
}
