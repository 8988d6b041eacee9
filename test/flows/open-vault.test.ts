import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabaseVault, type KeySource } from '../../src/flows/open-vault.js';
import type { Db } from '../../src/store/db.js';
import { eachDatabase } from '../support/databases.js';

eachDatabase('the master key', (open) => {
  let db: Db;
  let folder: string;
  const source = (differences: Partial<KeySource> = {}): KeySource => ({
    given: null,
    file: join(folder, 'master.key'),
    production: false,
    ...differences,
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cartwright-key-'));
    ({ db } = await open());
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is made once, 32 bytes readable by its owner only', async () => {
    const first = await openDatabaseVault(db, source());
    expect(first).toMatchObject({ ok: true, keyMade: join(folder, 'master.key') });
    const text = readFileSync(join(folder, 'master.key'), 'utf8');
    expect(Buffer.from(text, 'base64')).toHaveLength(32);
    expect(statSync(join(folder, 'master.key')).mode & 0o777).toBe(0o600);
    expect(await openDatabaseVault(db, source())).toMatchObject({ ok: true, keyMade: null });
    expect(readFileSync(join(folder, 'master.key'), 'utf8')).toBe(text);
  });

  test('is the same for two processes that start at one moment', async () => {
    const [one, two] = await Promise.all([openDatabaseVault(db, source()), openDatabaseVault(db, source())]);
    if (!one.ok || !two.ok) throw new Error('a start was refused');
    expect(two.vault.open(one.vault.seal('x', 'c'), 'c').toString()).toBe('x');
  });

  test('is refused when it is another one, and the sentence does not contain it', async () => {
    await openDatabaseVault(db, source({ given: Buffer.alloc(32, 1) }));
    const wrong = await openDatabaseVault(db, source({ given: Buffer.alloc(32, 2) }));
    expect(wrong).toEqual({
      ok: false,
      reason:
        'The key in CARTWRIGHT_MASTER_KEY is not the master key of this database, so its secrets cannot be opened. Use the key that the database was made with.',
    });
    expect(await openDatabaseVault(db, source({ given: Buffer.alloc(32, 1) }))).toMatchObject({ ok: true });
  });

  test('is not made anew where the database had one', async () => {
    await openDatabaseVault(db, source());
    rmSync(join(folder, 'master.key'));
    expect(await openDatabaseVault(db, source())).toMatchObject({
      ok: false,
      reason: expect.stringContaining('Put it back from your backup'),
    });
    expect(existsSync(join(folder, 'master.key'))).toBe(false);
  });

  test('must be given in production and without a file', async () => {
    expect(await openDatabaseVault(db, source({ production: true }))).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^With NODE_ENV=production, CARTWRIGHT_MASTER_KEY must be set/),
    });
    expect(await openDatabaseVault(db, source({ file: null }))).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^With MySQL/),
    });
    expect(existsSync(join(folder, 'master.key'))).toBe(false);
  });

  test('is refused when the file holds something else', async () => {
    writeFileSync(join(folder, 'master.key'), 'half a ke');
    chmodSync(join(folder, 'master.key'), 0o600);
    expect(await openDatabaseVault(db, source())).toMatchObject({
      ok: false,
      reason: expect.stringContaining('must hold 32 bytes in base64'),
    });
  });
});
