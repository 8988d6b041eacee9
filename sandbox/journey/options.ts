import { parseArgs } from 'node:util';
import { readPort } from '../buy/options.js';
import { isStoreMode, STORE_MODE_NAMES, type StoreMode } from '../store/modes.js';
import { DEFAULT_STORE_PORT } from '../store/run-store.js';
import { Stop } from '../stop.js';

export interface JourneyOptions {
  /** First and last seed, both played. */
  readonly seeds: readonly [from: number, to: number];
  /** What the store does with a delivery of each journey, in turn; empty: it behaves. */
  readonly faults: readonly StoreMode[];
  readonly shopPort: number;
  readonly storePort: number;
  readonly demo: string;
  readonly patienceMs: number;
  readonly json: boolean;
}

const MAX_JOURNEYS = 500;
const MOST_PATIENCE_S = 600;
const DEFAULT_SHOP_PORT = 4101;
/** A store that is gone for good hears nothing any more. */
const FAULTS = STORE_MODE_NAMES.filter((name) => name !== 'ok' && name !== '410');

export const JOURNEY_USAGE = `npm run sandbox -- journey [options]

Plays everybody: a shop, its buyers, a fulfilment store and the clock. Buys, waits until the order may be shipped, ships in
parts, cancels a unit, refunds, and checks that shop, Cartwright, its ledger and the store agree to the cent.

  --seed 1            the same seed makes the same journey; 1..50 plays fifty
  --faults none       what the store does with a delivery on the way: none, all (each journey another one), or a list,
                      taken in turn: ${FAULTS.join(', ')}
  --port ${DEFAULT_SHOP_PORT}         where the shop listens on 127.0.0.1
  --store-port ${DEFAULT_STORE_PORT}   where the store does; the service must be allowed to call both (CARTWRIGHT_OUTBOUND_ALLOW)
  --demo data/demo.json
  --patience 0        so many seconds long a request is sent again where nobody answers or the service asks to come again, as shops
                      and stores do through an outage; waiting takes so much longer too
  --json              the receipts as JSON

Exit: 0 all agree, 1 a fault, 2 usage, 3 nobody there.`;

/** Reads the options of \`journey\`; "help" if help was asked for. Stops (2) with a sentence at the first that is wrong. */
export function readJourneyOptions(args: readonly string[]): JourneyOptions | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  return {
    seeds: readSeeds(values.seed ?? '1'),
    faults: readFaults(values.faults ?? 'none'),
    shopPort: readPort(values.port ?? String(DEFAULT_SHOP_PORT), JOURNEY_USAGE),
    storePort: readPort(values['store-port'] ?? String(DEFAULT_STORE_PORT), JOURNEY_USAGE, '--store-port'),
    demo: values.demo ?? 'data/demo.json',
    patienceMs: readSeconds(values.patience ?? '0') * 1000,
    json: values.json === true,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const help = { ...flag, short: 'h' } as const;
  try {
    const options = {
      seed: text,
      faults: text,
      port: text,
      'store-port': text,
      demo: text,
      patience: text,
      json: flag,
      help,
    } as const;
    return parseArgs({ args: [...args], allowPositionals: false, strict: true, options }).values;
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function readSeeds(given: string): JourneyOptions['seeds'] {
  const match = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(given);
  const from = Number(match?.[1]);
  const to = Number(match?.[2] ?? match?.[1]);
  if (match !== null && to >= from && to - from < MAX_JOURNEYS) return [from, to];
  throw wrong(`--seed takes a whole number, or two such as 1..50 with at most ${MAX_JOURNEYS} journeys, not "${given}".`);
}

function readFaults(given: string): readonly StoreMode[] {
  if (given === 'none') return [];
  if (given === 'all') return FAULTS;
  const names = given.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isStoreMode(name) || name === '410');
  if (unknown !== undefined) throw wrong(`--faults takes none, all or ${FAULTS.join(', ')}, not "${unknown}".`);
  return names.filter(isStoreMode);
}

function readSeconds(given: string): number {
  if (/^\d{1,3}$/.test(given) && Number(given) <= MOST_PATIENCE_S) return Number(given);
  throw wrong(`--patience takes whole seconds up to ${MOST_PATIENCE_S}, not "${given}".`);
}

const wrong = (sentence: string): Stop => new Stop(2, `${sentence}\n\n${JOURNEY_USAGE}`);
