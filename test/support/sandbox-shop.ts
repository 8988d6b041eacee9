import { bundle } from './child.js';
import { closedPort } from './peers.js';
import { startNode, startProgram, type Running } from './run-program.js';
import { readDemo, type DemoJson } from './demo-file.js';
import { basic } from './api.js';

/** The service as it is shipped, and the sandbox shop that its demo merchant keeps; each in a process of its own. */
export interface Trade {
  readonly shopUrl: string;
  /** Tells the shop's endpoint how to behave. */
  readonly behave: (mode: string) => Promise<void>;
  /** Asks the JSON API with the key of the shop; throws where it does not answer with 200. */
  readonly api: (method: 'GET' | 'PUT', path: string, document?: unknown) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Opens both on free ports; call `build` before. The folder gets the database and demo.json. */
export async function openTrade(folder: string): Promise<Trade> {
  const port = await closedPort();
  // suites that run side by side cannot share the shop's usual port
  const shopPort = await closedPort();
  const service = startProgram('main.js', [], {
    PORT: String(port),
    DATABASE_URL: `sqlite:${folder}/d.db`,
    CARTWRIGHT_OUTBOUND_ALLOW: `127.0.0.1:${shopPort}`,
  });
  await service.says(/Cartwright is ready/);
  const shop = startNode([
    ...[await bundle('sandbox/main.ts'), 'shop'],
    ...['--port', String(shopPort), '--demo', `${folder}/demo.json`],
  ]);
  await shop.says(/The shop is open/);
  const shopUrl = `http://127.0.0.1:${shopPort}`;
  return {
    shopUrl,
    behave: async (mode) => {
      await ask(`${shopUrl}/control`, 'POST', { body: { mode } });
    },
    api: (method, path, body) => ask(readDemo(folder).sandbox.apiUrl + path, method, { body, key: readDemo(folder).sandbox }),
    close: async () => {
      await end(shop);
      await end(service);
    },
  };
}

interface Ask {
  readonly body?: unknown;
  readonly key?: DemoJson['sandbox'];
}

async function ask(address: string, method: string, { body, key }: Ask): Promise<unknown> {
  const answer = await fetch(address, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { authorization: basic({ id: key.accessKeyId, secret: key.secretAccessKey }) }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${method} ${address} answers ${answer.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

async function end({ child, ended }: Running): Promise<void> {
  child.kill('SIGTERM');
  await ended;
}
