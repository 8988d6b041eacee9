import { gzipSync } from 'node:zlib';
import { findOrderByCheckout } from '../../src/store/orders.js';
import { orderPath } from '../../src/flows/checkout/order-link.js';
import { callApi } from '../support/api.js';
import { buyer, openedCheckout, plainCart, reviewing } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

/** One white pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==';
const LOGO = { contentType: 'image/png', data: PNG, alt: 'Larch "&" Loam' } as const;
const TEXT = 'In 30 days.\r\n\r\n<b>Unused</b>,\nin its box.\n \n\nAsk first.';

eachDatabase('what buyers read of a shop', (open) => {
  let service: Service;
  beforeEach(async () => {
    service = await startService((await open()).db);
  });
  afterEach(() => service.close());

  const say = async (json: object): Promise<void> => {
    const { status } = await callApi(service, 'PUT', '/v1/settings/shop', { json });
    if (status !== 200) throw new Error(String(status));
  };
  const logoAddress = (html: string): string => /<img class="shopmark" src="([^"]+)"/.exec(html)?.[1] ?? '';

  test('is its name and links to its policies on every page, in a tab of their own', async () => {
    const id = await openedCheckout(service);
    const ann = await reviewing(service, id);
    const visits = await Promise.all(['address', 'shipping', 'review'].map((page) => ann.get(`/pay/${id}/${page}`)));
    await ann.post(`/pay/${id}/place`, { payment: 'test_approve' });
    const order = await findOrderByCheckout(service.db, id);
    visits.push(await ann.get(`/pay/${id}/thanks`), await ann.get(orderPath(service, order!.id)));
    for (const { html } of visits) {
      expect(html).toMatch(/<span class="shoplogo" aria-hidden="true">L<\/span>Larch &amp; Loam/);
      expect(html).toContain(`<a class="tap-line" href="/pay/${id}/policies#policy-2" target="_blank" rel="noopener">Shipping`);
    }
  });

  test('is read by anybody who has the address, plain text and nothing else, and claims nothing', async () => {
    await say({ about: 'Clay & linen.', policies: [{ title: 'Returns <i>', text: TEXT }] });
    const id = await openedCheckout(service);
    const { status, html, headers } = await buyer(service.url).get(`/pay/${id}/policies`);
    expect([status, headers.getSetCookie()]).toEqual([200, []]);
    expect(html).toContain('<p>Clay &amp; linen.</p>');
    expect(html).toContain('<section id="policy-1"><h2>Returns &lt;i></h2>');
    expect(html).toContain('<p>In 30 days.</p><p>&lt;b>Unused&lt;/b>,\nin its box.</p><p>Ask first.</p>');
    expect(html).toContain(`href="/pay/${id}"`);
    const { html: page } = await buyer(service.url).open(`/pay/${id}`);
    expect(page).toContain(`href="/pay/${id}/policies" target="_blank" rel="noopener">About Larch &amp; Loam`);
  });

  test('is no link where the shop says nothing, and the page says so', async () => {
    await say({ policies: [] });
    const id = await openedCheckout(service);
    expect((await buyer(service.url).open(`/pay/${id}`)).html).not.toContain('/policies');
    expect((await buyer(service.url).get(`/pay/${id}/policies`)).html).toContain('This shop has published none here.');
  });

  test('is not to be had at the address of no checkout', async () => {
    const { status, headers } = await buyer(service.url).get(`/pay/${'0'.repeat(32)}/policies`);
    expect([status, headers.get('cartwright-code')]).toEqual([404, 'CHECKOUT_UNKNOWN']);
  });

  test('is its logo, kept by browsers for a year and unable to do anything', async () => {
    await say({ logo: LOGO, policies: [] });
    const { html } = await buyer(service.url).open(`/pay/${await openedCheckout(service)}`);
    expect(html).toContain('alt="Larch &quot;&amp;&quot; Loam"');
    const address = logoAddress(html);
    expect(address).toMatch(new RegExp(`^/pay/logos/${service.merchantId}/sandbox/[0-9a-f]{16}$`));
    const answer = await fetch(service.url + address);
    expect(Buffer.from(await answer.arrayBuffer()).toString('base64')).toBe(PNG);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test('has another address with another logo, and the old one is gone', async () => {
    await say({ logo: LOGO, policies: [] });
    const id = await openedCheckout(service);
    const ann = buyer(service.url);
    const before = logoAddress((await ann.open(`/pay/${id}`)).html);
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]).toString('base64');
    await say({ logo: { ...LOGO, contentType: 'image/jpeg', data: jpeg }, policies: [] });
    const after = logoAddress((await ann.open(`/pay/${id}`)).html);
    expect(after).not.toBe(before);
    expect([(await ann.get(before)).status, (await ann.get(after)).status]).toEqual([404, 200]);
    for (const elsewhere of [after.replace('/sandbox/', '/live/'), after.replace('/sandbox/', '/moon/'), `${after}0`])
      expect((await ann.get(elsewhere)).status).toBe(404);
  });

  test('keeps nobody from buying where it cannot be read', async () => {
    const where = { environment_id: `${service.merchantId}-sandbox`, kind: 'shop' };
    for (const document of [gzipSync('{"policies":7}'), Buffer.from('shop')]) {
      await service.db.knex('settings').where(where).update({ document });
      const id = await openedCheckout(service);
      const ann = await reviewing(service, id);
      expect((await ann.post(`/pay/${id}/place`, { payment: 'test_approve' })).location).toBe(`/pay/${id}/thanks`);
      await service.policies({});
    }
  });

  test('leads to the account at the shop where the cart names none', async () => {
    await say({ policies: [], yourAccountUrl: 'https://shop.example/account' });
    const thanksOf = async (cart = plainCart()): Promise<string> => {
      const id = await openedCheckout(service, cart);
      const ann = await reviewing(service, id);
      await ann.post(`/pay/${id}/place`, { payment: 'test_approve' });
      return (await ann.get(`/pay/${id}/thanks`)).html;
    };
    expect(await thanksOf()).toContain('href="https://shop.example/account"');
    const own = await thanksOf(plainCart({ clientRequestId: 'own', yourAccountUrl: 'https://shop.example/me' }));
    expect([own.includes('https://shop.example/me'), own.includes('https://shop.example/account')]).toEqual([true, false]);
  });
});
