import { quickRead, run, transaction, type Db } from './db.js';

/** How many milliseconds the clocks of environments are ahead, those that were moved only. */
export async function movedClocks(db: Db): Promise<ReadonlyMap<string, number>> {
  const sql = 'select environment_id, offset_ms from environment_clocks where offset_ms > 0 order by environment_id';
  const rows = await quickRead<{ environment_id: string; offset_ms: number }>(db, sql, []);
  return new Map(rows.map(({ environment_id: id, offset_ms: offsetMs }) => [id, offsetMs]));
}

/**
 * SQL for the time of an environment where many are asked at once: `?` is the real now, the column names the environment.
 * Windows, 30 days, ship dates, event times and retry plans go by it; leases, signatures and mails go by the real clock.
 */
export const environmentNow = (column: string): string =>
  `? + coalesce((select c.offset_ms from environment_clocks c where c.environment_id = ${column}), 0)`;

/** How many milliseconds the clock of an environment is ahead of the real one; 0 where nobody ever moved it. */
export async function offsetOf(db: Db, environmentId: string): Promise<number> {
  const sql = 'select offset_ms from environment_clocks where environment_id = ?';
  const [row] = await quickRead<{ offset_ms: number }>(db, sql, [environmentId]);
  return row?.offset_ms ?? 0;
}

/** The same inside a transaction that is going to move the clock: whoever else wants to waits for its end. */
export async function lockClock(trx: Db, environmentId: string): Promise<number> {
  await run(trx, (knex) =>
    knex('environment_clocks').insert({ environment_id: environmentId, offset_ms: 0 }).onConflict('environment_id').ignore(),
  );
  await run(trx, (knex) =>
    knex('environment_clocks')
      .where('environment_id', environmentId)
      .update({ offset_ms: knex.raw('offset_ms') }),
  );
  return offsetOf(trx, environmentId);
}

/** Moves the clock of an environment ahead to an offset, never back; answers where it stands then. */
export function moveClock(
  db: Db,
  { environmentId, offsetMs }: { readonly environmentId: string; readonly offsetMs: number },
): Promise<number> {
  return transaction(db, async (trx) => {
    const before = await lockClock(trx, environmentId);
    if (offsetMs <= before) return before;
    await run(trx, (knex) => knex('environment_clocks').where('environment_id', environmentId).update({ offset_ms: offsetMs }));
    return offsetMs;
  });
}
