import { type OrderLine, orderState, type OrderState } from '../../src/core/order.js';
import { canCancel, mayRelease } from '../../src/core/order-decisions.js';
import type { PaymentState } from '../../src/core/order.js';
import { orderLine, orderOf, PLACED_AT, WINDOW_MS } from './support/order.js';

const END = PLACED_AT + WINDOW_MS;

describe('the state of an order', () => {
  test.each<[name: string, released: boolean, cancelled: boolean, lines: OrderLine[], OrderState]>([
    ['nothing happened yet', false, false, [orderLine(2)], 'pending'],
    ['one unit cancelled before release', false, false, [orderLine(2, { cancelled: 1 })], 'pending'],
    ['all cancelled before release', false, true, [orderLine(2, { cancelled: 2 })], 'cancelled'],
    ['released', true, false, [orderLine(2), orderLine(1)], 'unshipped'],
    ['released, some cancelled, none shipped', true, false, [orderLine(2, { cancelled: 1 }), orderLine(1)], 'unshipped'],
    ['one of two units shipped', true, false, [orderLine(2, { shipped: 1 })], 'partially_shipped'],
    ['one of two lines shipped', true, false, [orderLine(1, { shipped: 1 }), orderLine(1)], 'partially_shipped'],
    ['shipped, cancelled and open', true, false, [orderLine(3, { shipped: 1, cancelled: 1 })], 'partially_shipped'],
    ['all shipped', true, false, [orderLine(2, { shipped: 2 })], 'shipped'],
    ['part shipped, the rest cancelled', true, false, [orderLine(2, { shipped: 1, cancelled: 1 })], 'shipped'],
    ['all cancelled after release', true, true, [orderLine(1, { cancelled: 1 }), orderLine(2, { cancelled: 2 })], 'cancelled'],
  ])('%s', (_, released, cancelled, lines, state) => {
    expect(orderState({ releasedAt: released ? END : null, cancelledAt: cancelled ? END : null, lines })).toBe(state);
  });
});

describe('the buyer may cancel', () => {
  test('until the window ends, and not at its last instant', () => {
    expect(canCancel(orderOf(), END - 1)).toEqual({ ok: true });
    expect(canCancel(orderOf(), END)).toEqual({ ok: false, reason: 'window-over' });
  });

  test('nothing that was cancelled, shipped or released', () => {
    const now = PLACED_AT;
    expect(canCancel(orderOf({ cancelledAt: now }), now)).toEqual({ ok: false, reason: 'cancelled' });
    expect(canCancel(orderOf({ lines: [orderLine(2, { cancelled: 2 })] }), now)).toEqual({ ok: false, reason: 'cancelled' });
    expect(canCancel(orderOf({ releasedAt: now }), now)).toEqual({ ok: false, reason: 'released' });
    expect(canCancel(orderOf({ releasedAt: now, lines: [orderLine(2, { shipped: 1 })] }), now)).toEqual({
      ok: false,
      reason: 'shipped',
    });
  });

  test('an order whose payment still waits', () => {
    const { payment } = orderOf();
    expect(canCancel(orderOf({ payment: { ...payment, state: 'pending' } }), PLACED_AT)).toEqual({ ok: true });
  });
});

describe('an order is released', () => {
  test('at the end of the window, not before', () => {
    expect(mayRelease(orderOf(), END - 1)).toEqual({ ok: false, reason: 'window-open' });
    expect(mayRelease(orderOf(), END)).toEqual({ ok: true });
  });

  test.each<[PaymentState, string | null]>([
    ['authorised', null],
    ['not_needed', null],
    ['manual', null],
    ['pending', 'payment-pending'],
    ['needs_authentication', 'payment-pending'],
    ['declined', 'payment-failed'],
    ['voided', 'payment-failed'],
  ])('with a payment that is %s', (state, reason) => {
    const { payment } = orderOf();
    const decision = mayRelease(orderOf({ payment: { ...payment, state } }), END + 86_400_000);
    expect(decision).toEqual(reason === null ? { ok: true } : { ok: false, reason });
  });

  test('once, and never after it was cancelled', () => {
    expect(mayRelease(orderOf({ releasedAt: END }), END)).toEqual({ ok: false, reason: 'released' });
    expect(mayRelease(orderOf({ cancelledAt: PLACED_AT }), END)).toEqual({ ok: false, reason: 'cancelled' });
  });
});
