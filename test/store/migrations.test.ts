import Sqlite from 'better-sqlite3';
import { closeDatabase, openDatabase, type Db } from '../../src/store/db.js';
import { databaseFaults } from '../../src/store/health.js';
import { migrate, MIGRATION_CONFIG, pendingMigrations, unmigrate } from '../../src/store/migrate.js';
import { findExchange } from '../../src/store/exchanges.js';
import { createMerchant, environmentId as idOf } from '../../src/store/merchants.js';
import { createRecorder } from '../../src/store/recorder.js';
import { eachDatabase } from '../support/databases.js';
import { exchangeRow, message } from '../support/exchange-rows.js';

eachDatabase('migrations', (open, dialect) => {
  test('run up, down to nothing and up to the same tables again', async () => {
    const { db } = await open({ migrated: false });
    expect(await pendingMigrations(db)).toHaveLength(15);
    const names = await migrate(db);
    expect(names).toEqual([
      '2026-11-23-merchants',
      '2026-11-23-exchanges',
      '2026-11-23-people',
      '2026-11-27-replay-keys',
      '2026-11-27-word-merges',
      '2026-11-27-checkouts',
      '2026-11-27-orders',
      '2026-11-27-exchange-texts',
      '2026-11-27-shipments',
      '2026-11-27-events',
      '2026-11-27-wishes',
      '2026-11-27-deadlines',
      '2026-11-27-resend-term',
      '2026-11-27-endpoint-alerts',
      '2026-11-27-delivery-leases',
    ]);
    expect(await migrate(db)).toEqual([]);
    const tables = await tablesOf(db);
    expect(tables).toContain('exchanges');
    expect(await unmigrate(db)).toHaveLength(15);
    expect((await tablesOf(db)).filter((name) => !name.startsWith('migrations'))).toEqual([]);
    expect(await migrate(db)).toEqual(names);
    expect(await tablesOf(db)).toEqual(tables);
    expect(await pendingMigrations(db)).toEqual([]);
  });

  test('keep the stored answers of replays on their way down and up again', async () => {
    const { db } = await open();
    const kept = { key_id: 'K1', uuid: 'U-1', body_sha256: 'aa', exchange_id: 'E1', expires_at: 1, answer: '{"status":200}' };
    await db.knex('replay_keys').insert(kept);
    for (const undone of ['2026-11-27-word-merges', '2026-11-27-replay-keys']) {
      expect(await db.knex.migrate.down({ ...MIGRATION_CONFIG, name: undone })).toEqual([expect.any(Number), [undone]]);
      expect(await db.knex('replay_keys').select<unknown[]>()).toEqual([kept]);
    }
    expect(await migrate(db)).toEqual(['2026-11-27-replay-keys', '2026-11-27-word-merges']);
    expect(await db.knex('replay_keys').select<unknown[]>()).toEqual([kept]);
    const twice = db.knex('replay_keys').insert(kept);
    expect(
      await twice.then(
        () => 'taken',
        () => 'refused',
      ),
    ).toBe('refused');
  });

  test('keep the texts of exchanges on their way down and up again', async () => {
    const { db } = await open();
    await createMerchant(db, { id: 'ATEST123456789', name: 'Test', currency: 'USD', zone: 'UTC', at: 1 });
    const environmentId = idOf('ATEST123456789', 'sandbox');
    const long = `<Größe>${'mug '.repeat(80)}••</Größe>`;
    const row = exchangeRow(environmentId, { request: message(long, 'POST /a'), response: message(`<b>${long}</b>`) });
    const recorder = createRecorder(db);
    await recorder.record(row);
    await recorder.close();
    const detail = await findExchange(db, environmentId, row.id);
    expect(detail).toMatchObject({ id: row.id, request: row.request, response: row.response });
    const [beside] = await db.knex('exchanges').select<{ messages: string; texts: string }[]>('messages', 'texts');
    expect(beside?.texts).toBe(`${long}<b>${long}</b>`);
    expect(beside?.messages).not.toContain('mug');
    const name = '2026-11-27-exchange-texts';
    await db.knex.migrate.down({ ...MIGRATION_CONFIG, name });
    const [before] = await db.knex('exchanges').select<{ messages: string }[]>('messages');
    expect(JSON.parse(before?.messages ?? '')).toMatchObject({ request: row.request, response: row.response });
    expect(await migrate(db)).toEqual([name]);
    expect(await findExchange(db, environmentId, row.id)).toEqual(detail);
  });

  test('run once where two processes start at the same moment', async () => {
    const { db, another } = await open({ migrated: false });
    const other = await another();
    const ran = await Promise.all([migrate(db), migrate(other)]);
    expect(ran.flat()).toHaveLength(15);
  });

  test('that are missing are named by the health check, which is empty where all is well', async () => {
    const { db } = await open();
    expect(await databaseFaults(db, { minimumFreeBytes: 0 })).toEqual([]);
    await db.knex('migrations').where('name', '2026-11-27-checkouts').delete();
    expect(await databaseFaults(db, { minimumFreeBytes: 0 })).toEqual(['Migrations are missing: 2026-11-27-checkouts.']);
  });

  async function tablesOf(db: Db): Promise<string[]> {
    const sql =
      dialect === 'sqlite'
        ? "select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name"
        : 'select table_name as name from information_schema.tables where table_schema = database() order by table_name';
    const answer = (await db.knex.raw(sql)) as { name: string }[] | [{ name: string }[]];
    return (dialect === 'sqlite' ? (answer as { name: string }[]) : (answer as [{ name: string }[]])[0]).map(({ name }) => name);
  }
});

