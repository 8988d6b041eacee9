import { createKey, findKey, listFoundKeys, listKeys, revokeKey, touchKeys } from '../../src/store/access-keys.js';
import type { Db } from '../../src/store/db.js';
import { readState, readStateOfTurn } from '../../src/store/environment-state.js';
import { readInstallation, rememberInstallation } from '../../src/store/installation.js';
import { removeMerchant } from '../../src/store/merchant-removal.js';
import { createMerchant, environmentId, findEnvironment, listMerchants } from '../../src/store/merchants.js';
import { createPerson } from '../../src/store/people.js';
import { createRecorder } from '../../src/store/recorder.js';
import { loadRuleBook } from '../../src/store/rule-book.js';
import { listVersions, loadDocument, loadSettings, loadVersion, saveSettings } from '../../src/store/settings.js';
import { eachDatabase, type TestDatabase } from '../support/databases.js';
import { claim, exchangeRow } from '../support/exchange-rows.js';

const MERCHANT = { id: 'AMUGS123456789', name: 'Mugs & Söhne', currency: 'EUR', zone: 'Europe/Vienna' };
const SANDBOX = environmentId(MERCHANT.id, 'sandbox');
const LIVE = environmentId(MERCHANT.id, 'live');
const KEY = { environmentId: SANDBOX, name: 'first', sealedSecret: Buffer.from([0, 1, 255, 128]), at: 10 };

