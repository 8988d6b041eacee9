import type { EventData, EventKind } from '../../core/order-event.js';
import type { Db } from '../db.js';
import { publishEvent, type EventIds } from '../events.js';
import { loadOrders } from '../orders.js';

/** What happened, by the clock of the environment, with what is special about it. */
export interface Happened extends Omit<EventData, 'order'> {
  readonly kind: EventKind;
  readonly at: number;
  readonly ids: EventIds;
}

/** Publishes an event with the order as it is now, in the transaction that changed it. Throws where there is no such order. */
export async function publishOf(trx: Db, orderId: string, { kind, at, ids, ...special }: Happened): Promise<void> {
  const order = (await loadOrders(trx, [orderId])).get(orderId);
  if (order === undefined) throw new Error(`there is no order ${orderId} to tell of`);
  const { environmentId, trace } = order;
  await publishEvent(trx, { environmentId, orderId, kind, at, trace, ids, data: { order, ...special } });
}
