import { orderPath } from '../../src/flows/checkout/order-link.js';
import { findOrderByCheckout } from '../../src/store/orders.js';
import { ADDRESS, buyer, openedCheckout, plainCart, reviewing, type Buyer } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { startService, TEST_NOW, type Service } from '../support/service.js';

const MINUTE_MS = 60_000;
const CART = plainCart({
  clientRequestId: 'basket 7',
  returnUrl: 'https://shop.example/thanks?lang=en#top',
  yourAccountUrl: 'https://shop.example/me',
  parameterizedUrls: [
    {
      url: 'https://count.example/hit',
      parameters: [
        { name: 'order', type: 'OrderId' },
        { name: 'sum', type: 'OrderTotal' },
        { name: 'who', type: 'BuyerId' },
      ],
    },
    { url: 'javascript:alert(1)', parameters: [] },
  ],
});

eachDatabase('the pages of an order', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.clock.now = TEST_NOW;
  });

  const buy = async (payment = 'test_approve'): Promise<{ id: string; ann: Buyer; orderId: string; path: string }> => {
    const id = await openedCheckout(service, CART);
    const ann = await reviewing(service, id);
    await ann.post(`/pay/${id}/place`, { payment });
    const order = await findOrderByCheckout(service.db, id);
    if (order === null) throw new Error('nothing was placed');
    return { id, ann, orderId: order.id, path: orderPath(service, order.id) };
  };

  test('thank the buyer with number, sum and what happens next, and lead back to the shop with what it asks for', async () => {
    const { id, ann, orderId, path } = await buy();
    const { html } = await ann.open(`/pay/${id}/thanks`);
    expect(html).toContain(`<b class="mono nowrap">${orderId}</b>`);
    expect(html).toContain('$33.10');
    // placed at 09:30 UTC, which is 01:30 in Los Angeles; 15 minutes later
    expect(html).toContain('Until 01:45 PST you can cancel it yourself');
    const link = `${service.url}${path}`;
    const back =
      `https://shop.example/thanks?lang=en&amznPmtsOrderIds=${orderId}&amznPmtsReqId=basket%207&merchName=Larch%20%26%20Loam` +
      `&amznPmtsYALink=${encodeURIComponent(link)}&showAmznPmtsTYPopup=1#top`;
    expect(html).toContain(`href="${back.replaceAll('&', '&amp;')}"`);
    expect(html).toContain('href="https://shop.example/me"');
    expect(html).toContain(`href="${path}"`);
  });

  test('call the addresses that count the order, http(s) only, and let no other picture in', async () => {
    const { id, ann, orderId } = await buy();
    const { html, headers } = await ann.open(`/pay/${id}/thanks`);
    expect(html).toMatch(new RegExp(`src="https://count.example/hit\\?order=${orderId}&amp;sum=33.10&amp;who=[0-9a-f]{20}"`));
    expect(html).not.toContain('javascript:');
    expect(html).not.toContain(`who=${ADDRESS.email}`);
    expect(headers.get('content-security-policy')).toContain("img-src 'self' https://count.example;");
    expect((await ann.get(`/pay/${id}/shipping`)).headers.get('content-security-policy')).toContain("img-src 'self';");
  });

  test('thank nobody but the browser that ordered', async () => {
    const { id } = await buy();
    const page = await buyer(service.url).get(`/pay/${id}/thanks`);
    expect([page.status, page.html.includes('Odalys')]).toEqual([404, false]);
  });

  test('lead a checkout that is not placed yet from the thanks to where it stands', async () => {
    const id = await openedCheckout(service);
    expect((await buyer(service.url).get(`/pay/${id}/thanks`)).location).toBe(`/pay/${id}`);
  });

  test('show the order to whoever has its link, and to nobody who guesses', async () => {
    const { path, orderId } = await buy();
    const guest = buyer(service.url);
    const page = await guest.get(path);
    expect(page.status).toBe(200);
    expect(page.html).toContain('Odalys Ferrante, 1420 Harbour Steps, Apt 6, Seattle WA 98101');
    expect(page.html).toContain('pending');
    const other = await buy();
    const otherKey = other.path.split('/').at(-1) ?? '';
    for (const wrong of [
      path.slice(0, -1),
      `${path}0`,
      `/orders/${orderId}/${otherKey}`,
      `/orders/000-0000000-0000000/${otherKey}`,
    ]) {
      const answer = await guest.get(wrong);
      expect([answer.status, answer.headers.get('cartwright-code')]).toEqual([404, 'ORDER_UNKNOWN']);
      expect(answer.html).not.toContain('Odalys');
    }
  });

  test('cancel the order in the window, after one question', async () => {
    const { path, orderId, id } = await buy();
    const guest = buyer(service.url);
    expect((await guest.post(`${path}/cancel`)).location).toBe(`${path}?cancel=ask#cancel`);
    expect((await guest.get(`${path}?cancel=ask`)).html).toContain('Cancel the order for $33.10?');
    expect((await guest.post(`/orders/${orderId}/${'0'.repeat(32)}/cancel`, { confirm: 'yes' })).status).toBe(404);
    expect((await findOrderByCheckout(service.db, id))?.cancelledAt).toBeNull();
    expect((await guest.post(`${path}/cancel`, { confirm: 'yes' })).location).toBe(path);
    expect((await findOrderByCheckout(service.db, id))?.cancelledAt).toBe(TEST_NOW);
    const { html } = await guest.get(path);
    expect(html).toContain('Your order is cancelled. Nothing is charged and nothing is sent.');
    expect(html).not.toContain('cancel=ask');
    expect((await guest.post(`${path}/cancel`, { confirm: 'yes' })).location).toBe(path);
  });

  test('say after the window that it is too late, and what to do', async () => {
    const { path, id } = await buy();
    service.clock.now = TEST_NOW + 15 * MINUTE_MS;
    const guest = buyer(service.url);
    expect((await guest.get(path)).html).not.toContain('cancel=ask');
    const late = await guest.post(`${path}/cancel`, { confirm: 'yes' });
    expect(late.location).toBe(`${path}?late=1`);
    expect((await guest.open(late.location)).html).toContain('It is too late to cancel here.');
    expect((await findOrderByCheckout(service.db, id))?.cancelledAt).toBeNull();
  });

  test('ask the shop to cancel once the window is over, once however often the button is pressed', async () => {
    const { path, orderId, id } = await buy();
    const guest = buyer(service.url);
    expect((await guest.get(path)).html).not.toContain('Ask Larch &amp; Loam to cancel');
    service.clock.now = TEST_NOW + 15 * MINUTE_MS;
    expect((await guest.get(path)).html).toContain('Ask Larch &amp; Loam to cancel');
    const presses = [await guest.post(`${path}/ask`), await guest.post(`${path}/ask`)];
    expect(presses.map(({ location }) => location)).toEqual([path, path]);
    expect((await guest.get(path)).html).toContain('You asked Larch &amp; Loam to cancel');
    expect((await guest.post(`/orders/${orderId}/${'0'.repeat(32)}/ask`)).status).toBe(404);
    expect(await findOrderByCheckout(service.db, id)).toMatchObject({ cancelledAt: null, cancelAskedAt: service.clock.now });
    const asked = await service.db.knex('events').where({ order_id: orderId, kind: 'order.cancel_asked' });
    expect(asked).toHaveLength(1);
  });

  test('say that a payment has not cleared yet', async () => {
    const { path } = await buy('test_pending');
    expect((await buyer(service.url).get(path)).html).toContain('The payment has not cleared yet.');
  });
});
