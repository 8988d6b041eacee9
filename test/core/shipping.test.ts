import type { CartItem } from '../../src/core/cart.js';
import type { ShippingMethodDocument } from '../../src/core/settings.js';
import {
  address,
  item,
  type ItemInWords,
  method,
  onlyOption,
  priced,
  refused,
  request,
  rows,
  type Shop,
  US,
  WORLD,
  zip,
} from './support/build.js';

const seattle = address('WA', '98104');
const three: ItemInWords[] = [
  ['A', '10.00', 1, '1'],
  ['B', '20.00', 2, '0.5'],
  ['C', '70.00', 1, '2'],
];
/** S of each line, and what the wire says of the first method. */
function ship(
  rate: ShippingMethodDocument['rate'],
  more: Partial<ShippingMethodDocument> = {},
  shop: Shop = {},
  items = three,
): [number[], object] {
  const quote = priced({ ...shop, methods: [method('Standard', rate, more)] }, request(items, seattle));
  const { weightBased, itemQuantityBased, shipmentBased } = quote.said.shippingMethods![0]!;
  const said = Object.fromEntries(
    Object.entries({ weightBased, itemQuantityBased, shipmentBased }).filter(([, amount]) => amount !== undefined),
  );
  return [rows(onlyOption(quote)).map((row) => row[2]!), said];
}

describe('a rate of parts', () => {
  test.each<[string, ShippingMethodDocument['rate'], Partial<ShippingMethodDocument>, number[], object]>([
    [
      'per shipment is even, the remainder to the earliest',
      { perShipment: '5.00' },
      {},
      [167, 167, 166],
      { shipmentBased: '5.00' },
    ],
    // 0.33 x 4 lb = 1.32 by 1, 1, 2
    ['per pound is by weight', { perPound: '0.33' }, {}, [33, 33, 66], { weightBased: '0.33' }],
    // 0.3333 x 4 = 1.3332 -> 1.33: 33.25, 33.25, 66.5 -> 33, 33, 67
    ['per pound has four places', { perPound: '0.3333' }, {}, [33, 33, 67], { weightBased: '0.3333' }],
    ['per pound has two places at least', { perPound: '0.5' }, {}, [50, 50, 100], { weightBased: '0.50' }],
    ['per item is by quantity', { perItem: '1.25' }, {}, [125, 250, 125], { itemQuantityBased: '1.25' }],
    [
      'parts add up',
      { perShipment: '3.00', perPound: '0.33', perItem: '1.00' },
      {},
      [233, 333, 266],
      { weightBased: '0.33', itemQuantityBased: '1.00', shipmentBased: '3.00' },
    ],
    [
      'handling is inside',
      { perPound: '0.33' },
      { handling: { perOrder: '3.00', perItem: '0.10' } },
      [143, 153, 176],
      { weightBased: '0.33', itemQuantityBased: '0.10', shipmentBased: '3.00' },
    ],
    ['nothing is said as 0.00', { perShipment: '0.00' }, {}, [0, 0, 0], { shipmentBased: '0.00' }],
    ['nothing per pound is not said', { perPound: '0', perItem: '1.00' }, {}, [100, 200, 100], { itemQuantityBased: '1.00' }],
    // 0.33 x 4 = 1.32 raised to 5.00, even
    ['a minimum is resolved', { perPound: '0.33', minimum: '5.00' }, {}, [167, 167, 166], { shipmentBased: '5.00' }],
    [
      'a minimum that is passed is resolved too',
      { perPound: '2.00', minimum: '5.00' },
      {},
      [267, 267, 266],
      { shipmentBased: '8.00' },
    ],
    [
      'a maximum is resolved, handling comes on top',
      { perItem: '9.00', maximum: '10.00' },
      { handling: { perOrder: '2.00', perItem: '1.00' } },
      [534, 533, 533],
      { shipmentBased: '16.00' },
    ],
  ])('%s', (_, rate, more, shares, said) => {
    expect(ship(rate, more)).toEqual([shares, said]);
  });

  test('weight rounded up to whole pounds is resolved', () => {
    // 0.75 + 0.40 = 1.15 lb -> 2 lb x 1.00
    const items: ItemInWords[] = [
      ['A', '1.00', 1, '0.75'],
      ['B', '1.00', 1, '0.40'],
    ];
    expect(ship({ perPound: '1.00', roundWeightUp: true }, {}, {}, items)).toEqual([[100, 100], { shipmentBased: '2.00' }]);
  });

  test('ounces and kilograms are converted exactly and resolved', () => {
    const [ounces, kilos]: CartItem[] = [
      { ...item(['A', '1.00'], 0), weight: { amount: '8', unit: 'oz' } },
      { ...item(['B', '1.00'], 1), weight: { amount: '1', unit: 'kg' } },
    ];
    const cart = { ...request([], seattle), orders: [{ items: [ounces!, kilos!], destination: seattle }] };
    // (0.5 + 2.2046226...) x 1.00 = 2.7046 -> 2.70
    const quote = priced({ methods: [method('Standard', { perPound: '1.00' })] }, cart);
    expect(rows(onlyOption(quote)).map((row) => row[2])).toEqual([135, 135]);
    expect(quote.said.shippingMethods).toMatchObject([{ shipmentBased: '2.70' }]);
    expect(quote.said.shippingMethods![0]).not.toHaveProperty('weightBased');
  });
});

