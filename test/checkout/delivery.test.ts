import { orderPath } from '../../src/flows/checkout/order-link.js';
import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { findOrderByCheckout } from '../../src/store/orders.js';
import { tableMethod } from '../core/support/checkout.js';
import { callApi, type ApiReply } from '../support/api.js';
import { addressed, openedCheckout, plainCart, reviewing } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { startService, TEST_NOW, type Service } from '../support/service.js';

const DAY_MS = 86_400_000;
/** Text of a page without its tags. */
const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/*
 * Placed on Thu 15 Jan 2026 in Los Angeles, handling 1: Fri 16 is day 1, Mon 19 2, Tue 20 3, Wed 21 4, Thu 22 5, Fri 23 6.
 * Standard 3 to 5 on the way: days 4 to 6. Expedited 2 to 3: days 3 and 4. Two-day 2: day 3.
 */
eachDatabase('the days on which an order arrives', (open) => {
  let service: Service;
  beforeEach(async () => {
    service = await startService((await open()).db);
  });
  afterEach(() => service.close());

  const checkout = (id: string): Promise<ApiReply> => callApi(service, 'GET', `/v1/checkouts/${id}`);

  test('stand at each choice, each at its own', async () => {
    const id = await openedCheckout(service);
    const text = textOf((await (await addressed(service, id)).open(`/pay/${id}/shipping`)).html);
    expect([...text.matchAll(/Arrives ([^$]*?) \$/g)].map(([, days]) => days)).toEqual([
      'Wed 21 Jan to Fri 23 Jan',
      'Tue 20 Jan to Wed 21 Jan',
      'Tue 20 Jan',
    ]);
  });

  test('are told on every page after the choice, by the API, and stay as promised', async () => {
    const id = await openedCheckout(service);
    const ann = await reviewing(service, id);
    const delivery = { from: '2026-01-21', to: '2026-01-23' };
    const words = 'arrives Wed 21 Jan to Fri 23 Jan';
    expect(textOf((await ann.get(`/pay/${id}/review`)).html)).toContain(`Standard, ${words}`);
    expect((await checkout(id)).body).toMatchObject({ choiceId: 'settings:standard', delivery });
    await ann.post(`/pay/${id}/place`, { payment: 'test_approve' });
    const order = await findOrderByCheckout(service.db, id);
    await callApi(service, 'PUT', '/v1/settings/shipping', { json: { ...DEMO_SETTINGS.shipping, handlingDays: 30 } });
    service.clock.now = TEST_NOW + DAY_MS;
    expect(textOf((await ann.get(`/pay/${id}/thanks`)).html)).toContain(`You chose Standard shipping; it ${words}.`);
    expect(textOf((await ann.get(orderPath(service, order!.id))).html)).toContain(`Standard, ${words}`);
    expect((await callApi(service, 'GET', `/v1/orders/${order!.id}`)).body).toMatchObject({ delivery });
    expect((await checkout(id)).body).toMatchObject({ state: 'placed', delivery });
  });

  test('move with the day for a checkout that is open', async () => {
    const id = await openedCheckout(service);
    await reviewing(service, id);
    service.clock.now = TEST_NOW + DAY_MS;
    // Fri 16: Mon 19 is day 1, Thu 22 day 4, Mon 26 day 6
    expect((await checkout(id)).body).toMatchObject({ delivery: { from: '2026-01-22', to: '2026-01-26' } });
  });

  test('are nowhere where shipping comes from the cart', async () => {
    const [mug] = plainCart().items;
    const tables = { shippingMethods: [tableMethod('Standard', { perShipment: '4.00' })] };
    const items = [{ ...mug!, shippingMethodIds: ['standard'] }];
    const id = await openedCheckout(service, plainCart({ tables, items }));
    const ann = await reviewing(service, id);
    expect(textOf((await ann.get(`/pay/${id}/shipping`)).html)).not.toMatch(/arrives/i);
    expect(textOf((await ann.get(`/pay/${id}/review`)).html)).not.toMatch(/arrives/i);
    expect((await checkout(id)).body).not.toHaveProperty('delivery');
  });

  test('are nowhere before there is a choice, and for settings of before', async () => {
    const { methods } = DEMO_SETTINGS.shipping;
    const json = { currency: 'USD', methods: methods.map((method) => ({ ...method, delivery: undefined })) };
    const put = await callApi(service, 'PUT', '/v1/settings/shipping', { json });
    expect(put.status).toBe(200);
    const id = await openedCheckout(service);
    expect((await checkout(id)).body).not.toHaveProperty('delivery');
    const ann = await reviewing(service, id);
    expect(textOf((await ann.get(`/pay/${id}/review`)).html)).not.toMatch(/arrives/i);
  });
});
