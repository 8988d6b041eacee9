import type { OrderEvent } from '../../core/order.js';
import { run, type Db } from '../db.js';

/** What happened to an order, before it has its number. */
export type NewEvent = Omit<OrderEvent, 'number'>;

/** Writes the next event of an order, in the transaction that changed the order: whoever changes it next waits for that. */
export async function addEvent(trx: Db, orderId: string, { at, kind, by, text }: NewEvent): Promise<void> {
  await run(trx, async (knex) => {
    const [last] = await knex('order_events').where('order_id', orderId).max<{ number: number | null }[]>({ number: 'number' });
    const number = (last?.number ?? 0) + 1;
    await knex('order_events').insert({ order_id: orderId, number, at, kind, caused_by: by, text });
  });
}