eachDatabase('opening a database', (open, dialect) => {
  test('sets what every connection needs, also when a file is opened again', async () => {
    const { db, another } = await open();
    for (const one of [db, await another()]) {
      if (dialect === 'sqlite') {
        const pragma = async (name: string): Promise<unknown> => {
          const [row] = await one.knex.raw<Record<string, unknown>[]>(`pragma ${name}`);
          return Object.values(row!)[0];
        };
        expect([await pragma('synchronous'), await pragma('journal_mode'), await pragma('busy_timeout')]).toEqual([2, 'wal', 50]);
        expect(one.sqlite!.read<{ synchronous: number }>('pragma synchronous')).toEqual([{ synchronous: 2 }]);
        expect(await one.sqlite!.writer.pragma('synchronous')).toBe(2);
        expect(await one.sqlite!.writer.pragma('journal_mode')).toBe('wal');
        expect(await one.sqlite!.writer.pragma('busy_timeout')).toBe(2000);
      } else {
        const [[row]] = (await one.knex.raw('select @@sql_mode as mode, @@tx_isolation as isolation')) as [
          [{ mode: string; isolation: string }],
        ];
        expect(row.mode).toContain('STRICT_ALL_TABLES');
        expect(row.isolation).toBe('READ-COMMITTED');
      }
    }
  });

  test('with an address of another kind is refused with a sentence', async () => {
    await expect(openDatabase('postgres://localhost/x')).rejects.toThrow(
      'DATABASE_URL must start with sqlite: or mysql://, not with "postgres:"',
    );
  });

  if (dialect === 'sqlite') {
    test('a file that is no database is refused', async () => {
      const { db } = await open();
      const file = `${db.sqlite!.file}-not`;
      const { writeFileSync } = await import('node:fs');
      writeFileSync(file, 'this is a text and no database at all'.repeat(50));
      await expect(openDatabase(`sqlite:${file}`)).rejects.toMatchObject({ code: 'SQLITE_NOTADB' });
    });
    test('the writing thread comes back after it died', async () => {
      const { db } = await open();
      expect(await db.sqlite!.writer.pragma('synchronous')).toBe(2);
      await db.sqlite!.writer.close();
      expect(await db.sqlite!.writer.pragma('synchronous')).toBe(2);
      const again = await openDatabase(db.url);
      await closeDatabase(again);
      expect(new Sqlite(db.sqlite!.file, { readonly: true }).pragma('integrity_check', { simple: true })).toBe('ok');
    });
  }
});
