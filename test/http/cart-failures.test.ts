import { countOpenCheckouts } from '../../src/store/checkouts.js';
import { eachDatabase } from '../support/databases.js';
import { mugCart, postCart, signedCart } from '../support/posted-carts.js';
import { startService, type Answer, type Service } from '../support/service.js';

eachDatabase('Where something fails, a posted cart', (open) => {
  let service: Service;
  let post: () => Promise<Answer>;
  beforeEach(async () => {
    service = await startService((await open()).db);
    const form = signedCart(mugCart(service.merchantId), service.sandbox);
    post = () => postCart(`${service.url}/sandbox/checkout/${service.merchantId}`, form);
  });
  afterEach(() => service.close());

  test('gets a page with 503 SHUTTING_DOWN that says nothing was ordered, and when to try again', async () => {
    await service.recorder.close();
    const answer = await post();
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 503, code: 'SHUTTING_DOWN' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.text).toContain('Nothing was ordered and nothing was charged.');
    expect(answer.text).toContain('Larch &amp; Loam');
  });

  test('gets 503 DATABASE_UNAVAILABLE where its row is not taken, and is taken when posted again', async () => {
    await service.db.knex.schema.renameTable('exchange_originals', 'originals_away');
    expect((await post()).code).toBe('DATABASE_UNAVAILABLE');
    await service.db.knex.schema.renameTable('originals_away', 'exchange_originals');
    expect((await post()).status).toBe(303);
  });

  test('that meets a mistake of ours gets 500, tells nobody outside what it was, and says it in the log and the exchange', async () => {
    await service.db.knex.schema.renameTable('checkout_bytes', 'bytes_away');
    const answer = await post();
    await service.db.knex.schema.renameTable('bytes_away', 'checkout_bytes');
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 500, code: 'INTERNAL_FAULT' });
    expect(answer.text).not.toContain('checkout_bytes');
    expect(await service.exchange(answer.exchange)).toMatchObject({
      kind: 'cart',
      outcome: 'failed',
      status: 500,
      code: 'INTERNAL_FAULT',
    });
    expect(service.log.join('')).toMatch(/SQLITE_ERROR|ER_NO_SUCH_TABLE/);
    expect(await countOpenCheckouts(service.db, `${service.merchantId}-sandbox`)).toBe(0);
  });

  test('is taken although the settings cannot be used: it may bring tables of its own', async () => {
    const where = { environment_id: `${service.merchantId}-sandbox`, kind: 'promotions' };
    await service.db
      .knex('settings')
      .where(where)
      .update({ document: Buffer.from('promotions') });
    expect((await post()).status).toBe(303);
  });
});
