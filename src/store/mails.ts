import { quickRead, run, transaction, type Db } from './db.js';
import { PROCESS_OWNER } from './leases.js';

/** A mail about an order; each kind is sent once for each order. */
export interface Mail {
  readonly id: string;
  readonly environmentId: string;
  readonly orderId: string;
  /** `confirmation`, `cancelled`. */
  readonly kind: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly createdAt: number;
  /** Tries so far. */
  readonly attempts: number;
}
export type NewMail = Omit<Mail, 'attempts'>;

interface MailRow {
  readonly id: string;
  readonly environment_id: string;
  readonly order_id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly created_at: number;
  readonly attempts: number;
}

/** Pauses between tries: 1, 5, 15 minutes, 1, 4, 12 and 24 hours. After the last try a person must look. */
const PAUSES_MS = [60_000, 300_000, 900_000, 3_600_000, 14_400_000, 43_200_000, 86_400_000];

/** Queues a mail, in the transaction that gives the reason for it. The second of a kind for an order is not queued. */
export async function queueMail(trx: Db, mail: NewMail): Promise<void> {
  const row = {
    id: mail.id,
    environment_id: mail.environmentId,
    order_id: mail.orderId,
    kind: mail.kind,
    recipient: mail.recipient,
    subject: mail.subject,
    body: mail.body,
    created_at: mail.createdAt,
    attempts: 0,
    next_at: mail.createdAt,
    lease_until: 0,
  };
  await run(trx, (knex) => knex('mails').insert(row).onConflict(['order_id', 'kind']).ignore());
}

/** Takes mails that are due for `forMs`; while they are taken no other process gets them. */
export function claimMails(
  db: Db,
  {
    owner = PROCESS_OWNER,
    at,
    forMs,
    limit,
  }: { readonly owner?: string; readonly at: number; readonly forMs: number; readonly limit: number },
): Promise<Mail[]> {
  return transaction(db, async (trx) => {
    const sql = 'select id from mails where sent_at is null and next_at <= ? and lease_until <= ? order by next_at, id limit ?';
    const due = await quickRead<{ id: string }>(trx, sql, [at, at, limit]);
    const claimed: string[] = [];
    for (const { id } of due) {
      const taken = await run(trx, (knex) =>
        knex('mails')
          .where({ id })
          .whereNull('sent_at')
          .where('lease_until', '<=', at)
          .update({ lease_owner: owner, lease_until: at + forMs }),
      );
      if (taken > 0) claimed.push(id);
    }
    const rows = await run(trx, (knex) => knex('mails').whereIn('id', claimed).orderBy(['next_at', 'id']).select<MailRow[]>('*'));
    return rows.map(mailFromRow);
  });
}

/** Notes that a mail was handed over; it counts even where the lease ran out meanwhile. */
export async function mailSent(db: Db, { id, at }: { readonly id: string; readonly at: number }): Promise<void> {
  await run(db, (knex) =>
    knex('mails').where({ id }).whereNull('sent_at').update({ sent_at: at, lease_until: 0, problem: null }),
  );
}

/**
 * Notes a try that failed and when the next one is, or that there is none: it was the eighth, or trying again cannot help.
 * A late word from a process that lost its lease changes nothing.
 */
export async function mailFailed(
  db: Db,
  failure: {
    readonly mail: Mail;
    readonly owner?: string;
    readonly at: number;
    readonly because: string;
    readonly retry: boolean;
  },
): Promise<void> {
  const { mail, owner = PROCESS_OWNER, at, because, retry } = failure;
  const pause = retry ? PAUSES_MS[mail.attempts] : undefined;
  const failed = {
    attempts: mail.attempts + 1,
    next_at: pause === undefined ? null : at + pause,
    problem: because,
    lease_owner: null,
    lease_until: 0,
  };
  await run(db, (knex) =>
    knex('mails').where({ id: mail.id, lease_owner: owner, attempts: mail.attempts }).whereNull('sent_at').update(failed),
  );
}

function mailFromRow(row: MailRow): Mail {
  return {
    id: row.id,
    environmentId: row.environment_id,
    orderId: row.order_id,
    kind: row.kind,
    recipient: row.recipient,
    subject: row.subject,
    body: row.body,
    createdAt: row.created_at,
    attempts: row.attempts,
  };
}
