import { decideRefund } from '../../src/core/refund/decide.js';
import { refundOfCancelled } from '../../src/core/refund/cancelled.js';
import { remainingLines } from '../../src/core/refund/remaining.js';
import { orderMoney } from '../../src/core/order-money.js';
import type { RefundWish } from '../../src/core/refund/wish.js';
import type { Affairs } from '../../src/core/order-facts.js';
import { amountsOf, cancelUnits, refunded, released, ship, type Amounts } from './support/order-life.js';

const A: [number, Amounts] = [3, [2997n, 300n, 250n, 0n, 175n, 16n]];
const B: [number, Amounts] = [1, [500n, 0n, 250n, 0n, 33n, 16n]];
/** 100.00 less 10.00, tax 9.00, shipping 5.00 less 1.00, taxed 0.40. */
const HUNDRED: [number, Amounts] = [2, [10_000n, 1000n, 500n, 100n, 900n, 40n]];

const shipped = (lines: [number, Amounts][]): Affairs =>
  ship(
    released(lines),
    lines.map(([units], place) => ({ number: place + 1, units })),
  );

function decided(life: Affairs, wish: RefundWish): { lines: Amounts[]; amount: bigint; after: Affairs } {
  const decision = decideRefund(life, wish);
  if (!decision.ok) throw new Error(decision.message);
  const lines = decision.lines.map(({ components }) => amountsOf(components));
  return { lines, amount: decision.amount, after: refunded(life, decision) };
}

const units = (number: number, count: number, shipping = false): RefundWish => ({
  by: 'units',
  lines: [{ number, units: count, shipping }],
});
const principal = (number: number, amount: bigint): RefundWish => ({
  by: 'amount',
  lines: [{ number, principal: amount, shipping: 0n }],
});

function refusalOf(life: Affairs, wish: RefundWish): { code: string; message: string } {
  const decision = decideRefund(life, wish);
  if (decision.ok) throw new Error('it was not refused');
  return { code: decision.code, message: decision.message };
}

describe('a refund by units', () => {
  test('is example 12 to the cent: one A, then the other with its shipping', () => {
    const first = ship(released([A, B]), [{ number: 1, units: 1 }]);
    const life = ship(cancelUnits(first, [{ number: 1, units: 1 }]), [
      { number: 1, units: 1 },
      { number: 2, units: 1 },
    ]);
    const one = decided(life, units(1, 1));
    // 999 - 100 + 59; 117 x 899 / 1798 = 58.5
    expect(one.lines).toEqual([[999n, 100n, 0n, 0n, 59n, 0n]]);
    expect(one.amount).toBe(958n);
    const other = decided(one.after, units(1, 1, true));
    // 999 - 100 + 167 + 58 + 11
    expect(other.lines).toEqual([[999n, 100n, 167n, 0n, 58n, 11n]]);
    expect(other.amount).toBe(1135n);
    // 9.58 + 11.35 = 20.93, all that A brought
    expect(remainingLines(other.after).map(({ net }) => net)).toEqual([0n, 799n]);
  });

  test('takes no more units than were shipped and paid for, those of pending refunds counted', () => {
    const life = ship(released([A]), [{ number: 1, units: 2 }]);
    expect(refusalOf(life, units(1, 3)).code).toBe('REFUND_ABOVE_REMAINDER');
    const decision = decideRefund(life, units(1, 1));
    if (!decision.ok) throw new Error(decision.message);
    expect(refusalOf(refunded(life, decision, 'reserved'), units(1, 2)).message).toContain('more than the 1 that');
    expect(decideRefund(refunded(life, decision, 'undone'), units(1, 2)).ok).toBe(true);
    expect(decideRefund(refunded(life, decision, 'refused'), units(1, 2)).ok).toBe(true);
  });

  test.each([0, -1, 0.5, Number.NaN, Number.MAX_VALUE])('is refused for %d units', (count) => {
    expect(refusalOf(shipped([A]), units(1, count)).code).toBe('REFUND_NEGATIVE');
  });

  test('of a line taxed on a price that a promotion took away gives the tax back with the last unit', () => {
    const life = shipped([[2, [1000n, 1000n, 0n, 0n, 80n, 0n]]]);
    expect(refusalOf(life, units(1, 1)).code).toBe('REFUND_EMPTY');
    expect(decided(life, units(1, 2)).lines).toEqual([[1000n, 1000n, 0n, 0n, 80n, 0n]]);
  });
});

