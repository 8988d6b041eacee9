import { offsetOf } from '../../store/environment-clock.js';
import type { Db } from '../../store/db.js';

/** What the clock of an environment says: the real one, or in a sandbox as far ahead as it was moved. */
export async function nowOf(
  { db, clock }: { readonly db: Db; readonly clock: () => number },
  environmentId: string,
): Promise<number> {
  return clock() + (await offsetOf(db, environmentId));
}
