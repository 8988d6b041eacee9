import { openUnits } from '../../src/core/cancellation.js';
import { orderLine } from './support/order.js';

const order = {
  lines: [
    orderLine(3, { shipped: 1, cancelled: 1 }),
    { ...orderLine(2), number: 2 },
    { ...orderLine(1, { shipped: 1 }), number: 3 },
  ],
};
const messageOf = (units: { number: number; units: number }[]): string => {
  const decision = openUnits(order, units);
  return decision.ok ? 'ok' : `${decision.code}: ${decision.message}`;
};

describe('open units', () => {
  test('are all of them where none are named', () => {
    expect(openUnits(order, null)).toEqual({
      ok: true,
      units: [
        { number: 1, units: 1 },
        { number: 2, units: 2 },
      ],
      all: true,
    });
    expect(openUnits({ lines: [orderLine(1, { shipped: 1 })] }, null)).toMatchObject({ ok: false, code: 'ORDER_UNITS_CLOSED' });
  });

  test('are some of them where they are named', () => {
    expect(openUnits(order, [{ number: 2, units: 1 }])).toEqual({ ok: true, units: [{ number: 2, units: 1 }], all: false });
  });

  test('are no more than there are', () => {
    expect(messageOf([{ number: 2, units: 3 }])).toBe(
      'ORDER_UNITS_CLOSED: Line 2: 3 units were asked for. Name a whole number from 1 to the 2 that are open.',
    );
    expect(messageOf([{ number: 3, units: 1 }])).toContain('Line 3: no unit is open any more');
    for (const units of [0, -1, 1.5, Number.NaN]) expect(messageOf([{ number: 2, units }])).toContain('ORDER_UNITS_CLOSED');
    expect(messageOf([])).toContain('No unit of the order is open');
  });

  test('are of lines that the order has, each named once', () => {
    expect(messageOf([{ number: 9, units: 1 }])).toBe('ORDER_LINE_UNKNOWN: The order has no line 9. Its lines are 1 to 3.');
    expect(messageOf([2, 2].map((number) => ({ number, units: 1 })))).toBe(
      'ORDER_LINE_UNKNOWN: Line 2 is named twice. Name each line once.',
    );
  });
});