describe('a refund by amount', () => {
  test('takes promotion and tax along, and ends exactly at zero', () => {
    const some = decided(shipped([HUNDRED]), principal(1, 3333n));
    // 1000 x 3333 / 10000 = 333.3; 900 x 3000 / 9000 = 300
    expect(some.lines).toEqual([[3333n, 333n, 0n, 0n, 300n, 0n]]);
    const rest = decided(some.after, { by: 'amount', lines: [{ number: 1, principal: 6667n, shipping: 500n }] });
    expect(rest.lines).toEqual([[6667n, 667n, 500n, 100n, 600n, 40n]]);
    expect(remainingLines(rest.after)[0]).toMatchObject({ net: 0n });
    expect(amountsOf(remainingLines(rest.after)[0]!.remaining)).toEqual([0n, 0n, 0n, 0n, 0n, 0n]);
  });

  test('counts for the units that come back later: each refund is the difference to what was taken before', () => {
    const goodwill = decided(shipped([HUNDRED]), principal(1, 1000n));
    // one of two is 5000 so far, 1000 of it taken: 4000; promotion 500 - 100, tax 450 - 90
    expect(decided(goodwill.after, units(1, 1)).lines).toEqual([[4000n, 400n, 0n, 0n, 360n, 0n]]);
  });

  test('above what remains is refused with what remains', () => {
    const { code, message } = refusalOf(shipped([HUNDRED]), principal(1, 10_001n));
    expect(code).toBe('REFUND_ABOVE_REMAINDER');
    expect(message).toBe('Line 1: 100.01 is more than the 100.00 that remain of its price. Refund at most that.');
  });
});

describe('a refund by components', () => {
  const stated = (components: Partial<Record<'principal' | 'principalPromo' | 'shipping' | 'tax', bigint>>): RefundWish => ({
    by: 'components',
    lines: [{ number: 1, units: 0, components }],
  });

  test('of 100.00 on a line that cost 90.00 is refused, and the sentence names the promotion to add', () => {
    expect(refusalOf(shipped([HUNDRED]), stated({ principal: 10_000n, principalPromo: 0n }))).toEqual({
      code: 'REFUND_PROMOTION_MISSING',
      message:
        'Line 1: 100.00 of price is more than the 90.00 that the buyer still has paid after the promotion. Add 10.00 of promotion on the price.',
    });
  });

  test('derives a promotion that is not stated, with a warning', () => {
    const decision = decideRefund(shipped([HUNDRED]), stated({ principal: 5000n }));
    expect(decision).toMatchObject({
      ok: true,
      amount: 4500n,
      warnings: ['Line 1: no promotion on the price is stated, so its share was taken.'],
    });
  });

  test('takes each component up to its remainder', () => {
    expect(refusalOf(shipped([HUNDRED]), stated({ tax: 901n })).message).toContain('9.01 of tax is more than the 9.00');
    expect(decided(shipped([HUNDRED]), stated({ tax: 900n })).amount).toBe(900n);
  });

  test('keeps back a negative component where the whole is above 0, and what was kept can still be refunded', () => {
    const fee = decided(shipped([HUNDRED]), stated({ principal: 5000n, principalPromo: 500n, shipping: -300n }));
    // 50.00 - 5.00 - 3.00
    expect(fee.amount).toBe(4200n);
    // 100.00 - 10.00 + 5.00 - 1.00 + 9.00 + 0.40 = 103.40, less 42.00
    expect(remainingLines(fee.after)[0]?.net).toBe(6140n);
    expect(refusalOf(shipped([HUNDRED]), stated({ principal: 300n, principalPromo: 0n, shipping: -300n })).code).toBe(
      'REFUND_EMPTY',
    );
  });

  test('has no promotion below 0, and none without the price that it lowered', () => {
    expect(refusalOf(shipped([HUNDRED]), stated({ principal: 100n, principalPromo: -1n })).code).toBe('REFUND_NEGATIVE');
    expect(refusalOf(shipped([HUNDRED]), stated({ tax: 900n, principalPromo: 1n })).code).toBe('REFUND_NEGATIVE');
  });
});

describe('a concession', () => {
  test('is spread by what the buyer paid for the goods, never beyond it', () => {
    const life = shipped([HUNDRED, [1, [3000n, 0n, 0n, 0n, 0n, 0n]]]);
    // 90.00 and 30.00 were paid: 12.00 is 9.00 and 3.00
    expect(decided(life, { by: 'concession', amount: 1200n }).lines).toEqual([
      [900n, 0n, 0n, 0n, 0n, 0n],
      [300n, 0n, 0n, 0n, 0n, 0n],
    ]);
    const all = decided(life, { by: 'concession', amount: 12_000n });
    expect(refusalOf(all.after, { by: 'concession', amount: 1n }).code).toBe('REFUND_ABOVE_REMAINDER');
    expect(refusalOf(life, { by: 'concession', amount: 12_001n }).message).toContain('more than the 120.00');
  });
});

