import { cancelled, type LineMoney, newLine, refunded, shipped, worthOf } from '../../sandbox/journey/line-money.js';
import { planFulfilment } from '../../sandbox/journey/plan.js';

/** Example 12: three units for 31.38, and one for 7.99. */
const LINES: readonly LineMoney[] = [
  newLine({
    itemCode: 'A',
    quantity: 3,
    ordered: { principal: 2_997n, principalPromo: 300n, shipping: 250n, shippingPromo: 0n, tax: 175n, shippingTax: 16n },
  }),
  newLine({
    itemCode: 'B',
    quantity: 1,
    ordered: { principal: 500n, principalPromo: 0n, shipping: 250n, shippingPromo: 0n, tax: 33n, shippingTax: 16n },
  }),
];
const units = (given: Record<string, number>): ReadonlyMap<string, number> => new Map(Object.entries(given));

describe("the sandbox's own money of an order", () => {
  test('is that of the worked example, shipment by shipment and refund by refund', () => {
    expect(worthOf(LINES)).toBe(3_937n);
    const first = shipped(LINES, units({ A: 1 }), false);
    const without = cancelled(first.lines, units({ A: 1 }), false);
    const second = shipped(without.lines, units({ A: 1, B: 1 }), false);
    // 10.45, then 10.48 + 7.99
    expect([first.amount, without.amount, second.amount]).toEqual([1_045n, 0n, 1_847n]);
    const one = refunded(second.lines, units({ A: 1 }), false);
    const other = refunded(one.lines, units({ A: 1 }), true);
    // 9.99 - 1.00 + 0.59 = 9.58; 9.99 - 1.00 + 0.58 + 1.67 + 0.11 = 11.35; together 20.93, all that A brought
    expect([one.amount, other.amount]).toEqual([958n, 1_135n]);
    expect(other.lines[0]?.taken).toEqual(other.lines[0]?.captured);
  });

  test('charges a card once that can be charged once, and gives back what is cancelled after that', () => {
    const first = shipped(LINES, units({ A: 1 }), true);
    expect(first.amount).toBe(3_937n);
    const without = cancelled(first.lines, units({ A: 1 }), true);
    // a third of A: 9.99 - 1.00 + 0.83 + 0.05, and of the tax 175 x 899 / 2697 = 58.33
    expect(without.amount).toBe(1_045n);
    expect(shipped(without.lines, units({ A: 1, B: 1 }), true).amount).toBe(0n);
  });

  test('never captures less than nothing: a promotion that rounds up too early waits', () => {
    const ordered = { principal: 3n, principalPromo: 2n, shipping: 0n, shippingPromo: 0n, tax: 0n, shippingTax: 0n };
    let lines: readonly LineMoney[] = [newLine({ itemCode: 'C', quantity: 4, ordered })];
    const amounts = [1, 2, 3, 4].map(() => {
      const moved = shipped(lines, units({ C: 1 }), false);
      lines = moved.lines;
      return moved.amount;
    });
    // so far 1 - 1, 2 - 1, 2 - 2, 3 - 2: the third would be -1, and the fourth 1
    expect(amounts).toEqual([0n, 1n, 0n, 0n]);
  });

  test('is planned so that nothing is shipped, cancelled or returned that is not there', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const { early, steps } = planFulfilment(seed, LINES);
      const left = new Map(LINES.map(({ itemCode, quantity }) => [itemCode, quantity]));
      const gone = new Map<string, number>();
      const take = (from: Map<string, number>, given: ReadonlyMap<string, number>): void => {
        for (const [itemCode, count] of given) {
          from.set(itemCode, (from.get(itemCode) ?? 0) - count);
          expect(from.get(itemCode)).toBeGreaterThanOrEqual(0);
        }
      };
      if (early !== null) take(left, early);
      for (const step of steps) {
        take(step.kind === 'refund' ? gone : left, step.units);
        if (step.kind === 'ship') for (const [code, count] of step.units) gone.set(code, (gone.get(code) ?? 0) + count);
      }
      expect([...left.values()]).toEqual([0, 0]);
    }
  });
});
