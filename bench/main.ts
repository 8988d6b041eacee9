import { benchCallback } from './callback.js';
import { benchCheckout } from './checkout.js';
import { serveCluster } from './cluster.js';
import { pinThisProcess } from './cores.js';
import { benchCrash } from './crash.js';
import { benchDeliveries } from './deliveries.js';
import { benchGrowth } from './growth.js';
import { type Options, readOptions } from './options.js';
import { type Workshop, openWorkshop } from './workshop.js';

interface Command {
  readonly about: string;
  /** It measures no time: two of them beside each other have all cores. */
  readonly anyCore?: boolean;
  readonly run: (options: Options, workshop: Workshop) => Promise<boolean>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  callback: {
    about: 'requests a second, latency, CPU and memory of one callback, beside bare servers and the floor',
    run: benchCallback,
  },
  growth: { about: 'latency as rules, promotions, items and stored exchanges grow', run: benchGrowth },
  checkout: { about: 'from a posted cart to a placed order, by step, beside bare Express', run: benchCheckout },
  deliveries: {
    about: 'from the event of an order to its first arrival at a store, beside a dead and a slow endpoint',
    run: benchDeliveries,
  },
  crash: {
    anyCore: true,
    about: 'kill -9 under load, restart; no answered callback is lost, no order lost or doubled, no cent, no event',
    run: benchCrash,
  },
  cluster: {
    about: 'measures nothing: the demo merchant on three nodes of a Galera cluster, until Ctrl-C',
    run: serveCluster,
  },
};

const INTERRUPTED = 130;

/** Exit 0: every goal reached; 1: a goal missed or a fault; 2: not a command. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const command = COMMANDS[options.command];
  if (command === undefined) {
    console.log(usage());
    return options.command === '' ? 0 : 2;
  }
  const workshop = openWorkshop(options.nodeOptions);
  if (command.anyCore !== true) pinThisProcess();
  process.once('SIGINT', () => process.exit(INTERRUPTED));
  try {
    return (await command.run(options, workshop)) ? 0 : 1;
  } finally {
    await workshop.close();
  }
}

function usage(): string {
  const commands = Object.entries(COMMANDS).map(([name, { about }]) => `  npm run bench -- ${name.padEnd(12)}${about}`);
  return [
    'Benches of Cartwright; each exits with 1 where a goal is missed. What they measured: docs/performance.md.',
    ...commands,
    '',
    '  --quick               a short run             --json      the result as JSON on standard output',
    '  --database mysql      on MySQL or MariaDB at BENCH_MYSQL (mysql://root@127.0.0.1:3306)',
    '  --rounds N --seconds N --times N              longer or shorter',
    '  --node-option=--cpu-prof                      for the node that runs Cartwright; may be given again',
    '  --only tax-rules,promotions                   some dimensions of growth, or a part of crash: callbacks, orders, fulfilment, pair,\n                        and with the packages of docs/operations.md, "A cluster": cluster, journeys',
    '  --seed N                                      what the buyers of crash do',
  ].join('\n');
}

const code = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
// where a run failed, buyers and clerks still wait for a service that has been stopped
process.exit(code);
