import { randomBytes } from 'node:crypto';
import type { Options } from '../options.js';
import { openAccount, type ProductAccount } from '../product-account.js';
import { SETTINGS } from '../settings.js';
import type { Workshop } from '../workshop.js';
import { AT_ONCE, crashUnder } from './fulfilment.js';
import { nodeUrl, onNode, openFront, startCluster } from './nodes.js';

/** The bench looks on through the first node, so it stays. */
const WATCHED = 1;
const KILLED = [2, 3] as const;

/**
 * Three Cartwrights, each on its own node of a Galera cluster, behind one port, through the whole life of orders, while one node
 * after the other is killed with kill -9 and comes back. True where everything is true that is asked where the service is killed.
 */
export async function crashCluster(options: Options, workshop: Workshop): Promise<boolean> {
  const cluster = await workshop.keep(startCluster(workshop));
  return crashUnder(options, workshop, async (env) => {
    const masterKey = randomBytes(32).toString('base64');
    const open = (settings: object): Promise<ProductAccount> =>
      openAccount(nodeUrl(WATCHED), masterKey, { ...SETTINGS, ...settings });
    const account = await open(AT_ONCE);
    const front = await openFront(workshop);
    await front.serve({ ...env, CARTWRIGHT_MASTER_KEY: masterKey });
    return {
      product: { account, openAccount: open, inDatabase: (work) => onNode(WATCHED, work) },
      victims: {
        children: KILLED.map((node) => ({ kill: () => cluster.run('kill', node) })),
        restart: (index) => cluster.run('join', KILLED[index] ?? KILLED[0]),
      },
      endsLeases: false,
      port: front.port,
      killed: 'a node of a Galera cluster',
    };
  });
}
