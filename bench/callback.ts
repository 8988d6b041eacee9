import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answerFault, answerFigures } from './answer-check.js';
import { type Child, freePort, startChild } from './child.js';
import { openConnection } from './connection.js';
import { startFloor } from './floor-server.js';
import { type Measured, runLoad } from './load.js';
import type { Options } from './options.js';
import { startProduct } from './product.js';
import { type Account, signedPosts } from './signed-posts.js';
import { callbackReport, type Column } from './callback-report.js';
import type { Workshop } from './workshop.js';

const ITEMS = 5;
const CONNECTIONS = [16, 64];
const WARM_UP_MS = 1000;
/**
 * The first 4,000 requests of a process are spent on compiling, and a shop's server runs for weeks: given to each server once,
 * before the first round. The product needs them more than the floor, which has a tenth of its code.
 */
const FIRST_WARM_UP_MS = 6_000;

interface Server {
  readonly name: Column;
  readonly child: Child;
  readonly account: Account;
  readonly signs: boolean;
}

/** Measures the four servers in interleaved rounds of one run; true where the product reaches its goals. */
export async function benchCallback(options: Options, workshop: Workshop): Promise<boolean> {
  const servers = await startServers(options, workshop);
  await sameWork(servers);
  for (const server of servers) await measure(server, 16, options.quick ? 2000 : FIRST_WARM_UP_MS, 100);
  const rounds: Record<string, Measured[]> = {};
  const memory: Record<string, number> = {};
  for (const connections of CONNECTIONS) {
    for (let round = 0; round < options.rounds; round++) {
      for (const server of rotated(servers, round)) {
        const measured = await measure(server, connections, WARM_UP_MS, options.seconds * 1000);
        (rounds[`${server.name} ${connections}`] ??= []).push(measured);
        memory[server.name] = Math.max(memory[server.name] ?? 0, server.child.memory());
        if (!options.json)
          workshop.tell(
            `${connections} connections, round ${round + 1}: ${server.name} ${Math.round(measured.requestsPerSecond)}/s`,
          );
      }
    }
  }
  return callbackReport({ rounds, memory, connections: CONNECTIONS, options });
}

async function startServers(options: Options, workshop: Workshop): Promise<Server[]> {
  const product = await workshop.keep(startProduct(workshop, options.database));
  const floor = await workshop.keep(startFloor(workshop, options.database, product.account));
  const bare =
    options.database === 'sqlite'
      ? await Promise.all([startBare(workshop, 'bare-http'), startBare(workshop, 'bare-express')])
      : [];
  const servers = [
    ...bare.map((child, index): Server => ({
      name: index === 0 ? 'node:http' : 'Express',
      child,
      account: product.account,
      signs: false,
    })),
    { name: 'floor', child: floor, account: product.account, signs: true },
    { name: 'Cartwright', child: product.child, account: product.account, signs: true },
  ] satisfies Server[];
  for (const { child } of servers) child.pause();
  return servers;
}

async function startBare(workshop: Workshop, name: string): Promise<Child> {
  const folder = join(workshop.folder, name);
  mkdirSync(folder);
  return workshop.keep(
    startChild({
      command: [process.execPath, join(workshop.servers, `${name}.js`)],
      port: await freePort(),
      logFile: join(folder, 'log'),
      readyPath: '/healthz',
    }),
  );
}

/** Proves before anything is timed that floor and product give the same prices for the same cart, both signed. */
async function sameWork(servers: readonly Server[]): Promise<void> {
  const figures: string[][] = [];
  for (const { name, child, account } of servers.filter(({ signs }) => signs)) {
    child.resume();
    const connection = await openConnection(child.port);
    const answer = await connection.post(signedPosts(account, ITEMS)().text);
    connection.close();
    child.pause();
    const fault =
      answer.status === 200 ? answerFault(answer, account.secret) : `status ${answer.status}: ${answer.body.toString('utf8')}`;
    if (fault !== null) throw new Error(`${name}: ${fault}`);
    figures.push(answerFigures(answer));
  }
  const [floor, product] = figures.map((list) => list.join('\n'));
  if (floor !== product) throw new Error(`floor and product do not do the same work:\n${floor ?? ''}\n\n${product ?? ''}`);
}

async function measure(server: Server, connections: number, warmUpMs: number, measuredMs: number): Promise<Measured> {
  server.child.resume();
  try {
    return await runLoad({
      port: server.child.port,
      connections,
      warmUpMs,
      measuredMs,
      nextPost: signedPosts(server.account, ITEMS),
      secret: server.signs ? server.account.secret : null,
      cpu: () => server.child.cpu(),
    });
  } catch (error) {
    throw new Error(`${server.name} under ${connections} connections: ${String(error)}`, { cause: error });
  } finally {
    server.child.pause();
  }
}

/** Each round begins with another server, so that none is always the one after the busiest. */
function rotated<T>(list: readonly T[], by: number): T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
