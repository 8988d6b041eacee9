import { serveDemo } from './crash/journeys.js';
import { startCluster } from './crash/nodes.js';
import type { Options } from './options.js';
import type { Workshop } from './workshop.js';

/** Where the sandbox's shop and its store listen by themselves. */
const PEERS = [4101, 4102];

/** The demo merchant on three Cartwrights over three nodes of a Galera cluster, to be played with until Ctrl-C. */
export async function serveCluster(_options: Options, workshop: Workshop): Promise<boolean> {
  const { folder } = await workshop.keep(startCluster(workshop));
  const { demoFile, publicUrl } = await serveDemo(workshop, PEERS);
  console.log(`Three Cartwrights on the three nodes of a Galera cluster are one at ${publicUrl}/console until Ctrl-C. In another terminal:

  npm run sandbox -- journey --demo ${demoFile} --seed 1..10 --faults all --patience 300
  .config/galera.sh kill ${folder} 2
  .config/galera.sh join ${folder} 2`);
  return new Promise(() => undefined);
}
