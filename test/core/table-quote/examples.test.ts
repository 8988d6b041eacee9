import type { Tables, LineTables } from '../../../src/core/tables.js';
import { address, type ItemInWords, rows, state, WORLD, zip } from '../support/build.js';
import {
  amountOff,
  ask,
  cartOf,
  checkoutOf,
  choice,
  rateOff,
  refusedCheckout,
  region,
  tableMethod,
  taxRule,
  taxTable,
} from '../support/checkout.js';

/** The "Wire" line of each example as a cart's own tables; the cents are those of the example. */
const all = (named: LineTables, lines: number): LineTables[] => Array.from({ length: lines }, () => named);

function price(
  items: readonly ItemInWords[],
  tables: Tables,
  named: readonly LineTables[],
  to: ReturnType<typeof address>,
  level?: string,
): { rows: number[][]; total: bigint } {
  const option = choice(checkoutOf(ask(cartOf(items, tables, named), to)), level);
  return { rows: rows(option), total: option.total };
}

describe('examples.md said by the tables of a cart', () => {
  test('1: per shipment and per pound, shipping taxed', () => {
    const tables: Tables = {
      taxTables: [taxTable('tax-1', taxRule(zip('98104'), '0.065', true))],
      promotions: [],
      shippingMethods: [tableMethod('Standard', { perPound: '0.99', perShipment: '4.50' })],
    };
    const items: ItemInWords[] = [
      ['MUG-1', '12.50', 2, '0.75'],
      ['TEE-M', '19.99', 1, '0.40'],
    ];
    const named = all({ taxTableId: 'tax-1', shippingMethodIds: ['standard'] }, 2);
    expect(price(items, tables, named, address('WA', '98104'))).toEqual({
      rows: [
        [2500, 0, 373, 0, 163, 24],
        [1999, 0, 265, 0, 130, 17],
      ],
      total: 5471n,
    });
  });

  test('2: a flat amount over three lines', () => {
    const tables: Tables = {
      taxTables: [taxTable('tax-1', taxRule(zip('98104'), '0.101', true))],
      shippingMethods: [tableMethod('Standard', { perShipment: '4.99' })],
    };
    const items: ItemInWords[] = [
      ['A', '3.33'],
      ['B', '3.33'],
      ['C', '3.34'],
    ];
    expect(price(items, tables, all({ taxTableId: 'tax-1' }, 3), address('WA', '98104'))).toEqual({
      rows: [
        [333, 0, 167, 0, 34, 17],
        [333, 0, 166, 0, 34, 17],
        [334, 0, 166, 0, 34, 17],
      ],
      total: 1652n,
    });
  });

  test('3: percent off some items', () => {
    const tables: Tables = {
      taxTables: [taxTable('t', taxRule(zip('94107'), '0.0725'))],
      promotions: [rateOff('FALL15', '0.15')],
      shippingMethods: [tableMethod('Standard', { perShipment: '5.00' })],
    };
    const items: ItemInWords[] = [
      ['A', '7.77'],
      ['B', '4.45', 3],
      ['C', '20.00'],
    ];
    const half = { taxTableId: 't', promotionId: 'FALL15' };
    expect(price(items, tables, [half, half, { taxTableId: 't' }], address('CA', '94107'))).toEqual({
      rows: [
        [777, 117, 167, 0, 48, 0],
        [1335, 200, 167, 0, 82, 0],
        [2000, 0, 166, 0, 145, 0],
      ],
      total: 4570n,
    });
  });

  test('4: percent off the whole order', () => {
    const tables: Tables = {
      taxTables: [taxTable('t', taxRule(zip('10001'), '0.08875', true))],
      promotions: [rateOff('TEN', '0.1')],
      cartPromotionId: 'TEN',
      shippingMethods: [tableMethod('Standard', { perShipment: '6.00' })],
    };
    const items: ItemInWords[] = [
      ['A', '14.95'],
      ['B', '14.95'],
      ['C', '4.95'],
    ];
    expect(price(items, tables, all({ taxTableId: 't' }, 3), address('NY', '10001'))).toEqual({
      rows: [
        [1495, 150, 200, 0, 119, 18],
        [1495, 150, 200, 0, 119, 18],
        [495, 49, 200, 0, 40, 18],
      ],
      total: 4068n,
    });
  });

  test('5: a fixed discount of its own for each line', () => {
    const tables: Tables = {
      taxTables: [taxTable('t', taxRule(zip('78701'), '0.0825', true))],
      promotions: [amountOff('line-1', '12.15'), amountOff('line-2', '2.57'), amountOff('line-3', '1.28')],
      shippingMethods: [tableMethod('Standard', { perShipment: '7.00' })],
    };
    const items: ItemInWords[] = [
      ['A', '30.00'],
      ['B', '10.00'],
      ['C', '2.50', 2],
    ];
    const named = ['line-1', 'line-2', 'line-3'].map((promotionId) => ({ taxTableId: 't', promotionId }));
    expect(price(items, tables, named, address('TX', '78701'))).toEqual({
      rows: [
        [3000, 1215, 234, 0, 147, 19],
        [1000, 257, 233, 0, 61, 19],
        [500, 128, 233, 0, 31, 19],
      ],
      total: 3896n,
    });
  });

  test('6: free units as fixed discounts, shipping per item', () => {
    const tables: Tables = {
      taxTables: [taxTable('t', taxRule(zip('33101'), '0.06', true))],
      promotions: [amountOff('line-2', '6.00'), amountOff('line-3', '5.00')],
      shippingMethods: [tableMethod('Standard', { perItem: '1.25' })],
    };
    const items: ItemInWords[] = [
      ['R', '8.00', 2],
      ['B', '6.00', 3],
      ['G', '5.00'],
      ['HAT', '15.00'],
    ];
    const named = [
      { taxTableId: 't' },
      { taxTableId: 't', promotionId: 'line-2' },
      { taxTableId: 't', promotionId: 'line-3' },
      { taxTableId: 't' },
    ];
    expect(price(items, tables, named, address('FL', '33101'))).toEqual({
      rows: [
        [1600, 0, 250, 0, 96, 15],
        [1800, 600, 375, 0, 72, 23],
        [500, 500, 125, 0, 0, 8],
        [1500, 0, 125, 0, 90, 8],
      ],
      total: 5487n,
    });
  });

  test('7: a method of 0.00 beside one of 12.95', () => {
    const tables: Tables = {
      taxTables: [taxTable('t', taxRule(zip('98101'), '0.1035', true))],
      promotions: [],
      shippingMethods: [tableMethod('Standard', { perShipment: '0.00' }), tableMethod('Expedited', { perShipment: '12.95' })],
    };
    const items: ItemInWords[] = [
      ['A', '18.75', 2],
      ['B', '12.50', 1],
    ];
    const named = all({ taxTableId: 't' }, 2);
    expect(price(items, tables, named, address('WA', '98101'), 'Standard')).toEqual({
      rows: [
        [3750, 0, 0, 0, 388, 0],
        [1250, 0, 0, 0, 129, 0],
      ],
      total: 5517n,
    });
    expect(price(items, tables, named, address('WA', '98101'), 'Expedited')).toEqual({
      rows: [
        [3750, 0, 648, 0, 388, 67],
        [1250, 0, 647, 0, 129, 67],
      ],
      total: 6946n,
    });
  });

  test('8a: a fixed discount of the cart, a PO box', () => {
    const box = { line1: 'PO Box 45', state: 'OR', postalCode: '97201', country: 'US' };
    const tables: Tables = {
      taxTables: [taxTable('t', taxRule(zip('97201'), '0'))],
      promotions: [amountOff('FALL', '5.50')],
      cartPromotionId: 'FALL',
      shippingMethods: [
        tableMethod('Standard', { perShipment: '8.45' }, { poBoxes: true }),
        tableMethod('TwoDay', { perShipment: '9.95' }, { poBoxes: false }),
      ],
    };
    const items: ItemInWords[] = [
      ['A', '15.00'],
      ['B', '15.00'],
    ];
    const quote = checkoutOf(ask(cartOf(items, tables, all({ taxTableId: 't' }, 2)), box));
    expect(quote.options.map(({ choiceId }) => choiceId)).toEqual(['cart:standard']);
    expect(rows(choice(quote))).toEqual([
      [1500, 275, 423, 0, 0, 0],
      [1500, 275, 422, 0, 0, 0],
    ]);
    expect(choice(quote).total).toBe(3295n);
  });

  test('9: two tables, ZIP+4', () => {
    const tables: Tables = {
      taxTables: [taxTable('none', taxRule(zip('15213-3890'), '0')), taxTable('seven', taxRule(zip('15213-3890'), '0.07', true))],
      shippingMethods: [tableMethod('Standard', { perShipment: '9.00' })],
    };
    const items: ItemInWords[] = [
      ['JACKET', '89.00'],
      ['LAMP', '45.50'],
    ];
    expect(price(items, tables, [{ taxTableId: 'none' }, { taxTableId: 'seven' }], address('PA', '15213-3890'))).toEqual({
      rows: [
        [8900, 0, 450, 0, 0, 0],
        [4550, 0, 450, 0, 319, 32],
      ],
      total: 14701n,
    });
  });

  test('10: prices below a cent, and halves', () => {
    const tables: Tables = {
      taxTables: [taxTable('t', taxRule({ kind: 'country', country: 'US' }, '0.05'))],
      promotions: [rateOff('HALF', '0.5')],
      shippingMethods: [tableMethod('Standard', { perShipment: '2.00' })],
    };
    const items: ItemInWords[] = [
      ['LABEL', '0.0125', 1000],
      ['PENCIL', '1.0049', 3],
      ['NUT', '0.005', 1],
    ];
    expect(price(items, tables, all({ taxTableId: 't', promotionId: 'HALF' }, 3), address('MA', '02108'))).toEqual({
      rows: [
        [1250, 625, 67, 0, 31, 0],
        [301, 151, 67, 0, 8, 0],
        [1, 1, 66, 0, 0, 0],
      ],
      total: 1014n,
    });
  });

  describe('11: a cart that brings its own tables', () => {
    const tables: Tables = {
      taxTables: [taxTable('T1', taxRule(WORLD, '0.05'), taxRule(state('CA'), '0.0725'), taxRule(zip('94107'), '0.08625', true))],
      defaultTaxTable: taxTable('DEFAULT', taxRule({ kind: 'predefined', name: 'USAll' }, '0.04')),
      promotions: [rateOff('HALF', '0.5'), amountOff('OFF3', '3.00')],
      cartPromotionId: 'OFF3',
      shippingMethods: [tableMethod('Standard', { perPound: '0.50', perShipment: '3.00' })],
    };
    const items: ItemInWords[] = [
      ['A', '10.00', 1, '1'],
      ['B', '20.00', 1, '3'],
    ];
    const named = [{ taxTableId: 'T1', promotionId: 'HALF' }, {}];
    const cart = cartOf(items, tables, named);
    // 4 lb x 0.50 = 2.00 by pounds 50, 150; 3.00 evenly 150, 150. A: 900 x 0.08625 = 77.6 -> 78, 200 x 0.08625 = 17.25 -> 17;
    // B: 1800 x 0.04 = 72, shipping not taxed
    const expected = [
      [1000, 100, 200, 0, 78, 17],
      [2000, 200, 300, 0, 72, 0],
    ];

    test('a ZIP+4 in CA: 33.67', () => {
      const quote = checkoutOf(ask(cart, address('CA', '94107-1234')));
      expect(rows(choice(quote))).toEqual(expected);
      expect(choice(quote).total).toBe(3367n);
      expect(quote.sources).toEqual({
        shipping: { source: 'cart', because: 'The cart brings 1 shipping method; this address has 1 choice.' },
        promotions: { source: 'cart', because: 'The cart brings 2 promotions; these apply: OFF3.' },
        tax: {
          source: 'cart',
          because: 'Of the tax tables of the cart these rules count here: Tax zip 94107 8.625 %, Tax USAll 4 %.',
        },
      });
    });

    test('the same to Australia is refused, whatever its state and postal code say', () => {
      const refusal = refusedCheckout(ask(cart, { state: 'CA', postalCode: '94107', country: 'AU' }));
      expect(refusal).toEqual({
        ok: false,
        code: 'ADDRESS_NOT_COVERED',
        message: 'The shop does not deliver to this address. Choose another address.',
        because: 'The cart brings 1 shipping method; none covers this address.',
        alarm: false,
      });
    });

    test('Australia has the tax of the whole world where a method goes there', () => {
      const anywhere = {
        ...tables,
        shippingMethods: [tableMethod('Standard', { perShipment: '3.00' }, { included: [region(WORLD)] })],
      };
      const quote = checkoutOf(ask(cartOf(items, anywhere, named), { state: 'CA', postalCode: '94107', country: 'AU' }));
      // A: 900 x 0.05 = 45; B has no rule outside the US
      expect(rows(choice(quote))).toEqual([
        [1000, 100, 150, 0, 45, 0],
        [2000, 200, 150, 0, 0, 0],
      ]);
    });

    test('by document order the first rule that covers counts', () => {
      const quote = checkoutOf(ask(cart, address('CA', '94107')), { policies: { taxRuleChoice: 'document-order' } });
      // WorldAll 0.05 stands first and taxes no shipping: 900 x 0.05 = 45
      expect(rows(choice(quote)).map((row) => row.slice(4))).toEqual([
        [45, 0],
        [72, 0],
      ]);
    });
  });
});
