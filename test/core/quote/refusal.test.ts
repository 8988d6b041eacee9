import { address, type ItemInWords, method, onlyOption, priced, refused, request, type Shop } from '../support/build.js';

describe('a refusal', () => {
  const one: ItemInWords[] = [['A', '1.00']];
  const shop: Shop = { methods: [method('Standard', { perShipment: '1.00' })] };
  const cases: [name: string, Shop, Parameters<typeof request>, object][] = [
    [
      'no method covers the address',
      shop,
      [one, { country: 'DE' }],
      { code: 'ADDRESS_NOT_COVERED', wireCode: 'INVALID_SHIPPING_ADDRESS', alarm: false },
    ],
    [
      'no method goes to a PO box',
      shop,
      [one, { ...address('WA', '98104'), line1: 'PO Box 1' }],
      { code: 'ADDRESS_NOT_COVERED', message: 'No shipping method covers this post office box. Choose another address.' },
    ],
    [
      'no enabled method',
      { methods: [method('Standard', { perShipment: '1.00' }, { enabled: false })] },
      [one, address('WA', '98104')],
      { code: 'SHIPPING_NOT_CONFIGURED', wireCode: 'INTERNAL_SERVER_ERROR', alarm: true },
    ],
    [
      'items that share no method',
      { methods: [method('Standard', { perShipment: '1.00' }, { notFor: { skus: ['A'] } })] },
      [one, { country: 'DE' }],
      { code: 'SHIPPING_NOT_CONFIGURED', alarm: true },
    ],
    [
      'no country and nothing American',
      shop,
      [one, { state: 'Bayern' }],
      { code: 'ADDRESS_INCOMPLETE', wireCode: 'INVALID_SHIPPING_ADDRESS' },
    ],
    ['neither state nor zip', shop, [one, { country: 'US' }], { code: 'ADDRESS_INCOMPLETE' }],
    [
      'state against zip, by policy',
      { ...shop, policies: { stateZipConflict: 'refuse' } },
      [one, address('OR', '98104')],
      { code: 'ADDRESS_CONTRADICTORY', wireCode: 'INVALID_SHIPPING_ADDRESS' },
    ],
    [
      'another currency',
      shop,
      [one, address('WA', '98104'), { currency: 'EUR' }],
      { code: 'CURRENCY_NOT_CONFIGURED', wireCode: 'INTERNAL_SERVER_ERROR' },
    ],
    ['an item without SKU', shop, [[['', '1.00']], address('WA', '98104')], { code: 'SKU_MISSING' }],
    ['a line too large', shop, [[['A', '999999.99', 999_999]], address('WA', '98104')], { code: 'AMOUNT_TOO_LARGE' }],
    ['a total too large', shop, [[['A', '999999999.99']], address('WA', '98104')], { code: 'AMOUNT_TOO_LARGE' }],
  ];
  test.each(cases)('%s', (_, from, cart, expected) => {
    expect(refused(from, request(...cart))).toMatchObject(expected);
  });

  test('does not come where shipping was not asked for', () => {
    const asked = { shipping: false, promotions: true, tax: true };
    const quote = priced({}, request(one, { country: 'DE' }, { asked }));
    expect(quote.orders[0]?.options).toMatchObject([{ methodId: null, serviceLevel: null, total: 100n }]);
    expect(quote.said).not.toHaveProperty('shippingMethods');
    expect(quote.sources.shipping).toEqual({ source: 'none', because: 'Shipping was not asked for.' });
  });

  test('does not come for an address or a currency where nothing was asked for: bare items', () => {
    const asked = { shipping: false, promotions: false, tax: false };
    const quote = priced(shop, request(one, {}, { asked, currency: 'EUR' }));
    expect(quote.said).toEqual({ orders: [{ items: [{ itemId: '1' }] }] });
  });

  test('a state that its zip contradicts is used as given by default, with a warning', () => {
    const quote = priced(
      { ...shop, rules: [{ region: { kind: 'state', state: 'OR' }, rate: '0.1' }] },
      request(one, address('OR', '98104')),
    );
    expect(onlyOption(quote).totals.tax).toBe(10n);
    expect(quote.warnings).toMatchObject([{ rule: 'state-zip-conflict' }]);
  });
});
