import type { DeliveryAttempt, DeliveryOutcome } from '../../core/delivery.js';
import { run, runTogether, transaction, type Db } from '../db.js';
import type { Statement } from '../engine/sqlite-writer.js';
import { switchOff } from '../endpoint/state.js';
import { tellAfterCommit } from '../events.js';
import { runInGroup } from '../group-commit.js';
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

/** Records an attempt together with statements; answers how many rows each of them changed. */
export type RecordWith = (along: readonly Statement[]) => Promise<number[]>;

type LastCompletion = Extract<Completion, { readonly outcome: DeliveryOutcome }>;

/**
 * Notes an attempt and what follows from it; false where somebody else has the delivery by now: then the attempt is on record
 * and nothing else. That it arrived counts even where a person skipped it meanwhile.
 */
export async function completeDelivery(db: Db, claimed: Claimed, completion: Completion): Promise<boolean> {
  const statements = statementsFor(db, claimed, completion);
  const [mine] =
    completion.outcome === 'switched_off'
      ? await completeLast(db, claimed, { ...completion, statements })
      : await runInGroup(db, statements);
  if (mine === 0) return false;
  tellAfterCommit(db);
  return true;
}

/**
 * The same with the record of the attempt, `record`: one commit where the database has one writer, else the record first. Where
 * that fails each is tried on its own: a store must not get an event again because our log was full. Throws what `record` threw.
 */
export async function completeRecorded(
  db: Db,
  claimed: Claimed,
  { completion, record }: { readonly completion: Completion; readonly record: RecordWith },
): Promise<void> {
  const isLast = completion.outcome === 'switched_off';
  const together = isLast ? null : await record(statementsFor(db, claimed, completion)).catch(() => null);
  if (together === null) await record([]).finally(() => completeDelivery(db, claimed, completion));
  else if (together[0] !== 0) tellAfterCommit(db);
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

/** The first of them changes nothing where the delivery is somebody else's by now. */
function statementsFor(db: Db, claimed: Claimed, completion: Completion): Statement[] {
  const followers = moveFollowers(claimed, completion);
  return [
    writeOutcome(claimed, completion),
    ...(followers === null ? [] : [followers]),
    writeAttempt(db, claimed, completion.attempt),
  ];
}

function writeOutcome({ delivery, fence }: Claimed, completion: Completion): Statement {
  const { attempt, at, refusals, problem, echo, outcome } = completion;
  const arrived = outcome === 'delivered' || outcome === 'acknowledged';
  const sql = `update deliveries set outcome = ?, finished_at = ?, next_at = ?, began_at = ?, tries = ?, refusals = ?, problem = ?,
    echo = ?, status = ?, lease_owner = null, lease_until = 0 where id = ? and fence = ?${arrived ? '' : ' and outcome is null'}`;
  const finishedAt = outcome === null ? null : at;
  const nextAt = outcome === null ? completion.nextAt : at;
  const beganAt = delivery.beganAt ?? attempt.at;
  const values = [outcome, finishedAt, nextAt, beganAt, delivery.tries + 1, refusals, problem, echo, attempt.status];
  return { sql, values: [...values, delivery.id, fence] };
}

/**
 * What is behind in the lane is not looked at before its turn, and at once when that comes. Only a hint: whether something is
 * behind is asked of the lane itself.
 */
function moveFollowers({ delivery }: Claimed, completion: Completion): Statement | null {
  const { endpointId, orderId, sequence } = delivery;
  if (orderId === null) return null;
  const sql = `update deliveries set next_at = ?
    where endpoint_id = ? and order_id = ? and sequence > ? and tries = 0 and outcome is null`;
  const nextAt = completion.outcome === null ? completion.nextAt : completion.at;
  return { sql, values: [nextAt, endpointId, orderId, sequence], isDependent: true };
}

/** Nowhere where the endpoint was removed meanwhile, with all that was sent to it. */
function writeAttempt(db: Db, { delivery, fence }: Claimed, attempt: Completion['attempt']): Statement {
  const { at, durationMs, status, result, because, exchangeId } = attempt;
  const sql = `insert ${db.dialect === 'sqlite' ? 'or ' : ''}ignore into delivery_attempts
    (delivery_id, number, environment_id, at, duration_ms, status, result, because, exchange_id)
    select id, ?, environment_id, ?, ?, ?, ?, ?, ? from deliveries where id = ?`;
  return { sql, values: [fence, at, durationMs, status, result, because, exchangeId, delivery.id] };
}

/** With the end of the endpoint itself, and whoever is to be told of it. */
function completeLast(
  db: Db,
  claimed: Claimed,
  { statements, ...completion }: LastCompletion & { readonly statements: readonly Statement[] },
): Promise<number[]> {
  return transaction(db, async (trx) => {
    const changed = await runTogether(trx, statements);
    if (changed[0] !== 0) await switchEndpointOff(trx, claimed, completion);
    return changed;
  });
}

async function switchEndpointOff(trx: Db, { delivery }: Claimed, { at, attempt, mail }: LastCompletion): Promise<void> {
  const off = await switchOff(trx, { id: delivery.endpointId, at, because: attempt.because });
  if (off && mail !== undefined) await queueMail(trx, mail);
}
