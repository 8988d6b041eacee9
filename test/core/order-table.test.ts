import type { OrderState } from '../../src/core/order.js';
import { decideOrderEvent, type OrderEventName } from '../../src/core/order-table.js';
import { factsOf, type OrderFacts } from '../../src/core/order-facts.js';
import { PLACED_AT, WINDOW_MS } from './support/order.js';
import { cancelUnits, released, ship } from './support/order-life.js';

const STATES: OrderState[] = ['pending', 'unshipped', 'partially_shipped', 'shipped', 'cancelled'];

const facts = (state: OrderState, more: Partial<OrderFacts> = {}): OrderFacts => ({
  state,
  payment: state === 'pending' ? 'pending' : 'authorised',
  windowOver: state !== 'pending',
  expired: false,
  asked: false,
  known: false,
  problem: false,
  capturing: false,
  captured: state === 'partially_shipped' || state === 'shipped',
  refundable: state === 'partially_shipped' || state === 'shipped',
  capture: null,
  refund: null,
  chargeback: null,
  ...more,
});

const told = (state: OrderState, event: OrderEventName, more: Partial<OrderFacts> = {}): string => {
  const { answer, reason } = decideOrderEvent(facts(state, more), event);
  return `${answer} ${reason}`;
};

describe('what an event means', () => {
  test.each<
    [OrderEventName, Partial<OrderFacts>, pending: string, unshipped: string, partly: string, shipped: string, cancelled: string]
  >([
    ['place', {}, 'already placed', 'already placed', 'already placed', 'already placed', 'already placed'],
    ['clear', {}, 'advance ok', 'already released', 'already released', 'already released', 'late cancelled'],
    ['payment_refused', {}, 'advance ok', 'conflict released', 'conflict released', 'conflict shipped', 'late cancelled'],
    ['release', {}, 'conflict window-open', 'already released', 'already released', 'already released', 'late cancelled'],
    ['ship', {}, 'conflict pending', 'advance ok', 'advance ok', 'conflict shipped', 'conflict cancelled'],
    ['ship', { known: true }, 'conflict pending', 'already known', 'already known', 'already known', 'conflict cancelled'],
    [
      'ship',
      { problem: true },
      'conflict pending',
      'conflict payment-problem',
      'conflict payment-problem',
      'conflict shipped',
      'conflict cancelled',
    ],
    [
      'edit_tracking',
      {},
      'conflict nothing-shipped',
      'conflict nothing-shipped',
      'advance ok',
      'advance ok',
      'conflict cancelled',
    ],
    ['cancel_units', {}, 'advance ok', 'advance ok', 'advance ok', 'conflict shipped', 'already cancelled'],
    ['cancel', {}, 'advance ok', 'advance ok', 'advance ok', 'conflict shipped', 'already cancelled'],
    [
      'cancel',
      { capturing: true },
      'conflict capture-pending',
      'conflict capture-pending',
      'conflict capture-pending',
      'conflict shipped',
      'already cancelled',
    ],
    ['buyer_cancel', {}, 'advance ok', 'late released', 'late shipped', 'late shipped', 'already cancelled'],
    ['buyer_asks', {}, 'advance ok', 'advance ok', 'advance ok', 'late shipped', 'already cancelled'],
    ['buyer_asks', { asked: true }, 'already asked', 'already asked', 'already asked', 'late shipped', 'already cancelled'],
    ['expire', {}, 'conflict pending', 'conflict not-due', 'conflict not-due', 'late shipped', 'already cancelled'],
    ['expire', { expired: true }, 'conflict pending', 'advance ok', 'advance ok', 'late shipped', 'already cancelled'],
    ['refund', {}, 'conflict not-captured', 'conflict not-captured', 'advance ok', 'advance ok', 'conflict not-captured'],
    ['chargeback', {}, 'conflict not-captured', 'conflict not-captured', 'advance ok', 'advance ok', 'conflict not-captured'],
  ])('%s %j', (event, more, ...answers) => {
    expect(STATES.map((state) => told(state, event, more))).toEqual(answers);
  });

  test('a payment that waits clears or is refused; one that is settled does not change', () => {
    expect(told('pending', 'clear', { payment: 'authorised' })).toBe('already payment-cleared');
    expect(told('pending', 'clear', { payment: 'declined' })).toBe('late payment-failed');
    expect(told('pending', 'payment_refused', { payment: 'declined' })).toBe('already payment-failed');
    expect(told('pending', 'payment_refused', { payment: 'authorised' })).toBe('conflict payment-cleared');
    expect(told('cancelled', 'payment_refused', { payment: 'declined' })).toBe('already payment-failed');
  });

  test('an order is released at the end of the window, with a payment that has cleared', () => {
    expect(told('pending', 'release', { windowOver: true, payment: 'authorised' })).toBe('advance ok');
    expect(told('pending', 'release', { windowOver: true })).toBe('conflict payment-pending');
    expect(told('pending', 'release', { windowOver: true, payment: 'declined' })).toBe('conflict payment-failed');
    expect(told('pending', 'buyer_cancel', { windowOver: true })).toBe('late window-over');
  });

  test('a capture is made once, and a refused one may be tried again', () => {
    expect(told('shipped', 'capture')).toBe('conflict nothing-shipped');
    expect(told('shipped', 'capture', { capture: 'due' })).toBe('advance ok');
    expect(told('shipped', 'capture', { capture: 'unknown' })).toBe('advance ok');
    expect(told('shipped', 'capture', { capture: 'refused' })).toBe('advance ok');
    expect(told('shipped', 'capture', { capture: 'captured' })).toBe('already captured');
    expect(told('shipped', 'capture', { capture: 'nothing' })).toBe('already captured');
    expect(told('shipped', 'capture_refused', { capture: 'due' })).toBe('advance ok');
    expect(told('shipped', 'capture_refused', { capture: 'refused' })).toBe('already refused');
    expect(told('shipped', 'capture_refused', { capture: 'captured' })).toBe('conflict captured');
    expect(told('shipped', 'capture_refused')).toBe('conflict nothing-shipped');
  });

  test('a refund that is reserved ends once, and so does an open chargeback', () => {
    expect(told('shipped', 'refund_settled', { refund: 'reserved' })).toBe('advance ok');
    expect(told('shipped', 'refund_settled', { refund: 'settled' })).toBe('already settled');
    expect(told('shipped', 'refund_settled', { refund: 'undone' })).toBe('conflict undone');
    expect(told('shipped', 'refund_refused', { refund: 'settled' })).toBe('conflict settled');
    expect(told('shipped', 'undo_refund', { refund: 'refused' })).toBe('conflict refused');
    expect(told('shipped', 'undo_refund')).toBe('conflict unknown');
    expect(told('shipped', 'chargeback_won', { chargeback: 'open' })).toBe('advance ok');
    expect(told('shipped', 'chargeback_won', { chargeback: 'lost' })).toBe('conflict lost');
    expect(told('shipped', 'chargeback_lost', { chargeback: 'lost' })).toBe('already lost');
    expect(told('shipped', 'refund', { refundable: false })).toBe('conflict nothing-left');
    expect(told('shipped', 'refund', { known: true, refundable: false })).toBe('already known');
  });
});