eachDatabase('merchants, keys and settings', (open) => {
  let database: TestDatabase;
  let db: Db;
  let other: Db;
  beforeAll(async () => {
    database = await open();
    ({ db } = database);
    other = await database.another();
    await createMerchant(db, { ...MERCHANT, at: 1 });
  });
  const versionOf = async (of: Db, name: 'sandbox' | 'live' = 'sandbox'): Promise<number> =>
    (await readState(of, { merchantId: MERCHANT.id, name }))!.version;

  test('a merchant has two environments, and an unknown one has none', async () => {
    expect(await listMerchants(db)).toEqual([MERCHANT]);
    expect(await findEnvironment(db, MERCHANT.id, 'live')).toEqual({ id: LIVE, name: 'live', merchant: MERCHANT });
    expect(await findEnvironment(db, 'AMUGS', 'live')).toBeNull();
    expect(await readState(db, { merchantId: 'amugs123456789', name: 'live' })).toBeNull();
    const state = await readState(db, { merchantId: MERCHANT.id, name: 'sandbox' });
    expect(state).toEqual({ environment: { id: SANDBOX, name: 'sandbox', merchant: MERCHANT }, version: 1 });
  });

  test('what is read once for a turn of the event loop is read anew in the next one', async () => {
    const of = { merchantId: 'ATURN123456789', name: 'live' } as const;
    await createMerchant(db, { ...MERCHANT, id: of.merchantId, at: 1 });
    const before = await readStateOfTurn(db, of);
    expect(readStateOfTurn(db, of)).toBe(readStateOfTurn(db, of));
    await createKey(other, { ...KEY, id: 'KEY0000000000000LIVE', environmentId: `${of.merchantId}-live` });
    await new Promise((go) => setImmediate(go));
    expect((await readStateOfTurn(db, of))!.version).toBe(before!.version + 1);
  });

  test('a key is found with its secret byte for byte and with its environment', async () => {
    const key = await createKey(db, { ...KEY, id: 'KEY00000000000000001' });
    expect(key).toEqual({ id: key.id, environmentId: SANDBOX, name: 'first', createdAt: 10, revokedAt: null, lastUsedAt: null });
    const found = await findKey(db, key.id);
    expect(found).toMatchObject({ ...key, environment: { id: SANDBOX, name: 'sandbox', merchant: MERCHANT } });
    expect(Buffer.from(found!.sealedSecret).equals(KEY.sealedSecret)).toBe(true);
    expect(await findKey(db, 'key00000000000000001')).toBeNull();
    expect(await listKeys(db, SANDBOX)).toEqual([key]);
    expect(await listFoundKeys(db, LIVE)).toEqual([]);
  });

  test('a key that another process revoked is dead for the next request, and its version tells', async () => {
    await createKey(db, { ...KEY, id: 'KEY00000000000000002' });
    const before = await versionOf(db);
    const live = await versionOf(db, 'live');
    expect(await revokeKey(other, 'KEY00000000000000002', 77)).toBe(true);
    expect((await findKey(db, 'KEY00000000000000002'))!.revokedAt).toBe(77);
    expect(await versionOf(db)).toBe(before + 1);
    expect(await versionOf(db, 'live')).toBe(live);
    expect(await revokeKey(other, 'KEY00000000000000002', 99)).toBe(false);
    expect((await findKey(db, 'KEY00000000000000002'))!.revokedAt).toBe(77);
  });

  test('last uses never go back, and are no reason to read keys again', async () => {
    await createKey(db, { ...KEY, id: 'KEY00000000000000003' });
    const before = await versionOf(db);
    await touchKeys(db, new Map([['KEY00000000000000003', 500]]));
    await touchKeys(other, new Map([['KEY00000000000000003', 400]]));
    expect((await findKey(db, 'KEY00000000000000003'))!.lastUsedAt).toBe(500);
    expect(await versionOf(db)).toBe(before);
  });

  test('settings that were never saved are empty, in the currency of the merchant', async () => {
    const empty = {
      shipping: { currency: 'EUR', methods: [] },
      taxes: { rules: [] },
      promotions: { promotions: [] },
      policies: {},
    };
    expect(await loadSettings(db, LIVE)).toEqual(empty);
    for (const kind of ['shipping', 'taxes', 'promotions', 'policies'] as const)
      expect(await loadDocument(db, LIVE, kind)).toEqual({ document: empty[kind], version: 0 });
    expect(await loadDocument(db, LIVE, 'shop')).toEqual({ document: { policies: [] }, version: 0 });
  });

  test('saving makes versions of one kind, and a stale expectation changes nothing', async () => {
    const save = { at: 5, by: 'demo' };
    const before = await versionOf(other);
    expect(await saveSettings(db, SANDBOX, 'policies', { ...save, document: { replay: 'refuse' }, expectedVersion: 0 })).toEqual({
      version: 1,
    });
    expect(await saveSettings(db, SANDBOX, 'policies', { ...save, document: {}, expectedVersion: 0 })).toBe('changed');
    expect(
      await saveSettings(other, SANDBOX, 'policies', { at: 6, by: 'ann', document: { taxBase: 'before-promotions' } }),
    ).toEqual({ version: 2 });
    expect((await loadSettings(db, SANDBOX)).policies).toEqual({ taxBase: 'before-promotions' });
    expect(await loadDocument(db, SANDBOX, 'policies')).toEqual({ document: { taxBase: 'before-promotions' }, version: 2 });
    expect((await loadDocument(db, SANDBOX, 'taxes')).version).toBe(0);
    expect(await listVersions(db, SANDBOX, 'policies')).toEqual([
      { version: 2, at: 6, by: 'ann' },
      { version: 1, at: 5, by: 'demo' },
    ]);
    expect(await loadVersion(db, SANDBOX, { kind: 'policies', version: 1 })).toEqual({ replay: 'refuse' });
    expect(await loadVersion(db, SANDBOX, { kind: 'policies', version: 9 })).toBeNull();
    expect(await versionOf(other)).toBe(before + 2);
  });

  test('of ten that save over one version one wins', async () => {
    const [{ version } = { version: 0 }] = await listVersions(db, SANDBOX, 'promotions');
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        saveSettings(index % 2 === 0 ? db : other, SANDBOX, 'promotions', {
          document: { promotions: [] },
          expectedVersion: version,
          at: 1,
          by: `p${index}`,
        }),
      ),
    );
    expect(results.filter((result) => result !== 'changed')).toEqual([{ version: version + 1 }]);
  });

  test('a tax document of 16 MiB is saved and read back', async () => {
    const rules = Array.from({ length: 50_000 }, (_, index) => ({
      region: { kind: 'zip' as const, zip: String(10_000 + index) },
      rate: '0.0825',
      label: `${index} ${'ß'.repeat(120)}`,
    }));
    expect(await saveSettings(db, SANDBOX, 'taxes', { document: { rules }, at: 1, by: 'file' })).toEqual({ version: 1 });
    expect((await loadSettings(db, SANDBOX)).taxes).toEqual({ rules });
  });

  test('the 51st version of a kind leaves the newest fifty', async () => {
    for (let index = 0; index < 51; index++) await saveSettings(db, LIVE, 'policies', { document: {}, at: index, by: 'x' });
    const versions = await listVersions(db, LIVE, 'policies');
    expect([versions.length, versions[0]?.version, versions.at(-1)?.version]).toEqual([50, 51, 2]);
  });

  test('a rule book is compiled once for a version and again for the next', async () => {
    const version = await versionOf(db, 'live');
    const [one, two] = await Promise.all([loadRuleBook(db, LIVE, version), loadRuleBook(db, LIVE, version)]);
    expect(one).toBe(two);
    expect(one.policies.replay).toBe('answer-again');
    await saveSettings(other, LIVE, 'policies', { document: { replay: 'refuse' }, at: 1, by: 'x' });
    const next = await loadRuleBook(db, LIVE, await versionOf(db, 'live'));
    expect(next).not.toBe(one);
    expect(next.policies.replay).toBe('refuse');
  });

  test('a fact of the installation is stored once', async () => {
    expect(await readInstallation(db, 'check')).toBeNull();
    expect(await rememberInstallation(db, 'check', 'first')).toBe('first');
    expect(await rememberInstallation(other, 'check', 'second')).toBe('first');
    expect(await readInstallation(other, 'check')).toBe('first');
  });

  test('a removed merchant leaves nothing behind, and the others everything', async () => {
    const doomed = { ...MERCHANT, id: 'ADOOM123456789' };
    await createMerchant(db, { ...doomed, at: 2 });
    const sandbox = environmentId(doomed.id, 'sandbox');
    await createKey(db, { ...KEY, environmentId: sandbox, id: 'KEYDOOM0000000000001' });
    await saveSettings(db, sandbox, 'policies', { document: {}, at: 1, by: 'x' });
    await createPerson(db, { id: 'P9', merchantId: doomed.id, email: 'doom@example.com', name: 'D', passwordHash: 'h', at: 1 });
    const recorder = createRecorder(db);
    const kept = exchangeRow(LIVE);
    await recorder.record(kept);
    await recorder.record(exchangeRow(sandbox, { refs: { orderId: 'O1' } }), claim('KEYDOOM0000000000001', 'u'));
    await recorder.close();
    await removeMerchant(db, doomed.id);
    await removeMerchant(db, doomed.id);
    for (const [table, where] of [
      ['merchants', { id: doomed.id }],
      ['environments', { merchant_id: doomed.id }],
      ['access_keys', { environment_id: sandbox }],
      ['settings', { environment_id: sandbox }],
      ['exchanges', { environment_id: sandbox }],
      ['exchange_ids', { environment_id: sandbox }],
      ['facets', { environment_id: sandbox }],
      ['people', { merchant_id: doomed.id }],
      ['replay_keys', { key_id: 'KEYDOOM0000000000001' }],
    ] as const) {
      expect([table, await db.knex(table).where(where).select<unknown[]>('*')]).toEqual([table, []]);
    }
    expect(await db.knex('exchanges').where({ id: kept.id }).select<unknown[]>('id')).toHaveLength(1);
  });
});
