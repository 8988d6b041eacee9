import type { Checkout, Choices } from '../core/checkout.js';
import { checkoutFromRow, rowOfCheckout, type CheckoutRow, type StoredCheckout } from './checkout/rows.js';
import { quickRead, transaction, type Db } from './db.js';
import { toJson } from './engine/json.js';
import { isDuplicate } from './engine/retry.js';
import { findWish, keepWish, type Wish } from './wishes.js';

export type { StoredCheckout } from './checkout/rows.js';

/** What a posted cart brings; everything else of a checkout begins the same way. */
export type NewCheckout = Omit<Checkout, 'state' | 'version' | 'orderId'> & {
  /** The XML as it was posted; null for HTML and JSON carts. */
  readonly cartBytes: Buffer | null;
};

export type SavedChoices =
  | { readonly state: 'saved'; readonly version: number }
  /** Another page saved first, or the checkout is no longer open: read it again. */
  | { readonly state: 'changed' };

/** Stores an open checkout that nobody has claimed, with the bytes of its cart. */
export async function createCheckout(db: Db, { cartBytes, ...fresh }: NewCheckout): Promise<Checkout> {
  const checkout: Checkout = { ...fresh, state: 'open', version: 1 };
  await transaction(db, (trx) => insertCheckout(trx, checkout, cartBytes));
  return checkout;
}

/** The id of the checkout that a wish made: the one that is stored now, or that of an earlier try. */
export async function createCheckoutOnce(db: Db, wish: Wish, { cartBytes, ...fresh }: NewCheckout): Promise<string> {
  try {
    return await transaction(db, async (trx) => {
      const before = await findWish<string>(trx, wish);
      if (before !== null) return before;
      await keepWish(trx, wish, fresh.id);
      await insertCheckout(trx, { ...fresh, state: 'open', version: 1 }, cartBytes);
      return fresh.id;
    });
  } catch (error) {
    const before = isDuplicate(error) ? await findWish<string>(db, wish) : null;
    if (before === null) throw error;
    return before;
  }
}

async function insertCheckout({ knex }: Db, checkout: Checkout, cartBytes: Buffer | null): Promise<void> {
  const bytes = { checkout_id: checkout.id, received_at: checkout.createdAt, bytes: cartBytes };
  await knex('checkouts').insert(rowOfCheckout(checkout)).onConflict('id').ignore();
  if (cartBytes !== null) await knex('checkout_bytes').insert(bytes).onConflict('checkout_id').ignore();
}

/** A checkout in whatever state, or null. Its id is the only thing that it is found by: it has 128 random bits. */
export async function findCheckout(db: Db, id: string): Promise<StoredCheckout | null> {
  const sql = `select id, environment_id, state, trace, cart_exchange_id, cart, cart_sha256, choices, version, created_at, updated_at,
    expires_at, session_sha256, order_id from checkouts where id = ?`;
  const [row] = await quickRead<CheckoutRow>(db, sql, [id]);
  return row === undefined ? null : checkoutFromRow(row);
}

/** The XML of a checkout's cart as it was posted; null where there was none, or its 90 days are over. */
export async function loadCartBytes(db: Db, checkoutId: string): Promise<Buffer | null> {
  const [row] = await quickRead<{ bytes: Buffer }>(db, 'select bytes from checkout_bytes where checkout_id = ?', [checkoutId]);
  return row?.bytes ?? null;
}

/** Saves what the buyer chose, if the checkout is open and still the one that the page was made from. */
export function saveChoices(
  db: Db,
  save: { readonly id: string; readonly version: number; readonly choices: Choices; readonly at: number },
): Promise<SavedChoices> {
  const { id, version, at } = save;
  const choices = toJson(save.choices);
  return transaction(db, async ({ knex }) => {
    const changed = await knex('checkouts')
      .where({ id, version, state: 'open' })
      .update({ choices, version: version + 1, updated_at: at });
    if (changed > 0) return { state: 'saved', version: version + 1 };
    // the same page sent twice, by a double click or after a lost connection, is no conflict
    const same = await knex('checkouts')
      .where({ id, version: version + 1, state: 'open', choices })
      .select<unknown[]>('id');
    return same.length > 0 ? { state: 'saved', version: version + 1 } : { state: 'changed' };
  });
}

/** Ends an open checkout: the buyer went back to the shop. False where it was not open. */
export async function cancelCheckout(db: Db, { id, at }: { readonly id: string; readonly at: number }): Promise<boolean> {
  return (await endCheckouts(db, { ids: [id], state: 'cancelled', at })) > 0;
}

/** Ends open checkouts whose carts have expired, the oldest first; answers how many. */
export async function expireCheckouts(db: Db, { at, limit }: { readonly at: number; readonly limit: number }): Promise<number> {
  const sql = "select id from checkouts where state = 'open' and expires_at <= ? order by expires_at limit ?";
  const rows = await quickRead<{ id: string }>(db, sql, [at, limit]);
  return endCheckouts(db, { ids: rows.map(({ id }) => id), state: 'expired', at });
}

/** How many checkouts of an environment are open. */
export async function countOpenCheckouts(db: Db, environmentId: string): Promise<number> {
  const sql = "select count(*) as n from checkouts where environment_id = ? and state = 'open'";
  return (await quickRead<{ n: number }>(db, sql, [environmentId]))[0]?.n ?? 0;
}

async function endCheckouts(
  db: Db,
  { ids, state, at }: { readonly ids: readonly string[]; readonly state: 'cancelled' | 'expired'; readonly at: number },
): Promise<number> {
  if (ids.length === 0) return 0;
  return transaction(db, ({ knex }) =>
    knex('checkouts').whereIn('id', ids).where('state', 'open').update({ state, updated_at: at }).increment('version', 1),
  );
}
