import type { Quote } from '../../src/core/quote.js';
import { decodeQuoteBody, encodeQuote, locatePointer } from '../../src/wire/json-cart.js';
import { readJson } from '../../src/wire/json-places.js';

const item = { sku: 'A', title: 'Mug', price: '12.50', quantity: 2 };
const body = (items: unknown[], more: object = {}): unknown => ({
  cart: { currency: 'USD', items },
  address: { state: 'WA' },
  ...more,
});
const faultsOf = (raw: string) => {
  const decoded = decodeQuoteBody(JSON.parse(raw), raw);
  if (decoded.ok) throw new Error('it was taken');
  return decoded.faults;
};

describe('decoding the body of a quote', () => {
  test('keeps prices exact to a millionth', () => {
    const decoded = decodeQuoteBody(
      body([
        { ...item, price: '0.005' },
        { ...item, price: '0.000001' },
        { ...item, price: '12' },
      ]),
    );
    expect(decoded.ok && decoded.request.orders[0]?.items.map(({ price }) => price)).toEqual([5_000n, 1n, 12_000_000n]);
  });

  test('asks for all three kinds in the later dialect unless told otherwise', () => {
    expect(decodeQuoteBody(body([item]))).toMatchObject({
      request: { asked: { shipping: true, promotions: true, tax: true }, dialect: '2009-05-15', codes: [], currency: 'USD' },
    });
    expect(decodeQuoteBody(body([item], { as: '2008-11-30', codes: ['welcome5'] }))).toMatchObject({
      request: { dialect: '2008-11-30', codes: ['welcome5'] },
    });
  });

  test('names lines by their number where they have no id, never like another line', () => {
    const decoded = decodeQuoteBody(body([{ ...item, id: '2' }, item, { ...item, id: 'x' }, item]));
    expect(decoded.ok && decoded.request.orders[0]?.items.map(({ id }) => id)).toEqual(['2', '2-', 'x', '4']);
  });

  test('refuses two lines with one id', () => {
    expect(
      decodeQuoteBody(
        body([
          { ...item, id: 'a' },
          { ...item, id: 'a' },
        ]),
      ),
    ).toMatchObject({
      ok: false,
      code: 'ITEM_DOUBLED',
      faults: [{ pointer: '/cart/items/1/id' }],
    });
  });

  test.each([
    ['999999999.99', 1, true],
    ['999999999.990001', 1, false],
    ['1000', 999_999, true],
    ['1000.01', 999_999, false],
  ])('a line of %s x %s is taken: %s', (price, quantity, taken) => {
    const decoded = decodeQuoteBody(body([{ ...item, price, quantity }]));
    expect(decoded.ok).toBe(taken);
    if (!decoded.ok) expect(decoded.code).toBe('AMOUNT_TOO_LARGE');
  });

  test.each([
    ['/cart/items/0/price', { ...item, price: 12.5 }],
    ['/cart/items/0/price', { ...item, price: '-1.00' }],
    ['/cart/items/0/price', { ...item, price: '1e3' }],
    ['/cart/items/0/price', { ...item, price: '.5' }],
    ['/cart/items/0/price', { ...item, price: '1.0000001' }],
    ['/cart/items/0/quantity', { ...item, quantity: 0 }],
    ['/cart/items/0/quantity', { ...item, quantity: 1.5 }],
    ['/cart/items/0/quantity', { ...item, quantity: 1_000_000 }],
    ['/cart/items/0/weight/amount', { ...item, weight: { amount: '0.000', unit: 'lb' } }],
    ['/cart/items/0/weight/unit', { ...item, weight: { amount: '1', unit: 'stone' } }],
    ['/cart/items/0/sku', { ...item, sku: '' }],
    ['/cart/items/0/colour', { ...item, colour: 'red' }],
    ['/cart/items/0/title', { sku: 'A', price: '1', quantity: 1 }],
  ])('refuses a fault at %s', (pointer, wrong) => {
    expect(decodeQuoteBody(body([wrong]))).toMatchObject({
      ok: false,
      code: 'REQUEST_FAULT',
      faults: [{ pointer, severity: 'error' }],
    });
  });

  test('refuses bodies that are no cart at all', () => {
    for (const wrong of [null, [], 'x', 1, {}, { cart: null }, undefined]) expect(decodeQuoteBody(wrong).ok).toBe(false);
  });
});

