import { statesOfPrefix } from './zip-states.js';

const ZIPS = 100_000;
const NONE = -1;

/** A zip rule: both ends inclusive, and the number that it is known by (its place in the document). */
export interface ZipSpan {
  readonly low: number;
  readonly high: number;
  readonly order: number;
}

/** For every zip the span that counts there, as runs: run i goes from starts[i] to the next start. */
export interface PaintedZips {
  readonly starts: Int32Array;
  readonly orders: Int32Array;
}

/**
 * Decides for all 100,000 zips at once which span counts, so that a look-up is one binary search whatever their number.
 * The best span paints first and nobody paints over it; each zip is painted once.
 * @param narrowFirst fewest zips covered first, ties by order; otherwise by order alone.
 */
export function paintZips(spans: readonly ZipSpan[], narrowFirst: boolean): PaintedZips {
  const owner = new Int32Array(ZIPS).fill(NONE);
  const free = new Int32Array(ZIPS + 1);
  for (let zip = 0; zip <= ZIPS; zip += 1) free[zip] = zip;
  const best = [...spans].sort((a, b) => (narrowFirst ? a.high - a.low - (b.high - b.low) : 0) || a.order - b.order);
  for (const { low, high, order } of best) {
    for (let zip = nextFree(free, low); zip <= high; zip = nextFree(free, zip + 1)) {
      owner[zip] = order;
      free[zip] = zip + 1;
    }
  }
  return runs(owner);
}

/** Order of the span that counts at this zip, -1 if none does. */
export function paintedAt(painted: PaintedZips, zip: number): number {
  let low = 0;
  let high = painted.starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((painted.starts[middle] ?? ZIPS) <= zip) low = middle;
    else high = middle;
  }
  return painted.orders[low] ?? NONE;
}

/** States in which at least one zip is painted, by first three digits. */
export function paintedStates(painted: PaintedZips): Set<string> {
  const states = new Set<string>();
  painted.orders.forEach((order, run) => {
    if (order === NONE) return;
    const last = (painted.starts[run + 1] ?? ZIPS) - 1;
    for (let prefix = Math.floor((painted.starts[run] ?? 0) / 100); prefix <= Math.floor(last / 100); prefix += 1) {
      for (const state of statesOfPrefix(prefix)) states.add(state);
    }
  });
  return states;
}

function nextFree(free: Int32Array, zip: number): number {
  let at = zip;
  while ((free[at] ?? at) !== at) {
    free[at] = free[free[at] ?? at] ?? at;
    at = free[at] ?? at;
  }
  return at;
}

function runs(owner: Int32Array): PaintedZips {
  const starts: number[] = [];
  const orders: number[] = [];
  for (let zip = 0; zip < ZIPS; zip += 1) {
    const order = owner[zip] ?? NONE;
    if (zip > 0 && order === owner[zip - 1]) continue;
    starts.push(zip);
    orders.push(order);
  }
  return { starts: Int32Array.from(starts), orders: Int32Array.from(orders) };
}
