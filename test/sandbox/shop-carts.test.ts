import { readFileSync } from 'node:fs';
import { type Goods, SHELF } from '../../sandbox/shop.js';
import { baseString } from '../../sandbox/shop/html-fields.js';
import { shopPages } from '../../sandbox/shop/pages.js';
import { openShop, type Shop } from '../../sandbox/shop/server.js';
import { sign } from '../../sandbox/sign.js';
import { readForms, fieldsOf } from '../../sandbox/buy/forms.js';
import { openCart } from '../../src/wire/cart-post.js';
import { htmlCartBaseString, verifyHtmlCart } from '../../src/wire/html-cart-signature.js';
import { readOrderCart } from '../../src/wire/order-cart.js';
import { verifyBytes } from '../../src/wire/signature.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { KEY_ID, MERCHANT, SECRET } from '../support/merchant-callback.js';
import { SHOP_DEMO } from './shop-demo.js';

const vector = readFileSync(new URL('../fixtures/vectors/html-cart.base-string.txt', import.meta.url), 'utf8');
const order = readFileSync(new URL('../fixtures/vectors/order-2009-05-15.xml', import.meta.url), 'utf8');

test('signs the vectors of the protocol', () => {
  expect(sign(SECRET, vector)).toBe('K5CTeyPcMap4iANANiOrmLLRFZg=');
  expect(sign(SECRET, order)).toBe('9Lycpc1nNRn0rXCBxtgVDYkV/CQ=');
});

test('writes the base string of the vector from its fields in any order', () => {
  const fields = vector
    .split('&')
    .slice(0, -1)
    .map((pair): [string, string] => {
      const [name = '', value = ''] = pair.split('=');
      return [name, decodeURIComponent(value)];
    });
  expect(baseString(fields.reverse())).toBe(vector);
});

describe('The pages of the shop', () => {
  let shop: Shop;
  beforeAll(async () => {
    await loadSchemas();
    shop = await openShop(
      0,
      SHOP_DEMO,
      shopPages(SHOP_DEMO, () => shop),
    );
  });
  afterAll(() => shop.close());

  const [first, second] = SHELF as readonly [Goods, Goods];
  const get = async (path: string, cookie = '') => {
    const response = await fetch(`http://127.0.0.1:${shop.port}${path}`, { headers: { cookie, accept: 'text/html' } });
    return { status: response.status, html: await response.text() };
  };
  const post = (path: string, body: Record<string, string>, cookie = '') =>
    fetch(`http://127.0.0.1:${shop.port}${path}`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams(body),
      redirect: 'manual',
    });
  const basket = `basket=${first.sku}~2.${second.sku}~1`;

  test('put something into the cart and take it out again', async () => {
    const added = await post('/basket', { sku: first.sku, by: '1', back: 'shelf' });
    expect(added.status).toBe(303);
    expect(added.headers.get('set-cookie')).toContain(`basket=${first.sku}~1;`);
    const gone = await post('/basket', { sku: first.sku, by: '-1', back: 'cart' }, `basket=${first.sku}~1`);
    expect(gone.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(gone.headers.get('location')).toBe('/cart');
  });

  test.each(['settings', 'cart', 'callback', 'fallback'])(
    'carts with amounts from %s are what the service takes',
    async (amounts) => {
      const { html } = await get(`/cart?amounts=${amounts}`, basket);
      const posted = readForms(html).filter(({ action }) => action === SHOP_DEMO.sandbox.checkoutUrl);
      expect(posted).toHaveLength(4);
      const kinds = posted.map((form) => {
        const fields = [...fieldsOf(form)].map(([name, value]) => ({ name, value }));
        const cart = openCart(fields);
        if (!cart.ok) throw new Error(cart.detail);
        if (cart.form === 'html') {
          expect(cart.keyId).toBe(KEY_ID);
          expect(verifyHtmlCart(SECRET, fields, { received: cart.signature ?? '' })).toBe('documented');
          expect(
            baseString(fields.map(({ name, value }) => [name, value] as const).filter(([name]) => name !== 'merchant_signature')),
          ).toBe(htmlCartBaseString(fields));
          return 'html';
        }
        const { kind, xml, signature } = cart.orderInput;
        if (kind === 'merchant-signed') expect(verifyBytes(SECRET, xml, signature ?? '')).toBe(true);
        const read = readOrderCart(xml, { merchantId: MERCHANT });
        if (!read.ok) throw new Error(JSON.stringify(read.faults));
        expect(read.warnings).toEqual([]);
        return `${kind} ${read.cart.namespace ?? ''}`;
      });
      expect(kinds).toEqual(['merchant-signed 2009-05-15', 'merchant-signed 2008-11-30', 'unsigned 2009-05-15', 'html']);
    },
  );

  test('say so where the service is not there to take a JSON cart', async () => {
    const gone = await post('/checkout', { amounts: 'settings' }, basket);
    expect([gone.status, await gone.text()]).toEqual([500, expect.stringContaining('Nobody answers at http://127.0.0.1:9.')]);
    expect((await get('/')).status).toBe(200);
  });

  test('show what came back with the buyer, and nothing of it as markup', async () => {
    const { html } = await get('/thanks?amznPmtsOrderIds=123-1234567-1234567&merchName=%3Cb%3EX');
    expect(html).toContain('Your order is 123-1234567-1234567.');
    expect(html).toContain('<dd>&lt;b&gt;X</dd>');
    expect((await get('/elsewhere')).status).toBe(404);
  });

  test('tell the endpoint what to do', async () => {
    const set = (mode: string) =>
      fetch(`http://127.0.0.1:${shop.port}/control`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ mode }),
      });
    expect((await set('tls')).status).toBe(200);
    const { html } = await get('/cart?amounts=callback', basket);
    const xml = Buffer.from(/order:([A-Za-z0-9+/=]+)/.exec(html)?.[1] ?? '', 'base64').toString();
    expect(xml).toContain(`<OrderCallbackEndpoint>https://127.0.0.1:${shop.port}/callback<`);
    const refused = await set('nap');
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('timeout')]);
    expect((await post('/control', { mode: 'ok' })).headers.get('location')).toBe('/control');
    expect((await get('/control')).html).toContain('Nobody has asked yet.');
  });
});
