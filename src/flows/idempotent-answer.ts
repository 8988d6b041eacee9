import type { StoredMessage } from '../core/exchange.js';
import { CartwrightError } from '../errors.js';
import type { Db } from '../store/db.js';
import { claimIdempotency, finishIdempotency, releaseIdempotency } from '../store/idempotency.js';
import type { StoredAnswer } from '../store/replay.js';
import type { Vault } from '../vault.js';
import { keepAnswer, openAnswer, type KeptAnswer } from './kept-answer.js';

const RETRY_AFTER_SECONDS = '1';

/** The right to do the work of an Idempotency-Key; whoever has it finishes it or gives it back. */
export interface IdempotencyClaim {
  readonly scope: string;
  readonly owner: string;
}

export interface IdempotentRequest {
  /** The header Idempotency-Key as it was sent. */
  readonly key: string;
  /** Whose it is: the same key of another caller or at another address is another key. */
  readonly accessKeyId: string;
  readonly environmentId: string;
  readonly method: string;
  readonly url: string;
  readonly bodySha256: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
export type ClaimedAnswer =
  { readonly state: 'claimed'; readonly claim: IdempotencyClaim } | { readonly state: 'answered'; readonly answer: StoredAnswer };

interface Deps {
  readonly db: Db;
  readonly vault: Vault;
}

/**
 * Claims an Idempotency-Key, or hands back the answer that it has. Throws IDEMPOTENCY_KEY_BUSY while the first request
 * runs, and IDEMPOTENCY_KEY_REUSED for another body (semantics B).
 */
export async function claimAnswer({ db, vault }: Deps, request: IdempotentRequest): Promise<ClaimedAnswer> {
  const { key, accessKeyId, environmentId, method, url, bodySha256, at } = request;
  const scope = `${accessKeyId} ${method} ${url} ${key}`;
  const claim = await claimIdempotency(db, { scope, environmentId, bodySha256, at });
  switch (claim.state) {
    case 'claimed':
      return { state: 'claimed', claim: { scope, owner: claim.owner } };
    case 'answered':
      return { state: 'answered', answer: openAnswer(keptOf(claim.answer), vault) };
    case 'busy':
      throw new CartwrightError('IDEMPOTENCY_KEY_BUSY', { headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
    case 'other-body':
      throw new CartwrightError('IDEMPOTENCY_KEY_REUSED', {
        detail: `The Idempotency-Key ${key} came with another body before. Use a new key for each thing that you ask for.`,
      });
  }
}

/** Keeps the answer of a claim. 5xx answers are not remembered: the next request with the same key does the work again. */
export async function finishClaim(
  { db, vault }: Deps,
  claim: IdempotencyClaim,
  { stored, ...kept }: KeptAnswer & { readonly stored: StoredMessage },
): Promise<void> {
  if (kept.answer.status >= 500) return giveClaimBack(db, claim);
  await finishIdempotency(db, { ...claim, answer: keepAnswer(kept, stored, vault) });
}

/** Lets the next request with the same key do the work. */
export const giveClaimBack = (db: Db, claim: IdempotencyClaim): Promise<void> => releaseIdempotency(db, claim);

const keptOf = (answer: StoredAnswer): KeptAnswer => ({ answer, exchangeId: answer.headers['Cartwright-Exchange'] ?? '' });
