import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { listPaymentAttempts } from '../../src/store/checkout/attempts.js';
import { findOrderByCheckout } from '../../src/store/orders.js';
import { saveSettings } from '../../src/store/settings.js';
import { tableMethod } from '../core/support/checkout.js';
import { ADDRESS, openedCheckout, plainCart, reviewing, type Buyer } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

eachDatabase('an order that a buyer places', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const begin = async (cart = plainCart()): Promise<{ id: string; ann: Buyer }> => {
    const id = await openedCheckout(service, cart);
    return { id, ann: await reviewing(service, id) };
  };
  const standardAt = (perShipment: string): Promise<unknown> => {
    const [standard, ...others] = DEMO_SETTINGS.shipping.methods;
    const methods = [{ ...standard!, rate: { perShipment } }, ...others];
    const document = { ...DEMO_SETTINGS.shipping, methods };
    return saveSettings(service.db, `${service.merchantId}-sandbox`, 'shipping', { document, at: service.clock.now, by: 'test' });
  };

  test('is placed once, however often the button is pressed, and every press leads to the same thanks', async () => {
    const { id, ann } = await begin();
    const presses = await Promise.all(
      Array.from({ length: 10 }, () => ann.post(`/pay/${id}/place`, { payment: 'test_approve' })),
    );
    expect(new Set(presses.map(({ status, location }) => `${status} ${location}`))).toEqual(new Set([`303 /pay/${id}/thanks`]));
    expect((await ann.post(`/pay/${id}/place`, { payment: 'test_approve' })).location).toBe(`/pay/${id}/thanks`);
    const order = await findOrderByCheckout(service.db, id);
    expect(order).toMatchObject({ total: 3_310n, buyer: { email: ADDRESS.email }, payment: { state: 'authorised' } });
    const used = (await listPaymentAttempts(service.db, id)).filter(({ state }) => state === 'used');
    expect(used).toHaveLength(1);
    for (const step of ['', '/address', '/shipping', '/review', '/authenticate'])
      expect((await ann.get(`/pay/${id}${step}`)).location).toBe(`/pay/${id}/thanks`);
  });

  test('is on record before the buyer learns of it: the sources, and nothing that opens the checkout or names the buyer', async () => {
    const { id, ann } = await begin();
    const placed = await ann.post(`/pay/${id}/place`, { payment: 'test_approve' });
    const exchange = await service.exchange(placed.headers.get('cartwright-exchange'));
    expect(exchange).toMatchObject({ kind: 'order', party: 'buyer', direction: 'in', outcome: 'ok', status: 303 });
    expect(exchange.calculation.map(({ kind, source }) => `${kind} ${source}`)).toEqual([
      'shipping settings',
      'promotions settings',
      'tax settings',
    ]);
    const stored = JSON.stringify([exchange.request, exchange.response]);
    const secrets = [...ann.cookies.values(), ann.hidden['formToken'] ?? '', ADDRESS.email, ADDRESS.line1, id];
    expect(secrets.filter((secret) => stored.includes(secret))).toEqual([]);
    expect(stored).toContain('test_approve');
  });

  test('waits for a yes where the price changed: PRICE_CHANGED, old and new, and a button with the new one', async () => {
    const { id, ann } = await begin();
    await standardAt('5.99');
    const page = await ann.post(`/pay/${id}/place`, { payment: 'test_pending' });
    expect([page.status, page.headers.get('cartwright-code')]).toEqual([409, 'PRICE_CHANGED']);
    // 25.00 + 5.99 + 2.59 + 10.35 % of 5.99 (0.62) = 34.20
    expect(textOf(page.html)).toContain('The price changed. It was $33.10 and is now $34.20. Nothing was ordered.');
    expect(textOf(page.html)).toContain('Total $34.20 Place order for $34.20');
    expect(page.html).toContain('name="confirmed" value="yes"');
    expect(page.html).toMatch(/value="test_pending"[^>]* checked/);
    expect(await findOrderByCheckout(service.db, id)).toBeNull();
    expect((await ann.post(`/pay/${id}/place`, { payment: 'test_approve' })).location).toBe(`/pay/${id}/thanks`);
    expect((await findOrderByCheckout(service.db, id))?.total).toBe(3_420n);
    await standardAt('4.99');
  });

  test('is not placed by a form with a total that no page showed', async () => {
    const { id, ann } = await begin();
    for (const total of ['1', '', '-3310', '3310.00', '99999999999999999999']) {
      const page = await ann.post(`/pay/${id}/place`, { payment: 'test_approve', total });
      expect([total, page.status]).toEqual([total, 409]);
    }
    expect(await findOrderByCheckout(service.db, id)).toBeNull();
  });

  test('is paid in one of four groups of ways: that of the marked one is open, and so is the first', async () => {
    const { id, ann } = await begin();
    const groups = (html: string): string[][] =>
      [...html.matchAll(/<details class="pay-group"( open)?>(.*?)<\/details>/gs)].map(([, open, inside = '']) => [
        `${/<b>([^<]*)/.exec(inside)?.[1] ?? ''}${open === undefined ? '' : ', open'}`,
        ...[...inside.matchAll(/value="([a-z_]+)"( checked)?/g)].map(([, value = '', checked]) => value + (checked ?? '')),
      ]);
    const page = await ann.get(`/pay/${id}/review`);
    expect(groups(page.html)).toEqual([
      ['Goes through, open', 'test_approve checked', 'test_pending', 'test_authenticate', 'test_single_capture'],
      ['Is refused', 'test_decline', 'test_pending_decline'],
      [
        ...['Goes through and surprises later', 'test_capture_refused', 'test_capture_unknown', 'test_refund_refused'],
        ...['test_refund_pending', 'test_chargeback', 'test_hold_renewed', 'test_hold_ended'],
      ],
      ['Is paid to the shop', 'invoice', 'transfer', 'cash'],
    ]);
    const declined = await ann.post(`/pay/${id}/place`, { payment: 'test_decline' });
    expect(groups(declined.html).slice(0, 2)).toEqual([
      ['Goes through, open', 'test_approve', 'test_pending', 'test_authenticate', 'test_single_capture'],
      ['Is refused, open', 'test_decline checked', 'test_pending_decline'],
    ]);
  });

  test('is not placed with a declined payment: PAYMENT_DECLINED, and another way to pay goes on', async () => {
    const { id, ann } = await begin();
    const page = await ann.post(`/pay/${id}/place`, { payment: 'test_decline' });
    expect([page.status, page.headers.get('cartwright-code')]).toEqual([402, 'PAYMENT_DECLINED']);
    expect(textOf(page.html)).toContain('The test payment was declined. Nothing was ordered. Choose another way to pay.');
    expect((await ann.post(`/pay/${id}/place`, { payment: 'not_offered' })).status).toBe(402);
    expect((await ann.post(`/pay/${id}/place`, { payment: 'invoice' })).location).toBe(`/pay/${id}/thanks`);
    expect((await findOrderByCheckout(service.db, id))?.payment.state).toBe('manual');
  });

  test('waits for the buyer where the payment wants to be confirmed: a no orders nothing, a yes places it', async () => {
    const { id, ann } = await begin();
    const asked = await ann.post(`/pay/${id}/place`, { payment: 'test_authenticate' });
    expect(asked.location).toBe(`/pay/${id}/authenticate`);
    expect(textOf((await ann.open(asked.location)).html)).toContain('Confirm the payment of $33.10');
    const refused = await ann.post(`/pay/${id}/authenticate`, { answer: 'refuse' });
    expect([refused.status, refused.headers.get('cartwright-code')]).toEqual([402, 'PAYMENT_DECLINED']);
    expect(await findOrderByCheckout(service.db, id)).toBeNull();
    await ann.post(`/pay/${id}/place`, { payment: 'test_authenticate' });
    await ann.open(`/pay/${id}/authenticate`);
    expect((await ann.post(`/pay/${id}/authenticate`, { answer: 'approve' })).location).toBe(`/pay/${id}/thanks`);
    expect((await findOrderByCheckout(service.db, id))?.payment.state).toBe('authorised');
  });

  test('is not placed from a page that another tab has overtaken, even where the total is the same', async () => {
    const { id, ann } = await begin();
    const version = ann.hidden['version'] ?? '';
    await ann.post(`/pay/${id}/address`, { ...ADDRESS, line1: '99 Other Street' });
    const page = await ann.post(`/pay/${id}/place`, { payment: 'test_approve', version });
    expect([page.status, page.headers.get('cartwright-code')]).toEqual([409, 'CHECKOUT_CHANGED']);
    expect(await findOrderByCheckout(service.db, id)).toBeNull();
    expect(page.html).toContain('This checkout was changed in another tab.');
    expect(page.html).toContain('99 Other Street');
    expect((await ann.post(`/pay/${id}/place`, { payment: 'test_approve' })).location).toBe(`/pay/${id}/thanks`);
  });

  test('that the shop takes only once is refused on record: CART_ORDERED_ALREADY', async () => {
    const cart = plainCart({ clientRequestId: 'cart-once' });
    const { id, ann } = await begin(cart);
    const second = await begin(cart);
    await service.policies({ clientRequestIdReuse: 'refuse' });
    expect((await ann.post(`/pay/${id}/place`, { payment: 'test_approve' })).location).toBe(`/pay/${id}/thanks`);
    const page = await second.ann.post(`/pay/${second.id}/place`, { payment: 'test_approve' });
    await service.policies({});
    expect([page.status, page.headers.get('cartwright-code')]).toEqual([409, 'CART_ORDERED_ALREADY']);
    const exchange = await service.exchange(page.headers.get('cartwright-exchange'));
    expect(exchange).toMatchObject({
      kind: 'order',
      party: 'buyer',
      outcome: 'refused',
      status: 409,
      code: 'CART_ORDERED_ALREADY',
    });
    expect(exchange.faults[0]?.message).toContain('has the ClientRequestId of this cart');
    expect(exchange.refs).toMatchObject({ checkoutId: second.id, clientRequestId: 'cart-once' });
  });

  test('needs no payment where there is nothing to pay', async () => {
    const free = plainCart({ tables: { shippingMethods: [tableMethod('Standard', { perShipment: '0.00' })] } });
    const items = free.items.map((item) => ({ ...item, price: 0n }));
    const { id, ann } = await begin({ ...free, items });
    const page = await ann.open(`/pay/${id}/review`);
    expect(page.html).toContain('There is nothing to pay.');
    expect(page.html).not.toContain('name="payment"');
    expect((await ann.post(`/pay/${id}/place`)).location).toBe(`/pay/${id}/thanks`);
    expect(textOf((await ann.open(`/pay/${id}/thanks`)).html)).toContain('Nothing to pay. There is nothing more to do.');
  });

  test('that cannot be priced any more leads to the reason', async () => {
    const { id, ann } = await begin();
    const stored = { at: service.clock.now, by: 'test' };
    const nowhere = { ...DEMO_SETTINGS.shipping, methods: DEMO_SETTINGS.shipping.methods.slice(0, 1).map(onlyInAlaska) };
    await saveSettings(service.db, `${service.merchantId}-sandbox`, 'shipping', { document: nowhere, ...stored });
    expect((await ann.post(`/pay/${id}/place`, { payment: 'test_approve' })).location).toBe(`/pay/${id}/address?refused=1`);
    await saveSettings(service.db, `${service.merchantId}-sandbox`, 'shipping', { document: DEMO_SETTINGS.shipping, ...stored });
  });
});

const onlyInAlaska = (method: (typeof DEMO_SETTINGS.shipping.methods)[number]) => ({
  ...method,
  regions: { include: [{ kind: 'state', state: 'AK' } as const] },
});
