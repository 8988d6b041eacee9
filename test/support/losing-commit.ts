import type { Knex } from 'knex';
import type { Db } from '../../src/store/db.js';

/** The same database, whose connection is lost right after the next COMMIT: it counted, and nobody was told. */
export function losingCommit(db: Db): Db {
  let lost = false;
  const transaction = async (work: (trx: Knex.Transaction) => Promise<unknown>): Promise<unknown> => {
    const answer = await db.knex.transaction(work);
    if (lost) return answer;
    lost = true;
    throw Object.assign(new Error('Connection lost'), { code: 'PROTOCOL_CONNECTION_LOST' });
  };
  const knex = new Proxy(db.knex, { get: (of, name): unknown => (name === 'transaction' ? transaction : Reflect.get(of, name)) });
  const flaky: Db = { ...db, knex };
  return Object.assign(flaky, { root: flaky });
}
