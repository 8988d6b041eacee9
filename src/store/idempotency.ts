import { createHash, randomUUID } from 'node:crypto';
import { run, transaction, type Db } from './db.js';
import { fromJson, toJson, type Json } from './engine/json.js';
import type { StoredAnswer } from './replay.js';

/** Kept at least a day (semantics B). */
const KEPT_MS = 24 * 3_600_000;
/** A request that is still not done after this died with its process; the next one may do its work. */
const LEASE_MS = 60_000;

interface KeyRow {
  readonly body_sha256: string;
  readonly owner: string;
  readonly answer: Json<StoredAnswer> | null;
}

export type Claim =
  /** Do the work, then `finishIdempotency` or `releaseIdempotency` with this claim. */
  | { readonly state: 'claimed'; readonly owner: string }
  /** Answer this again. */
  | { readonly state: 'answered'; readonly answer: StoredAnswer }
  /** 409 IDEMPOTENCY_KEY_BUSY. */
  | { readonly state: 'busy' }
  /** 409 IDEMPOTENCY_KEY_REUSED. */
  | { readonly state: 'other-body' };

/** Scope of a key: `accessKeyId method path key`, joined by the caller; at most one request with it does the work. */
export function claimIdempotency(
  db: Db,
  {
    scope,
    environmentId,
    bodySha256,
    at,
  }: { readonly scope: string; readonly environmentId: string; readonly bodySha256: string; readonly at: number },
): Promise<Claim> {
  const scopeSha256 = hashed(scope);
  const owner = randomUUID();
  const claim = {
    scope_sha256: scopeSha256,
    environment_id: environmentId,
    body_sha256: bodySha256,
    owner,
    lease_until: at + LEASE_MS,
    expires_at: at + KEPT_MS,
    answer: null,
  };
  return transaction(db, async ({ knex }) => {
    await knex('idempotency_keys').insert(claim).onConflict('scope_sha256').ignore();
    await knex('idempotency_keys')
      .where('scope_sha256', scopeSha256)
      .whereRaw('(expires_at <= ? or (answer is null and lease_until <= ? and body_sha256 = ?))', [at, at, bodySha256])
      .update(claim);
    const [row] = await knex('idempotency_keys')
      .where('scope_sha256', scopeSha256)
      .select<KeyRow[]>('body_sha256', 'owner', 'answer');
    if (row === undefined || row.body_sha256 !== bodySha256) return { state: 'other-body' };
    if (row.owner === owner) return { state: 'claimed', owner };
    return row.answer === null ? { state: 'busy' } : { state: 'answered', answer: fromJson(row.answer) };
  });
}

/** Stores the answer of a claim, unless another request took the work over meanwhile. */
export async function finishIdempotency(
  db: Db,
  { scope, owner, answer }: { readonly scope: string; readonly owner: string; readonly answer: StoredAnswer },
): Promise<void> {
  await run(db, (knex) =>
    knex('idempotency_keys')
      .where({ scope_sha256: hashed(scope), owner })
      .update({ answer: toJson(answer) }),
  );
}

/** Gives a claim back: 5xx answers are not remembered. */
export async function releaseIdempotency(
  db: Db,
  { scope, owner }: { readonly scope: string; readonly owner: string },
): Promise<void> {
  await run(db, (knex) =>
    knex('idempotency_keys')
      .where({ scope_sha256: hashed(scope), owner })
      .whereNull('answer')
      .delete(),
  );
}

const hashed = (scope: string): string => createHash('sha256').update(scope).digest('hex');
