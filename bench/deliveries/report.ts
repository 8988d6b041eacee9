import type { Options } from '../options.js';
import { figure, median, ratioOf } from '../statistics.js';
import { table } from '../table.js';

/** What one round saw at the healthy store; times from the commit of an event to its first arrival. */
export interface Round {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Age of the oldest event that waited for it. */
  readonly oldestMs: number;
  /** CPU of Cartwright for one order, all its endpoints together. */
  readonly cpuUs: number;
  readonly orders: number;
  readonly missing: number;
  readonly doubled: number;
}

export interface DeliveriesRun {
  readonly rounds: Readonly<Record<'alone' | 'beside', readonly Round[]>>;
  readonly perSecond: number;
  readonly options: Options;
}

/** A dead and a slow endpoint may cost the machine something, and must not be waited for. */
const MOST_P99 = 2;

/** Prints the table and the ratio; true where everything arrived and the other endpoints delayed nothing. */
export function deliveriesReport({ rounds, perSecond, options }: DeliveriesRun): boolean {
  const p99 = (name: keyof DeliveriesRun['rounds']): number[] => rounds[name].map(({ p99Ms }) => p99Ms);
  const ratio = ratioOf(p99('beside'), p99('alone'), 'less');
  const all = [...rounds.alone, ...rounds.beside];
  const missing = all.reduce((sum, round) => sum + round.missing, 0);
  const doubled = all.reduce((sum, round) => sum + round.doubled, 0);
  const reached = ratio.median <= MOST_P99 && missing === 0 && doubled === 0;
  if (options.json) {
    const { database } = options;
    console.log(JSON.stringify({ bench: 'deliveries', database, perSecond, rounds, ratio, goal: MOST_P99, reached }, null, 2));
    return reached;
  }
  const head = [`${perSecond} orders/s`, 'p50 ms', 'p99 ms', 'worst', 'oldest ms', 'CPU us of an order'];
  console.log(`\n${table(head, [rowOf('alone', rounds.alone), rowOf('beside a dead and a slow one', rounds.beside)])}\n`);
  console.log(
    `${reached ? 'reached' : 'MISSED '}  p99 beside a dead and a slow endpoint / alone: ${figure(ratio.median)} ` +
      `(worst round ${figure(ratio.worst)}, goal ${MOST_P99}); ${missing} events missing, ${doubled} doubled`,
  );
  return reached;
}

function rowOf(name: string, rounds: readonly Round[]): string[] {
  const of = (pick: (round: Round) => number): number[] => rounds.map(pick);
  return [
    name,
    figure(median(of(({ p50Ms }) => p50Ms)), 1),
    figure(median(of(({ p99Ms }) => p99Ms)), 1),
    figure(Math.max(...of(({ p99Ms }) => p99Ms)), 1),
    figure(Math.max(...of(({ oldestMs }) => oldestMs))),
    figure(median(of(({ cpuUs }) => cpuUs))),
  ];
}
