import type { Chargeback, ChargebackState } from '../../core/chargeback.js';
import type { Order } from '../../core/order.js';
import { quickRead, run, type Db } from '../db.js';
import { fromJson, toJson, type Json } from '../engine/json.js';
import { minorUnits } from '../engine/minor-units.js';

interface ChargebackRow {
  readonly id: string;
  readonly number: number;
  readonly at: number;
  readonly state: ChargebackState;
  readonly reason: string;
  readonly line_numbers: Json<readonly number[]>;
  readonly amount: number;
}

/** The chargebacks of an order, oldest first. */
export async function listChargebacks(db: Db, orderId: string): Promise<Chargeback[]> {
  const sql = 'select id, number, at, state, reason, line_numbers, amount from chargebacks where order_id = ? order by number';
  return (await quickRead<ChargebackRow>(db, sql, [orderId])).map(({ line_numbers: lines, amount, ...row }) => ({
    ...row,
    lines: fromJson(lines),
    amount: BigInt(amount),
  }));
}

/** Writes a chargeback of an order that was just opened. */
export async function insertChargeback(
  trx: Db,
  { id: orderId, environmentId }: Order,
  { lines, amount, ...chargeback }: Chargeback,
): Promise<void> {
  const row = { ...chargeback, order_id: orderId, environment_id: environmentId };
  await run(trx, (knex) => knex('chargebacks').insert({ ...row, line_numbers: toJson(lines), amount: minorUnits(amount) }));
}

/** Ends an open chargeback; false where it had ended before. */
export async function endChargeback(
  trx: Db,
  { id, state }: { readonly id: string; readonly state: Exclude<ChargebackState, 'open'> },
): Promise<boolean> {
  return (await run(trx, (knex) => knex('chargebacks').where({ id, state: 'open' }).update({ state }))) > 0;
}
