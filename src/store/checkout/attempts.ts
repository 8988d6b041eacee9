import type { Payment } from '../../core/order.js';
import { quickRead, run, transaction, type Db } from '../db.js';
import { fromExactJson, toExactJson } from '../engine/exact-json.js';
import type { Json } from '../engine/json.js';
import { minorUnits } from '../engine/minor-units.js';

/**
 * started: the gateway may have been asked; answered: it holds money, or may soon; refused: it holds none; used: an order
 * stands on it; orphaned: no order will, what is held is to be given back; voided: that is done.
 */
export type AttemptState = 'started' | 'answered' | 'refused' | 'used' | 'orphaned' | 'voided';

/** One question to a payment gateway. Its id is the idempotency key: asked again, the gateway answers the same. */
export interface PaymentAttempt {
  readonly id: string;
  readonly environmentId: string;
  readonly checkoutId: string;
  /** 1, 2, … within a checkout. */
  readonly attempt: number;
  readonly state: AttemptState;
  /** Minor units. */
  readonly amount: bigint;
  readonly currency: string;
  readonly gateway: string;
  /** What the buyer chose: `test_approve`. */
  readonly method: string;
  /** Null before the gateway answered. */
  readonly answer: Payment | null;
  /** When it was started, answered or given up, or letting it go was tried last. */
  readonly at: number;
}
export type NewAttempt = Omit<PaymentAttempt, 'state' | 'answer'>;

interface AttemptRow {
  readonly id: string;
  readonly environment_id: string;
  readonly checkout_id: string;
  readonly attempt: number;
  readonly state: AttemptState;
  readonly amount: number;
  readonly currency: string;
  readonly gateway: string;
  readonly method: string;
  readonly answer: Json<Payment> | null;
  readonly at: number;
}

/**
 * Writes an attempt down before the gateway is asked, so that a crash between asking and placing is found. Answers it as it
 * stands: an attempt with this id that was started before is not started again.
 */
export async function startPaymentAttempt(db: Db, attempt: NewAttempt): Promise<PaymentAttempt> {
  const row = {
    id: attempt.id,
    environment_id: attempt.environmentId,
    checkout_id: attempt.checkoutId,
    attempt: attempt.attempt,
    state: 'started',
    amount: minorUnits(attempt.amount),
    currency: attempt.currency,
    gateway: attempt.gateway,
    method: attempt.method,
    answer: null,
    at: attempt.at,
  };
  await run(db, (knex) => knex('payment_attempts').insert(row).onConflict('id').ignore());
  return (await findPaymentAttempt(db, attempt.id)) ?? { ...attempt, state: 'started', answer: null };
}

interface Answering {
  readonly id: string;
  readonly answer: Payment;
  readonly at: number;
}

/** Stores what the gateway answered. False where the attempt had an answer, or was given up while the gateway thought. */
export function answerPaymentAttempt(db: Db, answering: Answering): Promise<boolean> {
  return saveAnswer(db, { state: 'started' }, answering);
}

/**
 * Stores the last word on an attempt that waited for the buyer: they authenticated, or could not. False where it has another
 * answer than `before` by now: of a yes and a no at the same time one counts.
 */
export function settlePaymentAttempt(
  db: Db,
  { before, ...answering }: Answering & { readonly before: Payment },
): Promise<boolean> {
  return saveAnswer(db, { state: 'answered', answer: toExactJson(before) }, answering);
}

/** An attempt by its idempotency key, or null. */
export async function findPaymentAttempt(db: Db, id: string): Promise<PaymentAttempt | null> {
  const rows = await quickRead<AttemptRow>(db, 'select * from payment_attempts where id = ?', [id]);
  return rows[0] === undefined ? null : attemptFromRow(rows[0]);
}

/** The attempts of a checkout in their order. */
export async function listPaymentAttempts(db: Db, checkoutId: string): Promise<PaymentAttempt[]> {
  const sql = 'select * from payment_attempts where checkout_id = ? order by attempt';
  return (await quickRead<AttemptRow>(db, sql, [checkoutId])).map(attemptFromRow);
}

/** Binds an attempt to the order that is being placed; false where it is not there to be used. */
export async function useAttempt(
  trx: Db,
  { id, checkoutId }: { readonly id: string; readonly checkoutId: string },
): Promise<boolean> {
  const used = await run(trx, (knex) =>
    knex('payment_attempts').where({ id, checkout_id: checkoutId, state: 'answered' }).update({ state: 'used' }),
  );
  return used > 0;
}

/**
 * Attempts whose money no order will take, the one that was not tried for longest first: those that lie there since before
 * `before` are given up now, so that no order can be placed on them while the caller asks the gateway to let go.
 */
export async function listOrphanedAttempts(
  db: Db,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<PaymentAttempt[]> {
  const states = ['started', 'answered'];
  await transaction(db, ({ knex }) =>
    knex('payment_attempts').whereIn('state', states).where('at', '<', before).update({ state: 'orphaned' }),
  );
  const sql = "select * from payment_attempts where state = 'orphaned' order by at, id limit ?";
  return (await quickRead<AttemptRow>(db, sql, [limit])).map(attemptFromRow);
}

/** Gives an attempt up at once: the cart changed, or the order was refused. False where an order stands on it. */
export async function orphanAttempt(db: Db, { id, at }: { readonly id: string; readonly at: number }): Promise<boolean> {
  const changed = await run(db, (knex) =>
    knex('payment_attempts').where({ id }).whereIn('state', ['started', 'answered']).update({ state: 'orphaned', at }),
  );
  return changed > 0;
}

/** Notes that letting an orphaned attempt go is being tried: one that fails again and again stands behind all others. */
export async function noteVoidTry(db: Db, { id, at }: { readonly id: string; readonly at: number }): Promise<void> {
  await run(db, (knex) => knex('payment_attempts').where({ id, state: 'orphaned' }).update({ at }));
}

/** Notes that the gateway holds nothing for an orphaned attempt any more. */
export async function markAttemptVoided(db: Db, { id, at }: { readonly id: string; readonly at: number }): Promise<void> {
  await run(db, (knex) => knex('payment_attempts').where({ id, state: 'orphaned' }).update({ state: 'voided', at }));
}

async function saveAnswer(
  db: Db,
  from: Pick<AttemptRow, 'state'> & Partial<Pick<AttemptRow, 'answer'>>,
  { id, answer, at }: Answering,
): Promise<boolean> {
  const state: AttemptState = answer.state === 'declined' || answer.state === 'voided' ? 'refused' : 'answered';
  const changed = await run(db, (knex) =>
    knex('payment_attempts')
      .where({ id, ...from })
      .update({ state, answer: toExactJson(answer), at }),
  );
  return changed > 0;
}

function attemptFromRow(row: AttemptRow): PaymentAttempt {
  return {
    id: row.id,
    environmentId: row.environment_id,
    checkoutId: row.checkout_id,
    attempt: row.attempt,
    state: row.state,
    amount: BigInt(row.amount),
    currency: row.currency,
    gateway: row.gateway,
    method: row.method,
    answer: row.answer === null ? null : fromExactJson(row.answer),
    at: row.at,
  };
}
