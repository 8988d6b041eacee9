import type { Quote } from '../../src/core/quote.js';
import type { CartItem } from '../../src/core/cart.js';
import {
  address,
  item,
  method,
  onlyOption,
  priced,
  request,
  rows,
  type Shop,
  state,
  US,
  zip,
  type Ask,
  type ItemInWords,
} from './support/build.js';
import { readTables } from './support/reader.js';

/** The reader's P, PP, S - SP, T, ST of each line of the option, to be held against the table of examples.md. */
function read(quote: Quote, items: readonly ItemInWords[], destination: Parameters<typeof readTables>[2], place = 0): number[][] {
  const cart: CartItem[] = items.map(item);
  return readTables(quote.said, cart, destination)[place]!.lines.map(({ p, pp, net, t, st }) => [p, pp, net, t, st].map(Number));
}

describe('examples.md', () => {
  test('1: per shipment and per pound, shipping taxed', () => {
    const shop: Shop = {
      methods: [method('Standard', { perShipment: '4.50', perPound: '0.99' })],
      rules: [{ region: state('WA'), rate: '0.065', shippingTaxed: true }],
    };
    const items: ItemInWords[] = [
      ['MUG-1', '12.50', 2, '0.75'],
      ['TEE-M', '19.99', 1, '0.40'],
    ];
    const quote = priced(shop, request(items, address('WA', '98104')));
    expect(rows(onlyOption(quote))).toEqual([
      [2500, 0, 373, 0, 163, 24],
      [1999, 0, 265, 0, 130, 17],
    ]);
    expect(onlyOption(quote).total).toBe(5471n);
    expect(quote.said).toEqual({
      orders: [
        {
          items: [
            { itemId: '1', taxTableId: 'tax-1', shippingMethodIds: ['standard'] },
            { itemId: '2', taxTableId: 'tax-1', shippingMethodIds: ['standard'] },
          ],
        },
      ],
      taxTables: [{ id: 'tax-1', rate: '0.065', shippingTaxed: true, region: { kind: 'zip', zip: '98104' } }],
      promotions: [],
      shippingMethods: [
        {
          id: 'standard',
          serviceLevel: 'Standard',
          label: 'Standard',
          weightBased: '0.99',
          shipmentBased: '4.50',
          region: { kind: 'zip', zip: '98104' },
          poBoxes: false,
        },
      ],
    });
    expect(read(quote, items, address('WA', '98104'))).toEqual([
      [2500, 0, 373, 163, 24],
      [1999, 0, 265, 130, 17],
    ]);
  });

  test('2: a flat amount over three lines; the zip range beats the state', () => {
    const shop: Shop = {
      methods: [method('Standard', { perShipment: '4.99' })],
      rules: [
        { region: state('WA'), rate: '0.065', shippingTaxed: true },
        { region: zip('98100-98199'), rate: '0.101', shippingTaxed: true },
      ],
    };
    const items: ItemInWords[] = [
      ['A', '3.33'],
      ['B', '3.33'],
      ['C', '3.34'],
    ];
    const quote = priced(shop, request(items, address('WA', '98104')));
    expect(rows(onlyOption(quote))).toEqual([
      [333, 0, 167, 0, 34, 17],
      [333, 0, 166, 0, 34, 17],
      [334, 0, 166, 0, 34, 17],
    ]);
    expect(onlyOption(quote).total).toBe(1652n);
    expect(quote.said.taxTables).toEqual([
      { id: 'tax-1', rate: '0.101', shippingTaxed: true, region: { kind: 'zip', zip: '98104' } },
    ]);
    expect(quote.said.shippingMethods?.[0]).toMatchObject({ shipmentBased: '4.99' });
    expect(quote.said.shippingMethods?.[0]).not.toHaveProperty('weightBased');
    expect(read(quote, items, address('WA', '98104'))).toEqual([
      [333, 0, 167, 34, 17],
      [333, 0, 166, 34, 17],
      [334, 0, 166, 34, 17],
    ]);
  });

  test('3: percent off some items', () => {
    const shop: Shop = {
      methods: [method('Standard', { perShipment: '5.00' })],
      rules: [{ region: state('CA'), rate: '0.0725' }],
      promotions: [{ id: 'FALL15', name: 'Fall 15 %', items: { skus: ['A', 'B'] }, benefit: { kind: 'percent', rate: '0.15' } }],
    };
    const items: ItemInWords[] = [
      ['A', '7.77'],
      ['B', '4.45', 3],
      ['C', '20.00'],
    ];
    const quote = priced(shop, request(items, address('CA', '94107')));
    expect(rows(onlyOption(quote))).toEqual([
      [777, 117, 167, 0, 48, 0],
      [1335, 200, 167, 0, 82, 0],
      [2000, 0, 166, 0, 145, 0],
    ]);
    expect(onlyOption(quote).total).toBe(4570n);
    expect(quote.said.promotions).toEqual([{ id: 'FALL15', description: 'Fall 15 %', benefit: { kind: 'rate', rate: '0.15' } }]);
    expect(quote.said.orders[0]?.items.map(({ promotionId }) => promotionId)).toEqual(['FALL15', 'FALL15', undefined]);
    expect(quote.said).not.toHaveProperty('cartPromotionId');
    expect(quote.said.taxTables).toMatchObject([{ rate: '0.0725', shippingTaxed: false }]);
    expect(read(quote, items, address('CA', '94107'))).toEqual([
      [777, 117, 167, 48, 0],
      [1335, 200, 167, 82, 0],
      [2000, 0, 166, 145, 0],
    ]);
  });

  test('4: percent off the whole order', () => {
    const shop: Shop = {
      methods: [method('Standard', { perShipment: '6.00' })],
      rules: [{ region: zip('10001'), rate: '0.08875', shippingTaxed: true }],
      promotions: [{ id: 'TEN', name: 'Ten', benefit: { kind: 'percent', rate: '0.10' } }],
    };
    const items: ItemInWords[] = [
      ['A', '14.95'],
      ['B', '14.95'],
      ['C', '4.95'],
    ];
    const quote = priced(shop, request(items, address('NY', '10001')));
    expect(rows(onlyOption(quote))).toEqual([
      [1495, 150, 200, 0, 119, 18],
      [1495, 150, 200, 0, 119, 18],
      [495, 49, 200, 0, 40, 18],
    ]);
    expect(onlyOption(quote).total).toBe(4068n);
    expect(quote.said.promotions).toEqual([{ id: 'TEN', description: 'Ten', benefit: { kind: 'rate', rate: '0.1' } }]);
    expect(quote.said.cartPromotionId).toBe('TEN');
    expect(quote.said.orders[0]?.items.every(({ promotionId }) => promotionId === undefined)).toBe(true);
    expect(read(quote, items, address('NY', '10001'))).toEqual([
      [1495, 150, 200, 119, 18],
      [1495, 150, 200, 119, 18],
      [495, 49, 200, 40, 18],
    ]);
  });

  test('5: an item promotion and money off the order together', () => {
    const shop: Shop = {
      methods: [method('Standard', { perShipment: '7.00' })],
      rules: [{ region: state('TX'), rate: '0.0825', shippingTaxed: true }],
      promotions: [
        { id: 'A20', name: 'A 20 %', items: { skus: ['A'] }, benefit: { kind: 'percent', rate: '0.2' }, stacking: 'free' },
        { id: 'TENOFF', name: '10 off', benefit: { kind: 'amount', amount: '10.00' }, stacking: 'free' },
      ],
    };
    const items: ItemInWords[] = [
      ['A', '30.00'],
      ['B', '10.00'],
      ['C', '2.50', 2],
    ];
    const quote = priced(shop, request(items, address('TX', '78701')));
    expect(rows(onlyOption(quote))).toEqual([
      [3000, 1215, 234, 0, 147, 19],
      [1000, 257, 233, 0, 61, 19],
      [500, 128, 233, 0, 31, 19],
    ]);
    expect(onlyOption(quote).total).toBe(3896n);
    expect(quote.said.promotions).toEqual([
      { id: 'line-1', description: 'A 20 % + 10 off', benefit: { kind: 'amount', amount: '12.15' } },
      { id: 'line-2', description: '10 off', benefit: { kind: 'amount', amount: '2.57' } },
      { id: 'line-3', description: '10 off', benefit: { kind: 'amount', amount: '1.28' } },
    ]);
    expect(quote.said.orders[0]?.items.map(({ promotionId }) => promotionId)).toEqual(['line-1', 'line-2', 'line-3']);
    expect(quote.said).not.toHaveProperty('cartPromotionId');
    expect(read(quote, items, address('TX', '78701'))).toEqual([
      [3000, 1215, 234, 147, 19],
      [1000, 257, 233, 61, 19],
      [500, 128, 233, 31, 19],
    ]);
  });

  test('6: buy two, get one free, across lines', () => {
    const shop: Shop = {
      methods: [method('Standard', { perItem: '1.25' })],
      rules: [{ region: state('FL'), rate: '0.06', shippingTaxed: true }],
      promotions: [
        {
          id: 'B2G1',
          name: 'Buy 2 get 1',
          items: { skus: ['R', 'B', 'G'] },
          benefit: { kind: 'buy-x-get-y', buy: 2, get: 1, rate: '1' },
        },
      ],
    };
    const items: ItemInWords[] = [
      ['R', '8.00', 2],
      ['B', '6.00', 3],
      ['G', '5.00', 1],
      ['HAT', '15.00', 1],
    ];
    const quote = priced(shop, request(items, address('FL', '33101')));
    expect(rows(onlyOption(quote))).toEqual([
      [1600, 0, 250, 0, 96, 15],
      [1800, 600, 375, 0, 72, 23],
      [500, 500, 125, 0, 0, 8],
      [1500, 0, 125, 0, 90, 8],
    ]);
    expect(onlyOption(quote).total).toBe(5487n);
    expect(quote.said.shippingMethods).toMatchObject([{ itemQuantityBased: '1.25' }]);
    expect(quote.said.shippingMethods?.[0]).not.toHaveProperty('shipmentBased');
    expect(quote.said.promotions).toEqual([
      { id: 'line-2', description: 'Buy 2 get 1', benefit: { kind: 'amount', amount: '6.00' } },
      { id: 'line-3', description: 'Buy 2 get 1', benefit: { kind: 'amount', amount: '5.00' } },
    ]);
    expect(quote.said.orders[0]?.items.map(({ promotionId }) => promotionId)).toEqual([undefined, 'line-2', 'line-3', undefined]);
    expect(read(quote, items, address('FL', '33101'))).toEqual([
      [1600, 0, 250, 96, 15],
      [1800, 600, 375, 72, 23],
      [500, 500, 125, 0, 8],
      [1500, 0, 125, 90, 8],
    ]);
  });

  test('7: free Standard shipping from exactly 50.00', () => {
    const shop: Shop = {
      methods: [method('Standard', { perShipment: '5.95' }), method('Expedited', { perShipment: '12.95' })],
      rules: [{ region: zip('98101'), rate: '0.1035', shippingTaxed: true }],
      promotions: [
        {
          id: 'FREESHIP',
          name: 'Free Standard',
          benefit: { kind: 'shipping', off: { rate: '1' }, serviceLevels: ['Standard'] },
          conditions: { minAmount: '50.00' },
        },
      ],
    };
    const items: ItemInWords[] = [
      ['A', '18.75', 2],
      ['B', '12.50', 1],
    ];
    const quote = priced(shop, request(items, address('WA', '98101')));
    const [standard, expedited] = [onlyOption(quote, 'Standard'), onlyOption(quote, 'Expedited')];
    expect(rows(standard)).toEqual([
      [3750, 0, 298, 298, 388, 0],
      [1250, 0, 297, 297, 129, 0],
    ]);
    expect(standard.total).toBe(5517n);
    expect(rows(expedited)).toEqual([
      [3750, 0, 648, 0, 388, 67],
      [1250, 0, 647, 0, 129, 67],
    ]);
    expect(expedited.total).toBe(6946n);
    expect(quote.said.shippingMethods?.map(({ shipmentBased }) => shipmentBased)).toEqual(['0.00', '12.95']);
    expect(quote.said.promotions).toEqual([]);
    expect(read(quote, items, address('WA', '98101'), 0)).toEqual([
      [3750, 0, 0, 388, 0],
      [1250, 0, 0, 129, 0],
    ]);
    expect(read(quote, items, address('WA', '98101'), 1)).toEqual([
      [3750, 0, 648, 388, 67],
      [1250, 0, 647, 129, 67],
    ]);
    const below = priced(
      shop,
      request(
        [
          ['A', '18.75', 2],
          ['B', '12.49'],
        ],
        address('WA', '98101'),
      ),
    );
    expect(onlyOption(below, 'Standard').totals.shippingPromo).toBe(0n);
  });

  describe('8: bands of subtotal, handling, PO box', () => {
    const shop: Shop = {
      methods: [
        method(
          'Standard',
          {
            bands: [
              { from: '0.00', amount: '4.95' },
              { from: '25.01', amount: '6.95' },
              { from: '50.01', amount: '8.95' },
            ],
          },
          { handling: { perOrder: '1.50' }, poBoxes: true },
        ),
        method('TwoDay', { perShipment: '9.95' }),
      ],
      rules: [{ region: state('WA'), rate: '0.065' }],
      promotions: [
        { id: 'FALL', name: 'Fall', benefit: { kind: 'amount', amount: '5.50' }, code: { kind: 'shared', code: 'FALL' } },
      ],
    };
    const box = { line1: 'PO Box 45', state: 'OR', postalCode: '97201', country: 'US' };
    const cases: [name: string, prices: [string, string], ask: Ask, lines: number[][], total: bigint, shipmentBased: string][] = [
      [
        'a',
        ['15.00', '15.00'],
        { codes: ['fall'] },
        [
          [1500, 275, 423],
          [1500, 275, 422],
        ],
        3295n,
        '8.45',
      ],
      [
        'b',
        ['12.50', '12.50'],
        {},
        [
          [1250, 0, 323],
          [1250, 0, 322],
        ],
        3145n,
        '6.45',
      ],
      [
        'c',
        ['12.50', '12.51'],
        {},
        [
          [1250, 0, 423],
          [1251, 0, 422],
        ],
        3346n,
        '8.45',
      ],
    ];
    test.each(cases)('case %s', (_, prices, ask, lines, total, shipmentBased) => {
      const items: ItemInWords[] = [
        ['A', prices[0]],
        ['B', prices[1]],
      ];
      const quote = priced(shop, request(items, box, { ...ask, dialect: '2008-11-30' }));
      expect(quote.orders[0]?.options.map(({ serviceLevel }) => serviceLevel)).toEqual(['Standard']);
      expect(rows(onlyOption(quote))).toEqual(lines.map(([p, pp, s]) => [p, pp, s, 0, 0, 0]));
      expect(onlyOption(quote).total).toBe(total);
      expect(quote.said.shippingMethods).toMatchObject([{ shipmentBased, poBoxes: true }]);
      expect(quote.said.taxTables).toMatchObject([{ rate: '0', shippingTaxed: false }]);
      expect(read(quote, items, box)).toEqual(lines.map(([p, pp, s]) => [p, pp, s, 0, 0]));
    });
    test('case a says one fixed discount of the cart', () => {
      const quote = priced(
        shop,
        request(
          [
            ['A', '15.00'],
            ['B', '15.00'],
          ],
          box,
          { codes: ['FALL'] },
        ),
      );
      expect(quote.said.promotions).toEqual([{ id: 'FALL', description: 'Fall', benefit: { kind: 'amount', amount: '5.50' } }]);
      expect(quote.said.cartPromotionId).toBe('FALL');
    });
  });

  test('9: two tax classes, ZIP+4', () => {
    const shop: Shop = {
      methods: [method('Standard', { perShipment: '9.00' })],
      rules: [
        { region: state('PA'), rate: '0.06', shippingTaxed: true },
        { region: zip('15106-15295'), rate: '0.07', shippingTaxed: true },
        { region: state('PA'), rate: '0', class: 'clothing' },
      ],
      classes: [{ name: 'clothing', skus: ['JACKET'] }],
    };
    const items: ItemInWords[] = [
      ['JACKET', '89.00'],
      ['LAMP', '45.50'],
    ];
    const quote = priced(shop, request(items, address('PA', '15213-3890')));
    expect(rows(onlyOption(quote))).toEqual([
      [8900, 0, 450, 0, 0, 0],
      [4550, 0, 450, 0, 319, 32],
    ]);
    expect(onlyOption(quote).total).toBe(14701n);
    const region = { kind: 'zip', zip: '15213-3890' };
    expect(quote.said.taxTables).toEqual([
      { id: 'tax-1', rate: '0', shippingTaxed: false, region },
      { id: 'tax-2', rate: '0.07', shippingTaxed: true, region },
    ]);
    expect(read(quote, items, address('PA', '15213-3890'))).toEqual([
      [8900, 0, 450, 0, 0],
      [4550, 0, 450, 319, 32],
    ]);
  });

  test('10: prices below a cent, and halves', () => {
    const shop: Shop = {
      methods: [method('Standard', { perShipment: '2.00' }, { regions: { include: [US] } })],
      rules: [{ region: { kind: 'country', country: 'US' }, rate: '0.05' }],
      promotions: [
        { id: 'HALF', name: 'Half', items: { skus: ['LABEL', 'PENCIL', 'NUT'] }, benefit: { kind: 'percent', rate: '0.50' } },
      ],
    };
    const items: ItemInWords[] = [
      ['LABEL', '0.0125', 1000],
      ['PENCIL', '1.0049', 3],
      ['NUT', '0.005', 1],
    ];
    const quote = priced(shop, request(items, address('MA', '02108')));
    expect(rows(onlyOption(quote))).toEqual([
      [1250, 625, 67, 0, 31, 0],
      [301, 151, 67, 0, 8, 0],
      [1, 1, 66, 0, 0, 0],
    ]);
    expect(onlyOption(quote).total).toBe(1014n);
    expect(quote.said.promotions).toEqual([{ id: 'HALF', description: 'Half', benefit: { kind: 'rate', rate: '0.5' } }]);
    expect(quote.said.orders[0]?.items.map(({ promotionId }) => promotionId)).toEqual(['HALF', 'HALF', 'HALF']);
    expect(read(quote, items, address('MA', '02108'))).toEqual([
      [1250, 625, 67, 31, 0],
      [301, 151, 67, 8, 0],
      [1, 1, 66, 0, 0],
    ]);
  });
});
