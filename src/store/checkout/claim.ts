import type { CheckoutState } from '../../core/checkout.js';
import { run, transaction, type Db } from '../db.js';

/** Which checkout a browser session gets for the one that it asks for (semantics B, "The same cart again"). */
export type CheckoutClaim =
  /** This one: it is the browser's own, from now on or from before; with the session that has it. */
  | { readonly state: 'yours'; readonly id: string; readonly sessionSha256: string }
  /** An open one that the session has for the same cart; the one asked for is gone. */
  | { readonly state: 'instead'; readonly id: string }
  /** It belongs to another session, which is all that may be said. */
  | { readonly state: 'taken' }
  | { readonly state: 'gone' };

interface Claimable {
  readonly environment_id: string;
  readonly cart_sha256: string;
  readonly state: CheckoutState;
  readonly session_sha256: string | null;
}
interface ClaimRow {
  readonly checkout_id: string;
  readonly state: CheckoutState | null;
  readonly session_sha256: string | null;
}
interface Claiming {
  readonly id: string;
  readonly sessionSha256: string;
  /** More sessions of the same browser: it may have the cart open in one of those. */
  readonly others?: readonly string[];
  readonly at: number;
}

/**
 * Gives an unclaimed checkout to a session, or the browser's open one of the same cart in its place. However many equal carts
 * a session posts at once, it ends with one checkout.
 */
export function claimCheckout(db: Db, claiming: Claiming): Promise<CheckoutClaim> {
  const { id, sessionSha256, others = [] } = claiming;
  // a COMMIT whose answer was lost is done again, and then finds the checkout gone that it dropped itself
  let dropped: CheckoutClaim = { state: 'gone' };
  return transaction(db, async (trx) => {
    const row = await findClaimable(trx, id);
    if (row === null) return dropped;
    if (row.session_sha256 !== null) return ownerSays(row.session_sha256);
    const first = row.state === 'open' ? await firstOfCart(trx, row, claiming) : id;
    if (first !== id) {
      await dropUnclaimed(trx, id);
      return (dropped = { state: 'instead', id: first });
    }
    if (await takeUnclaimed(trx, claiming)) return { state: 'yours', id, sessionSha256 };
    const taken = await findClaimable(trx, id);
    return taken?.session_sha256 == null ? { state: 'gone' } : ownerSays(taken.session_sha256);
  });

  function ownerSays(owner: string): CheckoutClaim {
    return [sessionSha256, ...others].includes(owner) ? { state: 'yours', id, sessionSha256: owner } : { state: 'taken' };
  }
}

/** The checkout that a session has for a cart: an open one of before, or this one, which then stands for the cart. */
async function firstOfCart(trx: Db, row: Claimable, { id, sessionSha256, others = [], at }: Claiming): Promise<string> {
  const cart = { session_sha256: sessionSha256, environment_id: row.environment_id, cart_sha256: row.cart_sha256 };
  const elsewhere = others.length === 0 ? null : await findOpenClaim(trx, cart, others);
  if (elsewhere !== null) return elsewhere;
  let claim = await findClaim(trx, cart);
  if (claim === null) {
    const fresh = { ...cart, checkout_id: id, claimed_at: at };
    await run(trx, (knex) => knex('checkout_claims').insert(fresh).onConflict(Object.keys(cart)).ignore());
    claim = await findClaim(trx, cart);
  }
  if (claim === null || claim.checkout_id === id) return id;
  if (claim.state === 'open' && claim.session_sha256 === sessionSha256) return claim.checkout_id;
  const over = { ...cart, checkout_id: claim.checkout_id };
  const replaced = await run(trx, (knex) => knex('checkout_claims').where(over).update({ checkout_id: id, claimed_at: at }));
  return replaced > 0 ? id : ((await findClaim(trx, cart))?.checkout_id ?? id);
}

async function findClaimable(trx: Db, id: string): Promise<Claimable | null> {
  const rows = await run(trx, (knex) =>
    knex('checkouts').where({ id }).select<Claimable[]>('environment_id', 'cart_sha256', 'state', 'session_sha256'),
  );
  return rows[0] ?? null;
}

async function findClaim(trx: Db, cart: Readonly<Record<string, string>>): Promise<ClaimRow | null> {
  const rows = await run(trx, (knex) =>
    knex
      .from(knex('checkout_claims').where(cart).select('checkout_id').as('mine'))
      .leftJoin('checkouts as c', 'c.id', 'mine.checkout_id')
      .select<ClaimRow[]>('mine.checkout_id', 'c.state', 'c.session_sha256'),
  );
  return rows[0] ?? null;
}

/** The open checkout that one of these sessions has for a cart, the oldest of them; null where none has. */
async function findOpenClaim(
  trx: Db,
  { environment_id, cart_sha256 }: Pick<Claimable, 'environment_id' | 'cart_sha256'>,
  sessions: readonly string[],
): Promise<string | null> {
  const rows = await run(trx, (knex) =>
    knex('checkout_claims as mine')
      .join('checkouts as c', { 'c.id': 'mine.checkout_id', 'c.session_sha256': 'mine.session_sha256' })
      .where({ 'mine.environment_id': environment_id, 'mine.cart_sha256': cart_sha256, 'c.state': 'open' })
      .whereIn('mine.session_sha256', sessions)
      .orderBy('mine.claimed_at')
      .limit(1)
      .select<{ checkout_id: string }[]>('mine.checkout_id'),
  );
  return rows[0]?.checkout_id ?? null;
}

async function dropUnclaimed(trx: Db, id: string): Promise<void> {
  const dropped = await run(trx, (knex) => knex('checkouts').where({ id }).whereNull('session_sha256').delete());
  if (dropped > 0) await run(trx, (knex) => knex('checkout_bytes').where('checkout_id', id).delete());
}

async function takeUnclaimed(trx: Db, { id, sessionSha256 }: Claiming): Promise<boolean> {
  const taken = await run(trx, (knex) =>
    knex('checkouts').where({ id }).whereNull('session_sha256').update({ session_sha256: sessionSha256 }),
  );
  return taken > 0;
}
