import type { Db } from '../../src/store/db.js';
import { claimIdempotency, finishIdempotency, releaseIdempotency } from '../../src/store/idempotency.js';
import { claimLease, releaseLease } from '../../src/store/leases.js';
import { createMerchant } from '../../src/store/merchants.js';
import { changePassword, createPerson, findPerson, findPersonByEmail, listPeople } from '../../src/store/people.js';
import { destroySession, loadSession, saveSession, sessionSha256, touchSession } from '../../src/store/sessions.js';
import { countUnrecordedStrays, listStrays, recordStray } from '../../src/store/strays.js';
import { clearAttempts, countAttempt } from '../../src/store/throttles.js';
import { eachDatabase } from '../support/databases.js';
import { message } from '../support/exchange-rows.js';

const MERCHANT = { id: 'AMUGS123456789', name: 'Mugs', currency: 'EUR', zone: 'UTC' };
const ANN = { id: 'P1', merchantId: MERCHANT.id, email: 'Ann@Example.com', name: 'Ann' };
const ANSWER = { status: 201, contentType: 'application/json', headers: { ETag: '"1"' }, body: '{"ok":true}' };

eachDatabase('people', (open) => {
  let db: Db;
  let other: Db;
  beforeAll(async () => {
    const database = await open();
    ({ db } = database);
    other = await database.another();
    await createMerchant(db, { ...MERCHANT, at: 1 });
    await createPerson(db, { ...ANN, passwordHash: 'hash', at: 1 });
  });

  test('a person is found by an e-mail in any case, and a second one with it is refused', async () => {
    expect(await findPersonByEmail(db, ' ann@EXAMPLE.com ')).toEqual({ ...ANN, passwordHash: 'hash' });
    expect(await findPersonByEmail(db, 'bob@example.com')).toBeNull();
    await expect(
      createPerson(db, { ...ANN, id: 'P2', email: 'ANN@example.com', passwordHash: 'x', at: 2 }),
    ).rejects.toMatchObject({
      code: 'SETTINGS_CHANGED',
    });
    // the same one again, as where the answer of the first try was lost
    expect(await createPerson(db, { ...ANN, passwordHash: 'hash', at: 2 })).toEqual(ANN);
    expect(await listPeople(db, MERCHANT.id)).toEqual([ANN]);
  });

  test('a session is found until it ends, and its id is nowhere in the table', async () => {
    const id = 'a-session-id-that-only-the-cookie-knows';
    await saveSession(db, id, { personId: ANN.id, data: { csrf: 'x' }, expiresAt: 1_000 });
    expect(await loadSession(other, id, 999)).toEqual({ personId: ANN.id, data: { csrf: 'x' }, expiresAt: 1_000 });
    expect(await loadSession(db, id, 1_000)).toBeNull();
    await touchSession(db, id, 2_000);
    await saveSession(db, id, { personId: ANN.id, data: { csrf: 'y' }, expiresAt: 2_000 });
    expect(await loadSession(db, id, 1_500)).toMatchObject({ data: { csrf: 'y' } });
    expect(JSON.stringify(await db.knex('sessions').select<unknown[]>('*'))).not.toContain(id);
    await destroySession(other, id);
    expect(await loadSession(db, id, 1)).toBeNull();
    await touchSession(db, id, 9_000);
    expect(await loadSession(db, id, 1)).toBeNull();
  });

  test('a changed password ends every other session of the person', async () => {
    for (const id of ['mine', 'stolen']) await saveSession(db, id, { personId: ANN.id, data: {}, expiresAt: 9_000 });
    await saveSession(db, 'somebody', { personId: null, data: {}, expiresAt: 9_000 });
    await changePassword(db, { personId: ANN.id, passwordHash: 'new', at: 5, keepSessionSha256: sessionSha256('mine') });
    expect((await findPerson(db, ANN.id))!.passwordHash).toBe('new');
    const left = await Promise.all(['mine', 'stolen', 'somebody'].map((id) => loadSession(db, id, 1)));
    expect(left.map((session) => session !== null)).toEqual([true, false, true]);
  });

  test('attempts are counted over all processes until the window ends or somebody signs in', async () => {
    const attempt = (at: number, of: Db) => countAttempt(of, { key: 'sign-in:ann@example.com', limit: 3, windowMs: 100, at });
    const first = await Promise.all([attempt(0, db), attempt(0, other), attempt(0, db)]);
    expect(first).toEqual([{ allowed: true }, { allowed: true }, { allowed: true }]);
    expect(await attempt(40, other)).toEqual({ allowed: false, retryAfterMs: 60 });
    expect(await attempt(100, db)).toEqual({ allowed: true });
    for (let count = 0; count < 3; count++) await attempt(110, db);
    expect(await attempt(110, db)).toMatchObject({ allowed: false });
    await clearAttempts(other, 'sign-in:ann@example.com');
    expect(await attempt(110, db)).toEqual({ allowed: true });
    expect(JSON.stringify(await db.knex('throttles').select<unknown[]>('*'))).not.toContain('ann');
  });

  test('of 20 requests with one Idempotency-Key one does the work, and later ones get its answer', async () => {
    const ask = { scope: 'K POST /v1/carts 1', environmentId: 'E', bodySha256: 'aa', at: 1_000 };
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) => claimIdempotency(index % 2 === 0 ? db : other, ask)),
    );
    const claimed = claims.filter(({ state }) => state === 'claimed');
    expect(claimed).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'busy')).toHaveLength(19);
    const [one] = claimed;
    await finishIdempotency(db, { scope: ask.scope, owner: one?.state === 'claimed' ? one.owner : '', answer: ANSWER });
    expect(await claimIdempotency(other, ask)).toEqual({ state: 'answered', answer: ANSWER });
    expect(await claimIdempotency(db, { ...ask, bodySha256: 'bb' })).toEqual({ state: 'other-body' });
    // a day later the key is as good as new, for any body
    expect(await claimIdempotency(db, { ...ask, bodySha256: 'bb', at: 1_000 + 86_400_000 })).toMatchObject({ state: 'claimed' });
  });

  test('a claim that was given back, or whose process died a minute ago, is free; a late answer of the dead is not stored', async () => {
    const ask = { scope: 'K POST /v1/carts 2', environmentId: 'E', bodySha256: 'aa', at: 0 };
    const first = await claimIdempotency(db, ask);
    if (first.state !== 'claimed') throw new Error('the first claim must hold');
    expect(await claimIdempotency(db, { ...ask, at: 59_999 })).toEqual({ state: 'busy' });
    const second = await claimIdempotency(other, { ...ask, at: 60_000 });
    if (second.state !== 'claimed') throw new Error('a dead claim must be free');
    await finishIdempotency(db, { scope: ask.scope, owner: first.owner, answer: ANSWER });
    expect(await claimIdempotency(db, { ...ask, at: 60_001 })).toEqual({ state: 'busy' });
    await releaseIdempotency(db, { scope: ask.scope, owner: second.owner });
    expect(await claimIdempotency(db, { ...ask, at: 60_002 })).toMatchObject({ state: 'claimed' });
  });

  test('a lease has one owner at a time', async () => {
    const lease = { name: 'work', forMs: 100 };
    expect(await claimLease(db, { ...lease, owner: 'a', at: 0 })).toBe(true);
    expect(await claimLease(other, { ...lease, owner: 'b', at: 99 })).toBe(false);
    expect(await claimLease(db, { ...lease, owner: 'a', at: 0 })).toBe(true);
    expect(await claimLease(other, { ...lease, owner: 'b', at: 100 })).toBe(true);
    expect(await claimLease(db, { ...lease, owner: 'a', at: 150 })).toBe(false);
    await releaseLease(other, { name: 'work', owner: 'b' });
    expect(await claimLease(db, { ...lease, owner: 'a', at: 150 })).toBe(true);
  });

  test('of strays 600 a minute are stored, cut at 64 KiB, and the rest is counted', async () => {
    const stray = (index: number, at: number) => ({
      id: `S${String(index).padStart(6, '0')}`,
      at,
      remote: '192.0.2.1',
      status: 404,
      code: 'MERCHANT_UNKNOWN',
      request: message('x'.repeat(70_000), 'POST /callbacks/NOBODY'),
    });
    const results: string[] = [];
    for (let index = 0; index < 605; index++) results.push(await recordStray(db, stray(index, 60_000 + index)));
    expect(results.filter((result) => result === 'recorded')).toHaveLength(600);
    // the next minute writes what the one before still had to count
    expect(await recordStray(db, stray(700, 120_000))).toBe('recorded');
    expect(await countUnrecordedStrays(db, 60_000)).toBe(5);
    const [newest, next] = await listStrays(db, { limit: 2 });
    expect(newest).toMatchObject({ id: 'S000700', at: 120_000, code: 'MERCHANT_UNKNOWN', status: 404 });
    expect(newest?.request.body.text).toHaveLength(65_536);
    expect(newest?.request.cut).toBe(true);
    expect((await listStrays(db, { limit: 1, before: newest!.id }))[0]).toEqual(next);
  });
});
