import type { Order } from '../../src/core/order.js';
import { callApi } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { placed } from '../support/orders.js';
import { startService, TEST_NOW, type Service } from '../support/service.js';

const MINUTE = 60_000;

eachDatabase('The orders of the API', (open) => {
  let service: Service;
  let orders: Order[];
  beforeAll(async () => {
    service = await startService((await open()).db);
    orders = [];
    for (let number = 1; number <= 3; number += 1) {
      const placedAt = TEST_NOW - number * MINUTE;
      const buyer = { email: `buyer${number}@mail.example`, name: number === 2 ? 'Odalys Fenwick' : 'A Buyer' };
      orders.push(
        await placed(service.db, `${service.merchantId}-sandbox`, {
          placedAt,
          windowEndsAt: placedAt + 15 * MINUTE,
          buyer,
          sources: FALLBACK,
        }),
      );
    }
    await placed(service.db, `${service.merchantId}-live`, { placedAt: TEST_NOW });
  });
  afterAll(() => service.close());

  /** Shipping fell back to the cart after five seconds. */
  const FALLBACK: Order['sources'] = {
    shipping: {
      source: 'cart',
      because: 'your endpoint did not answer in 5,000 ms',
      cause: 'timeout',
      call: {
        sentAt: TEST_NOW - 5_000,
        endedAt: TEST_NOW,
        deadlineMs: 5_000,
        theirClock: 'Thu, 15 Jan 2026 09:29:58 GMT',
        exchangeId: '01KD3V6QJ3W1X2Y3Z4A5B6C7D8',
      },
    },
    promotions: { source: 'none', because: 'no promotion applies' },
    tax: { source: 'settings', because: 'zips 98100-98199' },
  };

  const idsOf = (items: readonly Record<string, unknown>[] | undefined): unknown[] => (items ?? []).map(({ orderId }) => orderId);

  test('come newest first, a page at a time, of one environment', async () => {
    const first = await callApi(service, 'GET', '/v1/orders?limit=2');
    expect(first.status).toBe(200);
    expect(idsOf(first.body.items)).toEqual([orders[0]?.id, orders[1]?.id]);
    expect(first.body.items?.[0]).toMatchObject({
      state: 'pending',
      placedAt: '2026-01-15T09:29:00.000Z',
      releasedAt: null,
      buyer: { email: 'buyer1@mail.example', name: 'A Buyer' },
      currency: 'USD',
      total: 2999,
      units: 2,
      payment: { state: 'authorised' },
    });
    const next = await callApi(service, 'GET', `/v1/orders?limit=2&cursor=${encodeURIComponent(String(first.body['next']))}`);
    expect(idsOf(next.body.items)).toEqual([orders[2]?.id]);
    expect(next.body['next']).toBeNull();
  });

  test.each([
    ['an order id', (order: Order) => order.id],
    ['an e-mail', (order: Order) => order.buyer.email],
    ['a name', () => 'fenwick'],
    ['an item code', (order: Order) => order.lines[0]?.itemCode ?? ''],
  ])('are found by %s', async (_what, text) => {
    const second = orders[1] as Order;
    const answer = await callApi(service, 'GET', `/v1/orders?search=${encodeURIComponent(text(second))}`);
    expect(idsOf(answer.body.items)).toEqual([second.id]);
  });

  test('are found by SKU and title', async () => {
    for (const text of ['MUG-1', 'blue mug'])
      expect((await callApi(service, 'GET', `/v1/orders?search=${encodeURIComponent(text)}`)).body.items).toHaveLength(3);
  });

  test('say of one order every amount, where it came from, with cause and both clocks, and what happened', async () => {
    const [order] = orders as [Order];
    const answer = await callApi(service, 'GET', `/v1/orders/${order.id}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      orderId: order.id,
      windowEndsAt: '2026-01-15T09:44:00.000Z',
      cancelReason: null,
      shipTo: { name: 'Ann Buyer', postalCode: '98104' },
      shipping: { methodId: 'standard', serviceLevel: 'Standard', label: 'Standard' },
      sources: {
        shipping: {
          source: 'cart',
          cause: 'timeout',
          because: 'your endpoint did not answer in 5,000 ms',
          call: {
            sentAt: '2026-01-15T09:29:55.000Z',
            endedAt: '2026-01-15T09:30:00.000Z',
            deadlineMs: 5000,
            theirClock: 'Thu, 15 Jan 2026 09:29:58 GMT',
            exchangeId: '01KD3V6QJ3W1X2Y3Z4A5B6C7D8',
          },
        },
        tax: { source: 'settings', because: 'zips 98100-98199' },
      },
      // 25.00 + 4.99 = 29.99
      lines: [{ number: 1, sku: 'MUG-1', principal: 2500, shipping: 499, tax: 0, total: 2999, because: [{ amount: 2500 }] }],
      totals: { principal: 2500, shipping: 499 },
      payment: { gateway: 'test', state: 'authorised', amount: 2999 },
      events: [{ number: 1, kind: 'placed', by: 'buyer' }],
    });
  });

  test('are refused with ORDER_UNKNOWN for an id of nobody, and for one of the other environment', async () => {
    const live = await callApi(service, 'GET', '/v1/orders', { key: service.live });
    for (const id of ['000-0000000-0000000', String(live.body.items?.[0]?.['orderId'])]) {
      const answer = await callApi(service, 'GET', `/v1/orders/${id}`);
      expect({ status: answer.status, code: answer.code }).toEqual({ status: 404, code: 'ORDER_UNKNOWN' });
    }
  });

  test('are refused with REQUEST_FAULT for a cursor that no page gave', async () => {
    const answer = await callApi(service, 'GET', '/v1/orders?cursor=nonsense');
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 400, code: 'REQUEST_FAULT' });
  });
});
