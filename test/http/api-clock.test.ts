import { releaseOrders } from '../../src/flows/checkout/release-orders.js';
import { callApi, type ApiReply } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { placed } from '../support/orders.js';
import { startService, TEST_NOW, type Service } from '../support/service.js';

const MINUTE = 60_000;

eachDatabase('/v1/clock', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterEach(() => service.db.knex('environment_clocks').delete());
  afterAll(() => service.close());

  const move = (json: unknown): Promise<ApiReply> => callApi(service, 'POST', '/v1/clock', { json });

  test('is moved ahead by a duration or to a moment, and every window goes by it', async () => {
    const order = await placed(service.db, `${service.merchantId}-sandbox`, {
      placedAt: TEST_NOW,
      windowEndsAt: TEST_NOW + 15 * MINUTE,
    });
    expect((await callApi(service, 'GET', '/v1/clock')).body).toEqual({ now: '2026-01-15T09:30:00.000Z', offsetMs: 0 });
    expect((await move({ advance: 'PT10M' })).body).toEqual({ now: '2026-01-15T09:40:00.000Z', offsetMs: 10 * MINUTE });
    expect((await move({ at: '2026-01-15T10:45:00+01:00' })).body['now']).toBe('2026-01-15T09:45:00.000Z');
    await releaseOrders({ db: service.db, clock: () => service.clock.now });
    const shown = await callApi(service, 'GET', `/v1/orders/${order.id}`);
    expect(shown.body).toMatchObject({ state: 'unshipped', releasedAt: '2026-01-15T09:45:00.000Z' });
    const shipped = await callApi(service, 'POST', `/v1/orders/${order.id}/shipments`, { json: {} });
    expect(shipped.body['shipment']).toMatchObject({ at: '2026-01-15T09:45:00.000Z' });
    expect((await callApi(service, 'GET', '/v1/clock', { key: service.live })).body['offsetMs']).toBe(0);
  });

  test('moved by 20 posts at once is ahead by all of them', async () => {
    await Promise.all(Array.from({ length: 20 }, () => move({ advance: 'PT1M' })));
    expect((await callApi(service, 'GET', '/v1/clock')).body['offsetMs']).toBe(20 * MINUTE);
  });

  test.each([
    ['back', { at: '2026-01-15T09:29:59Z' }, 422, 'CLOCK_BACKWARDS'],
    ['by eleven years', { advance: 'P4017D' }, 422, 'CLOCK_TOO_FAR'],
    ['to the year 9999', { at: '9999-12-31T00:00:00Z' }, 422, 'CLOCK_TOO_FAR'],
    ['by nothing at all', {}, 400, 'REQUEST_FAULT'],
    ['in two ways', { advance: 'PT1H', at: '2026-02-01T00:00:00Z' }, 400, 'REQUEST_FAULT'],
    ['by a month, which has no length', { advance: 'P1M' }, 400, 'REQUEST_FAULT'],
    ['by a negative duration', { advance: '-PT1H' }, 400, 'REQUEST_FAULT'],
    ['to a day of no calendar', { at: '2026-02-30T00:00:00Z' }, 400, 'REQUEST_FAULT'],
    ['by a number', { advance: 3_600_000 }, 400, 'REQUEST_FAULT'],
  ])('is not moved %s', async (_how, body, status, code) => {
    const answer = await move(body);
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect((await callApi(service, 'GET', '/v1/clock')).body['offsetMs']).toBe(0);
    expect(await service.exchange(answer.exchange)).toMatchObject({ kind: 'settings', outcome: 'refused', code });
  });

  test('of the live environment is the real one', async () => {
    const answer = await callApi(service, 'POST', '/v1/clock', { json: { advance: 'PT1H' }, key: service.live });
    expect([answer.status, answer.code]).toEqual([403, 'CLOCK_LIVE']);
  });
});
