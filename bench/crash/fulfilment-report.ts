import type { Options } from '../options.js';
import { AIMS, type Work } from './aims.js';
import type { Arrival } from './forgetful-store.js';
import type { Told } from './clerk.js';
import type { Faults } from './order-truth.js';

type Reported = Pick<Options, 'times' | 'seed' | 'json'> & { readonly where: string };

interface Result {
  readonly orders: number;
  readonly told: Told;
  readonly arrivals: readonly Arrival[];
  /** How many kills left such work undone. */
  readonly interrupted: ReadonlyMap<Work, number>;
  readonly faults: Faults;
}

/** Prints what came of it; true where nothing was lost, doubled or stuck and the kills fell where they prove something. */
export function fulfilmentReport(run: Reported, { orders, told, arrivals, interrupted, faults }: Result): boolean {
  const { where, times, seed, json } = run;
  const found = Object.entries(faults).filter(([, names]) => names.length > 0);
  const { did } = told;
  const repeated = arrivals.length - new Set(arrivals.map(({ format, id }) => `${format} ${id}`)).size;
  // A run that interrupted little, or in which nothing was sent or called twice, proves nothing.
  const wanted = Math.min(AIMS.length, Math.ceil(times / 2));
  const reached = found.length === 0 && interrupted.size >= wanted && did.broken > 0 && repeated > 0;
  const counts = { orders, shipments: told.shipments.size, refunds: told.refunds.size, arrivals: arrivals.length, repeated };
  const left = Object.fromEntries(interrupted);
  if (json) {
    const result = { bench: 'crash fulfilment', where, crashes: times, seed, ...counts, did, interrupted: left };
    console.log(JSON.stringify({ ...result, faults: Object.fromEntries(found), reached }, null, 2));
    return reached;
  }
  const inWords = (of: Readonly<Record<string, number>>): string =>
    Object.entries(of)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ');
  console.log(
    `${reached ? 'reached' : 'MISSED '}  ${times} times kill -9 on ${where} (seed ${seed}): ${inWords(counts)}; ${found.length} sorts of faults\n` +
      `  the merchant: ${inWords(did)}\n  kills that left it undone: ${inWords(left)}`,
  );
  for (const [fault, names] of found) console.log(`  ${names.length} times ${fault}: ${names.slice(0, 5).join(', ')}`);
  return reached;
}
