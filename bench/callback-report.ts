import type { Measured } from './load.js';
import type { Options } from './options.js';
import { type Ratio, figure, median, ratioOf } from './statistics.js';
import { table } from './table.js';

export const COLUMNS = ['node:http', 'Express', 'floor', 'Cartwright'] as const;
export type Column = (typeof COLUMNS)[number];

export interface CallbackRun {
  /** Rounds of one server under one number of connections, by `<server> <connections>`. */
  readonly rounds: Readonly<Record<string, readonly Measured[]>>;
  /** Largest resident memory seen, MiB, by server. */
  readonly memory: Readonly<Record<string, number>>;
  readonly connections: readonly number[];
  readonly options: Options;
}

interface Goal {
  readonly name: string;
  readonly ratio: Ratio;
  readonly goal: number;
  readonly reached: boolean;
}

const MIN_THROUGHPUT = 0.7;
const MAX_P99 = 2;

/** Prints the tables and the ratios; true where every goal is reached. */
export function callbackReport(run: CallbackRun): boolean {
  const goals = goalsOf(run);
  if (run.options.json) {
    console.log(
      JSON.stringify(
        { bench: 'callback', database: run.options.database, rounds: run.rounds, memoryMiB: run.memory, goals },
        null,
        2,
      ),
    );
  } else {
    for (const connections of run.connections) console.log(`\n${serverTable(run, connections)}`);
    console.log('');
    for (const { name, ratio, goal, reached } of goals) {
      console.log(
        `${reached ? 'reached' : 'MISSED '}  ${name}: ${figure(ratio.median)} (worst round ${figure(ratio.worst)}, goal ${goal})`,
      );
    }
  }
  return goals.every(({ reached }) => reached);
}

function goalsOf(run: CallbackRun): Goal[] {
  const column = (name: Column, connections: number, pick: (measured: Measured) => number): number[] =>
    (run.rounds[`${name} ${connections}`] ?? []).map(pick);
  const ratio = (connections: number, pick: (measured: Measured) => number, better: 'more' | 'less'): Ratio =>
    ratioOf(column('Cartwright', connections, pick), column('floor', connections, pick), better);
  const throughput = ratio(16, (measured) => measured.requestsPerSecond, 'more');
  return [
    {
      name: 'throughput at 16 connections, Cartwright / floor',
      ratio: throughput,
      goal: MIN_THROUGHPUT,
      reached: throughput.median >= MIN_THROUGHPUT,
    },
    ...run.connections.map((connections) => {
      const p99 = ratio(connections, (measured) => measured.p99Ms, 'less');
      return {
        name: `p99 at ${connections} connections, Cartwright / floor`,
        ratio: p99,
        goal: MAX_P99,
        reached: p99.median <= MAX_P99,
      };
    }),
  ];
}

function serverTable(run: CallbackRun, connections: number): string {
  const head = [
    `${connections} connections`,
    'requests/s',
    'worst',
    'p50 ms',
    'p99 ms',
    'worst',
    'CPU us',
    'MiB',
    'of floor',
    'generator',
  ];
  const floor = median((run.rounds[`floor ${connections}`] ?? []).map((measured) => measured.requestsPerSecond));
  const rows = COLUMNS.flatMap((name) => {
    const rounds = run.rounds[`${name} ${connections}`];
    if (rounds === undefined) return [];
    const of = (pick: (measured: Measured) => number): number[] => rounds.map(pick);
    const rate = of((measured) => measured.requestsPerSecond);
    const p99 = of((measured) => measured.p99Ms);
    return [
      [
        name,
        figure(median(rate)),
        figure(Math.min(...rate)),
        figure(median(of((measured) => measured.p50Ms)), 1),
        figure(median(p99), 1),
        figure(Math.max(...p99), 1),
        figure(median(of((measured) => measured.cpuUs))),
        figure(run.memory[name] ?? 0),
        figure(median(rate) / floor),
        `${Math.round(median(of((measured) => measured.generatorBusy)) * 100)} %`,
      ],
    ];
  });
  return table(head, rows);
}
