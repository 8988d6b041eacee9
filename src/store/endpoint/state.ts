import { run, transaction, type Db } from '../db.js';
import type { EndpointKey } from '../endpoints.js';
import { tellAfterCommit } from '../events.js';
import { restartAlerts } from './late.js';

/** Makes whoever else wants to change an endpoint wait for the end of this transaction. */
export async function lockEndpoint(trx: Db, { environmentId, id }: EndpointKey): Promise<void> {
  await run(trx, (knex) =>
    knex('endpoints')
      .where({ id, environment_id: environmentId })
      .update({ version: knex.ref('version') }),
  );
}

/** Holds everything back, or lets it go on; answers whether there is such an endpoint. */
export async function pauseEndpoint(db: Db, { environmentId, id }: EndpointKey, at: number | null): Promise<boolean> {
  return transaction(db, async (trx) => {
    const found = await run(trx, (knex) =>
      knex('endpoints').where({ id, environment_id: environmentId }).update({ paused_at: at }).increment('version', 1),
    );
    if (at === null) tellAfterCommit(trx);
    return found > 0;
  });
}

/** Switches an endpoint on again: what it is told from now on goes out, what it missed waits for a recovery. `at` by the real clock. */
export async function switchOn(db: Db, { environmentId, id }: EndpointKey, at: number): Promise<boolean> {
  const on = { paused_at: null, off_at: null, off_because: null };
  return transaction(db, async (trx) => {
    const found = await run(trx, (knex) =>
      knex('endpoints').where({ id, environment_id: environmentId }).update(on).increment('version', 1),
    );
    if (found > 0) await restartAlerts(trx, { id, environmentId, at });
    tellAfterCommit(trx);
    return found > 0;
  });
}

/** Switches an endpoint off with all that waits for it, in the transaction that notes why. Answers whether it was on. */
export async function switchOff(
  trx: Db,
  { id, at, because }: { readonly id: string; readonly at: number; readonly because: string },
): Promise<boolean> {
  const off = await run(trx, (knex) =>
    knex('endpoints').where({ id }).whereNull('off_at').update({ off_at: at, off_because: because }).increment('version', 1),
  );
  if (off === 0) return false;
  await run(trx, (knex) =>
    knex('deliveries')
      .where('endpoint_id', id)
      .whereNull('outcome')
      .update({ outcome: 'switched_off', finished_at: at, problem: because }),
  );
  return true;
}
