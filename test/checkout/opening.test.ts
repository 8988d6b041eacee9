import express from 'express';
import { randomBytes } from 'node:crypto';
import { giveBuyerSession } from '../../src/checkout/session.js';
import { cancelCheckout, findCheckout } from '../../src/store/checkouts.js';
import { addressed, ADDRESS, buyer, cookieOf, digestOf, openedCheckout, plainCart } from '../support/buyer.js';
import { listen } from '../support/console-site.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

const POLICY =
  "default-src 'none';style-src 'self';img-src 'self';font-src 'self';script-src 'none';form-action 'self';frame-ancestors 'none';base-uri 'none'";

eachDatabase('a checkout that a browser opens', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  test('is claimed by it once its cookie comes back, and goes on to the address', async () => {
    const id = await openedCheckout(service);
    const ann = buyer(service.url);
    const given = await ann.get(`/pay/${id}`);
    expect([given.status, given.location]).toEqual([303, `/pay/${id}?b=1`]);
    // named for the checkout, so that another one that is opened at the same time does not take its place
    const [, name, more] = /^(\w+)=[A-Za-z0-9_-]{22}; (.*)$/.exec(given.headers.get('set-cookie') ?? '') ?? [];
    expect(name).toBe(cookieOf(id));
    expect(more).toMatch(/^Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    expect((await findCheckout(service.db, id))?.sessionSha256).toBeNull();
    const claimed = await ann.get(given.location);
    expect([claimed.status, claimed.location]).toEqual([303, `/pay/${id}/address`]);
    expect((await findCheckout(service.db, id))?.sessionSha256).toBe(digestOf(ann.cookies.get(cookieOf(id)) ?? ''));
  });

  test('is nobody’s after a preview of its link or a scanner of mails: without a cookie that comes back, and by HEAD never', async () => {
    const id = await openedCheckout(service);
    for (const path of ['', '/address', '/shipping', '/review', '/authenticate', '/thanks']) {
      for (const method of ['GET', 'HEAD']) {
        const page = await fetch(`${service.url}/pay/${id}${path}`, { method });
        expect([path, method, new URL(page.url).search, page.status]).toEqual([path, method, '?b=1', 403]);
      }
    }
    const cookie = `${cookieOf(id)}=AAAAAAAAAAAAAAAAAAAAAA`;
    await fetch(`${service.url}/pay/${id}`, { method: 'HEAD', headers: { cookie } });
    expect((await findCheckout(service.db, id))?.sessionSha256).toBeNull();
    expect((await buyer(service.url).open(`/pay/${id}`)).html).toContain('Where should it go?');
  });

  test('is not gone on with by a browser that keeps no cookies: COOKIE_MISSING, in kind words, and a way to try again', async () => {
    const id = await openedCheckout(service);
    const page = await buyer(service.url).get(`/pay/${id}?b=1`);
    expect([page.status, page.headers.get('cartwright-code')]).toEqual([403, 'COOKIE_MISSING']);
    expect(page.html).toContain('This checkout needs a cookie');
    expect(page.html).toContain(`href="/pay/${id}"`);
    expect(page.html).not.toMatch(/Blue mug|Larch/);
  });

  test('shows nothing of itself to another browser, and says so kindly', async () => {
    const id = await openedCheckout(service);
    await addressed(service, id);
    for (const path of ['', '/address', '/shipping', '/review', '/authenticate', '/thanks']) {
      const page = await buyer(service.url).get(`/pay/${id}${path}`);
      expect([path, page.status, page.headers.get('cartwright-code')]).toEqual([path, 404, 'CHECKOUT_TAKEN']);
      expect(page.html).toContain('This checkout is open in another browser');
      expect(page.html).not.toMatch(/Blue mug|Odalys|Harbour|Larch/);
    }
  });

  test('that nobody made is a page that says so, whatever the id looks like', async () => {
    for (const id of ['0'.repeat(32), 'x', '%27', `${'0'.repeat(31)}g`]) {
      const page = await buyer(service.url).get(`/pay/${id}`);
      expect([id, page.status, page.headers.get('cartwright-code')]).toEqual([id, 404, 'CHECKOUT_UNKNOWN']);
    }
    const nowhere = await buyer(service.url).get('/pay');
    expect([nowhere.status, nowhere.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  test('is the one that the browser has open for the same cart; another browser gets its own', async () => {
    const cartSha256 = digestOf('the same bytes');
    const first = await openedCheckout(service, plainCart(), { cartSha256 });
    const ann = await addressed(service, first);
    const second = await openedCheckout(service, plainCart(), { cartSha256 });
    expect((await ann.get(`/pay/${second}`)).location).toBe(`/pay/${first}`);
    expect((await ann.open(`/pay/${second}`)).status).toBe(404);
    expect((await ann.open(`/pay/${first}`)).html).toContain('How fast do you need it?');
    const third = await openedCheckout(service, plainCart(), { cartSha256 });
    expect((await buyer(service.url).open(`/pay/${third}`)).html).toContain(`action="/pay/${third}/address"`);
  });

  test('of a cart that has expired is gone, with the way back to the shop', async () => {
    const cart = plainCart({ cancelUrl: 'https://shop.example/cart' });
    const id = await openedCheckout(service, cart, { expiresAt: service.clock.now - 1 });
    const page = await buyer(service.url).get(`/pay/${id}`);
    expect([page.status, page.headers.get('cartwright-code')]).toEqual([410, 'CART_EXPIRED']);
    expect(page.html).toContain('<a class="btn btn-primary btn-lg" href="https://shop.example/cart"');
  });

  test('that was left for the shop is closed', async () => {
    const id = await openedCheckout(service);
    await cancelCheckout(service.db, { id, at: service.clock.now });
    const page = await buyer(service.url).get(`/pay/${id}`);
    expect([page.status, page.headers.get('cartwright-code')]).toEqual([410, 'CHECKOUT_CLOSED']);
  });

  test('takes no form of another site: without the cookie, without the token, with the token of another browser', async () => {
    const id = await openedCheckout(service);
    const ann = await addressed(service, id);
    const stranger = buyer(service.url);
    await stranger.open(`/pay/${await openedCheckout(service)}`);
    const bare = buyer(service.url);
    const own = ann.hidden['formToken'] ?? '';
    for (const [who, formToken] of [
      [bare, own],
      [ann, ''],
      [ann, stranger.hidden['formToken'] ?? ''],
      [stranger, own],
    ] as const) {
      const page = await who.post(`/pay/${id}/address`, { ...ADDRESS, name: 'Mallory', formToken });
      expect([page.status, page.headers.get('cartwright-code')]).toEqual([403, 'CSRF_MISMATCH']);
      expect(page.html).toContain(`href="/pay/${id}"`);
    }
    // the right token of another browser opens nothing either
    expect((await stranger.post(`/pay/${id}/address`, ADDRESS)).status).toBe(404);
    expect((await ann.open(`/pay/${id}/address`)).html).toContain('value="Odalys Ferrante"');
  });

  test('has pages under the strict policy that nobody keeps, without script or inline style, with one h1', async () => {
    const ann = await addressed(service, await openedCheckout(service));
    const id = await openedCheckout(service);
    await ann.open(`/pay/${id}`);
    for (const path of [`/pay/${id}/address`, `/pay/${'0'.repeat(32)}`, '/orders/x/y']) {
      const { html, headers } = await ann.get(path);
      expect([path, headers.get('content-security-policy')]).toEqual([path, POLICY]);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(html).not.toMatch(/<style|\sstyle=|<script|\son[a-z]+="/);
      expect([path, html.match(/<h1/g)?.length]).toEqual([path, 1]);
      expect(html).not.toContain('Cartwright<');
    }
  });

  test('says of a form that is too large and of an address that cannot be decoded that they were refused', async () => {
    const id = await openedCheckout(service);
    const ann = await addressed(service, id);
    expect((await ann.post(`/pay/${id}/address`, { name: 'x'.repeat(30_000) })).status).toBe(413);
    expect((await ann.get('/pay/%E0%A4%A')).status).toBe(400);
  });
});

test('where people come by https the cookie is for https alone', async () => {
  const app = express();
  const deps = { config: { publicUrl: 'https://pay.larchloam.example' }, random: randomBytes };
  app.get('/', (_request, response) => {
    giveBuyerSession(response, '0'.repeat(32), deps);
    response.end();
  });
  const { url, close } = await listen(app);
  expect((await fetch(url)).headers.get('set-cookie')).toContain('; HttpOnly; Secure; SameSite=Lax');
  await close();
});
