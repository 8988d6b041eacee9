import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, openDatabase, quickRead, type Db } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { postForm, signedFields, startService } from '../support/service.js';
import { requestXml } from '../support/callback-xml.js';

const READ = 'select name, value from installation';

describe('While the pages of the SQLite file cannot be read', () => {
  let folder: string;
  let db: Db;
  let ending: () => Promise<void> = () => Promise.resolve();
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cartwright-test-'));
    db = await openDatabase(`sqlite:${join(folder, 'test.db')}`);
    await migrate(db);
  });
  afterEach(async () => {
    await ending();
    await closeDatabase(db);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Everything moves from the log into the file, which then loses all but its first page. */
  async function losePages(): Promise<void> {
    await db.knex.raw('pragma wal_checkpoint(truncate)');
    truncateSync(join(folder, 'test.db'), 4096);
  }

  test('a read is DATABASE_UNAVAILABLE, with the error of the disk as its cause', async () => {
    await losePages();
    await expect(quickRead(db, READ, [])).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      status: 503,
      headers: { 'Retry-After': '2' },
      cause: { code: expect.stringMatching(/^SQLITE_(CORRUPT|IOERR)/) as string },
    });
  });

  test('a callback gets 503, not 500', async () => {
    const service = await startService(db);
    ending = () => service.close();
    const fields = signedFields(requestXml(service.merchantId), service.sandbox);
    await losePages();
    const answer = await postForm(`${service.url}/sandbox/callbacks/${service.merchantId}`, fields);
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 503, code: 'DATABASE_UNAVAILABLE' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('a mistake in a statement stays what it is', async () => {
    await expect(quickRead(db, 'select nothing from nowhere', [])).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
  });
});
