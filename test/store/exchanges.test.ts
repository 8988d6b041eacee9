import { parseSearch } from '../../src/core/search.js';
import type { ExchangeKind, Outcome, Party } from '../../src/core/exchange.js';
import { exchangeSeq, seqAt } from '../../src/ids.js';
import type { Db } from '../../src/store/db.js';
import { findExchange, findOriginal, listExchanges, openTrace, type ExchangeSummary } from '../../src/store/exchanges.js';
import { indexBacklog, indexWords } from '../../src/store/indexer.js';
import { createMerchant, environmentId as idOf } from '../../src/store/merchants.js';
import { createRecorder, type ExchangeRow, type Recorder } from '../../src/store/recorder.js';
import { eachDatabase } from '../support/databases.js';
import { exchangeRow, message } from '../support/exchange-rows.js';

const SANDBOX = idOf('AMUGS123456789', 'sandbox');
const LIVE = idOf('AMUGS123456789', 'live');
const NOW = Date.UTC(2026, 5, 1, 12);
const MINUTE = 60_000;

const KINDS: readonly ExchangeKind[] = ['callback', 'quote', 'webhook'];
const PARTIES: readonly Party[] = ['cart', 'checkout', 'store'];
const OUTCOMES: readonly [Outcome, number, string | undefined][] = [
  ['ok', 200, undefined],
  ['warned', 200, undefined],
  ['refused', 403, 'SIGNATURE_STALE'],
  ['refused', 422, 'ADDRESS_NOT_COVERED'],
  ['failed', 503, 'OVERLOADED'],
  ['failed', 0, undefined],
];
const WORDS = ['mug', 'cup', 'saucer', 'größe', 'teapot', 'tray', 'the', 'of'];

/** Row number `n`, one a minute into the past: everything in it follows from n. */
function row(n: number): ExchangeRow {
  const at = NOW - n * MINUTE;
  const [outcome, status, code] = OUTCOMES[n % 6]!;
  const words = WORDS.filter((_, index) => n % (index + 2) === 0);
  const sku = `ART-${n % 5}`;
  const body = `<Cart><Item><SKU>${sku}</SKU><Title>${words.join(' ')}</Title><Note>big${n % 4} red${n % 3} end</Note></Item></Cart>`;
  return exchangeRow(SANDBOX, {
    at,
    seq: exchangeSeq(at),
    kind: KINDS[n % 3]!,
    party: PARTIES[n % 2]!,
    direction: n % 7 === 0 ? 'out' : 'in',
    outcome,
    status,
    ...(code === undefined ? {} : { code }),
    durationMs: (n * 37) % 1_500,
    trace: `trace-${n % 50}`,
    refs: { orderId: `O-${n}`, clientRequestId: `C-${n % 20}` },
    request: message(body, 'POST /sandbox/callbacks/A1'),
    faults: n % 11 === 0 ? [{ rule: 'quantity-positive', severity: 'error', message: 'Quantity is not above zero.' }] : [],
  });
}

const ROWS = 700;

