import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import { countAttempt, takeAttemptBack } from '../../store/throttles.js';
import type { CheckoutDeps } from './deps.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Carts of one address: more than the buyers behind one office router send, too few to fill the table of checkouts. */
const CARTS = [
  { name: 'minute', limit: 120, windowMs: MINUTE_MS },
  { name: 'day', limit: 2_000, windowMs: DAY_MS },
] as const;
/** Attempts to order that led to no order: stolen cards are tried out by the hundred. */
const ORDERS = { checkout: { limit: 20, windowMs: HOUR_MS }, address: { limit: 60, windowMs: HOUR_MS } } as const;

/** Who wants to order. */
export interface Ordering {
  readonly checkoutId: string;
  /** Address of the browser, where the caller knows it. */
  readonly remote: string | undefined;
}

/** Counts a cart that is about to be taken; throws RATE_LIMITED where its sender has sent too many. */
export async function limitCarts(db: Db, { remote, at }: { readonly remote: string; readonly at: number }): Promise<void> {
  if (isOwnMachine(remote)) return;
  for (const { name, ...limits } of CARTS) {
    const verdict = await countAttempt(db, { key: `carts:${name}:${remote}`, ...limits, at });
    if (!verdict.allowed) throw limited('This address sent too many carts in a short time.', verdict.retryAfterMs);
  }
}

/** Counts an attempt to order before anything is asked of a gateway; throws RATE_LIMITED after too many. */
export async function limitOrdering({ db, clock }: Pick<CheckoutDeps, 'db' | 'clock'>, ordering: Ordering): Promise<void> {
  for (const [key, limits] of countersOf(ordering)) {
    const verdict = await countAttempt(db, { key, ...limits, at: clock() });
    if (!verdict.allowed) throw limited('There were too many attempts to order.', verdict.retryAfterMs);
  }
}

/** An attempt that led to an order does not count: neither a busy address nor a button that is pressed twice is an attack. */
export async function forgiveOrdering({ db }: Pick<CheckoutDeps, 'db'>, ordering: Ordering): Promise<void> {
  for (const [key] of countersOf(ordering)) await takeAttemptBack(db, key);
}

type Counter = readonly [key: string, limits: { readonly limit: number; readonly windowMs: number }];

function countersOf({ checkoutId, remote }: Ordering): readonly Counter[] {
  const own: Counter = [`orders:checkout:${checkoutId}`, ORDERS.checkout];
  return remote === undefined || isOwnMachine(remote) ? [own] : [own, [`orders:address:${remote}`, ORDERS.address]];
}

/** Behind a proxy that nobody declared as trusted all buyers have this address, and one of them must not lock out the others. */
const isOwnMachine = (remote: string): boolean => /^(?:::ffff:)?127\./.test(remote) || remote === '::1';

const limited = (detail: string, retryAfterMs: number): CartwrightError =>
  new CartwrightError('RATE_LIMITED', { detail, headers: { 'Retry-After': String(Math.ceil(retryAfterMs / 1000)) } });
