import { captureFor } from '../../src/core/captures.js';
import { sumOf } from '../../src/core/components.js';
import type { Affairs } from '../../src/core/order-facts.js';
import { amountsOf, cancelUnits, released, ship, type Amounts } from './support/order-life.js';

const EXAMPLE_12: [number, Amounts][] = [
  [3, [2997n, 300n, 250n, 0n, 175n, 16n]],
  [1, [500n, 0n, 250n, 0n, 33n, 16n]],
];

/** What was captured of a line so far. */
const soFar = ({ shipments }: Affairs, number: number): Amounts =>
  amountsOf(sumOf(shipments.flatMap(({ lines }) => lines.filter((line) => line.number === number)).map((line) => line.captured)));
const amounts = ({ shipments }: Affairs): bigint[] => shipments.map(({ capture }) => capture.amount);

describe('a shipment captures', () => {
  test('example 12 to the cent: one A, one A cancelled, one A and B', () => {
    const first = ship(released(EXAMPLE_12), [{ number: 1, units: 1 }]);
    // 999 - 100 + 83 + 58 + 5 = 1045: 250 / 3 = 83.3, 175 / 3 = 58.3, 16 / 3 = 5.3
    expect(soFar(first, 1)).toEqual([999n, 100n, 83n, 0n, 58n, 5n]);
    expect(amounts(first)).toEqual([1045n]);
    const second = ship(cancelUnits(first, [{ number: 1, units: 1 }]), [
      { number: 1, units: 1 },
      { number: 2, units: 1 },
    ]);
    // 500 / 3 = 166.7, 350 / 3 = 116.7, 32 / 3 = 10.7
    expect(soFar(second, 1)).toEqual([1998n, 200n, 167n, 0n, 117n, 11n]);
    expect(soFar(second, 2)).toEqual([500n, 0n, 250n, 0n, 33n, 16n]);
    // 999 - 100 + 84 + 59 + 6 = 1048, and 799 of B
    expect(amounts(second)).toEqual([1045n, 1847n]);
  });

  test('exactly the total with the last unit', () => {
    let life = released([[3, [1000n, 0n, 100n, 0n, 50n, 0n]]]);
    for (let unit = 0; unit < 3; unit++) life = ship(life, [{ number: 1, units: 1 }]);
    // so far 333 + 33 + 17 = 383; 667 + 67 + 33 = 767, 384 more; 1000 + 100 + 50 = 1150, 383 more
    expect(amounts(life)).toEqual([383n, 384n, 383n]);
    expect(soFar(life, 1)).toEqual([1000n, 0n, 100n, 0n, 50n, 0n]);
  });

  test('nothing where the promotion rounds up alone, and the next one is a cent less: captured never falls', () => {
    // P 2, PP 1 of 3 units: so far 1 - 0, 1 - 1, 2 - 1
    let life = released([[3, [2n, 1n, 0n, 0n, 0n, 0n]]]);
    for (let unit = 0; unit < 3; unit++) life = ship(life, [{ number: 1, units: 1 }]);
    expect(amounts(life)).toEqual([1n, 0n, 0n]);
    expect(life.shipments.map(({ capture }) => capture.state)).toEqual(['captured', 'nothing', 'nothing']);
    expect(soFar(life, 1)).toEqual([2n, 1n, 0n, 0n, 0n, 0n]);
  });

  test('the carried cent not from another line of the same shipment, of which all may be refunded', () => {
    const line: [number, Amounts] = [3, [2n, 1n, 0n, 0n, 0n, 0n]];
    const life = ship(released([line, [1, [100n, 0n, 0n, 0n, 0n, 0n]]]), [{ number: 1, units: 1 }]);
    const { lines, amount } = captureFor(life.order, life.shipments, [
      { number: 1, units: 1 },
      { number: 2, units: 1 },
    ]);
    // 0 - 0, the 1 is carried, and 100
    expect(lines.map(({ captured }) => amountsOf(captured)[1])).toEqual([0n, 0n]);
    expect(amount).toBe(100n);
  });

  test('0 of an order that cost nothing', () => {
    const life = ship(released([[2, [500n, 500n, 0n, 0n, 0n, 0n]]]), [{ number: 1, units: 1 }]);
    expect(life.shipments[0]?.capture).toEqual({ state: 'nothing', amount: 0n, reference: null });
    expect(soFar(life, 1)).toEqual([250n, 250n, 0n, 0n, 0n, 0n]);
  });

  test('all that is open with the first shipment where the gateway captures only once', () => {
    const open = cancelUnits(released(EXAMPLE_12, { multipleCaptures: false }), [{ number: 1, units: 1 }]);
    const first = ship(open, [{ number: 1, units: 1 }]);
    // 2 of 3 A are left: 1998 - 200 + 167 + 117 + 11 = 2093, and 799 of B
    expect(amounts(first)).toEqual([2892n]);
    expect(first.shipments[0]?.lines.map(({ units, capturedUnits }) => [units, capturedUnits])).toEqual([
      [1, 2],
      [0, 1],
    ]);
    const second = ship(first, [
      { number: 1, units: 1 },
      { number: 2, units: 1 },
    ]);
    expect(second.shipments[1]?.capture).toEqual({ state: 'nothing', amount: 0n, reference: null });
    expect(soFar(second, 1)).toEqual([1998n, 200n, 167n, 0n, 117n, 11n]);
  });
});
