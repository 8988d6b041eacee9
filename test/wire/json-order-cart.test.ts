import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { decodeCartBody } from '../../src/wire/json-order-cart.js';

const MERCHANT = 'A1EXAMPLESHOP1';
const MUG = { sku: 'MUG-1', title: 'Mug', price: '12.50', quantity: 2 };
const decode = (cart: object): ReturnType<typeof decodeCartBody> => {
  const raw = JSON.stringify({ cart }, null, 1);
  return decodeCartBody(JSON.parse(raw), { merchantId: MERCHANT, raw });
};
const body = (more: object = {}): object => ({ currency: 'USD', items: [MUG], ...more });

describe('the body of POST /v1/carts', () => {
  test('gives a cart from every member', () => {
    const decoded = decode({
      currency: 'USD',
      clientRequestId: 'cart-1042',
      expirationDate: '2030-01-15T12:00:00+01:00',
      items: [
        {
          ...MUG,
          id: 'mug',
          description: 'Boxed',
          weight: { amount: '0.75', unit: 'lb' },
          category: 'Kitchen',
          url: 'https://shop.example/mug',
          imageUrl: 'https://shop.example/mug.png',
        },
        MUG,
      ],
      upsellItems: [MUG],
      callback: { endpoint: 'https://shop.example/callbacks', shipping: true },
      shippingAddress: { name: 'Sample Buyer', city: 'Seattle', state: 'WA', postalCode: '98104', country: 'US' },
      returnUrl: 'https://shop.example/thanks',
      cancelUrl: 'https://shop.example/cart',
      yourAccountUrl: 'https://shop.example/account',
      parameterizedUrls: [
        { url: 'https://count.example/pixel', parameters: [{ name: 'o', type: 'OrderId' }] },
        { url: 'https://count.example/other' },
      ],
      disablePromotionCode: true,
    });
    expect(decoded).toEqual({
      ok: true,
      warnings: [],
      cart: {
        form: 'json',
        namespace: null,
        currency: 'USD',
        clientRequestId: 'cart-1042',
        expirationDate: '2030-01-15T12:00:00+01:00',
        items: [
          {
            id: 'mug',
            sku: 'MUG-1',
            merchantId: MERCHANT,
            title: 'Mug',
            description: 'Boxed',
            price: 12_500_000n,
            quantity: 2,
            weight: { amount: '0.75', unit: 'lb' },
            category: 'Kitchen',
            url: 'https://shop.example/mug',
            imageUrl: 'https://shop.example/mug.png',
          },
          { id: '2', sku: 'MUG-1', merchantId: MERCHANT, title: 'Mug', price: 12_500_000n, quantity: 2 },
        ],
        tables: {},
        callbacks: {
          endpoint: 'https://shop.example/callbacks',
          shipping: true,
          tax: false,
          promotions: false,
          processOnFailure: false,
        },
        shippingAddresses: [{ name: 'Sample Buyer', city: 'Seattle', state: 'WA', postalCode: '98104', country: 'US' }],
        returnUrl: 'https://shop.example/thanks',
        cancelUrl: 'https://shop.example/cart',
        yourAccountUrl: 'https://shop.example/account',
        parameterizedUrls: [
          { url: 'https://count.example/pixel', parameters: [{ name: 'o', type: 'OrderId' }] },
          { url: 'https://count.example/other', parameters: [] },
        ],
        upsellItems: [{ id: 'upsell-1', sku: 'MUG-1', merchantId: MERCHANT, title: 'Mug', price: 12_500_000n, quantity: 2 }],
        disablePromotionCode: true,
      },
    });
  });

  test('leaves a link out that does not lead into the web, and says where it stood', () => {
    const decoded = decode(body({ items: [{ ...MUG, url: 'javascript:alert(1)' }] }));
    expect(decoded.ok && decoded.cart.items[0]).not.toHaveProperty('url');
    // {, cart, currency, items, {, sku, title, price, quantity: the url is on line 10
    expect(decoded.ok && decoded.warnings).toMatchObject([{ rule: 'link-dropped', pointer: '/cart/items/0/url', line: 10 }]);
  });

  test.each<[what: string, cart: object, code: string, pointer: string]>([
    ['there is no item', body({ items: [] }), 'REQUEST_FAULT', '/cart/items'],
    ['a name is unknown', body({ colour: 'red' }), 'REQUEST_FAULT', '/cart/colour'],
    ['it brings tables', body({ taxTables: [] }), 'REQUEST_FAULT', '/cart/taxTables'],
    ['a price is negative', body({ items: [{ ...MUG, price: '-1' }] }), 'REQUEST_FAULT', '/cart/items/0/price'],
    [
      'two lines have one id',
      body({
        items: [
          { ...MUG, id: 'a' },
          { ...MUG, id: 'a' },
        ],
      }),
      'ITEM_DOUBLED',
      '/cart/items/1/id',
    ],
    [
      'an upsell item has the id of a line',
      body({ items: [{ ...MUG, id: 'a' }], upsellItems: [{ ...MUG, id: 'a' }] }),
      'ITEM_DOUBLED',
      '/cart/upsellItems/0/id',
    ],
    ['a line is too dear', body({ items: [{ ...MUG, price: '999999999.99' }] }), 'AMOUNT_TOO_LARGE', '/cart/items/0/price'],
    [
      'the sum is too large',
      body({
        items: [
          { ...MUG, price: '400000000' },
          { ...MUG, price: '400000000' },
        ],
      }),
      'AMOUNT_TOO_LARGE',
      '/cart/items/1/price',
    ],
    ['the way back is a script', body({ returnUrl: 'javascript:alert(1)' }), 'REQUEST_FAULT', '/cart/returnUrl'],
    ['the way back has no host', body({ cancelUrl: 'https:///x' }), 'REQUEST_FAULT', '/cart/cancelUrl'],
    ['the way back is no address', body({ cancelUrl: 'https://[x' }), 'REQUEST_FAULT', '/cart/cancelUrl'],
    ['the callback has no endpoint', body({ callback: { tax: true } }), 'REQUEST_FAULT', '/cart/callback/endpoint'],
    ['the day does not exist', body({ expirationDate: '2030-02-30' }), 'REQUEST_FAULT', '/cart/expirationDate'],
  ])('is refused where %s', (_what, cart, code, pointer) => {
    const decoded = decode(cart);
    expect(decoded).toMatchObject({ ok: false, code });
    if (decoded.ok) return;
    expect(decoded.faults[0]).toMatchObject({ pointer, severity: 'error', help: `/help/${code}` });
    expect(decoded.faults[0]!.line).toBeGreaterThan(1);
  });
});

test('schemas/order-cart.schema.json and the description of the API say the same of a cart', () => {
  const read = (name: string): string => readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8');
  const schema = JSON.parse(read('order-cart.schema.json')) as Entry;
  const described = load(read('openapi/cart-messages.yaml')) as Record<string, Entry>;
  expect(bare(described['CartBody'], described)).toEqual(bare(schema, schema['$defs'] as Record<string, Entry>));
});

type Entry = Record<string, unknown>;

/** A schema without its words, references in place. */
function bare(value: unknown, own: Readonly<Record<string, Entry>>): unknown {
  if (Array.isArray(value)) return value.map((entry) => bare(entry, own));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref: ref } = value as { readonly $ref?: string };
  if (ref !== undefined) return bare(own[ref.slice(ref.lastIndexOf('/') + 1)], own);
  const words = new Set(['description', 'title', '$schema', '$id', '$defs']);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => !words.has(name) || (typeof inner === 'object' && name !== '$defs'))
      .map(([name, inner]) => [name, bare(inner, own)]),
  );
}