describe('the facts of an order', () => {
  const about = { now: PLACED_AT + WINDOW_MS, zone: 'America/New_York' };

  test('come from its units, captures and times', () => {
    const open = released([[2, [1000n, 0n, 0n, 0n, 0n, 0n]]]);
    expect(factsOf(open, about)).toMatchObject({ state: 'unshipped', windowOver: true, expired: false, refundable: false });
    const partly = ship(open, [{ number: 1, units: 1 }]);
    expect(factsOf(partly, about)).toMatchObject({ state: 'partially_shipped', captured: true, refundable: true, capture: null });
    const [shipment] = partly.shipments;
    expect(factsOf(partly, { ...about, shipment: shipment! })).toMatchObject({ capture: 'captured' });
    expect(factsOf(cancelUnits(partly, [{ number: 1, units: 1 }]), about)).toMatchObject({ state: 'shipped' });
  });

  test('say that 30 days are over at their last instant, not before', () => {
    const open = released([[1, [1000n, 0n, 0n, 0n, 0n, 0n]]]);
    const end = PLACED_AT + WINDOW_MS + 30 * 86_400_000;
    expect(factsOf(open, { ...about, now: end - 1 }).expired).toBe(false);
    expect(factsOf(open, { ...about, now: end }).expired).toBe(true);
  });

  test('hold a cancel back while a gateway that captures once has not answered', () => {
    const waiting = ship(
      released([[2, [1000n, 0n, 0n, 0n, 0n, 0n]]], { multipleCaptures: false }),
      [{ number: 1, units: 1 }],
      'due',
    );
    expect(factsOf(waiting, about).capturing).toBe(true);
    expect(decideOrderEvent(factsOf(waiting, about), 'cancel')).toEqual({ answer: 'conflict', reason: 'capture-pending' });
  });
});