describe('places of faults in the text', () => {
  test('a wrong value points at its first character', () => {
    const raw =
      '{"cart": {"currency": "USD",\r\n  "items": [{"sku": "é😀", "title": "", "price": 12.5, "quantity": 1}]}, "address": {}}';
    expect(faultsOf(raw)).toMatchObject([{ pointer: '/cart/items/0/price', line: 2, column: 49, length: 4, got: '12.5' }]);
  });

  test('a missing name points at the end of the object that lacks it, an unknown one at its quote', () => {
    const raw =
      '{"cart": {"currency": "USD", "items": [{"sku": "A", "title": "", "price": "1"}]},\n "adress": {}, "address": {}}';
    expect(faultsOf(raw)).toMatchObject([
      { pointer: '/adress', line: 2, column: 2, length: 8 },
      { pointer: '/cart/items/0/quantity', line: 1, column: 78, length: 0 },
    ]);
  });

  test('an address is never quoted', () => {
    const raw = JSON.stringify(body([item], { address: { line1: ['12 Main Street'] } }));
    expect(JSON.stringify(faultsOf(raw))).not.toContain('Main');
  });

  test('pointers with ~ and / are found', () => {
    expect(locatePointer('{"a/b": {"c~d": [1, 22]}}', '/a~1b/c~0d/1')).toEqual({ line: 1, column: 21, length: 2 });
    expect(locatePointer('{"a": 1}', '/b')).toBeNull();
    expect(locatePointer('{"a": ', '/a')).toBeNull();
  });

  test.each([
    ['{"a": [1,2,}', 11],
    ['{"a":1,}', 7],
    ['{a:1}', 1],
    ['{"a" 1}', 5],
    ['[1] 2', 4],
    ['"a\nb"', 0],
    ['[01]', 2],
    ['', 0],
    ['['.repeat(70), 65],
  ])('reading %s stops at %s', (raw, offset) => {
    expect(readJson(raw)).toMatchObject({ ok: false, offset });
    expect(() => JSON.parse(raw) as unknown).toThrow();
  });

  test('a string of a million characters and escapes is read', () => {
    const raw = JSON.stringify('a"'.repeat(500_000));
    expect(readJson(raw)).toMatchObject({ ok: true, value: JSON.parse(raw) });
  });
});

test('a quote is written in minor units with its sources', () => {
  const line = { principal: 2500n, principalPromo: 250n, shipping: 499n, shippingPromo: 0n, tax: 146n, shippingTax: 32n };
  const quote: Quote = {
    ok: true,
    currency: 'USD',
    orders: [
      {
        options: [
          {
            methodId: 'standard',
            serviceLevel: 'Standard',
            label: 'Standard',
            lines: [
              {
                ...line,
                itemId: '1',
                sku: 'A',
                total: 2927n,
                because: [{ component: 'principalPromo', label: 'Spring 10 %', amount: 250n, source: { promotion: 'spring' } }],
              },
            ],
            totals: line,
            total: 2927n,
          },
        ],
      },
    ],
    sources: {
      shipping: { source: 'settings', because: 'Standard' },
      promotions: { source: 'settings', because: 'Spring 10 %' },
      tax: { source: 'none', because: 'no rule' },
    },
    said: { orders: [] },
    warnings: [],
  };
  const numbers = { principal: 2500, principalPromo: 250, shipping: 499, shippingPromo: 0, tax: 146, shippingTax: 32 };
  expect(encodeQuote(quote)).toEqual({
    currency: 'USD',
    options: [
      {
        methodId: 'standard',
        serviceLevel: 'Standard',
        label: 'Standard',
        lines: [
          {
            itemId: '1',
            sku: 'A',
            ...numbers,
            total: 2927,
            because: [{ component: 'principalPromo', label: 'Spring 10 %', amount: 250, source: { promotion: 'spring' } }],
          },
        ],
        totals: numbers,
        total: 2927,
      },
    ],
    sources: quote.sources,
  });
});
