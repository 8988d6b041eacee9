import type { Measured } from './load.js';
import type { Options } from './options.js';
import { type Ratio, figure, median, ratioOf } from './statistics.js';
import { table } from './table.js';

export interface GrowthRun {
  readonly name: string;
  readonly goal: number | null;
  /** From smallest to largest. */
  readonly sizes: readonly { readonly count: number; readonly rounds: readonly Measured[] }[];
}

interface Growth {
  readonly name: string;
  readonly p50: Ratio;
  readonly p99: Ratio;
  readonly goal: number | null;
  readonly reached: boolean;
}

/** Prints latency by size and the growth from smallest to largest; true where each goal is reached. */
export function growthReport(runs: readonly GrowthRun[], options: Options): boolean {
  const growths = runs.map(growthOf);
  if (options.json) {
    console.log(JSON.stringify({ bench: 'growth', database: options.database, runs, growths }, null, 2));
  } else {
    console.log(table(['16 connections', 'requests/s', 'p50 ms', 'p99 ms', 'worst', 'CPU us'], runs.flatMap(rowsOf)));
    console.log('');
    for (const growth of growths) console.log(sentence(growth));
  }
  return growths.every(({ reached }) => reached);
}

function rowsOf(run: GrowthRun): string[][] {
  return run.sizes.map(({ count, rounds }) => {
    const of = (pick: (measured: Measured) => number): number[] => rounds.map(pick);
    const p99 = of((measured) => measured.p99Ms);
    return [
      `${count.toLocaleString('en-US')} ${run.name}`,
      figure(median(of((measured) => measured.requestsPerSecond))),
      figure(median(of((measured) => measured.p50Ms)), 1),
      figure(median(p99), 1),
      figure(Math.max(...p99), 1),
      figure(median(of((measured) => measured.cpuUs))),
    ];
  });
}

function growthOf({ name, goal, sizes }: GrowthRun): Growth {
  const [smallest, largest] = [sizes[0]?.rounds ?? [], sizes.at(-1)?.rounds ?? []];
  const ratio = (pick: (measured: Measured) => number): Ratio => ratioOf(largest.map(pick), smallest.map(pick), 'less');
  const p50 = ratio((measured) => measured.p50Ms);
  const p99 = ratio((measured) => measured.p99Ms);
  return { name, p50, p99, goal, reached: goal === null || (p50.median <= goal && p99.median <= goal) };
}

function sentence({ name, p50, p99, goal, reached }: Growth): string {
  const mark = goal === null ? 'for info' : reached ? 'reached ' : 'MISSED  ';
  const wanted = goal === null ? '' : `, goal ${goal}`;
  return `${mark}  ${name}, largest / smallest: p50 ${figure(p50.median)} (worst round ${figure(p50.worst)}), p99 ${figure(p99.median)} (${figure(p99.worst)})${wanted}`;
}
