import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSearch } from '../../src/core/search.js';
import { createBackground } from '../../src/flows/checkout/background.js';
import { createCheckoutDeps } from '../../src/flows/checkout/deps.js';
import { sendMails } from '../../src/flows/checkout/send-mails.js';
import { createKeyring } from '../../src/flows/keyring.js';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { createMailer } from '../../src/outbound/mail.js';
import { listExchanges } from '../../src/store/exchanges.js';
import { findOrderByCheckout } from '../../src/store/orders.js';
import { ADDRESS, buyer } from '../support/buyer.js';
import { openShop, sendXml, type Shop } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { answerXml, cartXml, MERCHANT } from '../support/merchant-callback.js';
import { checkoutIdOf, postCart, signedCart } from '../support/posted-carts.js';
import { startService, type Service } from '../support/service.js';

eachDatabase('the trace of an order', (open) => {
  let service: Service;
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
    const env = { CARTWRIGHT_OUTBOUND_ALLOW: `127.0.0.1:${shop.port}` };
    service = await startService((await open()).db, env);
    const { id: accessKeyId, secret: secretAccessKey } = service.sandbox;
    shop.answer = ({ addressId }, response) =>
      sendXml(response, { accessKeyId, secretAccessKey }, answerXml({ namespace: '2009-05-15', address: addressId }));
  });
  afterAll(async () => {
    await service.close();
    await shop.close();
  });

  test('shows cart, forms, calls, order and mail in the order in which they happened', async () => {
    const xml = cartXml('2009-05-15')
      .replaceAll(MERCHANT, service.merchantId)
      .replace('https://shop.example/callbacks', shop.endpoint);
    const intake = `${service.url}/sandbox/checkout/${service.merchantId}`;
    const id = checkoutIdOf(await postCart(intake, signedCart(xml, service.sandbox)));
    const ann = buyer(service.url);
    await ann.open(`/pay/${id}`);
    await ann.post(`/pay/${id}/address`, { ...ADDRESS, line1: '' });
    await ann.post(`/pay/${id}/address`, { ...ADDRESS, postalCode: '98104' });
    await ann.open(`/pay/${id}/shipping`);
    await ann.post(`/pay/${id}/shipping`, { choice: 'callback:std' });
    await ann.open(`/pay/${id}/review`);
    await ann.post(`/pay/${id}/place`, { payment: 'test_approve' });
    await mailOut(service);
    const order = await findOrderByCheckout(service.db, id);
    const { search } = parseSearch(`trace:${order?.trace ?? ''}`) as { search: Parameters<typeof listExchanges>[2]['search'] };
    const { items } = await listExchanges(service.db, `${service.merchantId}-sandbox`, { search, limit: 50 });
    expect(items.reverse().map(({ direction, kind, party, outcome }) => `${direction} ${kind} ${party} ${outcome}`)).toEqual([
      'in cart cart ok',
      'in checkout buyer refused',
      'in checkout buyer ok',
      'out callback merchant ok',
      'in checkout buyer ok',
      'in order buyer ok',
      'out mail buyer ok',
    ]);
    const [cart, ...others] = items;
    expect(others.filter(({ direction, parent }) => direction === 'in' && parent !== cart?.id)).toEqual([]);
    const placed = await service.exchange(items.find(({ kind }) => kind === 'order')?.id ?? '');
    expect(placed.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      ...['Form read done', 'Session verified done', 'Checkout open done'],
      ...['Checkout in order done', 'Priced done', 'Choice and total agreed done', 'Payment held done', 'Order placed done'],
    ]);
    expect(placed.request.headers.map(([name]) => name)).toContain('user-agent');
  });
});

async function mailOut({ db, vault, recorder, clock, url }: Service): Promise<void> {
  const outbox = mkdtempSync(join(tmpdir(), 'cartwright-trace-'));
  const background = createBackground(() => undefined);
  const given = { db, vault, recorder, background, keyring: createKeyring({ db, vault }), config: { publicUrl: url } };
  const deps = createCheckoutDeps({ ...given, clock: () => clock.now }, { fetch: createGuardedFetch(), allow: [] });
  const mailer = createMailer({ smtpUrl: null, outbox });
  await sendMails({ ...deps, mailer, mailFrom: 'Larch & Loam <orders@shop.example>' });
  rmSync(outbox, { recursive: true, force: true });
}
