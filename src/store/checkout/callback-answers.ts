import type { CallbackResult } from '../../core/checkout.js';
import { quickRead, run, type Db } from '../db.js';
import { fromExactJson, toExactJson } from '../engine/exact-json.js';
import type { Json } from '../engine/json.js';

/** Keeps what the merchant's endpoint said to one input, for this checkout only; the newest answer counts. */
export async function saveCallbackAnswer(
  db: Db,
  answer: {
    readonly checkoutId: string;
    readonly environmentId: string;
    /** SHA-256 of everything that the answer depends on, hex. */
    readonly inputSha256: string;
    readonly result: CallbackResult;
    readonly expiresAt: number;
  },
): Promise<void> {
  const row = {
    checkout_id: answer.checkoutId,
    input_sha256: answer.inputSha256,
    environment_id: answer.environmentId,
    result: toExactJson(answer.result),
    expires_at: answer.expiresAt,
  };
  await run(db, (knex) => knex('callback_answers').insert(row).onConflict(['checkout_id', 'input_sha256']).merge());
}

/** What was said to this input and is still good at `at`, or null. */
export async function loadCallbackAnswer(
  db: Db,
  { checkoutId, inputSha256, at }: { readonly checkoutId: string; readonly inputSha256: string; readonly at: number },
): Promise<CallbackResult | null> {
  const sql = 'select result from callback_answers where checkout_id = ? and input_sha256 = ? and expires_at > ?';
  const [row] = await quickRead<{ result: Json<CallbackResult> }>(db, sql, [checkoutId, inputSha256, at]);
  return row === undefined ? null : fromExactJson(row.result);
}

/** Forgets every kept answer of an environment: its endpoint says something else now. Answers how many there were. */
export async function purgeCallbackAnswers(db: Db, environmentId: string): Promise<number> {
  return run(db, (knex) => knex('callback_answers').where('environment_id', environmentId).delete());
}
