import { addUpsell } from '../../src/core/upsell.js';
import { cartOf, orderItem } from './support/checkout.js';

const cart = cartOf(
  [
    ['A', '10.00', 2],
    ['B', '5.00'],
  ],
  {},
  [],
  { upsellItems: [orderItem(['CARE', '3.00'], 0), orderItem(['A', '10.00'], 1), orderItem(['B', '4.00'], 2)] },
);
const lines = (taken: { sku: string; quantity: number }[]): unknown[] =>
  addUpsell(cart, taken).map(({ id, sku, quantity }) => [id, sku, quantity]);

describe('upsell items', () => {
  test('that were taken become lines of the cart, in the order of the offer', () => {
    expect(
      lines([
        { sku: 'B', quantity: 1 },
        { sku: 'CARE', quantity: 2 },
      ]),
    ).toEqual([
      ['1', 'A', 2],
      ['2', 'B', 1],
      ['upsell-1', 'CARE', 2],
      ['upsell-3', 'B', 1],
    ]);
  });

  test('that are in the cart at the same price are more of them', () => {
    expect(lines([{ sku: 'A', quantity: 3 }])).toEqual([
      ['1', 'A', 5],
      ['2', 'B', 1],
    ]);
  });

  test('that were not offered, or of which none was taken, are left out', () => {
    expect(
      lines([
        { sku: 'OTHER', quantity: 1 },
        { sku: 'CARE', quantity: 0 },
      ]),
    ).toEqual([
      ['1', 'A', 2],
      ['2', 'B', 1],
    ]);
  });

  test('never take the id of a line', () => {
    const named = { ...cart, items: [{ ...cart.items[0]!, id: 'upsell-1' }] };
    expect(addUpsell(named, [{ sku: 'CARE', quantity: 1 }]).map(({ id }) => id)).toEqual(['upsell-1', 'upsell-upsell-1']);
  });

  test('leave the cart as it was', () => {
    addUpsell(cart, [{ sku: 'A', quantity: 1 }]);
    expect(cart.items[0]!.quantity).toBe(2);
  });
});
