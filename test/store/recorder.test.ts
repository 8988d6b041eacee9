import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentId } from '../../src/store/merchants.js';
import type { Db } from '../../src/store/db.js';
import { findExchange, findOriginal } from '../../src/store/exchanges.js';
import { createRecorder, type ExchangeRow, type JoiningIds, type Recorder } from '../../src/store/recorder.js';
import { createMerchant } from '../../src/store/merchants.js';
import { exchangeSeq } from '../../src/ids.js';
import { eachDatabase } from '../support/databases.js';
import { claim, exchangeRow, message } from '../support/exchange-rows.js';

const SANDBOX = environmentId('ATEST123456789', 'sandbox');

eachDatabase('recorder', (open, dialect) => {
  let db: Db;
  let recorder: Recorder;
  beforeAll(async () => {
    ({ db } = await open());
    await createMerchant(db, { id: 'ATEST123456789', name: 'Test', currency: 'USD', zone: 'UTC', at: 1 });
    recorder = createRecorder(db);
  });
  afterAll(() => recorder.close());
  const countOf = async (table: string, where: Record<string, unknown>): Promise<number> => {
    const [row] = await db.knex(table).where(where).count<{ n: number }[]>({ n: '*' });
    return row?.n ?? 0;
  };

  test('a row, its ids, its original and its words, or on MySQL its place in their queue, are there once it is acknowledged', async () => {
    const row = exchangeRow(SANDBOX, { refs: { uuid: 'U-1', orderId: 'O-1' } });
    expect(await recorder.record(row)).toBe('recorded');
    expect(await countOf('exchanges', { id: row.id, seq: row.seq })).toBe(1);
    const ids = await db
      .knex('exchange_ids')
      .where({ seq: row.seq })
      .orderBy('name')
      .select<{ name: string; value: string }[]>('name', 'value');
    expect(ids.map(({ name, value }) => [name, value])).toEqual([
      ['orderId', 'O-1'],
      ['trace', row.trace],
      ['uuid', 'U-1'],
    ]);
    expect(await countOf('exchange_originals', { seq: row.seq })).toBe(1);
    expect(await countOf('exchange_words', dialect === 'sqlite' ? { rowid: row.seq } : { seq: row.seq })).toBe(
      dialect === 'sqlite' ? 1 : 0,
    );
    expect(await countOf('unindexed', { seq: row.seq })).toBe(dialect === 'sqlite' ? 0 : 1);
  });

  test('the second of two equal UUIDs in one batch writes nothing and gets the answer of the first', async () => {
    const first = exchangeRow(SANDBOX);
    const rows = [exchangeRow(SANDBOX), exchangeRow(SANDBOX), exchangeRow(SANDBOX)];
    const busy = recorder.record(first);
    const [one, two, three] = await Promise.all([
      recorder.record(rows[0]!, claim('K1', 'twin', 'one', '01')),
      recorder.record(rows[1]!, claim('K1', 'twin', 'two', '02')),
      recorder.record(rows[2]!, claim('K1', 'twin', 'three', '03')),
    ]);
    expect(await busy).toBe('recorded');
    expect(one).toBe('recorded');
    const stored = { bodySha256: '01', exchangeId: rows[0]!.id, answer: claim('K1', 'twin', 'one').answer };
    expect(two).toEqual(stored);
    expect(three).toEqual(stored);
    expect(await countOf('exchanges', { id: rows[1]!.id })).toBe(0);
    expect(await countOf('exchanges', { id: rows[2]!.id })).toBe(0);
  });

  test('a UUID that was used before loses whatever else is in its batch', async () => {
    const winner = exchangeRow(SANDBOX);
    expect(await recorder.record(winner, claim('K2', 'again', 'first'))).toBe('recorded');
    const lost = await recorder.record(exchangeRow(SANDBOX), claim('K2', 'again', 'second'));
    expect(lost).toMatchObject({ exchangeId: winner.id, answer: { body: 'first' } });
    expect(await recorder.record(exchangeRow(SANDBOX), claim('K3', 'again', 'other key'))).toBe('recorded');
  });

  test('of 40 requests with one UUID over two recorders exactly one is recorded', async () => {
    const other = createRecorder(db);
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? recorder : other).record(exchangeRow(SANDBOX), claim('K4', 'race', String(index))),
      ),
    );
    await other.close();
    expect(results.filter((result) => result === 'recorded')).toHaveLength(1);
    const answers = results
      .map((result) => (result === 'recorded' ? null : (result.answer?.body ?? null)))
      .filter((body) => body !== null);
    expect(new Set(answers).size).toBe(1);
    expect(await countOf('replay_keys', { key_id: 'K4' })).toBe(1);
  });

  test('rows of two recorders that are on their way to the disk at the same moment keep their own texts', async () => {
    const other = createRecorder(db);
    // batches of different length, so that what one leaves behind would show in the other
    const rows = Array.from({ length: 40 }, (_, index) =>
      exchangeRow(SANDBOX, {
        request: message(`<a>${String(index).repeat(200 + index * 40)}</a>`),
        sealed: Buffer.alloc(index, index),
      }),
    );
    await Promise.all(rows.map((row, index) => (index % 2 === 0 ? recorder : other).record(row)));
    await other.close();
    for (const row of rows) {
      expect((await findExchange(db, SANDBOX, row.id))?.request).toEqual(row.request);
      expect(await findOriginal(db, SANDBOX, row.id)).toEqual(row.sealed.length === 0 ? null : row.sealed);
    }
  });

  test('a number that another process took is replaced by the next one', async () => {
    const seq = exchangeSeq(Date.now());
    const rows = [exchangeRow(SANDBOX, { seq }), exchangeRow(SANDBOX, { seq }), exchangeRow(SANDBOX, { seq })];
    expect(await Promise.all(rows.map((row) => recorder.record(row)))).toEqual(['recorded', 'recorded', 'recorded']);
    const seqs = await db
      .knex('exchanges')
      .whereIn(
        'id',
        rows.map(({ id }) => id),
      )
      .orderBy('seq')
      .select<{ seq: number }[]>('seq');
    expect(seqs.map((row) => row.seq)).toEqual([seq, seq + 1, seq + 2]);
  });

  test('an exchange that is written twice, as after a connection lost at the commit, stands there once', async () => {
    const row = exchangeRow(SANDBOX);
    expect(await recorder.record(row, claim('K5', 'twice'))).toBe('recorded');
    expect(await recorder.record(row, claim('K5', 'twice'))).toBe('recorded');
    expect(await countOf('exchanges', { id: row.id })).toBe(1);
  });

  test('an exchange is put into the trace of an earlier one with its ids, and on SQLite also of one in the same commit', async () => {
    const ids = { clientRequestId: 'CR-7', callbackReferenceId: 'CB-7' };
    const joined = async (row: ExchangeRow, by: JoiningIds): Promise<{ trace: string }> => {
      const result = await recorder.recordInTrace(row, by);
      return 'trace' in result ? result : { trace: 'lost' };
    };
    const rows = [0, 1, 2].map((n) => exchangeRow(SANDBOX, { trace: `T-CR-${n}`, refs: { ...ids, uuid: `U-CR-${n}` } }));
    const together = await Promise.all([joined(rows[0]!, ids), joined(rows[1]!, ids)]);
    if (dialect === 'sqlite') expect(together).toEqual([{ trace: 'T-CR-0' }, { trace: 'T-CR-0' }]);
    const later = await recorder.recordInTrace(rows[2]!, { clientRequestId: 'CR-7' });
    expect(later).toEqual(together[1]);
    expect(await countOf('exchanges', { id: rows[2]!.id, trace: together[1].trace })).toBe(1);
    expect(await countOf('exchange_ids', { seq: rows[2]!.seq, value: together[1].trace })).toBe(1);
    const other = exchangeRow(SANDBOX, { trace: 'T-OTHER', refs: { clientRequestId: 'CR-8' } });
    expect(await recorder.recordInTrace(other, { clientRequestId: 'CR-8' })).toEqual({ trace: 'T-OTHER' });
    expect(await recorder.recordInTrace(exchangeRow(SANDBOX, { trace: 'T-NONE' }), {})).toEqual({ trace: 'T-NONE' });
    // two very long ids that begin alike
    const long = { clientRequestId: 'x'.repeat(200) };
    await recorder.recordInTrace(exchangeRow(SANDBOX, { trace: 'T-LONG', refs: long }), long);
    const unlike = { clientRequestId: `${long.clientRequestId.slice(1)}y` };
    expect(await recorder.recordInTrace(exchangeRow(SANDBOX, { trace: 'T-UNLIKE', refs: unlike }), unlike)).toEqual({
      trace: 'T-UNLIKE',
    });
  });

  test('one row that the database does not take fails alone', async () => {
    const bad = { ...exchangeRow(SANDBOX), attempt: null as unknown as number };
    const busy = recorder.record(exchangeRow(SANDBOX));
    const results = await Promise.allSettled([
      recorder.record(exchangeRow(SANDBOX)),
      recorder.record(bad),
      recorder.record(exchangeRow(SANDBOX)),
    ]);
    await busy;
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: 'DATABASE_UNAVAILABLE' } });
    expect(await countOf('exchanges', { id: bad.id })).toBe(0);
  });

  test('statements beside a row are done with it, what depends on one that changed nothing is left out, and a repeat of both is harmless', async () => {
    const row = exchangeRow(SANDBOX);
    const sql = 'update environment_clocks set offset_ms = ? where environment_id = ? and offset_ms = ?';
    const along = [
      { sql: 'insert into environment_clocks (environment_id, offset_ms) values (?, ?)', values: ['beside', 1] },
      { sql, values: [2, 'beside', 1] },
      { sql, values: [3, 'beside', 2], isDependent: true },
      { sql, values: [4, 'beside', 2] },
      { sql, values: [5, 'beside', 3], isDependent: true },
    ];
    const [changed] = await Promise.all([recorder.recordWith(row, along), recorder.record(exchangeRow(SANDBOX))]);
    expect(changed).toEqual([1, 1, 1, 0, 0]);
    expect(await countOf('exchanges', { id: row.id })).toBe(1);
    expect(await recorder.recordWith(row, along.slice(3))).toEqual([0, 0]);
    expect(await countOf('exchanges', { id: row.id })).toBe(1);
    expect(await recorder.recordWith(exchangeRow(SANDBOX), [])).toEqual([]);
  });

  test('statements that the database does not take fail their own row and nobody else’s', async () => {
    const [bad, good] = [exchangeRow(SANDBOX), exchangeRow(SANDBOX)];
    const along = [{ sql: 'insert into environment_clocks (environment_id, offset_ms) values (?, ?)', values: [null, 1] }];
    const results = await Promise.allSettled([recorder.recordWith(bad, along), recorder.record(good)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await countOf('exchanges', { id: good.id })).toBe(1);
  });

  test('what comes during a commit goes into the next one', async () => {
    const sizes: number[] = [];
    const own = createRecorder(db, { onCommit: (rows) => sizes.push(rows) });
    const first = own.record(exchangeRow(SANDBOX));
    await new Promise((go) => setImmediate(go));
    await Promise.all([first, ...Array.from({ length: 299 }, () => own.record(exchangeRow(SANDBOX)))]);
    await own.close();
    // 1 on its way, then 299 = 256 + 43
    expect(sizes).toEqual([1, 256, 43]);
  });

  test('what comes in one turn of the event loop shares a commit', async () => {
    const sizes: number[] = [];
    const own = createRecorder(db, { onCommit: (rows) => sizes.push(rows) });
    await Promise.all(Array.from({ length: 16 }, () => own.record(exchangeRow(SANDBOX))));
    await own.close();
    expect(sizes).toEqual([16]);
  });

  test('the 1,001st row at once is refused as OVERLOADED, and the others are written', async () => {
    const own = createRecorder(db);
    const results = await Promise.allSettled(Array.from({ length: 1_001 }, () => own.record(exchangeRow(SANDBOX))));
    // 1,000 in the queue
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1_000);
    expect(results[1_000]).toMatchObject({ reason: { code: 'OVERLOADED' } });
    await own.close();
    await expect(own.record(exchangeRow(SANDBOX))).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  test('close waits for what was taken', async () => {
    const own = createRecorder(db);
    const row = exchangeRow(SANDBOX);
    const recorded = own.record(row);
    await own.close();
    expect(await countOf('exchanges', { id: row.id })).toBe(1);
    expect(await recorded).toBe('recorded');
  });

  if (dialect === 'sqlite') {
    test('the log of the database is copied while rows come in, and does not grow with them', async () => {
      const request = message('x'.repeat(50_000));
      // 1,000 rows of 50 KB are 50 MB; a commit is at most 4 MiB, and the log is copied after 2
      for (let round = 0; round < 10; round++)
        await Promise.all(Array.from({ length: 100 }, () => recorder.record(exchangeRow(SANDBOX, { request }))));
      expect(statSync(`${db.sqlite!.file}-wal`).size).toBeLessThan(25_000_000);
    });
  }
  if (dialect === 'mysql') {
    test('a batch survives the loss of its connection', async () => {
      const own = createRecorder(db);
      await own.record(exchangeRow(SANDBOX));
      const [rows] = (await db.knex.raw(
        "select id from information_schema.processlist where db = database() and command = 'Sleep' and id <> connection_id()",
      )) as [{ id: number }[]];
      for (const { id } of rows) await db.knex.raw('kill ?', [id]).catch(() => undefined);
      await sleep(50);
      expect(await own.record(exchangeRow(SANDBOX))).toBe('recorded');
      await own.close();
    });
  }
});
