import type { Order, OrderEvent } from '../core/order.js';
import { clientRequestKey } from './checkout/rows.js';
import { quickRead, type Db } from './db.js';
import { eventFromRow, orderFromRows, type EventRow, type LineRow, type OrderRow } from './order/rows.js';

/** An order of an environment, or null. */
export async function findOrder(db: Db, environmentId: string, id: string): Promise<Order | null> {
  const order = (await loadOrders(db, [id])).get(id);
  return order?.environmentId === environmentId ? order : null;
}

/** An order whose environment is known from elsewhere: the id came with proof that it may be read. */
export async function findAnyOrder(db: Db, id: string): Promise<Order | null> {
  return (await loadOrders(db, [id])).get(id) ?? null;
}

/** The order that a checkout became, or null. */
export async function findOrderByCheckout(db: Db, checkoutId: string): Promise<Order | null> {
  const [row] = await quickRead<{ id: string }>(db, 'select id from orders where checkout_id = ?', [checkoutId]);
  return row === undefined ? null : ((await loadOrders(db, [row.id])).get(row.id) ?? null);
}

/** The newest order of an environment with this ClientRequestId, cancelled ones too; null where there is none. */
export async function findOrderByClientRequest(db: Db, environmentId: string, clientRequestId: string): Promise<Order | null> {
  const sql = 'select id from orders where environment_id = ? and client_request = ? order by placed_at desc, id desc limit 10';
  const rows = await quickRead<{ id: string }>(db, sql, [environmentId, clientRequestKey(clientRequestId)]);
  const orders = await loadOrders(
    db,
    rows.map(({ id }) => id),
  );
  // very long ids are looked up by their beginning
  return [...orders.values()].find((order) => order.clientRequestId === clientRequestId) ?? null;
}

/** What happened to an order, oldest first; empty where the environment has no such order. */
export async function listOrderEvents(db: Db, environmentId: string, orderId: string): Promise<OrderEvent[]> {
  const sql = `select e.number, e.at, e.kind, e.caused_by, e.text from order_events e join orders o on o.id = e.order_id
    where e.order_id = ? and o.environment_id = ? order by e.number`;
  return (await quickRead<EventRow>(db, sql, [orderId, environmentId])).map(eventFromRow);
}

/** Orders by id, whole, in the order of the ids; ids that are not there are left out. */
export async function loadOrders(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Order>> {
  if (ids.length === 0) return new Map();
  const places = ids.map(() => '?').join(', ');
  const orders = await quickRead<OrderRow>(db, `select * from orders where id in (${places})`, ids);
  const lines = await quickRead<LineRow>(db, `select * from order_lines where order_id in (${places}) order by number`, ids);
  const linesOf = new Map<string, LineRow[]>();
  for (const line of lines) linesOf.set(line.order_id, [...(linesOf.get(line.order_id) ?? []), line]);
  const rowOf = new Map(orders.map((row) => [row.id, row]));
  return new Map(
    ids.flatMap((id) => {
      const row = rowOf.get(id);
      return row === undefined ? [] : [[id, orderFromRows(row, linesOf.get(id) ?? [])] as const];
    }),
  );
}
