import { performance } from 'node:perf_hooks';
import type { StepName } from './purchase.js';
import { percentile } from './statistics.js';

/** Stands around one request of a purchase. */
export type Timed = <T>(name: StepName, request: () => Promise<T>) => Promise<T>;

export interface PurchaseLoad {
  readonly buyers: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
  /** One whole purchase. */
  readonly buy: (timed: Timed) => Promise<void>;
  /** CPU time of the server so far, in microseconds. */
  readonly cpu: () => number;
}

export interface StepTimes {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface MeasuredPurchases {
  readonly ordersPerSecond: number;
  readonly steps: Readonly<Partial<Record<StepName, StepTimes>>>;
  /** CPU of the server for one order, in microseconds. */
  readonly cpuUs: number;
  /** Share of its core that the generator used. */
  readonly generatorBusy: number;
}

/** Keeps buyers busy, each with one purchase after the other; throws where a purchase does. */
export async function runPurchases(load: PurchaseLoad): Promise<MeasuredPurchases> {
  const times = new Map<StepName, number[]>();
  const from = performance.now() + load.warmUpMs;
  const until = from + load.measuredMs;
  const isMeasured = (at: number): boolean => at >= from && at <= until;
  const timed: Timed = async (name, request) => {
    const before = performance.now();
    const answer = await request();
    const after = performance.now();
    const list = times.get(name) ?? [];
    if (isMeasured(before) && isMeasured(after)) list.push(after - before);
    times.set(name, list);
    return answer;
  };
  let orders = 0;
  const work = Array.from({ length: load.buyers }, async () => {
    while (performance.now() < until) {
      await load.buy(timed);
      orders += Number(isMeasured(performance.now()));
    }
  });
  const meter = metered(load);
  await Promise.all([meter, ...work]);
  const { cpuUs, generatorBusy } = await meter;
  return {
    ordersPerSecond: orders / (load.measuredMs / 1000),
    steps: Object.fromEntries(Array.from(times, ([name, list]) => [name, timesOf(list)])),
    cpuUs: cpuUs / Math.max(1, orders),
    generatorBusy,
  };
}

function timesOf(list: readonly number[]): StepTimes {
  const ascending = list.toSorted((a, b) => a - b);
  return { p50Ms: percentile(ascending, 0.5), p99Ms: percentile(ascending, 0.99) };
}

/** CPU of server and generator between the end of the warm-up and the end of the measured time. */
async function metered(load: PurchaseLoad): Promise<{ cpuUs: number; generatorBusy: number }> {
  await sleep(load.warmUpMs);
  const server = load.cpu();
  const own = process.cpuUsage();
  await sleep(load.measuredMs);
  const { user, system } = process.cpuUsage(own);
  return { cpuUs: load.cpu() - server, generatorBusy: (user + system) / (load.measuredMs * 1000) };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
