import { expireCheckouts } from '../../store/checkouts.js';
import type { Db } from '../../store/db.js';
import { eventIds } from '../event-ids.js';
import { releaseDue } from '../../store/order/progress.js';

const AT_ONCE = 100;

interface Deps {
  readonly db: Db;
  readonly clock: () => number;
}

/** Releases orders whose window is over and whose payment has cleared; `more` where there may be others. */
export async function releaseOrders({ db, clock }: Deps): Promise<'done' | 'more'> {
  const released = await releaseDue(db, { at: clock(), limit: AT_ONCE, idsAt: eventIds });
  return released.length === AT_ONCE ? 'more' : 'done';
}

/** Ends open checkouts whose carts have expired, so that nobody counts them as open. */
export async function closeExpired({ db, clock }: Deps): Promise<'done' | 'more'> {
  const expired = await expireCheckouts(db, { at: clock(), limit: AT_ONCE });
  return expired === AT_ONCE ? 'more' : 'done';
}
