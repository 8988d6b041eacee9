import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import { countAttempt, mayAttempt, takeAttemptBack } from '../../store/throttles.js';
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

/**
 * Looks whether one more attempt to order is allowed before anything is asked of a gateway; throws RATE_LIMITED after too many.
 * An address is counted at once. A checkout is counted by `countOrdering`, when it is known that an attempt led to no order: a
 * button that is pressed fifty times at once is one wish.
 */
export async function limitOrdering(
  { db, clock }: Pick<CheckoutDeps, 'db' | 'clock'>,
  { checkoutId, remote }: Ordering,
): Promise<void> {
  const at = clock();
  const own = await mayAttempt(db, { key: checkoutKey(checkoutId), limit: ORDERS.checkout.limit, at });
  const verdict =
    own.allowed && isCounted(remote) ? await countAttempt(db, { key: addressKey(remote), ...ORDERS.address, at }) : own;
  if (!verdict.allowed) throw limited('There were too many attempts to order.', verdict.retryAfterMs);
}

/** Counts what came of an attempt: one that led to an order is none, so that a busy address is not an attack. */
export async function countOrdering(
  { db, clock }: Pick<CheckoutDeps, 'db' | 'clock'>,
  { checkoutId, remote }: Ordering,
  { ordered }: { readonly ordered: boolean },
): Promise<void> {
  if (!ordered) await countAttempt(db, { key: checkoutKey(checkoutId), ...ORDERS.checkout, at: clock() });
  else if (isCounted(remote)) await takeAttemptBack(db, addressKey(remote));
}

const checkoutKey = (id: string): string => `orders:checkout:${id}`;
const addressKey = (remote: string): string => `orders:address:${remote}`;
const isCounted = (remote: string | undefined): remote is string => remote !== undefined && !isOwnMachine(remote);

/** Behind a proxy that nobody declared as trusted all buyers have this address, and one of them must not lock out the others. */
export const isOwnMachine = (remote: string): boolean => /^(?:::ffff:)?127\./.test(remote) || remote === '::1';

const limited = (detail: string, retryAfterMs: number): CartwrightError =>
  new CartwrightError('RATE_LIMITED', { detail, headers: { 'Retry-After': String(Math.ceil(retryAfterMs / 1000)) } });