describe('a missing weight', () => {
  const items: ItemInWords[] = [
    ['A', '1.00', 1, '1'],
    ['B', '1.00', 2],
  ];
  test('is the default weight, resolved', () => {
    const shop: Shop = { defaultWeight: { amount: '1.5', unit: 'lb' } };
    // 1 + 2 x 1.5 = 4 lb
    expect(ship({ perPound: '1.00' }, {}, shop, items)).toEqual([[200, 200], { shipmentBased: '4.00' }]);
  });

  test('is none without a default, with a warning where weight is charged', () => {
    const shop: Shop = { methods: [method('Standard', { perPound: '1.00' })] };
    const quote = priced(shop, request(items, seattle));
    expect(rows(onlyOption(quote)).map((row) => row[2])).toEqual([100, 0]);
    expect(quote.warnings).toMatchObject([{ rule: 'weight-missing', severity: 'warning' }]);
    expect(quote.warnings[0]?.message).toContain('"B"');
    expect(priced({ methods: [method('Standard', { perItem: '1.00' })] }, request(items, seattle)).warnings).toEqual([]);
  });

  test('hides methods that charge by weight under that policy', () => {
    const methods = [method('Standard', { perPound: '1.00' }), method('Expedited', { perShipment: '9.00' })];
    const shop: Shop = { methods, policies: { missingWeight: 'hide-methods' }, defaultWeight: { amount: '1', unit: 'lb' } };
    expect(priced(shop, request(items, seattle)).orders[0]?.options.map(({ methodId }) => methodId)).toEqual(['expedited']);
    expect(refused({ ...shop, methods: [methods[0]!] }, request(items, seattle))).toMatchObject({
      code: 'SHIPPING_NOT_CONFIGURED',
      alarm: true,
    });
  });
});

describe('bands', () => {
  const bands = {
    bands: [
      { from: '0.00', amount: '5.00' },
      { from: '25.00', amount: '3.00' },
      { from: '50.00', amount: '0.00' },
    ],
  };
  test.each([
    ['24.99', 500n],
    ['25.00', 300n],
    ['49.99', 300n],
    ['50.00', 0n],
    ['0.00', 500n],
  ])('a subtotal of %s pays %s', (price, shipping) => {
    const quote = priced({ methods: [method('Standard', bands)] }, request([['A', price]], seattle));
    expect(onlyOption(quote).totals.shipping).toBe(shipping);
  });

  test('go by the subtotal before promotions', () => {
    const shop: Shop = {
      methods: [method('Standard', bands)],
      promotions: [{ id: 'HALF', name: 'Half', benefit: { kind: 'percent', rate: '0.5' } }],
    };
    expect(onlyOption(priced(shop, request([['A', '50.00']], seattle))).totals).toMatchObject({
      principalPromo: 2500n,
      shipping: 0n,
    });
  });
});

describe('a method is offered', () => {
  const offered = (methods: ShippingMethodDocument[], items: ItemInWords[], destination: object): (string | null)[] =>
    priced(
      {
        methods: [
          ...methods,
          method('OneDay', { perShipment: '1.00' }, { id: 'last', regions: { include: [WORLD] }, poBoxes: true }),
        ],
      },
      request(items, destination),
    )
      .orders[0]!.options.map(({ methodId }) => methodId)
      .filter((id) => id !== 'last');
  const one: ItemInWords[] = [['A', '1.00', 1, undefined, 'glass']];

  test('in its regions and not in those that are excluded', () => {
    const here = method(
      'Standard',
      { perShipment: '1.00' },
      { regions: { include: [US, zip('00901')], exclude: [zip('981*'), { kind: 'state', state: 'AK' }] } },
    );
    expect(offered([here], one, address('WA', '98104'))).toEqual([]);
    expect(offered([here], one, address('WA', '98004'))).toEqual(['standard']);
    expect(offered([here], one, address('AK', '99501'))).toEqual([]);
    expect(offered([here], one, address('PR', '00901'))).toEqual(['standard']);
    expect(offered([here], one, { country: 'DE' })).toEqual([]);
  });

  test('at a PO box only if it goes there', () => {
    const box = { ...address('WA', '98104'), line2: 'P.O. Box 1' };
    const methods = [method('Standard', { perShipment: '1.00' }, { poBoxes: true }), method('TwoDay', { perShipment: '1.00' })];
    expect(offered(methods, one, box)).toEqual(['standard']);
    expect(offered(methods, one, address('WA', '98104'))).toEqual(['standard', 'twoday']);
  });

  test('unless an item cannot travel by it, or it is switched off', () => {
    const methods = [
      method('Standard', { perShipment: '1.00' }, { notFor: { categories: ['glass'] } }),
      method('Expedited', { perShipment: '1.00' }, { notFor: { skus: ['B'] } }),
      method('TwoDay', { perShipment: '1.00' }, { enabled: false }),
    ];
    expect(offered(methods, one, address('WA', '98104'))).toEqual(['expedited']);
    expect(offered(methods, [...one, ['B', '1.00']], address('WA', '98104'))).toEqual([]);
  });

  test('alone of its level under 2008-11-30: the cheapest after shipping promotions, among equals the first', () => {
    const shop: Shop = {
      methods: [
        method('Standard', { perShipment: '5.00' }, { id: 'a' }),
        method('Standard', { perShipment: '4.00' }, { id: 'b' }),
        method('Standard', { perShipment: '4.00' }, { id: 'c' }),
        method('TwoDay', { perShipment: '9.00' }, { id: 'd' }),
      ],
    };
    const ids = (dialect: '2008-11-30' | '2009-05-15'): (string | null)[] =>
      priced(shop, request(one, address('WA', '98104'), { dialect })).orders[0]!.options.map(({ methodId }) => methodId);
    expect(ids('2008-11-30')).toEqual(['b', 'd']);
    expect(ids('2009-05-15')).toEqual(['a', 'b', 'c', 'd']);
  });
});

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
