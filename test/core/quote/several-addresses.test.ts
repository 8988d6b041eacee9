import { address, item, method, priced, refused, request, type Shop } from '../support/build.js';

const seattle = address('WA', '98104');

describe('several addresses', () => {
  const shop: Shop = {
    methods: [
      method('Standard', { perShipment: '5.00' }),
      method('TwoDay', { perShipment: '9.00' }, { regions: { include: [{ kind: 'state', state: 'OR' }] } }),
    ],
    rules: [{ region: { kind: 'state', state: 'WA' }, rate: '0.1', shippingTaxed: true }],
  };
  const first = request(
    [
      ['A', '1.00'],
      ['B', '2.00'],
    ],
    seattle,
  );
  const both = {
    ...first,
    orders: [first.orders[0]!, { items: [{ ...item(['C', '3.00'], 0), id: '9' }], destination: address('OR', '97201') }],
  };

  test('are priced each on its own, with ids and tables of their own', () => {
    const quote = priced(shop, both);
    expect(quote.orders.map(({ options }) => options.map(({ methodId, total }) => [methodId, total]))).toEqual([
      [['standard', 880n]], // 3.00 + 5.00 + 0.30 + 0.50
      [
        ['standard', 800n],
        ['twoday', 1200n],
      ],
    ]);
    expect(quote.said.shippingMethods?.map(({ id, region }) => [id, region])).toEqual([
      ['1-standard', { kind: 'zip', zip: '98104' }],
      ['2-standard', { kind: 'zip', zip: '97201' }],
      ['2-twoday', { kind: 'zip', zip: '97201' }],
    ]);
    expect(quote.said.taxTables?.map(({ id, rate, region }) => [id, rate, region])).toEqual([
      ['1-tax-1', '0.1', { kind: 'zip', zip: '98104' }],
      ['2-tax-1', '0', { kind: 'zip', zip: '97201' }],
    ]);
    expect(quote.said.orders[1]?.items).toEqual([
      { itemId: '9', taxTableId: '2-tax-1', shippingMethodIds: ['2-standard', '2-twoday'] },
    ]);
  });

  test('refuse an item in two orders: an id in 2009-05-15, a SKU in 2008-11-30', () => {
    const same = { ...both, orders: [both.orders[0]!, { ...both.orders[1]!, items: [item(['A', '1.00'], 0)] }] };
    expect(refused(shop, same)).toMatchObject({ code: 'ITEM_IN_TWO_ORDERS', wireCode: 'INTERNAL_SERVER_ERROR', alarm: false });
    const renamed = {
      ...same,
      orders: [same.orders[0]!, { ...same.orders[1]!, items: [{ ...item(['A', '1.00'], 0), id: '9' }] }],
    };
    expect(priced(shop, renamed).ok).toBe(true);
    expect(refused(shop, { ...renamed, dialect: '2008-11-30' })).toMatchObject({ code: 'ITEM_IN_TWO_ORDERS' });
  });

  test('share one promotion of the cart, said line by line', () => {
    const promotions = [{ id: 'OFF', name: 'Off', benefit: { kind: 'amount' as const, amount: '1.20' } }];
    const quote = priced({ ...shop, promotions }, both);
    expect(quote.orders.map(({ options }) => options[0]!.lines.map(({ principalPromo }) => principalPromo))).toEqual([
      [20n, 40n],
      [60n],
    ]);
    expect(quote.said.promotions?.map(({ id, benefit }) => [id, benefit])).toEqual([
      ['line-1', { kind: 'amount', amount: '0.20' }],
      ['line-2', { kind: 'amount', amount: '0.40' }],
      ['line-3', { kind: 'amount', amount: '0.60' }],
    ]);
    expect(quote.said).not.toHaveProperty('cartPromotionId');
  });
});