describe('nothing is refunded', () => {
  test('before anything is captured', () => {
    const life = ship(released([A]), [{ number: 1, units: 1 }], 'due');
    expect(refusalOf(life, units(1, 1)).code).toBe('REFUND_NOT_CAPTURED');
    expect(refusalOf(released([A]), { by: 'concession', amount: 1n }).code).toBe('REFUND_NOT_CAPTURED');
  });

  test('of a line that is not there, or that is named twice', () => {
    expect(refusalOf(shipped([A]), units(2, 1)).message).toBe('The order has no line 2. Its lines are 1 to 1.');
    const twice = { by: 'units' as const, lines: [1, 1].map((number) => ({ number, units: 1, shipping: false })) };
    expect(refusalOf(shipped([A]), twice).message).toBe('Line 1 is named twice. Name each line once.');
  });

  test('of a line that was charged back, until that is won', () => {
    const life = shipped([A, B]);
    const opened = { id: 'C1', number: 1, at: 0, reason: 'fraud', lines: [1], amount: 3138n };
    const after = (state: 'open' | 'won' | 'lost'): Affairs => ({ ...life, chargebacks: [{ ...opened, state }] });
    expect(refusalOf(after('open'), units(1, 1)).message).toContain('chargeback');
    expect(refusalOf(after('lost'), principal(1, 1n)).code).toBe('REFUND_ABOVE_REMAINDER');
    expect(decideRefund(after('open'), units(2, 1)).ok).toBe(true);
    expect(decideRefund(after('won'), units(1, 1)).ok).toBe(true);
  });
});

describe('a line whose promotion rounds up later', () => {
  test('gives back no more than was captured of it, though a cent went back before', () => {
    // P 3, PP 2 of 4 units: so far 1 - 1, 2 - 1, 2 - 2, 3 - 2; beside it 100 for each unit
    const both = (count: number) => [1, 2].map((number) => ({ number, units: count }));
    let life = ship(
      released([
        [4, [3n, 2n, 0n, 0n, 0n, 0n]],
        [4, [400n, 0n, 0n, 0n, 0n, 0n]],
      ]),
      both(2),
    );
    life = decided(life, {
      by: 'components',
      lines: [{ number: 1, units: 0, components: { principal: 1n, principalPromo: 0n } }],
    }).after;
    life = ship(life, both(1));
    expect(remainingLines(life).map(({ net }) => net)).toEqual([0n, 300n]);
    life = decided(life, principal(2, 300n)).after;
    // 201 + 100, and 1 + 300
    expect(orderMoney(life)).toMatchObject({ captured: 301n, refunded: 301n });
  });
});

describe('units that are cancelled after a gateway captured everything once', () => {
  test('go back by themselves, with their shipping, and only what is left of the line can be returned', () => {
    const life = ship(released([A, B], { multipleCaptures: false }), [{ number: 1, units: 1 }]);
    const back = refundOfCancelled(life, [{ number: 1, units: 1 }]);
    // 999, promo 100, shipping 250 / 3 = 83, tax 175 x 899 / 2697 = 58.3, shipping tax 16 x 83 / 250 = 5.3
    expect(back?.lines.map(({ components }) => amountsOf(components))).toEqual([[999n, 100n, 83n, 0n, 58n, 5n]]);
    expect(back?.amount).toBe(1045n);
    const after = refunded(cancelUnits(life, [{ number: 1, units: 1 }]), back!);
    expect(remainingLines(after)[0]).toMatchObject({ takenUnits: 1, returnableUnits: 1 });
  });

  test('cost nothing where captures follow the shipments, or nothing was captured', () => {
    expect(refundOfCancelled(ship(released([A]), [{ number: 1, units: 1 }]), [{ number: 1, units: 1 }])).toBeNull();
    expect(refundOfCancelled(released([A], { multipleCaptures: false }), [{ number: 1, units: 1 }])).toBeNull();
  });

  test('cost nothing where a bank has taken their money back already, whatever tax would go with the last unit', () => {
    // free by its promotion, so that its tax goes back with the last unit alone
    const free: [number, Amounts] = [1, [100n, 100n, 0n, 0n, 9n, 0n]];
    const life = ship(released([A, free], { multipleCaptures: false }), [{ number: 1, units: 1 }]);
    const cancelled = [{ number: 2, units: 1 }];
    const opened = { id: 'C1', number: 1, at: 1, reason: 'fraud', amount: 9n, lines: [2] } as const;
    const after = (state: 'open' | 'won' | 'lost'): Affairs => ({ ...life, chargebacks: [{ ...opened, state }] });
    expect(refundOfCancelled(life, cancelled)?.amount).toBe(9n);
    for (const state of ['open', 'lost'] as const) {
      expect(refundOfCancelled(after(state), cancelled)).toBeNull();
      // beside a line with money of its own it is not counted as given back either
      const both = refundOfCancelled(after(state), [{ number: 1, units: 1 }, ...cancelled]);
      expect(both?.lines.map(({ number }) => number)).toEqual([1]);
    }
    expect(refundOfCancelled(after('won'), cancelled)?.amount).toBe(9n);
    // what was cancelled meanwhile can be given back by hand once it is won
    const returnable = (state: 'open' | 'won') => remainingLines(cancelUnits(after(state), cancelled))[1]?.returnableUnits;
    expect([returnable('open'), returnable('won')]).toEqual([0, 1]);
  });
});
