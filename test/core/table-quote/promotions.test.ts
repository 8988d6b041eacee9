import type { LineTables, Tables } from '../../../src/core/tables.js';
import type { PolicyDocument } from '../../../src/core/settings.js';
import { address, type ItemInWords, rows } from '../support/build.js';
import { amountOff, ask, cartOf, checkoutOf, choice, rateOff, tableMethod } from '../support/checkout.js';

const items: ItemInWords[] = [
  ['A', '20.00', 1],
  ['B', '10.00', 3],
  ['C', '1.00', 1],
];
const shippingMethods = [tableMethod('Standard', { perShipment: '3.00' })];
const promos = (tables: Tables, named: LineTables[], policies: PolicyDocument = {}): number[] =>
  rows(choice(checkoutOf(ask(cartOf(items, { shippingMethods, ...tables }, named), address('WA', '98104')), { policies }))).map(
    (row) => row[1]!,
  );
const P = (id: string): LineTables => ({ promotionId: id });

describe('promotions that lines name', () => {
  test('take a fixed amount off once per line, never more than the line', () => {
    expect(promos({ promotions: [amountOff('TWO', '2.00')] }, [P('TWO'), P('TWO'), P('TWO')])).toEqual([200, 200, 100]);
  });

  test('take it off each unit where the policy says so', () => {
    expect(
      promos({ promotions: [amountOff('TWO', '2.00')] }, [P('TWO'), P('TWO'), P('TWO')], { fixedDiscount: 'per-unit' }),
    ).toEqual([200, 600, 100]);
  });

  test('of 0.00 are none', () => {
    expect(promos({ promotions: [amountOff('NIL', '0.00')] }, [P('NIL'), P('NIL'), P('NIL')])).toEqual([0, 0, 0]);
  });
});

describe('the promotion of the cart', () => {
  const tables: Tables = { promotions: [rateOff('HALF', '0.5'), amountOff('TEN', '10.20')], cartPromotionId: 'TEN' };

  test('replaces those of the lines and is spread by price', () => {
    // 10.20 by 20, 30, 1 of 51
    expect(promos(tables, [P('HALF'), P('HALF'), {}])).toEqual([400, 600, 20]);
  });

  test('is added to them where the policy says so, spread by what they left', () => {
    // half of A and B: 1000, 1500; 10.20 by what is left 1000, 1500, 100: 392.3, 588.5, 39.2 -> 392, 589, 39
    expect(promos(tables, [P('HALF'), P('HALF'), {}], { cartPromotion: 'combines' })).toEqual([1392, 2089, 39]);
  });

  test('is capped at the cart', () => {
    expect(promos({ promotions: [amountOff('ALL', '999.00')], cartPromotionId: 'ALL' }, [])).toEqual([2000, 3000, 100]);
  });

  test('of 0.00 is none, and replaces nothing', () => {
    const nil: Tables = { promotions: [rateOff('HALF', '0.5'), amountOff('NIL', '0.00')], cartPromotionId: 'NIL' };
    expect(promos(nil, [P('HALF'), {}, {}])).toEqual([1000, 0, 0]);
  });
});
