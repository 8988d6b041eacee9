import { performance } from 'node:perf_hooks';
import { type Answer, answerFault } from './answer-check.js';
import { openConnection } from './connection.js';
import type { Post } from './signed-posts.js';
import { percentile } from './statistics.js';

export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
  readonly nextPost: () => Post;
  /** Checks the signatures of one answer in a hundred; null for servers that do not sign. */
  readonly secret: string | null;
  /** CPU time of the server so far, in microseconds. */
  readonly cpu: () => number;
}

export interface Measured {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU of the server for one request, in microseconds. */
  readonly cpuUs: number;
  /** Share of its core that the generator used: near 1 it would measure itself. */
  readonly generatorBusy: number;
}

const CHECK_EVERY = 100;

/** Keeps every connection busy with one post at a time; throws at the first answer that is not what it should be. */
export async function runLoad(load: Load): Promise<Measured> {
  const connections = await Promise.all(Array.from({ length: load.connections }, () => openConnection(load.port)));
  const latencies: number[] = [];
  const from = performance.now() + load.warmUpMs;
  const until = from + load.measuredMs;
  let posted = 0;
  const work = connections.map(async (connection) => {
    for (let now = performance.now(); now < until;) {
      const answer = await connection.post(load.nextPost().text);
      const after = performance.now();
      check(answer, load.secret, posted++);
      if (now >= from && after <= until) latencies.push(after - now);
      now = after;
    }
  });
  const meter = metered(load);
  try {
    await Promise.all([meter, ...work]);
  } finally {
    for (const connection of connections) connection.close();
  }
  const { cpuUs, generatorBusy } = await meter;
  latencies.sort((a, b) => a - b);
  return {
    requestsPerSecond: latencies.length / (load.measuredMs / 1000),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    cpuUs: cpuUs / Math.max(1, latencies.length),
    generatorBusy,
  };
}

/** CPU of server and generator between the end of the warm-up and the end of the measured time. */
async function metered(load: Load): Promise<{ cpuUs: number; generatorBusy: number }> {
  await sleep(load.warmUpMs);
  const server = load.cpu();
  const own = process.cpuUsage();
  await sleep(load.measuredMs);
  const { user, system } = process.cpuUsage(own);
  return { cpuUs: load.cpu() - server, generatorBusy: (user + system) / (load.measuredMs * 1000) };
}

function check(answer: Answer, secret: string | null, count: number): void {
  if (answer.status !== 200)
    throw new Error(`answer ${count} has status ${answer.status}: ${answer.body.toString('utf8').slice(0, 500)}`);
  const fault = secret !== null && count % CHECK_EVERY === 0 ? answerFault(answer, secret) : null;
  if (fault !== null) throw new Error(`answer ${count}: ${fault}`);
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
