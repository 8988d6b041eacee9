import { quickRead, run, type Db } from '../db.js';
import { environmentNow } from '../environment-clock.js';
import { PROCESS_OWNER } from '../leases.js';

/** What the gateway is to be asked for: the capture of a shipment, or a refund. */
export type WorkTable = 'shipments' | 'refunds';

/** One thing to ask the gateway, taken by one process for a while. */
export interface Work {
  /** Of the shipment or the refund; with `tries` the idempotency key at the gateway. */
  readonly id: string;
  readonly environmentId: string;
  readonly orderId: string;
  /** How often it was asked for anew after a refusal. */
  readonly tries: number;
  /** How often it was taken before: above 0 the gateway may have been asked, so it is asked for the outcome first. */
  readonly attempts: number;
}

export interface Claiming {
  readonly owner?: string;
  /** The real clock, in epoch milliseconds. */
  readonly at: number;
  readonly forMs: number;
  readonly limit: number;
}

interface WorkRow {
  readonly id: string;
  readonly environment_id: string;
  readonly order_id: string;
  readonly tries: number;
  readonly attempts: number;
}

/** What is still to be asked; a refund only once it can no longer be undone. */
const DUE: Readonly<Record<WorkTable, string>> = {
  shipments: "capture_state in ('due', 'unknown')",
  refunds: `state = 'reserved' and due_at <= ${environmentNow('refunds.environment_id')}`,
};

/** What this process took and could not finish, as its database was away, it takes again after this long. */
const OWN_AGAIN_MS = 30_000;
const FREE = '(lease_until <= ? or (lease_owner = ? and lease_until <= ?))';

/**
 * Takes work that is due for `forMs`, the longest waiting first; while it is taken no other process gets it, and this one only
 * after a while: whoever claims has none of it in hand. Each is taken by an update of its own, so that idle it is one look-up.
 */
export async function claimWork(db: Db, table: WorkTable, claiming: Claiming): Promise<Work[]> {
  const { owner = PROCESS_OWNER, at, forMs, limit } = claiming;
  const sql = `select id, environment_id, order_id, tries, attempts from ${table}
    where next_at <= ? and ${FREE} and ${DUE[table]} order by next_at, id limit ?`;
  const free = [at, owner, at + forMs - OWN_AGAIN_MS];
  const values = table === 'refunds' ? [at, ...free, at, limit] : [at, ...free, limit];
  const claimed: Work[] = [];
  for (const { id, environment_id, order_id, tries, attempts } of await quickRead<WorkRow>(db, sql, values)) {
    const taken = await run(db, (knex) =>
      knex(table)
        .where({ id, attempts })
        .whereRaw(FREE, free)
        .whereRaw(DUE[table], table === 'refunds' ? [at] : [])
        .update({ lease_owner: owner, lease_until: at + forMs, attempts: attempts + 1 }),
    );
    if (taken > 0) claimed.push({ id, environmentId: environment_id, orderId: order_id, tries, attempts });
  }
  return claimed;
}

/**
 * Writes what became of work and lets it go, `nextAt` being when it is looked at again where it is not finished. False where
 * the lease ran out and somebody else has it: his word counts.
 */
export async function finishWork(
  trx: Db,
  table: WorkTable,
  {
    work: { id, attempts },
    owner = PROCESS_OWNER,
    nextAt = 0,
    columns,
  }: {
    readonly work: Work;
    readonly owner?: string;
    readonly nextAt?: number;
    readonly columns: Readonly<Record<string, string | number | null>>;
  },
): Promise<boolean> {
  const finished = await run(trx, (knex) =>
    knex(table)
      .where({ id, lease_owner: owner, attempts: attempts + 1 })
      .update({ ...columns, next_at: nextAt, lease_owner: null, lease_until: 0 }),
  );
  return finished > 0;
}
