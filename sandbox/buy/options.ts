import { parseArgs } from 'node:util';
import { isMode, MODE_NAMES, type Mode, MODES } from '../shop/modes.js';
import { Stop } from '../stop.js';

export interface BuyOptions {
  /** First and last seed, both played. */
  readonly seeds: readonly [from: number, to: number];
  /** What the shop's endpoint does, in turn; empty: carts of every sort, and an endpoint that answers. */
  readonly faults: readonly Mode[];
  readonly port: number;
  readonly demo: string;
  /** Where the service is, if not where demo.json says. */
  readonly url?: string;
  readonly json: boolean;
}

export const DEFAULT_PORT = 4101;
const MAX_PURCHASES = 1_000;

export const BUY_USAGE = `npm run sandbox -- buy [options]

Plays a shop and its buyers: posts carts, goes through the checkout as a browser without JavaScript does, places
orders, and recomputes every total to the cent.

  --seed 1            the same seed makes the same purchase; 1..50 plays fifty
  --faults none       what the shop's callback endpoint does: none (it answers), all (each purchase another
                      fault), or a list of these, taken in turn:
                      ${wrapped(MODE_NAMES, 78).join('\n                      ')}
  --port ${DEFAULT_PORT}         where the shop listens on 127.0.0.1; the service must be allowed to call it
                      (CARTWRIGHT_OUTBOUND_ALLOW)
  --demo data/demo.json
  --url http://…      another Cartwright than that of demo.json
  --json              the receipts as JSON

Exit: 0 all agree, 1 a fault, 2 usage, 3 nobody there.`;

/** Reads the options of \`buy\`; "help" if help was asked for. Stops (2) with a sentence at the first that is wrong. */
export function readBuyOptions(args: readonly string[]): BuyOptions | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const { url } = values;
  if (url !== undefined && !/^https?:\/\/[^/]/.test(url)) throw wrong('--url', 'an http or https address', url);
  return {
    seeds: readSeeds(values.seed ?? '1'),
    faults: readFaults(values.faults ?? 'none'),
    port: readPort(values.port, BUY_USAGE),
    demo: values.demo ?? 'data/demo.json',
    json: values.json === true,
    ...(url === undefined ? {} : { url }),
  };
}

/** A port of the sandbox, that of the shop unless given; 0 lets the system choose. */
export function readPort(given: string | undefined, usage: string, name = '--port'): number {
  const port = given === undefined ? DEFAULT_PORT : /^\d{1,5}$/.test(given) ? Number(given) : -1;
  if (port < 0 || port > 65_535) throw wrong(name, 'a port from 0 to 65535', given ?? '', usage);
  return port;
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      strict: true,
      options: {
        seed: text,
        faults: text,
        port: text,
        demo: text,
        url: text,
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    throw new Stop(2, `${error instanceof Error ? error.message : String(error)}\n\n${BUY_USAGE}`);
  }
}

function readSeeds(given: string): BuyOptions['seeds'] {
  const match = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(given);
  const from = Number(match?.[1]);
  const to = Number(match?.[2] ?? match?.[1]);
  if (match === null || to < from || to - from >= MAX_PURCHASES)
    throw wrong('--seed', `a whole number, or two such as 1..50 with at most ${MAX_PURCHASES} purchases`, given);
  return [from, to];
}

function readFaults(given: string): readonly Mode[] {
  if (given === 'none') return [];
  if (given === 'all') return MODE_NAMES.filter((name) => MODES[name].kind !== 'answer');
  const names = given.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isMode(name));
  if (unknown !== undefined) throw wrong('--faults', `none, all or ${MODE_NAMES.join(', ')}`, unknown);
  return names.filter(isMode);
}

function wrong(name: string, expected: string, got: string, usage = BUY_USAGE): Stop {
  return new Stop(2, `${name} takes ${expected}, not "${got}".\n\n${usage}`);
}

function wrapped(names: readonly string[], width: number): string[] {
  const lines = [''];
  for (const name of names) {
    const last = lines.at(-1) ?? '';
    if (last.length + name.length > width) lines.push(name);
    else lines[lines.length - 1] = last === '' ? name : `${last} ${name}`;
  }
  return lines;
}
