import { findOrderByCheckout } from '../../src/store/orders.js';
import { listExchanges } from '../../src/store/exchanges.js';
import { ADDRESS, addressed, openedCheckout, reviewing } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

const HOUR = 3_600_000;

eachDatabase('a checkout', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const countRecorded = async (): Promise<number> => {
    const { items } = await listExchanges(service.db, `${service.merchantId}-sandbox`, { search: { terms: [] }, limit: 1_000 });
    return items.length;
  };

  test('takes 20 attempts an hour that lead to no order: RATE_LIMITED in kind words, and then an order all the same', async () => {
    const id = await openedCheckout(service);
    const ann = await reviewing(service, id);
    for (let times = 0; times < 20; times++)
      expect((await ann.post(`/pay/${id}/place`, { payment: 'test_decline' })).status).toBe(402);
    const before = await countRecorded();
    for (const [step, field] of [
      ['place', { payment: 'test_approve' }],
      ['authenticate', { answer: 'approve' }],
    ] as const) {
      const page = await ann.post(`/pay/${id}/${step}`, field);
      expect([page.status, page.headers.get('cartwright-code'), page.headers.get('retry-after')]).toEqual([
        429,
        'RATE_LIMITED',
        '3600',
      ]);
      expect(page.html).toContain('Too many attempts');
      expect(page.html).toContain(`href="/pay/${id}"`);
    }
    // what is turned away fills no log of exchanges
    expect(await countRecorded()).toBe(before);
    expect(await findOrderByCheckout(service.db, id)).toBeNull();
    const other = await openedCheckout(service);
    const ben = await reviewing(service, other);
    expect((await ben.post(`/pay/${other}/place`, { payment: 'test_approve' })).location).toBe(`/pay/${other}/thanks`);
    service.clock.now += HOUR;
    await ann.open(`/pay/${id}/review`);
    expect((await ann.post(`/pay/${id}/place`, { payment: 'test_approve' })).location).toBe(`/pay/${id}/thanks`);
    for (let presses = 0; presses < 25; presses++)
      expect((await ann.post(`/pay/${id}/place`, { payment: 'test_approve' })).status).toBe(303);
  });

  test('takes 300 forms an hour, so that nobody fills the log of the shop; other checkouts go on', async () => {
    const id = await openedCheckout(service);
    const ann = await addressed(service, id);
    const forms = Array.from({ length: 299 }, () => () => ann.post(`/pay/${id}/codes/remove`, { formToken: '' }));
    for (const form of forms) expect((await form()).status).toBe(403);
    const before = await countRecorded();
    const page = await ann.post(`/pay/${id}/address`, ADDRESS);
    expect([page.status, page.headers.get('cartwright-code')]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(3_000);
    expect(await countRecorded()).toBe(before);
    await addressed(service, await openedCheckout(service));
  });
});
