import type { Endpoint } from '../../src/core/endpoint.js';
import type { EndpointWish } from '../../src/core/endpoint-wish.js';
import type { Delivery } from '../../src/core/delivery.js';
import type { Order } from '../../src/core/order.js';
import { cancelOrder } from '../../src/flows/checkout/cancel-order.js';
import { createCourier } from '../../src/flows/delivery/courier.js';
import { createDeliveryDeps } from '../../src/flows/delivery/deps.js';
import { createEndpoint } from '../../src/flows/endpoint/save-endpoint.js';
import { eventIds } from '../../src/flows/event-ids.js';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import type { Db } from '../../src/store/db.js';
import { listDeliveries } from '../../src/store/deliveries.js';
import { releaseDue } from '../../src/store/order/progress.js';
import { openFlows } from './checkout-flows.js';
import { placed } from './orders.js';
import { accepting, openStore } from './store-peer.js';

/** In place of 15 s: a store that hangs must not hold up the tests. */
const DEADLINE_MS = 500;
const SENT = ['delivery_attempts', 'deliveries', 'endpoints', 'event_bodies', 'events', 'mails'];

/** Flows with two stores on loopback and a courier that brings them what is due, with retries in the middle of their span. */
export async function openDeliveries(db: Db) {
  const store = await openStore();
  const other = await openStore();
  const flows = await openFlows(db);
  const guarded = createGuardedFetch({ clock: flows.now });
  const deps = {
    ...createDeliveryDeps(
      { ...flows.deps, recorder: flows.recorder },
      {
        fetch: (request) => guarded({ ...request, deadlineMs: Math.min(request.deadlineMs, DEADLINE_MS) }),
        allow: [store, other].map(({ port }) => ({ address: '127.0.0.1', port })),
      },
    ),
    jitter: () => 0.5,
  };
  const failures: unknown[] = [];
  const courier = createCourier(deps, (error) => void failures.push(error));
  const environmentId = flows.sandbox.id;
  const endpoint = (wish: Partial<EndpointWish> = {}): Promise<Endpoint> =>
    createEndpoint(deps, environmentId, { name: 'Store', url: store.url, format: 'webhook', ...wish }).then(
      (made) => made.endpoint,
    );
  /** Until nothing more is due now. */
  const drain = async (): Promise<void> => {
    for (let last = -1; store.received.length + other.received.length > last;) {
      last = store.received.length + other.received.length;
      await courier.step();
      await courier.idle();
    }
  };
  const place = (): Promise<Order> => placed(db, environmentId, { placedAt: flows.now(), windowEndsAt: flows.now() });
  const release = async (): Promise<void> => {
    await releaseDue(db, { at: flows.now(), limit: 100, idsAt: eventIds });
  };
  const cancel = async ({ id }: Order): Promise<void> => {
    await cancelOrder(flows.deps, { orderId: id, by: 'merchant', reason: 'Sold out' });
  };
  const deliveries = async (endpointId?: string): Promise<Delivery[]> => {
    const search = endpointId === undefined ? {} : { endpointId };
    return (await listDeliveries(db, environmentId, { search, limit: 200 })).items.reverse();
  };
  /** Leaves orders as they are, but nothing that was or is to be sent of them. */
  const clear = async (): Promise<void> => {
    for (const table of SENT) await db.knex(table).delete();
    for (const peer of [store, other]) {
      peer.received.splice(0);
      peer.answer = accepting;
    }
  };
  return {
    ...{ db, flows, deps, courier, store, other, failures, environmentId },
    ...{ clear, endpoint, drain, place, release, cancel, deliveries },
    close: async () => {
      await courier.idle();
      await flows.close();
      await store.close();
      await other.close();
    },
  };
}
export type Deliveries = Awaited<ReturnType<typeof openDeliveries>>;
