import { parseArgs } from 'node:util';
import { NAMESPACES, type Namespace, type ShipTo } from './request-document.js';
import { Stop } from './stop.js';

export type Tamper = 'signature' | 'timestamp' | 'xml' | 'key';

export interface CallbackOptions {
  readonly shipTo: ShipTo;
  readonly items: number;
  readonly seed: number;
  readonly count: number;
  readonly namespace: Namespace;
  readonly demo: string;
  readonly url?: string;
  readonly json: boolean;
  readonly tamper?: Tamper;
}

/** What a refusal of each tampering must be called. */
export const TAMPERINGS: Readonly<Record<Tamper, string>> = {
  signature: 'SIGNATURE_MISMATCH',
  timestamp: 'SIGNATURE_STALE',
  xml: 'BODY_SIGNATURE_MISMATCH',
  key: 'KEY_UNKNOWN',
};

export const CALLBACK_USAGE = `npm run sandbox -- callback [options]

Plays a checkout: posts a signed calculation callback and verifies the answer.

  --address "street;city;state;zip;country"   default "400 Example Avenue;Seattle;WA;98104;US"
  --items 3                                   lines in the cart, 1 to 500
  --seed 1                                    the same seed fills the same cart
  --namespace 2009-05-15                      or 2008-11-30
  --demo data/demo.json                       where Cartwright wrote its sandbox key
  --url http://…                              another callback address than that of demo.json
  --count 1                                   so many callbacks, each with the next seed
  --json                                      the receipt as JSON
  --tamper signature|timestamp|xml|key        spoil the post; exit 0 only if it is refused by the right code

Exit: 0 all verified, 1 a fault, 2 usage, 3 nobody there.`;

/** Reads the options of \`callback\`; "help" if help was asked for. Stops (2) with a sentence at the first that is wrong. */
export function readOptions(args: readonly string[]): CallbackOptions | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const { tamper, url } = values;
  if (tamper !== undefined && !isOneOf(tamper, TAMPERINGS)) throw wrong('--tamper', Object.keys(TAMPERINGS).join(', '), tamper);
  const namespace = values.namespace ?? '2009-05-15';
  if (!isOneOf(namespace, NAMESPACES)) throw wrong('--namespace', Object.keys(NAMESPACES).join(' or '), namespace);
  if (url !== undefined && !/^https?:\/\/[^/]/.test(url)) throw wrong('--url', 'an http or https address', url);
  return {
    shipTo: readAddress(values.address ?? '400 Example Avenue;Seattle;WA;98104;US'),
    items: readNumber('--items', values.items ?? '3', { from: 1, to: 500 }),
    seed: readNumber('--seed', values.seed ?? '1', { from: 0, to: 4_294_967_295 }),
    count: readNumber('--count', values.count ?? '1', { from: 1, to: 10_000 }),
    namespace,
    demo: values.demo ?? 'data/demo.json',
    json: values.json === true,
    ...(url === undefined ? {} : { url }),
    ...(tamper === undefined ? {} : { tamper }),
  };
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      strict: true,
      options: {
        address: text,
        items: text,
        seed: text,
        count: text,
        namespace: text,
        demo: text,
        url: text,
        json: flag,
        tamper: text,
        help: { ...flag, short: 'h' },
      },
    });
    return values;
  } catch (error) {
    throw new Stop(2, `${error instanceof Error ? error.message : String(error)}\n\n${CALLBACK_USAGE}`);
  }
}

function readAddress(given: string): ShipTo {
  const parts = given.split(';').map((part) => part.trim());
  if (parts.length !== 5) throw wrong('--address', '"street;city;state;zip;country"', given);
  const [street = '', city = '', state = '', zip = '', country = ''] = parts;
  return { street, city, state, zip, country };
}

function readNumber(name: string, given: string, range: { from: number; to: number }): number {
  const number = /^\d{1,10}$/.test(given) ? Number(given) : -1;
  if (number < range.from || number > range.to) throw wrong(name, `a whole number from ${range.from} to ${range.to}`, given);
  return number;
}

function isOneOf<Known extends string>(value: string, table: Readonly<Record<Known, unknown>>): value is Known {
  return Object.hasOwn(table, value);
}

function wrong(name: string, expected: string, got: string): Stop {
  return new Stop(2, `${name} takes ${expected}, not "${got}".\n\n${CALLBACK_USAGE}`);
}
