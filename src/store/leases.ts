import { randomUUID } from 'node:crypto';
import { run, transaction, type Db } from './db.js';

/** This process among all that work on one database. */
export const PROCESS_OWNER = randomUUID();

/**
 * Takes or prolongs the right to do a piece of background work until `at + forMs`; false where another process has it.
 * By a conditional UPDATE and its count, which is right on Galera as well, where row locks do not reach other nodes.
 */
export function claimLease(
  db: Db,
  {
    name,
    owner = PROCESS_OWNER,
    at,
    forMs,
  }: { readonly name: string; readonly owner?: string; readonly at: number; readonly forMs: number },
): Promise<boolean> {
  return transaction(db, async ({ knex }) => {
    await knex('leases').insert({ name, owner, until: 0 }).onConflict('name').ignore();
    const changed = await knex('leases')
      .where({ name })
      .whereRaw('(until <= ? or owner = ?)', [at, owner])
      .update({ owner, until: at + forMs });
    if (changed > 0) return true;
    // MySQL counts changed rows by default: the same owner within the same millisecond changes nothing
    const held = await knex('leases').where({ name, owner }).where('until', '>', at).select<unknown[]>('name');
    return held.length > 0;
  });
}

/** Gives the work back before its time. */
export async function releaseLease(
  db: Db,
  { name, owner = PROCESS_OWNER }: { readonly name: string; readonly owner?: string },
): Promise<void> {
  await run(db, (knex) => knex('leases').where({ name, owner }).update({ until: 0 }));
}
