import { run } from '../../src/store/db.js';
import { loadAffairs } from '../../src/store/order/affairs.js';
import { openConsoleSite, listen, type ConsoleSite } from '../support/console-site.js';
import { eachDatabase } from '../support/databases.js';
import { captureAll, partlyShipped, releasedOrder } from '../support/moved-orders.js';
import { shownOrder } from '../support/shown-orders.js';
import { visibleText } from '../support/visible-text.js';
import { onceOf, visitor, type Visitor } from '../support/visitor.js';

const LIST = '/console/sandbox/orders';
/** Noon of 23 November in New York, see `NOON`. */
const TODAY = '2026-11-23';

eachDatabase('Shipping and cancelling units', (open) => {
  let site: ConsoleSite;
  let close: () => Promise<void>;
  let ines: Visitor;

  beforeAll(async () => {
    site = await openConsoleSite((await open()).db);
    const listening = await listen(site.app);
    close = listening.close;
    ines = visitor(listening.url);
    await ines.signIn(site.email, site.password);
  });
  afterAll(() => close());

  const affairsOf = async (id: string) => {
    const affairs = await loadAffairs(site.db, { environmentId: site.sandbox.id, id });
    if (affairs === null) throw new Error('the order is gone');
    return affairs;
  };

  test('asks for all that is open, on the day that it is for the merchant', async () => {
    const order = await releasedOrder(site);
    const { html } = await ines.get(`${LIST}/${order.id}/ship`);
    expect(html).toMatch(/name="units-1"[^>]*value="4"/);
    expect(html).toMatch(/name="units-2"[^>]*value="1"/);
    expect(html).toMatch(/name="shipDate"[^>]*value="2026-11-23"/);
  });

  test('ships a part with its tracking, and the page shows what it holds and captured', async () => {
    const order = await releasedOrder(site);
    await ines.get(`${LIST}/${order.id}/ship`);
    const fields = { carrier: 'Parcel post', service: 'Expedited', trackingNumber: 'PP 44', shipDate: TODAY };
    const done = await ines.post(`${LIST}/${order.id}/ship`, { 'units-1': '4', 'units-2': '0', ...fields });
    expect([done.status, done.location]).toEqual([303, `${LIST}/${order.id}?done=shipped`]);
    await captureAll(site);
    const text = visibleText((await ines.get(done.location ?? '')).html);
    expect(text).toContain('The shipment is confirmed.');
    expect(text).toContain('partially shipped');
    expect(text).toContain(
      'Carrier Parcel post, Expedited Tracking PP 44 Ship date 23 Nov 2026 Holds 4 x MUG-STN-12 Captured $77.13',
    );
    // 144.33 - 77.13 = 67.20
    expect(text).toContain('Captured $77.13 Still authorised $67.20');
    // gateway 77.13, of which 6.89 + 0.34 = 7.23 are taxes and 69.90 the shop's
    expect(text).toContain('Capture, shipment 1 77.13 −69.90 −7.23 Balance 77.13 −69.90 −7.23');
    expect(text).toContain('sums to 0.00');
  });

  test('a ship date that is no day comes back as it was typed, in a field that can show it', async () => {
    const order = await releasedOrder(site);
    await ines.get(`${LIST}/${order.id}/ship`);
    const { html } = await ines.post(`${LIST}/${order.id}/ship`, { 'units-1': '1', shipDate: 'yesterday' });
    const [field = ''] = /<input[^>]*name="shipDate"[^>]*>/.exec(html) ?? [];
    expect([field.includes('type="text"'), field.includes('value="yesterday"')]).toEqual([true, true]);
    expect(visibleText(html)).toContain('One field needs another look.');
  });

  test('a button pressed twice is one shipment', async () => {
    const order = await releasedOrder(site);
    await ines.get(`${LIST}/${order.id}/ship`);
    const fields = { 'units-1': '1', 'units-2': '1', shipDate: TODAY };
    const both = await Promise.all([1, 2].map(() => ines.post(`${LIST}/${order.id}/ship`, fields)));
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(both.map(({ location }) => location?.split('=')[1]).sort()).toEqual(['already', 'shipped']);
    expect((await affairsOf(order.id)).shipments).toHaveLength(1);
  });

  test.each([
    ['no number', { 'units-1': 'two' }, 'Units of MUG-STN-12 are a whole number from 0 to 4. You wrote “two”.'],
    ['more than there are', { 'units-1': '5' }, 'Only 4 units of MUG-STN-12 can be shipped. You wrote 5.'],
    ['nothing at all', { 'units-1': '0' }, 'Say how many units are shipped: every field is 0.'],
    ['no day', { 'units-1': '1', shipDate: '2026-02-30' }, 'such as 2026-11-27. You wrote “2026-02-30”.'],
    ['a day in the future', { 'units-1': '1', shipDate: '2026-12-24' }, 'The ship date 2026-12-24 is in the future.'],
    ['a long carrier', { 'units-1': '1', carrier: 'x'.repeat(101) }, 'At most 100 letters fit here. You wrote 101.'],
  ])('ships nothing for %s, and keeps what was typed', async (_what, typed, sentence) => {
    const order = await releasedOrder(site);
    await ines.get(`${LIST}/${order.id}/ship`);
    const page = await ines.post(`${LIST}/${order.id}/ship`, { shipDate: TODAY, trackingNumber: 'KEEP-ME', ...typed });
    expect(page.status).toBe(422);
    // in the list on top, and beside its field
    expect(visibleText(page.html).split(sentence)).toHaveLength(3);
    expect(page.html).toContain('value="KEEP-ME"');
    expect((await affairsOf(order.id)).shipments).toHaveLength(0);
  });

  test('a pending order says why it cannot be shipped, hides its address, and refuses a form sent all the same', async () => {
    const order = await shownOrder(site.db, site.sandbox.id, site.clock.now);
    const text = visibleText((await ines.get(`${LIST}/${order.id}`)).html);
    expect(text).toContain('Confirm shipment: Shipping opens when the order is released: until then the buyer may cancel it.');
    expect(text).toContain('Refund: Nothing was captured yet, so nothing can be refunded.');
    expect(text).toContain('The address is shown once the order is released');
    expect(text).not.toContain('1420 Harbour Steps');
    const page = await ines.post(`${LIST}/${order.id}/ship`, { 'units-1': '1', shipDate: TODAY });
    expect([page.status, visibleText(page.html).includes('The order is not released')]).toEqual([422, true]);
    expect((await affairsOf(order.id)).shipments).toHaveLength(0);
  });

  test('tracking is changed afterwards, its units are not', async () => {
    const order = await partlyShipped(site);
    const [shipment] = (await affairsOf(order.id)).shipments;
    const path = `${LIST}/${order.id}/shipments/${shipment?.id ?? ''}`;
    expect((await ines.get(path)).html).toContain('value="PP 4471 9038 2265"');
    const wrong = await ines.post(path, { carrier: 'Parcel post', trackingNumber: 'PP 55', shipDate: 'soon' });
    expect([wrong.status, wrong.html.includes('value="PP 55"')]).toEqual([422, true]);
    const done = await ines.post(path, { carrier: 'Parcel post', trackingNumber: 'PP 55', shipDate: TODAY });
    expect(done.location).toBe(`${LIST}/${order.id}?done=tracked`);
    const [after] = (await affairsOf(order.id)).shipments;
    expect(after).toMatchObject({ trackingNumber: 'PP 55', lines: shipment?.lines });
    expect((await ines.get(`${LIST}/${order.id}/shipments/01KD3V6QJ3W1X2Y3Z4A5B6C7D8`)).status).toBe(404);
  });

  test('tracking that is sent again does not undo what was changed since; what was typed anew with the same page counts', async () => {
    const order = await partlyShipped(site);
    const numbers = async () => (await affairsOf(order.id)).shipments.map(({ trackingNumber }) => trackingNumber);
    const [shipment] = (await affairsOf(order.id)).shipments;
    const path = `${LIST}/${order.id}/shipments/${shipment?.id ?? ''}`;
    const once = onceOf((await ines.get(path)).html);
    const send = (trackingNumber: string) => ines.post(path, { once, trackingNumber, shipDate: TODAY });
    await send('PP 55');
    await send('PP 66');
    expect(await numbers()).toEqual(['PP 66']);
    expect((await send('PP 55')).location).toBe(`${LIST}/${order.id}?done=tracked`);
    expect(await numbers()).toEqual(['PP 66']);
  });

  test('some units are cancelled once, however often the button is pressed', async () => {
    const order = await releasedOrder(site);
    const { html } = await ines.get(`${LIST}/${order.id}/cancel`);
    const fields = { once: onceOf(html), 'units-1': '1', 'units-2': '0', reason: 'one is chipped' };
    const both = await Promise.all([1, 2].map(() => ines.post(`${LIST}/${order.id}/cancel`, fields)));
    expect(both.map(({ location }) => location)).toEqual(Array(2).fill(`${LIST}/${order.id}?done=units-cancelled`));
    const { lines, cancelledAt } = (await affairsOf(order.id)).order;
    expect([lines.map(({ cancelled }) => cancelled), cancelledAt]).toEqual([[1, 0], null]);
    const text = visibleText((await ines.get(`${LIST}/${order.id}`)).html);
    expect(text).toContain('3 to ship 1 cancelled');
  });

  test('another page that is shown cancels another unit', async () => {
    const order = await releasedOrder(site);
    for (let time = 0; time < 2; time += 1) {
      const { html } = await ines.get(`${LIST}/${order.id}/cancel`);
      const once = onceOf(html);
      await ines.post(`${LIST}/${order.id}/cancel`, { once, 'units-1': '1', reason: 'one is chipped' });
    }
    expect((await affairsOf(order.id)).order.lines.map(({ cancelled }) => cancelled)).toEqual([2, 0]);
  });

  test('what was shipped or cancelled meanwhile is told, and nothing is done twice', async () => {
    const order = await releasedOrder(site);
    await ines.get(`${LIST}/${order.id}/cancel`);
    await ines.post(`${LIST}/${order.id}/ship`, { 'units-1': '4', 'units-2': '1', shipDate: TODAY });
    const late = await ines.post(`${LIST}/${order.id}/cancel`, { 'units-1': '4', 'units-2': '1', reason: 'too late' });
    expect(late.location).toBe(`${LIST}/${order.id}?done=closed`);
    expect(visibleText((await ines.get(late.location ?? '')).html)).toContain('no unit of this order is open any more');
  });

  test('a payment problem stands on top with its sentence, closes shipping, and the gateway can be asked again', async () => {
    const order = await partlyShipped(site);
    const problem = 'The gateway refused to capture 77.13.';
    await run(site.db, (knex) => knex('orders').where('id', order.id).update({ payment_problem: problem }));
    const text = visibleText((await ines.get(`${LIST}/${order.id}`)).html);
    expect(text).toContain(problem);
    expect(text).toContain('until the payment is solved. Ask the gateway again');
    expect(text).toContain('payment failed');
    expect(text).toContain('Confirm shipment: The gateway refused to capture an earlier shipment.');
    const refused = await ines.post(`${LIST}/${order.id}/ship`, { 'units-2': '1', shipDate: TODAY });
    expect([refused.status, visibleText(refused.html).includes('Nothing more is shipped until that is solved.')]).toEqual([
      422,
      true,
    ]);
    const asked = await ines.post(`${LIST}/${order.id}/payment/retry`, {});
    expect(asked.location).toBe(`${LIST}/${order.id}?done=payment-asked`);
    expect(visibleText((await ines.get(asked.location ?? '')).html)).toContain('The gateway is asked again.');
  });

  test('a buyer who asks to cancel is named on top, with the way to do it', async () => {
    const order = await releasedOrder(site, { cancelAskedAt: site.clock.now - 1000 });
    const { html } = await ines.get(`${LIST}/${order.id}`);
    expect(visibleText(html)).toContain('Odalys Fenwick asks to cancel this order.');
    expect(html).toContain(`href="${LIST}/${order.id}/cancel"`);
  });

  test.each(['ship', 'cancel', 'refund', 'refund/confirm', 'payment/retry'])(
    '%s does nothing for a form of another session',
    async (action) => {
      const order = await partlyShipped(site);
      const fields = { form: 'f'.repeat(64), 'units-1': '1', 'units-2': '1', reason: 'x', shipDate: TODAY, by: 'units' };
      const page = await ines.post(`${LIST}/${order.id}/${action}`, fields);
      expect([page.status, page.html.includes('CSRF_MISMATCH')]).toEqual([403, true]);
      const { order: after, shipments, refunds } = await affairsOf(order.id);
      expect([after.version, shipments.length, refunds.length]).toEqual([order.version, 1, 0]);
    },
  );

  test.each(['', '/ship', '/cancel', '/refund'])('has no page%s for an order of the other environment', async (path) => {
    const order = await releasedOrder(site);
    const page = await ines.get(`/console/live/orders/${order.id}${path}`);
    expect([page.status, page.html.includes('ORDER_UNKNOWN')]).toEqual([404, true]);
  });
});
