import { randomUUID } from 'node:crypto';
import type { Order } from '../../src/core/order.js';
import { ulid } from '../../src/ids.js';
import { type Db, quickRead } from '../../src/store/db.js';
import { publishEvent } from '../../src/store/events.js';
import { loadOrders } from '../../src/store/orders.js';
import type { Product } from '../product.js';
import { purchases } from '../purchase.js';

/** An order as a buyer makes it, for events that tell of others like it. */
export async function placeSample(product: Product): Promise<Order> {
  await purchases(product.child.port, product.account)((_name, request) => request());
  return product.inDatabase(async (db) => {
    const [row] = await quickRead<{ id: string }>(db, 'select id from orders order by placed_at desc limit 1', []);
    const order = row && (await loadOrders(db, [row.id])).get(row.id);
    if (order === undefined) throw new Error('the order that was bought a moment ago is not there');
    return order;
  });
}

/**
 * Publishes `order.created` of one order after the other, `perSecond` of them in a second for `forMs`. Answers when each was
 * committed, as `performance.now()` tells.
 */
export async function publishOrders(
  db: Db,
  sample: Order,
  { perSecond, forMs, nextId }: { readonly perSecond: number; readonly forMs: number; readonly nextId: () => string },
): Promise<Map<string, number>> {
  const committed = new Map<string, number>();
  const began = performance.now();
  const pauseMs = 1000 / perSecond;
  for (let count = 0; count * pauseMs < forMs; count++) {
    const early = began + count * pauseMs - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const id = nextId();
    await publish(db, { ...sample, id });
    committed.set(id, performance.now());
  }
  return committed;
}

function publish(db: Db, order: Order): Promise<void> {
  const at = Date.now();
  return publishEvent(db, {
    environmentId: order.environmentId,
    orderId: order.id,
    kind: 'order.created',
    at,
    trace: order.trace,
    data: { order },
    ids: { eventId: ulid(at), referenceId: randomUUID() },
  });
}
