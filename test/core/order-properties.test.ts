import fc from 'fast-check';
import { COMPONENTS, netOf, sumOf } from '../../src/core/components.js';
import {
  balanceOf,
  capturePosting,
  chargebackPosting,
  checkLedger,
  feeBackPosting,
  feePosting,
  movedBy,
  refundPosting,
  type Posting,
} from '../../src/core/ledger.js';
import type { Affairs } from '../../src/core/order-facts.js';
import { orderMoney } from '../../src/core/order-money.js';
import { orderState } from '../../src/core/order.js';
import { remainingLines } from '../../src/core/refund/remaining.js';
import { amounts, play, steps, type Step } from './support/order-play.js';
import { released, ship } from './support/order-life.js';

const RUNS = 10_000;
const TERMS = { rate: 29_000_000n, fixed: 30n };

const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), amounts), { minLength: 1, maxLength: 4 });
const sum = (parts: readonly bigint[]): bigint => parts.reduce((all, part) => all + part, 0n);

/** Everything that must hold of an order at any time. */
function expectSound({ order, shipments, refunds, chargebacks }: Affairs): void {
  const money = orderMoney({ order, shipments, refunds, chargebacks });
  expect(money.captured + money.authorisedLeft <= order.payment.amount).toBe(true);
  expect(sum(shipments.map(({ capture }) => capture.amount)) <= order.total).toBe(true);
  expect(money.refunded + money.chargedBack <= money.captured).toBe(true);
  expect(Object.values(money).every((amount: bigint) => amount >= 0n)).toBe(true);
  for (const { quantity, shipped, cancelled } of order.lines) {
    expect(shipped >= 0 && cancelled >= 0 && shipped + cancelled <= quantity).toBe(true);
  }
  for (const { remaining, taken, captured, net } of remainingLines({ order, shipments, refunds, chargebacks })) {
    expect(COMPONENTS.every((name) => taken[name] >= 0n && taken[name] <= captured[name] && remaining[name] >= 0n)).toBe(true);
    expect(net).toBe(netOf(remaining));
    expect(remaining.principal >= remaining.principalPromo && remaining.shipping >= remaining.shippingPromo).toBe(true);
  }
  for (const { capture } of shipments) expect(capture.amount >= 0n).toBe(true);
  for (const { amount } of refunds) expect(amount > 0n).toBe(true);
}

function ledgerOf({ shipments, refunds, chargebacks }: Affairs): Posting[] {
  const postings: Posting[] = [];
  const add = (...more: (Posting | null)[]): void => void postings.push(...more.filter((posting) => posting !== null));
  for (const { id, capture, lines: its } of shipments) {
    if (capture.state !== 'captured' && capture.state !== 'nothing') continue;
    const components = its.map(({ captured }) => ({ components: captured }));
    add(capturePosting({ source: id, lines: components, amount: capture.amount }));
    add(feePosting(id, TERMS, { captured: movedBy(postings, 'capture'), taken: movedBy(postings, 'fee') }));
  }
  for (const { id, state, lines: its, amount } of refunds) {
    if (state !== 'settled') continue;
    add(refundPosting({ source: id, lines: its, amount }));
    add(feeBackPosting(id, TERMS, { refunded: movedBy(postings, 'refund'), back: movedBy(postings, 'fee_back') }));
  }
  for (const { id, state, amount } of chargebacks) if (state !== 'won') add(chargebackPosting(id, amount));
  return postings;
}

describe('whatever happens to an order', () => {
  test('in 10,000 random sequences: never an exception, never more than was there, never below 0, and the ledger agrees', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), steps, (its, multipleCaptures, wishes) => {
        let life = released(its, { multipleCaptures });
        for (const step of wishes) life = play(life, step);
        expectSound(life);
        const { captured, chargedBack } = orderMoney(life);
        const settled = sum(life.refunds.filter(({ state }) => state === 'settled').map(({ amount }) => amount));
        const postings = ledgerOf(life);
        expect(checkLedger(postings, captured - settled - chargedBack)).toEqual([]);
        expect(movedBy(postings, 'fee') >= movedBy(postings, 'fee_back')).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test('a fully shipped order captures exactly its total, each component of it', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), fc.infiniteStream(fc.nat()), (its, multipleCaptures, choices) => {
        let life = released(its, { multipleCaptures });
        while (orderState(life.order) !== 'shipped') life = ship(life, someOpen(life, choices));
        expect(sum(life.shipments.map(({ capture }) => capture.amount))).toBe(life.order.total);
        const captured = sumOf(life.shipments.flatMap((shipment) => shipment.lines.map((line) => line.captured)));
        expect(captured).toEqual(life.order.totals);
      }),
      { numRuns: 2000 },
    );
  });

  test('a fully refunded one ends at zero, in the ledger too', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), steps, (its, multipleCaptures, wishes) => {
        let life = released(its, { multipleCaptures });
        const quiet = wishes.filter(({ kind }) => kind !== 'chargeback' && kind !== 'capture_fails');
        for (const step of [...quiet, SHIP_ALL, SETTLE, ...RETURN_ALL]) life = play(life, step);
        life = play(life, SETTLE);
        // of a line that a promotion made free nothing goes back, so its price and promotion may stand, equal
        for (const { net, remaining } of remainingLines(life))
          expect([net, remaining.tax, remaining.shippingTax]).toEqual([0n, 0n, 0n]);
        for (const account of ['buyer', 'merchant_payable', 'tax_memo'] as const) {
          const postings = ledgerOf(life).filter(({ kind }) => kind !== 'fee' && kind !== 'fee_back');
          expect(balanceOf(postings, account)).toBe(0n);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

const SHIP_ALL: Step = { kind: 'ship', line: 0, units: 0, all: true, amount: 0n };
const SETTLE: Step = { kind: 'settle', line: 0, units: 0, all: true, amount: 0n };
/** What is left of each line by its components, whatever was refunded before. */
const RETURN_ALL: Step[] = [1, 2, 3, 4].map((line) => ({ kind: 'return_rest', line, units: 0, all: true, amount: 0n }));

/** At least one open unit. */
function someOpen({ order }: Affairs, choices: Iterator<number>): { number: number; units: number }[] {
  const open = order.lines
    .map(({ number, quantity, shipped, cancelled }) => ({ number, units: quantity - shipped - cancelled }))
    .filter(({ units }) => units > 0);
  const next = (): number => Number(choices.next().value);
  const some = open.map(({ number, units }) => ({ number, units: next() % (units + 1) })).filter(({ units }) => units > 0);
  return some.length > 0 ? some : open.slice(0, 1);
}
