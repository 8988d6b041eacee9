import { type Connection, openConnection } from '../connection.js';
import { findsReference, newestSeq, referencesAfter } from '../exchange-log.js';
import type { Options } from '../options.js';
import { type Product, startProduct } from '../product.js';
import { type Post, signedPosts } from '../signed-posts.js';
import type { Workshop } from '../workshop.js';

const CONNECTIONS = 16;
const ITEMS = 5;
/** So many answers come first: a crash before the load is under way would prove little. */
const ANSWERED_FIRST = 4 * CONNECTIONS;
/** Then the kill comes at a moment of this span, so that it falls into every phase of a commit. */
const SPAN_MS = 1500;
const LOAD_TIMEOUT_MS = 30_000;
/** Answered callbacks of each crash that are also looked for by their reference, one by one. */
const SEARCHED = 20;

interface Crash {
  readonly answered: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/** kill -9 under load, restart, again and again; true where every callback that got its answer is in the exchange log, once. */
export async function crashCallbacks(options: Options, workshop: Workshop): Promise<boolean> {
  const product = await workshop.keep(startProduct(workshop, options.database, { anyCore: true }));
  const crashes: Crash[] = [];
  for (let count = 1; count <= options.times; count++) {
    const crash = await crashOnce(product);
    crashes.push(crash);
    workshop.tell(`crash ${count}: ${crash.answered} answered, ${crash.lost.length} lost, ${crash.doubled.length} doubled`);
  }
  return report(crashes, options);
}

async function crashOnce(product: Product): Promise<Crash> {
  const { environmentId } = product.account;
  const before = await product.inDatabase((db) => newestSeq(db, environmentId));
  const load = await startLoad(product);
  await underWay(load);
  await sleep(Math.random() * SPAN_MS);
  await product.child.kill();
  await load.broken;
  const { answered } = load;
  await product.restart();
  return product.inDatabase(async (db) => {
    const recorded = await referencesAfter(db, environmentId, before);
    const lost = answered.filter((reference) => !recorded.has(reference));
    const doubled = answered.filter((reference) => (recorded.get(reference) ?? 0) > 1);
    for (const reference of answered.slice(-SEARCHED)) {
      if (!lost.includes(reference) && !(await findsReference(db, environmentId, reference))) lost.push(reference);
    }
    return { answered: answered.length, lost, doubled };
  });
}

interface Load {
  /** References of all complete answers so far. */
  readonly answered: readonly string[];
  /** Resolves when every connection has ended. */
  readonly broken: Promise<unknown>;
}

async function startLoad(product: Product): Promise<Load> {
  const nextPost = signedPosts(product.account, ITEMS);
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(product.child.port)));
  const answered: string[] = [];
  const broken = Promise.all(connections.map((connection) => postUntilBroken(connection, nextPost, answered)));
  // Whoever awaits it is told; until then a fault must not end the process with servers still running.
  broken.catch(() => undefined);
  return { answered, broken };
}

async function underWay({ answered, broken }: Load): Promise<void> {
  const until = Date.now() + LOAD_TIMEOUT_MS;
  while (answered.length < ANSWERED_FIRST) {
    if (Date.now() > until) throw new Error(`only ${answered.length} answers in ${LOAD_TIMEOUT_MS / 1000} s`);
    await Promise.race([sleep(20), broken]);
  }
}

async function postUntilBroken(connection: Connection, nextPost: () => Post, answered: string[]): Promise<void> {
  for (;;) {
    const post = nextPost();
    const answer = await connection.post(post.text).catch(() => null);
    if (answer === null) return;
    if (answer.status !== 200)
      throw new Error(`status ${answer.status} under load: ${answer.body.toString('utf8').slice(0, 300)}`);
    answered.push(post.reference);
  }
}

function report(crashes: readonly Crash[], options: Options): boolean {
  const sum = (pick: (crash: Crash) => number): number => crashes.reduce((total, crash) => total + pick(crash), 0);
  const result = {
    bench: 'crash callbacks',
    database: options.database,
    crashes: crashes.length,
    answered: sum(({ answered }) => answered),
    lost: sum(({ lost }) => lost.length),
    doubled: sum(({ doubled }) => doubled.length),
  };
  // A run in which nothing was answered proves nothing.
  const proved = crashes.length > 0 && crashes.every(({ answered }) => answered >= ANSWERED_FIRST);
  const reached = proved && result.lost === 0 && result.doubled === 0;
  if (options.json) {
    console.log(JSON.stringify({ ...result, reached }, null, 2));
  } else {
    const { crashes: times, answered, lost, doubled } = result;
    console.log(
      `${reached ? 'reached' : 'MISSED '}  ${times} times kill -9 on ${options.database}: ${answered} callbacks answered, ${lost} lost, ${doubled} recorded twice`,
    );
    for (const reference of crashes.flatMap((crash) => [...crash.lost, ...crash.doubled]).slice(0, 10))
      console.log(`  ${reference}`);
  }
  return reached;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
