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

/** The rounds at one number of orders a second. */
export interface Pace {
  readonly perSecond: number;
  readonly alone: readonly Round[];
  readonly beside: readonly Round[];
}

/** A dead and a slow endpoint may cost the machine something, and must not be waited for. */
const MOST_P99 = 2;
/** What another process committed is looked for four times a second: where half wait for longer, the machine is behind. */
const IN_STEP_MS = 250;

/**
 * Prints the table and the ratios; true where everything arrived and the other endpoints delayed nothing. At the slowest pace
 * that is always asked; at a faster one only where the machine keeps step with it, as a queue for the processor grows with
 * every endpoint.
 */
export function deliveriesReport(paces: readonly Pace[], options: Pick<Options, 'json' | 'database'>): boolean {
  const all = paces.flatMap(({ alone, beside }) => [...alone, ...beside]);
  const missing = all.reduce((sum, round) => sum + round.missing, 0);
  const doubled = all.reduce((sum, round) => sum + round.doubled, 0);
  const judged = paces.map((pace, index) => judge(pace, index === 0));
  const reached = judged.every(({ isDelayed }) => !isDelayed) && missing === 0 && doubled === 0;
  if (options.json) {
    const { database } = options;
    console.log(JSON.stringify({ bench: 'deliveries', database, paces: judged, goal: MOST_P99, reached }, null, 2));
    return reached;
  }
  const head = ['orders/s', '', 'p50 ms', 'p99 ms', 'worst', 'oldest ms', 'CPU us of an order'];
  const rows = paces.flatMap(({ perSecond, alone, beside }) => [
    rowOf([String(perSecond), 'alone'], alone),
    rowOf(['', 'beside a dead and a slow one'], beside),
  ]);
  console.log(`\n${table(head, rows)}\n`);
  for (const { perSecond, ratio, isAsked, isDelayed } of judged)
    console.log(
      `${isDelayed ? 'MISSED ' : isAsked ? 'reached' : 'behind '}  ${perSecond} orders/s: p99 beside a dead and a slow endpoint / alone: ` +
        `${figure(ratio.median)} (worst round ${figure(ratio.worst)}, ` +
        `${isAsked ? `goal ${MOST_P99}` : 'not asked: alone the machine does not keep step either'})`,
    );
  console.log(`${missing + doubled === 0 ? 'reached' : 'MISSED '}  ${missing} events missing, ${doubled} doubled`);
  return reached;
}

function judge(pace: Pace, isSlowest: boolean) {
  const p99 = (rounds: readonly Round[]): number[] => rounds.map(({ p99Ms }) => p99Ms);
  const ratio = ratioOf(p99(pace.beside), p99(pace.alone), 'less');
  const isAsked = isSlowest || median(pace.alone.map(({ p50Ms }) => p50Ms)) <= IN_STEP_MS;
  return { ...pace, ratio, isAsked, isDelayed: isAsked && ratio.median > MOST_P99 };
}

function rowOf(names: readonly string[], rounds: readonly Round[]): string[] {
  const of = (pick: (round: Round) => number): number[] => rounds.map(pick);
  return [
    ...names,
    figure(median(of(({ p50Ms }) => p50Ms)), 1),
    figure(median(of(({ p99Ms }) => p99Ms)), 1),
    figure(Math.max(...of(({ p99Ms }) => p99Ms)), 1),
    figure(Math.max(...of(({ oldestMs }) => oldestMs))),
    figure(median(of(({ cpuUs }) => cpuUs))),
  ];
}
