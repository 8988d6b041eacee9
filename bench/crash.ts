import { crashCallbacks } from './crash/callbacks.js';
import { crashCluster } from './crash/cluster.js';
import { crashFulfilment, crashPair } from './crash/fulfilment.js';
import { crashJourneys } from './crash/journeys.js';
import { crashOrders } from './crash/orders.js';
import type { Options } from './options.js';
import type { Workshop } from './workshop.js';

type Part = (options: Options, workshop: Workshop) => Promise<boolean>;

const PARTS: Readonly<Record<string, Part>> = {
  callbacks: crashCallbacks,
  orders: crashOrders,
  fulfilment: crashFulfilment,
  pair: crashPair,
  cluster: crashCluster,
  journeys: crashJourneys,
};
/** A cluster takes packages that not every machine has, and a pair the time of another run: they are run where they are named. */
const UNNAMED = ['callbacks', 'orders', 'fulfilment'];

/** kill -9 under load, restart, again and again, under callbacks, under orders, and through the whole life of orders; true where nothing was lost or doubled. */
export async function benchCrash(options: Options, workshop: Workshop): Promise<boolean> {
  const names = options.only.length === 0 ? UNNAMED : options.only;
  let reached = true;
  for (const name of names) {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`crash has no part ${name}: ${Object.keys(PARTS).join(', ')}`);
    reached = (await part(options, workshop)) && reached;
  }
  return reached;
}
