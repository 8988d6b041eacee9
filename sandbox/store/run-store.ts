import { parseArgs } from 'node:util';
import { readPort } from '../buy/options.js';
import { readShopDemo } from '../demo-file.js';
import { type ExitCode, Stop } from '../stop.js';
import { openClient } from './client.js';
import { keepBooks, recallBooks } from './keep.js';
import { isStoreMode, STORE_MODE_NAMES, STORE_MODES, type StoreMode } from './modes.js';
import { storePages } from './pages.js';
import { type Format, register, type Registered, unregister } from './register.js';
import { openStore, type Store } from './server.js';

export interface StoreOptions {
  readonly port: number;
  readonly demo: string;
  readonly mode: StoreMode;
  readonly echo: boolean;
  /** Which endpoints it registers while it is open. */
  readonly formats: readonly Format[];
  /** Where it keeps its orders; absent: only as long as it is open. */
  readonly file?: string;
}

export const DEFAULT_STORE_PORT = 4102;

const FORMATS: Readonly<Record<string, readonly Format[]>> = {
  both: ['notification', 'webhook'],
  notification: ['notification'],
  webhook: ['webhook'],
  none: [],
};

export const STORE_USAGE = `npm run sandbox -- store [options]

Opens a fulfilment store on this machine. It registers itself as an endpoint, verifies every delivery with code of its
own, keeps the orders, and ships, cancels and refunds at the press of a button. It can be told to misbehave:
  curl -d '{"mode": "429", "times": 2}' http://127.0.0.1:4102/control

  --mode ok               what it does with deliveries:
${STORE_MODE_NAMES.map((name) => `                            ${name.padEnd(18)} ${STORE_MODES[name].says}`).join('\n')}
  --echo                  answers Cartwright-Echo, which proves that it booked what it was told
  --register both         notification, webhook or none: which endpoints it registers while it is open
  --file store.json       keeps its orders in a file
  --port ${DEFAULT_STORE_PORT}             the service must be allowed to call it (CARTWRIGHT_OUTBOUND_ALLOW)
  --demo data/demo.json   where Cartwright wrote its sandbox key

Ends on Ctrl-C.`;

/** Reads the options of \`store\`; "help" if help was asked for. Stops (2) with a sentence at the first that is wrong. */
export function readStoreOptions(args: readonly string[]): StoreOptions | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const mode = values.mode ?? 'ok';
  if (!isStoreMode(mode)) throw wrong(`--mode takes ${STORE_MODE_NAMES.join(', ')}, not "${mode}".`);
  const formats = FORMATS[values.register ?? 'both'];
  if (formats === undefined) throw wrong(`--register takes ${Object.keys(FORMATS).join(', ')}, not "${values.register ?? ''}".`);
  return {
    port: readPort(values.port ?? String(DEFAULT_STORE_PORT), STORE_USAGE),
    demo: values.demo ?? 'data/demo.json',
    mode,
    echo: values.echo === true,
    formats,
    ...(values.file === undefined ? {} : { file: values.file }),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const help = { ...flag, short: 'h' } as const;
  try {
    const options = { mode: text, echo: flag, register: text, file: text, port: text, demo: text, help } as const;
    return parseArgs({ args: [...args], allowPositionals: false, strict: true, options }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

const wrong = (sentence: string): Stop => new Stop(2, `${sentence}\n\n${STORE_USAGE}`);

/** Serves the store until Ctrl-C. */
export async function runStore(options: StoreOptions, print: (text: string) => void): Promise<ExitCode> {
  const { merchantId, sandbox: key } = readShopDemo(options.demo);
  const client = openClient(key);
  const { port, mode, echo, file } = options;
  const store: Store = await openStore({
    port,
    key: { merchantId, ...key },
    mode,
    echo,
    page: storePages(() => store, client),
    onHeard: () => (file === undefined ? undefined : keepBooks(file, store)),
  });
  let registered: readonly Registered[] = [];
  try {
    if (file !== undefined) recallBooks(file, store);
    const origin = `http://127.0.0.1:${store.port}`;
    if (options.formats.length > 0)
      registered = await register(client, { origin, formats: options.formats, keyId: key.accessKeyId });
    store.secrets.push(...registered.flatMap(({ secret }) => secret ?? []));
    print(`The store is open at ${origin}/ and hears at /notifications and /webhooks (${mode}). Ctrl-C closes it.`);
    await new Promise<void>((done) => {
      // a signal may come twice, from the terminal and from whatever started this: it still takes its endpoints away
      process.on('SIGINT', () => done());
      process.on('SIGTERM', () => done());
    });
    await unregister(client, registered);
  } finally {
    await store.close();
  }
  return 0;
}
