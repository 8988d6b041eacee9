import type { Environment } from '../../core/merchant.js';
import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import { transaction } from '../../store/db.js';
import { keepWish, findWish, type Wish } from '../../store/wishes.js';
import { lockClock, moveClock as store, offsetOf } from '../../store/environment-clock.js';

/** Ten years: nobody tests further, and every time stays a number that databases and calendars take. */
const MOST_AHEAD_MS = 10 * 366 * 86_400_000;

interface Deps {
  readonly db: Db;
  readonly clock: () => number;
}
/** Ahead by so many milliseconds, or to a moment; sent again with the same `once` it moves nothing more. */
export type ClockWish = ({ readonly advanceMs: number } | { readonly at: number }) & { readonly once?: Wish | undefined };

/** What the clock of an environment says, in epoch milliseconds, and how far ahead of the real one it is. */
export interface EnvironmentTime {
  readonly now: number;
  readonly offsetMs: number;
}

export async function readClock({ db, clock }: Deps, environmentId: string): Promise<EnvironmentTime> {
  const offsetMs = await offsetOf(db, environmentId);
  return { now: clock() + offsetMs, offsetMs };
}

/**
 * Moves the clock of a sandbox ahead; windows, terms and retries that end by then are done by the jobs in the next second.
 * Throws CLOCK_LIVE, CLOCK_BACKWARDS, CLOCK_TOO_FAR.
 */
export async function moveClock({ db, clock }: Deps, { id, name }: Environment, wish: ClockWish): Promise<EnvironmentTime> {
  if (name !== 'sandbox') throw new CartwrightError('CLOCK_LIVE', { detail: 'This key is of the live environment.' });
  const real = clock();
  return transaction(db, async (trx) => {
    const before = await lockClock(trx, id);
    const moved = await findWish<EnvironmentTime>(trx, wish.once);
    if (moved !== null) return moved;
    const ahead = 'at' in wish ? wish.at - real : before + wish.advanceMs;
    check(ahead, { before, real });
    const offsetMs = await store(trx, { environmentId: id, offsetMs: ahead });
    const time = { now: real + offsetMs, offsetMs };
    await keepWish(trx, wish.once, time);
    return time;
  });
}

function check(ahead: number, { before, real }: { readonly before: number; readonly real: number }): void {
  const says = (offset: number): string => new Date(real + offset).toISOString();
  if (ahead < before)
    throw new CartwrightError('CLOCK_BACKWARDS', {
      detail: `The clock of the sandbox says ${says(before)}. Send a later moment.`,
    });
  if (ahead > MOST_AHEAD_MS)
    throw new CartwrightError('CLOCK_TOO_FAR', { detail: `The last moment that it can be moved to is ${says(MOST_AHEAD_MS)}.` });
}
