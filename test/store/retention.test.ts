import { existsSync } from 'node:fs';
import { parseSearch } from '../../src/core/search.js';
import { exchangeSeq, seqAt } from '../../src/ids.js';
import { backup } from '../../src/store/backup.js';
import { closeDatabase, openDatabase, type Db } from '../../src/store/db.js';
import { findOriginal, listExchanges } from '../../src/store/exchanges.js';
import { claimIdempotency } from '../../src/store/idempotency.js';
import { indexWords } from '../../src/store/indexer.js';
import { claimLease } from '../../src/store/leases.js';
import { createMerchant, environmentId } from '../../src/store/merchants.js';
import { claimCheckout } from '../../src/store/checkout/claim.js';
import { createCheckout, loadCartBytes } from '../../src/store/checkouts.js';
import { mailSent, queueMail } from '../../src/store/mails.js';
import { placeOrder } from '../../src/store/order/place.js';
import { createRecorder } from '../../src/store/recorder.js';
import { deleteExpired } from '../../src/store/retention.js';
import { saveSession } from '../../src/store/sessions.js';
import { recordStray } from '../../src/store/strays.js';
import { countAttempt } from '../../src/store/throttles.js';
import { eachDatabase, type OpenDatabase } from '../support/databases.js';
import { claim, exchangeRow, message } from '../support/exchange-rows.js';
import { newCheckout, orderOf, placing } from '../support/orders.js';

const SANDBOX = environmentId('AMUGS123456789', 'sandbox');
const NOW = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;
const ROOM = 1e12;

async function opened(open: OpenDatabase): Promise<Db> {
  const { db } = await open();
  await createMerchant(db, { id: 'AMUGS123456789', name: 'Mugs', currency: 'EUR', zone: 'UTC', at: 1 });
  return db;
}
const countOf = async (db: Db, table: string): Promise<number> =>
  (await db.knex(table).count<{ n: number }[]>({ n: '*' }))[0]?.n ?? 0;

