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
