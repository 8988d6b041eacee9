import { pictureOrigins, pictureUrl, pixelOrigins } from '../../src/checkout/pictures.js';
import { findOrderByCheckout } from '../../src/store/orders.js';
import { orderPath } from '../../src/flows/checkout/order-link.js';
import { openedCheckout, plainCart, reviewing } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

const HOSTILE = [
  'http://pictures.example/a.png',
  'javascript:alert(1)',
  'data:image/svg+xml,<svg/>',
  'ftp://pictures.example/a.png',
  '//pictures.example/a.png',
  '/a.png',
  '',
  'https://',
  'https://ann@pictures.example/a.png',
  'https://ann:pw@pictures.example/a.png',
  "https://a;script-src'unsafe-inline'/a.png",
  'https://a,b/a.png',
  "https://'none'/a.png",
  'https://*/a.png',
  'https://*.example/a.png',
  'https://a"b/a.png',
  'https://a b/a.png',
  'https://a;frame-ancestors%20*/a.png',
  'https://[::1]/a.png',
];

describe('the address of a picture', () => {
  test.each(HOSTILE)('is none with %j', (address) => {
    expect(pictureUrl(address)).toBeNull();
    expect(pictureOrigins([{ imageUrl: address }])).toEqual([]);
  });

  test.each([
    ['https://pictures.example/a b.png', 'https://pictures.example/a%20b.png', 'https://pictures.example'],
    ['HTTPS://Pictures.Example:443/a;b?c="d"', 'https://pictures.example/a;b?c=%22d%22', 'https://pictures.example'],
    ['https://pictures.example:8443/a.png#x', 'https://pictures.example:8443/a.png#x', 'https://pictures.example:8443'],
    ['https://my_shop.pictures.example/a.png', 'https://my_shop.pictures.example/a.png', 'https://my_shop.pictures.example'],
    ['https://bücher.example/a.png', 'https://xn--bcher-kva.example/a.png', 'https://xn--bcher-kva.example'],
    ['https://10.0.0.7/a.png', 'https://10.0.0.7/a.png', 'https://10.0.0.7'],
  ])('%j is plain, and so is its origin', (address, url, origin) => {
    expect(pictureUrl(address)).toBe(url);
    expect(pictureOrigins([{ imageUrl: address }, { imageUrl: address }, {}])).toEqual([origin]);
  });

  test('counts for ten origins of a cart', () => {
    const items = Array.from({ length: 30 }, (_, index) => ({
      imageUrl: `https://p${Math.floor(index / 2)}.example/${index}.png`,
    }));
    expect(pictureOrigins(items)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `https://p${number}.example`));
  });

  test('that counts orders may be http, and breaks out of nothing either', () => {
    expect(pixelOrigins(['http://count.example/a', 'https://a;script-src/', 'http://count.example/b'])).toEqual([
      'http://count.example',
    ]);
  });
});

eachDatabase('a page with items', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const [mug] = plainCart().items;
  const cartWith = (...addresses: readonly string[]) =>
    plainCart({ items: addresses.map((imageUrl, index) => ({ ...mug!, id: String(index + 1), imageUrl })) });
  const policyOf = (headers: Headers): string => headers.get('content-security-policy') ?? '';

  test('shows their pictures before and after the order, and lets exactly their origins in', async () => {
    const id = await openedCheckout(
      service,
      cartWith('https://pictures.example/mug.png?size="52"', 'https://other.example:8443/b'),
    );
    const ann = await reviewing(service, id);
    await ann.post(`/pay/${id}/place`, { payment: 'test_approve' });
    const order = await findOrderByCheckout(service.db, id);
    const visits = [await ann.get(`/pay/${id}/thanks`), await ann.get(orderPath(service, order!.id))];
    const second = await openedCheckout(
      service,
      cartWith('https://pictures.example/mug.png?size="52"', 'https://other.example:8443/b'),
    );
    const bob = await reviewing(service, second);
    visits.push(...(await Promise.all(['address', 'shipping', 'review'].map((page) => bob.get(`/pay/${second}/${page}`)))));
    for (const { html, headers } of visits) {
      expect(html).toContain(
        '<img src="https://pictures.example/mug.png?size=%2252%22" alt width="52" height="52" loading="lazy" referrerpolicy="no-referrer"/>',
      );
      expect(policyOf(headers)).toContain("img-src 'self' https://pictures.example https://other.example:8443;");
    }
  });

  test('has the policy of every page where the pictures are of nowhere', async () => {
    const id = await openedCheckout(service, cartWith(...HOSTILE));
    const ann = await reviewing(service, id);
    const { headers, html } = await ann.get(`/pay/${id}/review`);
    expect(policyOf(headers)).toContain("img-src 'self';");
    expect(policyOf(headers).match(/script-src|frame-ancestors/g)).toEqual(['script-src', 'frame-ancestors']);
    expect(html).not.toContain('<img');
  });

  test('shows pictures of what the shop offers besides', async () => {
    const card = { id: 'u1', merchantId: 'AMUGS123456789', sku: 'CARD', title: 'Card', price: 2_500_000n, quantity: 1 };
    const id = await openedCheckout(service, plainCart({ upsellItems: [{ ...card, imageUrl: 'https://cards.example/c.png' }] }));
    const ann = await reviewing(service, id);
    const { headers, html } = await ann.get(`/pay/${id}/shipping`);
    expect(html).toContain('<img src="https://cards.example/c.png"');
    expect(policyOf(headers)).toContain("img-src 'self' https://cards.example;");
  });
});
