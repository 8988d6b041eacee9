import type { Db } from '../../src/store/db.js';
import type { Options } from '../options.js';
import type { Child } from '../child.js';
import { seeded } from '../random.js';
import type { Workshop } from '../workshop.js';
import { AIMS, endLeases, leasesHeld, leftUndone, untilUnderWay, type Work } from './aims.js';
import type { Calls } from './calls.js';
import type { Told } from './clerk.js';

/** So many calls of the merchant are answered after each start before the next kill. */
const CALLS_FIRST = 3;
const LOAD_TIMEOUT_MS = 600_000;
/**
 * After what it was aimed at is seen, a kill waits up to this long, mostly less. Of two kills one falls into work that is being
 * done and takes no longer, the other one anywhere up to the next turn of a job.
 */
const SPANS_MS = [12, 400] as const;
/** A kill is aimed at whatever comes first of so many sorts of work, those that were interrupted least. */
const AIMED_AT = 3;
/** What a living process had in hand at a kill is over by now, or it has prolonged its lease. */
const LIVING_MS = 3_000;
/** The clock of a sandbox goes no further than ten years: so often orders are let grow old. */
const MOST_AGEINGS = 110;

/** What is killed, one after the other, and comes back. */
export interface Victims {
  readonly children: readonly Pick<Child, 'kill'>[];
  restart(index: number): Promise<void>;
}

export interface Battlefield {
  readonly victims: Victims;
  /** Whether those die that have leases: of a database's node everybody who has one lives on. */
  readonly endsLeases: boolean;
  readonly db: Db;
  readonly calls: Calls;
  readonly told: Told;
  readonly fault: Promise<never>;
  /** Moves the clock of the shop whose orders run out. */
  readonly age: (advance: string) => Promise<void>;
}

/** How many kills left each sort of work undone, and where their time went. */
export interface Kills {
  readonly interrupted: ReadonlyMap<Work, number>;
  /** Seconds in all. */
  readonly spent: Readonly<Record<'load' | 'aim' | 'restart', number>>;
}

/** Kills one process after the other, each at a piece of work that was interrupted less often than others so far. */
export async function killAgainAndAgain(field: Battlefield, options: Options, workshop: Workshop): Promise<Kills> {
  const random = seeded(options.seed);
  const interrupted = new Map<Work, number>(AIMS.map((work) => [work, 0]));
  const spent = { load: 0, aim: 0, restart: 0 };
  const clocked = async <T>(what: keyof typeof spent, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    return work().finally(() => (spent[what] += (performance.now() - began) / 1000));
  };
  const growOld = ageing(field);
  for (let count = 1; count <= options.times; count++) {
    await clocked('load', () => underWay(field));
    const wanted = leastOf(interrupted, count);
    await clocked('aim', async () => {
      await growOld(wanted);
      await Promise.race([untilUnderWay(field, wanted), field.fault]);
      await sleep(random() ** 2 * (SPANS_MS[count % SPANS_MS.length] ?? 0));
    });
    const left = await clocked('restart', () => killOne(field, count % field.victims.children.length));
    for (const work of left) interrupted.set(work, (interrupted.get(work) ?? 0) + 1);
    if (!options.json) workshop.tell(`crash ${count} at ${wanted.join(', ')}; undone: ${left.join(', ')}`);
  }
  await underWay(field);
  return { interrupted, spent };
}

/** Those that were interrupted least, of equals another one each time. */
function leastOf(interrupted: ReadonlyMap<Work, number>, count: number): Work[] {
  const turned = AIMS.map((_, index) => AIMS[(index + count) % AIMS.length] ?? 'call');
  return turned.sort((one, other) => (interrupted.get(one) ?? 0) - (interrupted.get(other) ?? 0)).slice(0, AIMED_AT);
}

/** Lets orders be 23 and then 30 days old where a kill is aimed at what comes of that. */
function ageing({ age }: Battlefield): (wanted: readonly Work[]) => Promise<void> {
  let ageings = 0;
  return async (wanted) => {
    const isWarning = wanted.includes('warning');
    if (!isWarning && !wanted.includes('expiry')) return;
    if (ageings++ < MOST_AGEINGS) await age(isWarning ? 'P24D' : 'P8D');
  };
}

/** Answers what it left undone; of several processes the others may have it in hand. */
async function killOne({ victims, endsLeases, db, calls }: Battlefield, index: number): Promise<Work[]> {
  const before = { ...calls.cut };
  await victims.children[index]?.kill();
  const held = endsLeases ? await leasesHeld(db) : new Map<string, number>();
  const left = await leftUndone({ db, calls }, before);
  if (victims.children.length === 1) await endLeases(db, held);
  const restarted = victims.restart(index);
  if (victims.children.length > 1) {
    await sleep(LIVING_MS);
    await endLeases(db, held);
  }
  await restarted;
  return left;
}

/** Waits until the merchant had so many more answers. */
async function underWay({ told: { did }, fault }: Battlefield): Promise<void> {
  const answers = (): number => did.shipped + did.cancelled + did.refunded;
  const wanted = answers() + CALLS_FIRST;
  for (const until = Date.now() + LOAD_TIMEOUT_MS; answers() < wanted;) {
    if (Date.now() > until) throw new Error(`only ${answers()} answers of ${wanted} in ${LOAD_TIMEOUT_MS / 1000} s`);
    await Promise.race([sleep(10), fault]);
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
