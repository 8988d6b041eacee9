import { randomUUID } from 'node:crypto';
import { quickRead, run, runTogether, type Db } from './db.js';

/** This process among all that work on one database. */
export const PROCESS_OWNER = randomUUID();

/**
 * Takes or prolongs the right to do a piece of background work until `at + forMs`; false where another process has it.
 * By a conditional UPDATE and its count, which is right on Galera as well, where row locks do not reach other nodes.
 */
export async function claimLease(
  db: Db,
  {
    name,
    owner = PROCESS_OWNER,
    at,
    forMs,
  }: { readonly name: string; readonly owner?: string; readonly at: number; readonly forMs: number },
): Promise<boolean> {
  const insert = `insert ${db.dialect === 'sqlite' ? 'or ' : ''}ignore into leases (name, owner, until) values (?, ?, 0)`;
  const update = 'update leases set owner = ?, until = ? where name = ? and (until <= ? or owner = ?)';
  const [, changed] = await runTogether(db, [
    { sql: insert, values: [name, owner] },
    { sql: update, values: [owner, at + forMs, name, at, owner] },
  ]);
  if (changed !== 0) return true;
  // MySQL counts changed rows by default: the same owner within the same millisecond changes nothing
  const held = 'select name from leases where name = ? and owner = ? and until > ?';
  return (await quickRead(db, held, [name, owner, at])).length > 0;
}

/** Gives the work back before its time. */
export async function releaseLease(
  db: Db,
  { name, owner = PROCESS_OWNER }: { readonly name: string; readonly owner?: string },
): Promise<void> {
  await run(db, (knex) => knex('leases').where({ name, owner }).update({ until: 0 }));
}