eachDatabase('the list of exchanges', (open, dialect) => {
  let db: Db;
  let recorder: Recorder;
  const rows = Array.from({ length: ROWS }, (_, n) => row(n));
  beforeAll(async () => {
    ({ db } = await open());
    await createMerchant(db, { id: 'AMUGS123456789', name: 'Mugs', currency: 'EUR', zone: 'UTC', at: 1 });
    recorder = createRecorder(db);
    await Promise.all(rows.map((one) => recorder.record(one)));
    // the other environment has the same words and ids
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => recorder.record({ ...row(n), environmentId: LIVE, environment: 'live' })),
    );
    while ((await indexWords(db, { limit: 500 })) > 0);
  });
  afterAll(() => recorder.close());

  const search = async (text: string, limit = 40): Promise<ExchangeSummary[]> => {
    const parsed = parseSearch(text);
    if (!parsed.ok) throw new Error(parsed.message);
    const items: ExchangeSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await listExchanges(db, SANDBOX, {
        search: parsed.search,
        limit,
        at: NOW,
        ...(cursor === undefined ? {} : { cursor }),
      });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return items;
  };
  /** The numbers of the rows that were found, in the order of the list: the newest is 0. */
  const numbers = async (text: string, limit?: number): Promise<number[]> =>
    (await search(text, limit)).map(({ refs }) => Number(refs['orderId']?.slice(2)));
  const where = (matches: (n: number) => boolean): number[] => rows.map((_, n) => n).filter(matches);

  // each search with the same thing said in arithmetic
  test.each<[string, (n: number) => boolean]>([
    ['', () => true],
    ['kind:quote', (n) => n % 3 === 1],
    ['kind:quote,webhook -party:cart', (n) => n % 3 !== 0 && n % 2 !== 0],
    ['-kind:callback', (n) => n % 3 !== 0],
    ['direction:out outcome:failed', (n) => n % 7 === 0 && n % 6 > 3],
    ['status:4xx', (n) => n % 6 === 2 || n % 6 === 3],
    ['status:422,none', (n) => n % 6 === 3 || n % 6 === 5],
    ['-status:2xx', (n) => n % 6 > 1],
    ['code:signature_stale', (n) => n % 6 === 2],
    ['ms>800', (n) => (n * 37) % 1_500 > 800],
    ['-ms>800', (n) => (n * 37) % 1_500 <= 800],
    ['ms>=37 ms<=74', (n) => (n * 37) % 1_500 >= 37 && (n * 37) % 1_500 <= 74],
    ['last:1h', (n) => n <= 60],
    ['-last:1h', (n) => n > 60],
    ['after:2026-06-01 before:2026-06-01T06:00Z', (n) => n > 360],
    ['before:2026-06-01', (n) => n > 720],
    ['mug', (n) => n % 2 === 0],
    ['MUG cup', (n) => n % 6 === 0],
    ['the of größe', (n) => n % 8 === 0 && n % 9 === 0 && n % 5 === 0],
    ['mug -cup', (n) => n % 2 === 0 && n % 3 !== 0],
    ['-mug', (n) => n % 2 !== 0],
    ['teapot kind:quote ms<500', (n) => n % 6 === 0 && n % 3 === 1 && (n * 37) % 1_500 < 500],
    ['cup party:checkout status:5xx', (n) => n % 3 === 0 && n % 2 === 1 && n % 6 === 4],
    ['"big3 red2"', (n) => n % 4 === 3 && n % 3 === 2],
    ['"red2 end"', (n) => n % 3 === 2],
    ['"end red2"', () => false],
    ['red2 -"big3 red2"', (n) => n % 3 === 2 && n % 4 !== 3],
    ['sku:art-3', (n) => n % 5 === 3],
    ['-sku:ART-3 sku:art-4', (n) => n % 5 === 4],
    ['quantity_positive', () => false],
    ['quantity above zero', (n) => n % 11 === 0],
    ['O-77', (n) => n === 77],
    ['order:O-78', (n) => n === 78],
    ['trace:trace-7', (n) => n % 50 === 7],
    ['trace-7', (n) => n % 50 === 7],
    ['client:C-3 mug', (n) => n % 20 === 3 && n % 2 === 0],
    ['C-4 mug', (n) => n % 20 === 4 && n % 2 === 0],
    ['client:C-4 trace:trace-4', (n) => n % 20 === 4 && n % 50 === 4],
    ['order:C-4', () => false],
    ['-client:C-4 ms<30', (n) => n % 20 !== 4 && (n * 37) % 1_500 < 30],
    ['-trace-7 -mug', (n) => n % 50 !== 7 && n % 2 !== 0],
    ['nothinghasthisword', () => false],
    ['x', () => false],
    ['-x kind:quote', (n) => n % 3 === 1],
    ['code:NO_SUCH_CODE', () => false],
  ])('finds for %p what it says, newest first', async (text, matches) => {
    expect(await numbers(text)).toEqual(where(matches));
  });

  test('gives the same rows however small the pages are', async () => {
    for (const text of ['', 'status:4xx', 'mug', 'trace:trace-7', 'ms>800']) {
      expect(await numbers(text, 7)).toEqual(await numbers(text, 500));
    }
  });

  test('finds an exchange by its own id, whole and in its environment only', async () => {
    const one = rows[33]!;
    expect(await numbers(one.id)).toEqual([33]);
    const { environmentId, sealed, ...detail } = one;
    expect(await findExchange(db, environmentId, one.id)).toEqual(detail);
    expect(await findExchange(db, LIVE, one.id)).toBeNull();
    expect(await findOriginal(db, SANDBOX, one.id)).toEqual(sealed);
    expect(await findOriginal(db, LIVE, one.id)).toBeNull();
  });

  test('shows the first fault of an exchange', async () => {
    const [item] = await search('order:O-11');
    expect(item?.firstFault?.rule).toBe('quantity-positive');
    expect((await search('order:O-12'))[0]).not.toHaveProperty('firstFault');
  });

  test('refuses a cursor that it never gave', async () => {
    await expect(listExchanges(db, SANDBOX, { search: { terms: [] }, limit: 10, cursor: "1' or '1" })).rejects.toMatchObject({
      code: 'REQUEST_FAULT',
    });
  });

  test('takes what is typed for nothing but words', async () => {
    for (const text of ['"mug" OR "cup', 'mug*', "mug') --", 'NEAR(mug cup)', 'mug AND cup', '^mug', '%', 'words:mug']) {
      const parsed = parseSearch(text);
      if (parsed.ok) await listExchanges(db, SANDBOX, { search: parsed.search, limit: 10, at: NOW });
    }
    expect(await numbers('mug*')).toEqual(where((n) => n % 2 === 0));
    expect(await numbers('mug OR cup')).toEqual([]);
  });

  test('finds ids at once, and words at once on SQLite, once the job was there on MySQL, also of an exchange that commits behind newer ones', async () => {
    const at = NOW - 90 * MINUTE;
    const late = exchangeRow(SANDBOX, {
      at,
      seq: exchangeSeq(at),
      refs: { orderId: 'O-9000' },
      request: message('<a>latecomer</a>'),
    });
    await recorder.record(late);
    expect(await numbers('order:O-9000')).toEqual([9_000]);
    expect(await numbers('kind:callback status:2xx last:91m -last:89m')).toContain(9_000);
    const atOnce = dialect === 'sqlite';
    expect(await numbers('latecomer')).toEqual(atOnce ? [9_000] : []);
    expect(await indexBacklog(db)).toEqual(atOnce ? { rows: 0, oldestAt: null } : { rows: 1, oldestAt: at });
    expect(await indexWords(db, { limit: 10 })).toBe(atOnce ? 0 : 1);
    expect(await indexBacklog(db)).toEqual({ rows: 0, oldestAt: null });
    expect(await numbers('latecomer')).toEqual([9_000]);
    // done again, as after a crash between the index and the queue on MySQL, it changes nothing
    await db.knex('unindexed').insert({ seq: late.seq, words: '' });
    await indexWords(db, { limit: 10 });
    expect(await numbers('latecomer')).toEqual([9_000]);
  });

  test('joins a trace by callback reference at any time and by client request for a day', async () => {
    const one = exchangeRow(SANDBOX, {
      at: NOW,
      seq: seqAt(NOW),
      trace: 'T-ONE',
      refs: { callbackReferenceId: 'CB-1', clientRequestId: 'CR-1' },
    });
    await recorder.record(one);
    const week = NOW + 7 * 86_400_000;
    expect(await openTrace(db, SANDBOX, { callbackReferenceId: 'CB-1', at: week })).toBe('T-ONE');
    expect(await openTrace(db, SANDBOX, { callbackReferenceId: 'CR-1', at: week })).toBeNull();
    expect(await openTrace(db, LIVE, { callbackReferenceId: 'CB-1', at: NOW })).toBeNull();
    expect(await openTrace(db, SANDBOX, { clientRequestId: 'CR-1', at: NOW + 86_400_000 })).toBe('T-ONE');
    expect(await openTrace(db, SANDBOX, { clientRequestId: 'CR-1', at: NOW + 86_400_001 })).toBeNull();
    expect(await openTrace(db, SANDBOX, { callbackReferenceId: '', clientRequestId: '', at: NOW })).toBeNull();
    const long = 'x'.repeat(200);
    await recorder.record(exchangeRow(SANDBOX, { at: NOW, trace: 'T-LONG', refs: { callbackReferenceId: long } }));
    expect(await openTrace(db, SANDBOX, { callbackReferenceId: long, at: NOW })).toBe('T-LONG');
    expect(await openTrace(db, SANDBOX, { callbackReferenceId: `${long.slice(1)}y`, at: NOW })).toBeNull();
  });
});