eachDatabase('retention', (open, dialect) => {
  test('deletes exchanges over their age with everything that finds them, and originals over 30 days', async () => {
    const db = await opened(open);
    const recorder = createRecorder(db);
    // one a day for 120 days, all of them with the same word
    const rows = Array.from({ length: 120 }, (_, day) => {
      const at = NOW - day * DAY;
      return exchangeRow(SANDBOX, {
        at,
        seq: exchangeSeq(at),
        refs: { orderId: `O-${day}` },
        request: message('<a>keepsake</a>'),
      });
    });
    await Promise.all(rows.map((row) => recorder.record(row)));
    await recorder.close();
    await indexWords(db, { limit: 500 });
    const deleted = await deleteExpired(db, { at: NOW + 1_000, maxAgeDays: 90, maxBytes: ROOM, pauseMs: 1 });
    // days 0 to 89 stay, as do the originals of days 0 to 29
    expect(deleted).toEqual({ exchanges: 30, originals: 90, others: 0 });
    const parsed = parseSearch('keepsake');
    if (!parsed.ok) throw new Error(parsed.message);
    const { items } = await listExchanges(db, SANDBOX, { search: parsed.search, limit: 500 });
    expect(items.map(({ refs }) => refs['orderId'])).toEqual(Array.from({ length: 90 }, (_, day) => `O-${day}`));
    expect(await findOriginal(db, SANDBOX, rows[29]!.id)).not.toBeNull();
    expect(await findOriginal(db, SANDBOX, rows[30]!.id)).toBeNull();
    // two ids each: trace and order
    expect(await countOf(db, 'exchange_ids')).toBe(180);
    expect(await deleteExpired(db, { at: NOW + 1_000, maxAgeDays: 90, maxBytes: ROOM })).toEqual({
      exchanges: 0,
      originals: 0,
      others: 0,
    });
    if (dialect === 'mysql')
      expect(
        await db
          .knex('exchange_words')
          .where('seq', '<', seqAt(NOW - 90 * DAY + 1))
          .select<unknown[]>('*'),
      ).toEqual([]);
  });

  test('deletes the oldest exchanges until the rest fits', async () => {
    const db = await opened(open);
    const recorder = createRecorder(db);
    const body = 'x'.repeat(50_000);
    const rows = Array.from({ length: 400 }, (_, n) => {
      const at = NOW - n * 1_000;
      return exchangeRow(SANDBOX, {
        at,
        seq: exchangeSeq(at),
        refs: { orderId: `O-${n}` },
        request: message(body),
        sealed: Buffer.alloc(0),
      });
    });
    await Promise.all(rows.map((row) => recorder.record(row)));
    await recorder.close();
    // 400 x 50 KB is 20 MB, or 23 with indexes; 10 MB hold between 150 and 200 of them
    const deleted = await deleteExpired(db, { at: NOW, maxAgeDays: 90, maxBytes: 10_000_000, pauseMs: 1 });
    const left = await db.knex('exchanges').orderBy('seq').select<{ id: string }[]>('id');
    expect(left.length).toBeGreaterThan(100);
    expect(left.length).toBeLessThan(201);
    expect(deleted?.exchanges).toBe(400 - left.length);
    expect(new Set(left.map(({ id }) => id))).toEqual(new Set(rows.slice(0, left.length).map(({ id }) => id)));
  });

  test('deletes expired keys, sessions, throttles and strays, and nothing that is still good', async () => {
    const db = await opened(open);
    const recorder = createRecorder(db);
    for (const [uuid, expiresAt] of [
      ['old', NOW - 1],
      ['new', NOW + 1],
    ] as const) {
      await recorder.record(exchangeRow(SANDBOX, { at: NOW }), { ...claim('K', uuid), expiresAt });
      await saveSession(db, uuid, { personId: null, data: {}, expiresAt });
      await countAttempt(db, { key: uuid, limit: 1, windowMs: 10, at: expiresAt - 10 });
      await claimIdempotency(db, { scope: uuid, environmentId: SANDBOX, bodySha256: 'aa', at: expiresAt - DAY });
      const at = expiresAt - 90 * DAY;
      await recordStray(db, { id: uuid, at, remote: '', status: 404, code: 'X', request: message('x') });
    }
    await recorder.close();
    expect(await deleteExpired(db, { at: NOW, maxAgeDays: 90, maxBytes: ROOM, pauseMs: 1 })).toEqual({
      exchanges: 0,
      originals: 0,
      others: 5,
    });
    for (const table of ['replay_keys', 'sessions', 'throttles', 'idempotency_keys', 'strays']) {
      expect([table, await countOf(db, table)]).toEqual([table, 1]);
    }
  });

  test('deletes checkouts without an order after 30 days, and the posted cart of an order after 90', async () => {
    const db = await opened(open);
    const make = async (days: number): Promise<string> => {
      const checkout = await createCheckout(db, newCheckout(SANDBOX, { createdAt: NOW - days * DAY }));
      await claimCheckout(db, { id: checkout.id, sessionSha256: 'a'.repeat(64), at: NOW - days * DAY });
      return checkout.id;
    };
    const buy = async (days: number): Promise<string> => {
      const checkout = await createCheckout(db, newCheckout(SANDBOX, { createdAt: NOW - days * DAY }));
      await placeOrder(db, placing(orderOf(checkout, { placedAt: NOW - days * DAY })));
      return checkout.id;
    };
    const [, young, older, oldest] = [await make(31), await make(30), await buy(89), await buy(91)];
    // one checkout, the claim on it, and the bytes of the oldest order; those of the checkout went with it
    expect(await deleteExpired(db, { at: NOW, maxAgeDays: 90, maxBytes: ROOM, pauseMs: 1 })).toMatchObject({ others: 3 });
    const left = await db.knex('checkouts').orderBy('created_at', 'desc').select<{ id: string }[]>('id');
    expect(left.map(({ id }) => id)).toEqual([young, older, oldest]);
    expect(await countOf(db, 'checkout_claims')).toBe(1);
    expect([(await loadCartBytes(db, older)) === null, await loadCartBytes(db, oldest)]).toEqual([false, null]);
  });

  test('deletes mails 30 days after they were sent, and none that waits', async () => {
    const db = await opened(open);
    for (const [id, sentAt] of [
      ['old', NOW - 31 * DAY],
      ['young', NOW - 29 * DAY],
      ['waiting', null],
    ] as const) {
      const mail = { id, environmentId: SANDBOX, orderId: id, kind: 'confirmation', recipient: 'a@b.example' };
      await queueMail(db, { ...mail, subject: 's', body: 'b', createdAt: NOW - 40 * DAY });
      if (sentAt !== null) await mailSent(db, { id, at: sentAt });
    }
    expect(await deleteExpired(db, { at: NOW, maxAgeDays: 90, maxBytes: ROOM, pauseMs: 1 })).toMatchObject({ others: 1 });
    const left = await db.knex('mails').orderBy('id').select<{ id: string }[]>('id');
    expect(left.map(({ id }) => id)).toEqual(['waiting', 'young']);
  });

  test('leaves the work to the process that is at it', async () => {
    const db = await opened(open);
    await claimLease(db, { name: 'retention', owner: 'another process', at: NOW, forMs: 1_000 });
    expect(await deleteExpired(db, { at: NOW + 999, maxAgeDays: 90, maxBytes: ROOM })).toBeNull();
    expect(await deleteExpired(db, { at: NOW + 1_000, maxAgeDays: 90, maxBytes: ROOM })).not.toBeNull();
  });
});

eachDatabase('a backup', (open, dialect) => {
  test('is a whole database made while exchanges are written, or a sentence about mysqldump', async () => {
    const db = await opened(open);
    const file = `${db.sqlite?.file ?? '/nowhere'}-backup`;
    if (dialect === 'mysql') {
      await expect(backup(db, file)).rejects.toThrow('mysqldump --single-transaction');
      expect(existsSync(file)).toBe(false);
      return;
    }
    const recorder = createRecorder(db);
    for (let count = 0; count < 50; count++) await recorder.record(exchangeRow(SANDBOX));
    const writing = Promise.all(Array.from({ length: 500 }, () => recorder.record(exchangeRow(SANDBOX))));
    await backup(db, file);
    await writing;
    await recorder.close();
    const copy = await openDatabase(`sqlite:${file}`);
    expect(await countOf(copy, 'exchanges')).toBeGreaterThanOrEqual(50);
    expect(await countOf(copy, 'exchange_originals')).toBe(await countOf(copy, 'exchanges'));
    expect(await copy.knex.raw('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    await closeDatabase(copy);
  });
});
