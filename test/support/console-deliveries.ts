import { createCourier } from '../../src/flows/delivery/courier.js';
import { createDeliveryDeps, type DeliveryDeps } from '../../src/flows/delivery/deps.js';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { createRecorder } from '../../src/store/recorder.js';
import type { ConsoleSite } from './console-site.js';
import { openStore, type Store } from './store-peer.js';

/** A store on loopback behind the console, and a courier that brings it what is due when a test says so. */
export interface ConsoleDeliveries {
  readonly deps: DeliveryDeps;
  readonly store: Store;
  /** Sends what is due now, until nothing more is. */
  readonly drain: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens both; retries are planned in the middle of their span. */
export async function openConsoleDeliveries({ deps: site, db, clock, peers }: ConsoleSite): Promise<ConsoleDeliveries> {
  const store = await openStore();
  peers.push({ address: '127.0.0.1', port: store.port });
  const recorder = createRecorder(db);
  const deps = {
    ...createDeliveryDeps({ ...site, recorder }, { fetch: createGuardedFetch({ clock: () => clock.now }), allow: site.allow }),
    jitter: () => 0.5,
  };
  const courier = createCourier(deps, (error) => {
    throw error;
  });
  const drain = async (): Promise<void> => {
    for (let last = -1; store.received.length > last;) {
      last = store.received.length;
      await courier.step();
      await courier.idle();
    }
  };
  const close = async (): Promise<void> => {
    await courier.idle();
    await recorder.close();
    await store.close();
  };
  return { deps, store, drain, close };
}
