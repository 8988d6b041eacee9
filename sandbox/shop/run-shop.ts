import { parseArgs } from 'node:util';
import { readPort } from '../buy/options.js';
import { readShopDemo } from '../demo-file.js';
import { type ExitCode, Stop } from '../stop.js';
import { shopPages } from './pages.js';
import { openShop, type Shop } from './server.js';

export interface ShopOptions {
  readonly port: number;
  readonly demo: string;
}

export const SHOP_USAGE = `npm run sandbox -- shop [options]

Opens a little shop on this machine: put something into the cart and check out with it, as XML, HTML or JSON. Its callback
endpoint can be told to misbehave, on its page "Endpoint" or with
  curl -H 'Content-Type: application/json' -d '{"mode": "timeout"}' http://127.0.0.1:4101/control

  --port 4101             the service must be allowed to call it (CARTWRIGHT_OUTBOUND_ALLOW)
  --demo data/demo.json   where Cartwright wrote its sandbox key

Ends on Ctrl-C.`;

export function readShopOptions(args: readonly string[]): ShopOptions | 'help' {
  try {
    const text = { type: 'string' } as const;
    const options = { port: text, demo: text, help: { type: 'boolean', short: 'h' } } as const;
    const { values } = parseArgs({ args: [...args], allowPositionals: false, strict: true, options });
    if (values.help === true) return 'help';
    return { port: readPort(values.port, SHOP_USAGE), demo: values.demo ?? 'data/demo.json' };
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(2, `${error instanceof Error ? error.message : String(error)}\n\n${SHOP_USAGE}`);
  }
}

/** Serves the shop until Ctrl-C. */
export async function runShop({ port, demo: file }: ShopOptions, print: (text: string) => void): Promise<ExitCode> {
  const demo = readShopDemo(file);
  const shop: Shop = await openShop(
    port,
    demo,
    shopPages(demo, () => shop),
  );
  print(`The shop is open at http://127.0.0.1:${shop.port}/ and takes its buyers to ${demo.sandbox.checkoutUrl}`);
  print('Its endpoint answers; tell it otherwise at /control. Ctrl-C closes it.');
  await new Promise<void>((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
  await shop.close();
  return 0;
}
