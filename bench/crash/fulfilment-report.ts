import type { Options } from '../options.js';
import { AIMS } from './aims.js';
import type { Told } from './clerk.js';
import { type Arrival, nameOfArrival } from './forgetful-store.js';
import type { Kills } from './killing.js';
import type { Faults } from './order-truth.js';

interface Result extends Kills {
  readonly orders: number;
  readonly told: Told;
  readonly arrivals: readonly Arrival[];
  readonly faults: Faults;
}

/** `killed`: what was killed, where, in words. */
type Reported = Pick<Options, 'times' | 'seed' | 'json'> & { readonly killed: string };

/** Prints what came of it; true where nothing was lost, doubled or stuck and the kills fell where they prove something. */
export function fulfilmentReport(options: Reported, { orders, told, arrivals, interrupted, spent, faults }: Result): boolean {
  const { killed, times, seed, json } = options;
  const found = Object.entries(faults).filter(([, names]) => names.length > 0);
  const { did } = told;
  const repeated = arrivals.length - new Set(arrivals.map(nameOfArrival)).size;
  // A run that left some sort of work alone, or in which nothing was sent or called twice, proves nothing.
  const missed = AIMS.filter((work) => (interrupted.get(work) ?? 0) === 0);
  const mayMiss = Math.max(0, AIMS.length - Math.ceil(times / 2));
  const reached = found.length === 0 && missed.length <= mayMiss && did.broken > 0 && repeated > 0;
  const counts = { orders, shipments: told.shipments.size, refunds: told.refunds.size, arrivals: arrivals.length, repeated };
  const left = Object.fromEntries(interrupted);
  if (json) {
    const result = { bench: 'crash fulfilment', killed, crashes: times, seed, ...counts, did, interrupted: left };
    console.log(JSON.stringify({ ...result, spent, faults: Object.fromEntries(found), reached }, null, 2));
    return reached;
  }
  console.log(
    `${reached ? 'reached' : 'MISSED '}  ${times} times kill -9 of ${killed} (seed ${seed}): ${inWords(counts)}; ${found.length} sorts of faults\n` +
      `  merchants and buyers: ${inWords(did)}\n  kills that left it undone: ${inWords(left)}\n` +
      `  seconds of one kill: ${inWords(Object.fromEntries(Object.entries(spent).map(([name, seconds]) => [name, round(seconds / times)])))}`,
  );
  if (missed.length > mayMiss) console.log(`  never interrupted: ${missed.join(', ')}`);
  for (const [fault, names] of found) console.log(`  ${names.length} times ${fault}: ${names.slice(0, 5).join(', ')}`);
  return reached;
}

const inWords = (of: Readonly<Record<string, number>>): string =>
  Object.entries(of)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

const round = (seconds: number): number => Math.round(seconds * 10) / 10;
