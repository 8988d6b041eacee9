import { randomBytes } from 'node:crypto';
import type { Db } from '../../src/store/db.js';
import type { Options } from '../options.js';
import { openAccount, type ProductAccount } from '../product-account.js';
import { seeded } from '../random.js';
import { SETTINGS } from '../settings.js';
import type { Workshop } from '../workshop.js';
import { AIMS, leftUndone, untilUnderWay, type Work } from './aims.js';
import { type Buyers, sendBuyers } from './buyers.js';
import { type Store, startForgetfulStore } from './forgetful-store.js';
import { drain, PAYMENTS, oneAfterTheOther, openEndpoint, POLICIES, truthOf, underWay as worked } from './fulfilment.js';
import { fulfilmentReport } from './fulfilment-report.js';
import { sendMerchant, type Merchant } from './merchant.js';
import { type Cluster, NODES, nodeUrl, onNode, openFront, startCluster } from './nodes.js';
import { findFaults } from './order-truth.js';
import { inPairs, mailsGone, report, singleUse, underWay } from './orders.js';

const BUYERS = 8;
/** After what it was aimed at is seen, a kill waits up to this long. */
const SPAN_MS = 8;
const CODES_EACH = 30;
const WHERE = 'a node of a Galera cluster';

/**
 * Three Cartwrights, each on its own node of a Galera cluster, behind one port, through the whole life of orders: again and again
 * one node is killed with kill -9, aimed at each piece of work in turn, and comes back. True where everything is true that is
 * asked of orders and of fulfilment where the service itself is killed.
 */
export async function crashCluster(options: Options, workshop: Workshop): Promise<boolean> {
  const cluster = await workshop.keep(startCluster(workshop));
  const store = await workshop.keep(startForgetfulStore(options.seed));
  const codes = Array.from({ length: options.times * CODES_EACH }, (_, index) => `ONCE-${index + 1}`);
  const { port, account } = await serve(workshop, store, codes);
  const caller = { port, account, did: { broken: 0, again: 0 } };
  for (const format of ['webhook', 'notification'] as const) await openEndpoint(caller, store, format);
  const crowd = { port, account, nextCode: inPairs(codes), payments: PAYMENTS, seed: options.seed, buyers: BUYERS };
  const buyers = sendBuyers(crowd);
  const merchant = sendMerchant({ port, account, nextOrder: oneAfterTheOther(buyers.seen.orders), seed: options.seed });
  const interrupted = await killAgainAndAgain({ cluster, buyers, merchant }, options, workshop);
  await buyers.finish();
  await merchant.finish();
  const { seen } = buyers;
  const { told } = merchant;
  const served = { child: { port }, account, inDatabase: <T>(work: (db: Db) => Promise<T>) => onNode(2, work) };
  return onNode(1, async (db) => {
    await drain(caller, db);
    const unsent = await mailsGone(served);
    const { orders, faults } = await findFaults(served, seen);
    const run = { ...options, where: WHERE };
    const ordered = report(run, { orders, seen, faults: { ...faults, 'confirmation that does not leave': unsent } });
    const found = await truthOf({ db, store, caller }, told);
    const fulfilled = fulfilmentReport(run, { orders, told, arrivals: store.arrivals, interrupted, faults: found });
    return ordered && fulfilled;
  });
}

async function serve(
  workshop: Workshop,
  store: Store,
  codes: readonly string[],
): Promise<{ port: number; account: ProductAccount }> {
  const masterKey = randomBytes(32).toString('base64');
  const settings = { ...SETTINGS, promotions: singleUse(codes), policies: POLICIES };
  const account = await openAccount(nodeUrl(1), masterKey, settings);
  const front = await openFront(workshop);
  await front.serve({ CARTWRIGHT_MASTER_KEY: masterKey, CARTWRIGHT_OUTBOUND_ALLOW: `127.0.0.1:${store.port}` });
  return { port: front.port, account };
}

interface Running {
  readonly cluster: Cluster;
  readonly buyers: Buyers;
  readonly merchant: Merchant;
}

/** Answers of each kind of work how many kills met it. */
async function killAgainAndAgain(running: Running, options: Options, workshop: Workshop): Promise<Map<Work, number>> {
  const { cluster, buyers, merchant } = running;
  const fault = Promise.race([buyers.fault, merchant.fault]);
  const random = seeded(options.seed);
  const interrupted = new Map<Work, number>();
  const goesOn = async (): Promise<void> => {
    await Promise.race([underWay(buyers), fault]);
    await worked({ merchant, fault });
  };
  for (let count = 1; count <= options.times; count++) {
    const node = NODES[count % NODES.length] ?? 1;
    await goesOn();
    const met = await onNode(node, async (db) => {
      await untilUnderWay(db, AIMS[count % AIMS.length] ?? 'call');
      await new Promise((resolve) => setTimeout(resolve, random() * SPAN_MS));
      return leftUndone(db);
    });
    await cluster.run('kill', node);
    for (const work of met) interrupted.set(work, (interrupted.get(work) ?? 0) + 1);
    await goesOn();
    await cluster.run('join', node);
    if (options.json) continue;
    const come = `${buyers.seen.orders.size} orders seen, ${merchant.told.shipments.size} shipments`;
    workshop.tell(`node ${node} killed and back, ${count}: ${come}; under way: ${met.join(', ')}`);
  }
  await goesOn();
  return interrupted;
}
