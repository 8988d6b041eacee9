import type { Options } from './options.js';
import type { MeasuredPurchases, StepTimes } from './purchase-load.js';
import { STEPS, type StepName } from './purchase.js';
import { figure, median, ratioOf } from './statistics.js';
import { table } from './table.js';

export interface CheckoutRun {
  readonly rounds: Readonly<Record<'Express' | 'Cartwright', readonly MeasuredPurchases[]>>;
  readonly statements: ReadonlyMap<StepName, number>;
  /** Length of the answer's body of each step. */
  readonly sizes: readonly (readonly [StepName, number])[];
  readonly buyers: number;
  readonly options: Options;
}

/** Of the orders a second that bare Express would reach with the same traffic; docs/performance.md says where it comes from. */
const MIN_RATIO = { sqlite: 0.04, mysql: 0.05 } as const;

/** Prints the tables and the ratio; true where its goal is reached. */
export function checkoutReport({ rounds, statements, sizes, buyers, options }: CheckoutRun): boolean {
  const rate = (name: keyof CheckoutRun['rounds']): number[] => rounds[name].map(({ ordersPerSecond }) => ordersPerSecond);
  const ratio = ratioOf(rate('Cartwright'), rate('Express'), 'more');
  const goal = MIN_RATIO[options.database];
  const reached = ratio.median >= goal;
  const steps = STEPS.map((name) => ({
    name,
    p50Ms: medianOf(rounds.Cartwright, name, 'p50Ms'),
    p99Ms: medianOf(rounds.Cartwright, name, 'p99Ms'),
    statements: statements.get(name) ?? Number.NaN,
    bytes: sizes.find(([step]) => step === name)?.[1] ?? Number.NaN,
  }));
  if (options.json) {
    const { database } = options;
    console.log(JSON.stringify({ bench: 'checkout', database, buyers, rounds, steps, ratio, goal, reached }, null, 2));
    return reached;
  }
  const head = [`${buyers} buyers`, 'p50 ms', 'p99 ms', 'statements', 'bytes'];
  const rows = steps.map(({ name, p50Ms, p99Ms, statements: count, bytes }) => [
    name,
    figure(p50Ms, 1),
    figure(p99Ms, 1),
    figure(count),
    figure(bytes),
  ]);
  console.log(`\n${table(head, rows)}\n\n${serverTable(rounds)}\n`);
  console.log(
    `${reached ? 'reached' : 'MISSED '}  orders a second, Cartwright / bare Express: ${figure(ratio.median, 3)} (worst round ${figure(ratio.worst, 3)}, goal ${goal})`,
  );
  return reached;
}

const medianOf = (rounds: readonly MeasuredPurchases[], name: StepName, pick: keyof StepTimes): number =>
  median(rounds.map(({ steps }) => steps[name]?.[pick] ?? Number.NaN));

function serverTable(rounds: CheckoutRun['rounds']): string {
  const rows = (['Express', 'Cartwright'] as const).map((name) => {
    const of = (pick: (measured: MeasuredPurchases) => number): number[] => rounds[name].map(pick);
    const rates = of(({ ordersPerSecond }) => ordersPerSecond);
    return [
      name,
      figure(median(rates)),
      figure(Math.min(...rates)),
      figure(median(of(({ cpuUs }) => cpuUs)) / 1000),
      `${Math.round(median(of(({ generatorBusy }) => generatorBusy)) * 100)} %`,
    ];
  });
  return table(['', 'orders/s', 'worst', 'CPU ms of an order', 'generator'], rows);
}
