import Sqlite from 'better-sqlite3';
import { createMerchant, environmentId } from '../../src/store/merchants.js';
import { createRecorder } from '../../src/store/recorder.js';
import { eachDatabase } from '../support/databases.js';
import { exchangeRow } from '../support/exchange-rows.js';

const SANDBOX = environmentId('ATEST123456789', 'sandbox');

eachDatabase('a recorder that has to wait', (open, dialect) => {
  test('refuses what waited two seconds, and writes again once the database does', async () => {
    const { db, another } = await open();
    await createMerchant(db, { id: 'ATEST123456789', name: 'Test', currency: 'USD', zone: 'UTC', at: 1 });
    const recorder = createRecorder(db);
    await recorder.record(exchangeRow(SANDBOX));
    const release = await lock();
    const began = performance.now();
    const inFlight = recorder.record(exchangeRow(SANDBOX)).catch((error: unknown) => error);
    await new Promise((go) => setImmediate(go));
    const waiting = [exchangeRow(SANDBOX), exchangeRow(SANDBOX)];
    const refused = await Promise.allSettled(waiting.map((row) => recorder.record(row)));
    expect(performance.now() - began).toBeGreaterThan(1_900);
    for (const result of refused) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'OVERLOADED' } });
    await release();
    await inFlight;
    expect(await recorder.record(exchangeRow(SANDBOX))).toBe('recorded');
    await recorder.close();
    const found = await db
      .knex('exchanges')
      .whereIn(
        'id',
        waiting.map(({ id }) => id),
      )
      .select<unknown[]>('id');
    expect(found).toEqual([]);

    async function lock(): Promise<() => Promise<unknown>> {
      if (dialect === 'sqlite') {
        const other = new Sqlite(db.sqlite!.file);
        other.exec('begin immediate');
        return async () => other.exec('rollback').close();
      }
      const other = await another();
      const trx = await other.knex.transaction();
      await trx.raw('lock tables exchanges read');
      return async () => {
        await trx.raw('unlock tables');
        await trx.rollback();
      };
    }
  });
});
