import { createHash } from 'node:crypto';
import { quickRead, run, type Db } from './db.js';
import { fromJson, toJson, type Json } from './engine/json.js';

/** Something that is to be done once, however often it is asked for. */
export interface Wish {
  /** Which one it is, and whose: an Idempotency-Key with its caller, address and body, or a form that was sent. */
  readonly id: string;
  readonly environmentId: string;
  /** Epoch milliseconds by the real clock. */
  readonly at: number;
}

/**
 * What a wish did when it was fulfilled, as JSON keeps it; null where it was not, or is none. To be asked in the transaction
 * that fulfils it, after the write that its rivals wait for.
 */
export async function findWish<Did>(trx: Db, wish: Wish | undefined): Promise<Did | null> {
  if (wish === undefined) return null;
  const sql = 'select did from wishes where id_sha256 = ?';
  const [row] = await quickRead<{ readonly did: Json<Did> }>(trx, sql, [hashed(wish)]);
  return row === undefined ? null : fromJson(row.did);
}

/** Writes down what a wish did, in the transaction that did it: neither is there without the other. */
export async function keepWish(trx: Db, wish: Wish | undefined, did: unknown): Promise<void> {
  if (wish === undefined) return;
  const { environmentId, at } = wish;
  const row = { id_sha256: hashed(wish), environment_id: environmentId, at, did: toJson(did) };
  await run(trx, (knex) => knex('wishes').insert(row));
}

const hashed = ({ id }: Wish): string => createHash('sha256').update(id).digest('hex');
