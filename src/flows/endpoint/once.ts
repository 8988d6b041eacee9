import { transaction, type Db } from '../../store/db.js';
import type { EndpointKey } from '../../store/endpoints.js';
import { lockEndpoint } from '../../store/endpoint/state.js';
import { keepWish, findWish, type Wish } from '../../store/wishes.js';

/**
 * Does something to an endpoint, or to what is sent to it, in one transaction: once for each wish, however often that comes.
 * A repeat is answered with what the first one did, which must be JSON. Work that refuses throws, and nothing was done.
 */
export function onceAt<Did extends string | number | object>(
  db: Db,
  key: EndpointKey,
  { once, work }: { readonly once: Wish | undefined; readonly work: (trx: Db) => Promise<Did> },
): Promise<Did> {
  return transaction(db, async (trx) => {
    if (once === undefined) return work(trx);
    await lockEndpoint(trx, key);
    const before = await findWish<Did>(trx, once);
    if (before !== null) return before;
    const did = await work(trx);
    await keepWish(trx, once, did);
    return did;
  });
}
