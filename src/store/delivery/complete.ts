import type { DeliveryAttempt, DeliveryOutcome } from '../../core/delivery.js';
import { run, transaction, type Db } from '../db.js';
import { switchOff } from '../endpoint/state.js';
import { tellAfterCommit } from '../events.js';
import { queueMail, type NewMail } from '../mails.js';
import type { Claimed } from './claim.js';

/** What became of a delivery by an attempt. */
export type Completion = {
  readonly attempt: Omit<DeliveryAttempt, 'number'>;
  /** By the clock of the environment. */
  readonly at: number;
  readonly refusals: number;
  readonly problem: string | null;
  readonly echo: string | null;
} & (
  | { readonly outcome: null; readonly nextAt: number }
  | { readonly outcome: DeliveryOutcome; /** That the endpoint was switched off. */ readonly mail?: NewMail }
);

/**
 * Notes an attempt and what follows from it; false where somebody else has the delivery by now: then the attempt is on record
 * and nothing else. That it arrived counts even where a person skipped it meanwhile.
 */
export function completeDelivery(db: Db, claimed: Claimed, completion: Completion): Promise<boolean> {
  return transaction(db, async (trx) => {
    const mine = await writeOutcome(trx, claimed, completion);
    // the endpoint was removed meanwhile, with all that was sent to it
    if (!mine && !(await isThere(trx, claimed))) return false;
    await writeAttempt(trx, claimed, completion.attempt);
    if (!mine) return false;
    await moveFollowers(trx, claimed, completion);
    if (completion.outcome === 'switched_off') await switchEndpointOff(trx, claimed, completion);
    tellAfterCommit(trx);
    return true;
  });
}

/** Gives a delivery back without an attempt, to be looked at again at `nextAt`; `problem` says what it waits for. */
export async function deferDelivery(
  db: Db,
  { delivery, fence }: Claimed,
  { nextAt, problem }: { readonly nextAt: number; readonly problem: string },
): Promise<void> {
  await run(db, (knex) =>
    knex('deliveries')
      .where({ id: delivery.id, fence })
      .whereNull('outcome')
      .update({ next_at: nextAt, problem, lease_owner: null, lease_until: 0 }),
  );
}

async function writeOutcome(trx: Db, { delivery, fence }: Claimed, completion: Completion): Promise<boolean> {
  const { attempt, at, refusals, problem, echo, outcome } = completion;
  const arrived = outcome === 'delivered' || outcome === 'acknowledged';
  const changes = {
    outcome,
    finished_at: outcome === null ? null : at,
    next_at: outcome === null ? completion.nextAt : at,
    began_at: delivery.beganAt ?? attempt.at,
    tries: delivery.tries + 1,
    refusals,
    problem,
    echo,
    status: attempt.status,
    lease_owner: null,
    lease_until: 0,
  };
  const written = await run(trx, (knex) => {
    const mine = knex('deliveries').where({ id: delivery.id, fence });
    return (arrived ? mine : mine.whereNull('outcome')).update(changes);
  });
  return written > 0;
}

async function isThere(trx: Db, { delivery }: Claimed): Promise<boolean> {
  return (await run(trx, (knex) => knex('deliveries').where('id', delivery.id).select<unknown[]>('id'))).length > 0;
}

async function writeAttempt(trx: Db, { delivery, fence }: Claimed, attempt: Completion['attempt']): Promise<void> {
  const { at, durationMs, status, result, because, exchangeId } = attempt;
  const row = {
    delivery_id: delivery.id,
    number: fence,
    environment_id: delivery.environmentId,
    at,
    duration_ms: durationMs,
    status,
    result,
    because,
    exchange_id: exchangeId,
  };
  await run(trx, (knex) => knex('delivery_attempts').insert(row).onConflict(['delivery_id', 'number']).ignore());
}

/**
 * What is behind in the lane is not looked at before its turn, and at once when that comes. Only a hint: whether something is
 * behind is asked of the lane itself.
 */
async function moveFollowers(trx: Db, { delivery }: Claimed, completion: Completion): Promise<void> {
  const { endpointId, orderId, sequence } = delivery;
  if (orderId === null) return;
  const nextAt = completion.outcome === null ? completion.nextAt : completion.at;
  await run(trx, (knex) =>
    knex('deliveries')
      .where({ endpoint_id: endpointId, order_id: orderId, tries: 0 })
      .where('sequence', '>', sequence)
      .whereNull('outcome')
      .update({ next_at: nextAt }),
  );
}

async function switchEndpointOff(
  trx: Db,
  { delivery }: Claimed,
  { at, attempt, mail }: Extract<Completion, { readonly outcome: DeliveryOutcome }>,
): Promise<void> {
  const off = await switchOff(trx, { id: delivery.endpointId, at, because: attempt.because });
  if (off && mail !== undefined) await queueMail(trx, mail);
}
