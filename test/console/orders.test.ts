import type { Order } from '../../src/core/order.js';
import { findOrder, listOrderEvents } from '../../src/store/orders.js';
import { openConsoleSite, listen, type ConsoleSite } from '../support/console-site.js';
import { eachDatabase } from '../support/databases.js';
import { releasedOrder } from '../support/moved-orders.js';
import { placed } from '../support/orders.js';
import { shownOrder } from '../support/shown-orders.js';
import { visibleText } from '../support/visible-text.js';
import { visitor, type Visitor } from '../support/visitor.js';

const DAY = 86_400_000;
const LIST = '/console/sandbox/orders';

eachDatabase('Manage orders', (open) => {
  let site: ConsoleSite;
  let close: () => Promise<void>;
  let ines: Visitor;
  let shown: Order;
  let old: Order;

  beforeAll(async () => {
    site = await openConsoleSite((await open()).db);
    const { now } = site.clock;
    old = await placed(site.db, site.sandbox.id, {
      placedAt: now - 8 * DAY,
      buyer: { email: 'old@mail.example', name: 'Olaf Older' },
    });
    for (let number = 1; number <= 60; number += 1)
      await placed(site.db, site.sandbox.id, {
        placedAt: now - DAY - number * 1000,
        buyer: { email: 'b@mail.example', name: `Buyer N${number}` },
      });
    shown = await shownOrder(site.db, site.sandbox.id, now);
    const listening = await listen(site.app);
    close = listening.close;
    ines = visitor(listening.url);
    await ines.signIn(site.email, site.password);
  });
  afterAll(() => close());

  test('shows the orders of the last seven days, fifty a page, newest first', async () => {
    const first = await ines.get(LIST);
    expect(first.status).toBe(200);
    expect(first.html.match(/<tr/g)).toHaveLength(51);
    expect(first.html.indexOf('Odalys Fenwick')).toBeLessThan(first.html.indexOf('Buyer N1'));
    expect(visibleText(first.html)).toContain('4 x Stoneware mug, ash glaze and 1 more line');
    expect(first.html).toContain('$144.33');
    const older = /rel="next" href="([^"]+)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await ines.get(older);
    // 61 of the last days, 50 on the first page; the one of eight days ago is not shown
    expect(second.html.match(/<tr/g)).toHaveLength(12);
    expect(second.html).not.toContain('Olaf Older');
    expect(second.html).toMatch(/rel="prev" href="\/console\/sandbox\/orders"/);
  });

  test.each([
    ['an order id', () => shown.id],
    ['an e-mail', () => 'ODALYS.F@mail.example'],
    ['a name', () => 'fenwick'],
    ['a SKU', () => 'TRAY-OAK-L'],
    ['words of a title', () => 'tray oak'],
  ])('finds an order by %s', async (_what, words) => {
    const { html } = await ines.get(`${LIST}?search=${encodeURIComponent(words())}`);
    expect(html).toContain(`href="${LIST}/${shown.id}"`);
    expect(html.match(/<tr/g)).toHaveLength(2);
  });

  test('says where else to look when nothing is found in the time', async () => {
    const { html } = await ines.get(`${LIST}?search=Olaf`);
    expect(html).toContain('No order matches');
    const wider = /href="([^"]+)"[^>]*>Look at all times/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await ines.get(wider)).html).toContain(old.id);
  });

  test('says what will appear in an environment without orders, and where carts go', async () => {
    const { html } = await ines.get('/console/live/orders?placed=all');
    expect(html).toContain('No orders yet');
    expect(html).toContain(`http://127.0.0.1:3000/checkout/${site.live.merchant.id}`);
  });

  test('shows the six components of every line, which add up, and the sum of each', async () => {
    const text = visibleText((await ines.get(`${LIST}/${shown.id}`)).html);
    expect(text).toContain('4 74.00 −7.40 4.97 −1.67 6.89 0.34 77.13');
    expect(text).toContain('1 64.00 −6.40 4.97 −1.67 5.96 0.34 67.20');
    expect(text).toContain('2 lines 5 138.00 −13.80 9.94 −3.34 12.85 0.68 144.33');
  });

  test('says where each amount came from, why not from further up, and when the endpoint was asked', async () => {
    const { html } = await ines.get(`${LIST}/${shown.id}`);
    const text = visibleText(html);
    expect(text).toContain('Shipping cart your endpoint did not answer in 5,000 ms ( timeout )');
    expect(text).toContain('5,000 of 5,000 ms. Your clock: not sent.');
    expect(html).toContain('href="/console/sandbox/exchanges/01KD3V6QJ3W1X2Y3Z4A5B6C7D8"');
    expect(text).toContain('Tax settings zip 98101, 10.35 %');
    expect(html).toContain(`search=trace%3A${shown.trace}`);
    expect(text).toContain('Loam ten 7.40');
  });

  test('names the country that an order goes to', async () => {
    const order = await releasedOrder(site);
    expect(visibleText((await ines.get(`${LIST}/${order.id}`)).html)).toContain('Seattle WA 98101 United States');
  });

  test('has no page for an order of the other environment', async () => {
    const page = await ines.get(`/console/live/orders/${shown.id}`);
    expect([page.status, page.html.includes('ORDER_UNKNOWN')]).toEqual([404, true]);
  });

  test('asks before it cancels, and wants a reason', async () => {
    const question = await ines.get(`${LIST}/${shown.id}/cancel`);
    expect(question.html).toContain('Cancel units of this order?');
    const refused = await ines.post(`${LIST}/${shown.id}/cancel`, { 'units-1': '4', 'units-2': '1', reason: '  ' });
    expect([refused.status, refused.html.includes('Say why')]).toEqual([422, true]);
    expect((await findOrder(site.db, site.sandbox.id, shown.id))?.cancelledAt).toBeNull();
  });

  test('cancels nothing for a form of another session', async () => {
    await ines.get(`${LIST}/${shown.id}/cancel`);
    const page = await ines.post(`${LIST}/${shown.id}/cancel`, { form: 'f'.repeat(64), reason: 'sold out' });
    expect([page.status, page.html.includes('CSRF_MISMATCH')]).toEqual([403, true]);
    expect((await findOrder(site.db, site.sandbox.id, shown.id))?.cancelledAt).toBeNull();
  });

  test('cancels with the reason, tells it once, and shows it', async () => {
    const order = await placed(site.db, site.sandbox.id, { placedAt: site.clock.now - 2000 });
    await ines.get(`${LIST}/${order.id}/cancel`);
    const done = await ines.post(`${LIST}/${order.id}/cancel`, { 'units-1': '2', reason: 'sold out' });
    expect([done.status, done.location]).toEqual([303, `${LIST}/${order.id}?done=cancelled`]);
    const again = await ines.post(`${LIST}/${order.id}/cancel`, { 'units-1': '2', reason: 'sold out' });
    expect(again.location).toBe(`${LIST}/${order.id}?done=cancelled`);
    expect(await findOrder(site.db, site.sandbox.id, order.id)).toMatchObject({ cancelReason: 'sold out' });
    const events = await listOrderEvents(site.db, site.sandbox.id, order.id);
    expect(events.map(({ kind, by }) => `${kind} by ${by}`)).toEqual(['placed by buyer', 'cancelled by merchant']);
    const page = await ines.get(done.location ?? '');
    expect(page.html).toContain('The order is cancelled.');
    expect(page.html).toContain('sold out');
    expect(page.html).not.toContain('Cancel units');
  });

  test('escapes what a buyer typed', async () => {
    const order = await placed(site.db, site.sandbox.id, {
      placedAt: site.clock.now - 1000,
      buyer: { email: 'x@mail.example', name: '<img src=x onerror=alert(1)>' },
    });
    for (const path of [LIST, `${LIST}/${order.id}`]) expect((await ines.get(path)).html).not.toContain('<img src=x');
  });
});
