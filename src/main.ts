import { createApp } from './app.js';
import { ConfigFaults, readConfig, withPort, type Config } from './config.js';
import { createBackground } from './flows/checkout/background.js';
import { createCheckoutDeps } from './flows/checkout/deps.js';
import { createDeliveryDeps } from './flows/delivery/deps.js';
import { createKeyUse } from './flows/key-use.js';
import { createKeyring } from './flows/keyring.js';
import { startJobs } from './jobs/jobs.js';
import { createLog, type Log } from './log.js';
import { openMigrated, openVaultOf } from './main/database.js';
import { demoLines, prepareDemo } from './main/first-run.js';
import { openDoor, type Door } from './main/listen.js';
import { openOutbound } from './main/outbound.js';
import { StartFault } from './main/start-fault.js';
import { createMetrics } from './metrics.js';
import { closeDatabase } from './store/db.js';
import { createRecorder } from './store/recorder.js';
import { loadSchemas } from './wire/xml.js';

/** What is under way may take this long after SIGTERM. */
const DRAIN_MS = 10_000;
const EXIT_FAULT = 1;
const EXIT_USAGE = 2;

/** A running service; `stop` resolves to the number of requests that were cut off. */
interface Service {
  stop(): Promise<number>;
}

async function run(): Promise<void> {
  // A reader of the log that goes away (`npm start | head`) must not take the service with it.
  process.stdout.on('error', () => undefined);
  const { config, warnings } = readConfig();
  const log = createLog({ level: config.logLevel, json: config.production });
  for (const warning of warnings) log.warn(warning);
  process.on('uncaughtException', (error) => void die(log, error));
  process.on('unhandledRejection', (error) => void die(log, error));
  stopOnSignal(await start(config, log), log);
}

/** The port first: a second start by mistake must not touch the database. */
async function start(config: Config, log: Log): Promise<Service> {
  const door = await openDoor(config);
  const settled = withPort(config, door.port);
  const { db, migrations } = await openMigrated(settled);
  if (migrations.length > 0) log.info('The tables were brought up to date.', { migrations });
  const { vault, keyMade } = await openVaultOf(db, settled);
  if (keyMade !== null)
    say([`A master key was made in ${keyMade}. Back it up: without it the secrets in the database cannot be opened.`]);
  const demo = await prepareDemo(db, vault, settled);
  await loadSchemas();
  const metrics = createMetrics();
  const clock = Date.now;
  const recorder = createRecorder(db, { onCommit: (rows, ms) => metrics.recorderBatch(rows, ms / 1000) });
  metrics.watchRecorder(recorder);
  const keyUse = createKeyUse(db, (error) => log.warn('The last use of keys could not be written.', { error }));
  const background = createBackground((name, error) => log.warn(`This failed: ${name}.`, { error }));
  const outbound = openOutbound(settled, demo.state);
  const keyring = createKeyring({ db, vault });
  const checkout = createCheckoutDeps({ db, vault, keyring, recorder, clock, config: settled, background }, outbound);
  const application = createApp({ db, vault, recorder, clock, config: settled, log, metrics, keyUse, checkout });
  const mails = { mailer: outbound.mailer, mailFrom: settled.mailFrom };
  const deliveries = createDeliveryDeps({ ...checkout, recorder }, outbound);
  const jobs = startJobs({
    ...{ db, clock, log, metrics, keyUse, deliveries },
    retention: settled,
    checkout: { ...checkout, ...mails },
  });
  door.serve(application);
  if (demo.state === 'made') say(demoLines(demo.demo, demo.file));
  announce(settled, log);
  return {
    stop: async () => {
      const cutOff = await drain(door);
      await jobs.stop();
      await recorder.close();
      await closeDatabase(db);
      return cutOff;
    },
  };
}

const drain = (door: Door): Promise<number> => door.drain(DRAIN_MS);

function stopOnSignal(service: Service, log: Log): void {
  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    // Whoever asks twice does not want to wait.
    if (stopping) process.exit(EXIT_FAULT);
    stopping = true;
    log.info(`${signal} arrived: what is under way is finished, nothing new is taken.`);
    const cutOff = await service.stop();
    if (cutOff > 0) log.warn(`${cutOff} requests were not finished in ${DRAIN_MS / 1000} s and were cut off.`);
    log.info('Cartwright has stopped.');
    await log.flush();
    process.exit(cutOff > 0 ? EXIT_FAULT : 0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}

async function die(log: Log, error: unknown): Promise<void> {
  log.error('Cartwright made a mistake that it cannot go on after, and ends.', { error });
  await log.flush();
  process.exit(EXIT_FAULT);
}

/** In production standard output is for whoever collects the log, and every line of it JSON. */
function announce({ production, publicUrl }: Config, log: Log): void {
  const sentence = `Cartwright is ready at ${publicUrl}`;
  if (production) log.info(sentence);
  else say([sentence]);
}

/** Lines for the person who started the service. */
function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Every reason not to start is a sentence; only a mistake of ours shows where it happened. */
function explain(error: unknown): number {
  if (error instanceof ConfigFaults) {
    process.stderr.write(`${error.sentences.join('\n')}\n`);
    return EXIT_USAGE;
  }
  const text =
    error instanceof StartFault ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
  return EXIT_FAULT;
}

run().catch((error: unknown) => {
  process.exit(explain(error));
});
