import { quickRead, run, type Db } from '../db.js';
import { minorUnits } from '../engine/minor-units.js';
import type { OrderKey } from './progress.js';

/** Writes under which reference a gateway holds the money of an order from now on. */
export async function renewHold(
  trx: Db,
  { id, reference }: { readonly id: string; readonly reference: string | null },
): Promise<void> {
  await run(trx, (knex) => knex('orders').where({ id }).update({ payment_reference: reference }));
}

/** What a gateway was asked to hold anew, until its answer is known: the same key never comes with another amount. */
export interface HoldRenewal {
  /** When the hold ends that is renewed; with the order's id the idempotency key at the gateway. */
  readonly heldUntil: number;
  readonly amount: bigint;
}

/** The renewal of an order whose answer is not known; null where there is none. */
export async function findRenewal(db: Db, orderId: string): Promise<HoldRenewal | null> {
  const sql = 'select held_until, amount from hold_renewals where order_id = ?';
  const [row] = await quickRead<{ held_until: number; amount: number }>(db, sql, [orderId]);
  return row === undefined ? null : { heldUntil: row.held_until, amount: BigInt(row.amount) };
}

/** Writes down what a gateway is going to be asked, before it is. */
export async function beginRenewal(
  trx: Db,
  { id: orderId, environmentId }: OrderKey,
  { heldUntil, amount }: HoldRenewal,
): Promise<void> {
  const row = { order_id: orderId, environment_id: environmentId, held_until: heldUntil, amount: minorUnits(amount) };
  await run(trx, (knex) => knex('hold_renewals').insert(row));
}

/** Its answer is known. */
export async function endRenewal(trx: Db, orderId: string): Promise<void> {
  await run(trx, (knex) => knex('hold_renewals').where('order_id', orderId).delete());
}

/** Every order with a renewal whose answer is not known. */
export async function listRenewals(db: Db): Promise<OrderKey[]> {
  const sql = 'select order_id as id, environment_id from hold_renewals order by order_id';
  const rows = await quickRead<{ id: string; environment_id: string }>(db, sql, []);
  return rows.map(({ id, environment_id: environmentId }) => ({ environmentId, id }));
}

/** Makes captures of an order that were refused due again, as new questions; how many they were. */
export function retryCaptures(trx: Db, orderId: string): Promise<number> {
  return run(trx, (knex) =>
    knex('shipments')
      .where({ order_id: orderId, capture_state: 'refused' })
      .update({ capture_state: 'due', attempts: 0, next_at: 0, tries: knex.raw('tries + 1') }),
  );
}

/** Shipped orders for whose cancelled units a gateway may hold money, once it has captured all else; by id from `after` on. */
export async function listRests(
  db: Db,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<OrderKey[]> {
  const sql = `select id, environment_id from orders o where rest_held = 1 and id > ? and not exists
    (select 1 from shipments s where s.order_id = o.id and s.capture_state in ('due', 'unknown', 'refused')) order by id limit ?`;
  const rows = await quickRead<{ id: string; environment_id: string }>(db, sql, [after, limit]);
  return rows.map(({ id, environment_id: environmentId }) => ({ environmentId, id }));
}

/** Writes that nothing is held for the cancelled units of an order any more. */
export async function markRestDropped(db: Db, id: string): Promise<void> {
  await run(db, (knex) => knex('orders').where({ id }).update({ rest_held: 0 }));
}
