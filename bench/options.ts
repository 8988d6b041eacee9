import { parseArgs } from 'node:util';

export type Database = 'sqlite' | 'mysql';

export interface Options {
  readonly command: string;
  readonly quick: boolean;
  readonly json: boolean;
  readonly database: Database;
  /** How often `crash` kills the service. */
  readonly times: number;
  /** What the buyers of `crash` do, and when it kills, follows from it. */
  readonly seed: number;
  /** Interleaved rounds of one run. */
  readonly rounds: number;
  /** Measured seconds of one server in one round. */
  readonly seconds: number;
  /** Options of the `node` that runs Cartwright. */
  readonly nodeOptions: readonly string[];
  /** Names of the parts of a bench to run; all where none is named. */
  readonly only: readonly string[];
}

/** Reads the command line of `npm run bench -- <command> …`; throws a sentence for the developer where it makes no sense. */
export function readOptions(argv: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      database: { type: 'string', default: 'sqlite' },
      times: { type: 'string' },
      seed: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      'node-option': { type: 'string', multiple: true, default: [] },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.database !== 'sqlite' && values.database !== 'mysql') throw new Error('--database is sqlite or mysql');
  return {
    command: positionals[0] ?? '',
    quick: values.quick,
    json: values.json,
    database: values.database,
    times: wholeNumber('--times', values.times, values.quick ? 3 : 20),
    seed: wholeNumber('--seed', values.seed, 1),
    rounds: wholeNumber('--rounds', values.rounds, values.quick ? 3 : 5),
    seconds: wholeNumber('--seconds', values.seconds, values.quick ? 2 : 5),
    nodeOptions: values['node-option'],
    only: values.only.flatMap((names) => names.split(',')),
  };
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`${name} is a whole number above 0`);
  return Number(text);
}
