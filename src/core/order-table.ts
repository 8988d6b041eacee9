import type { ChargebackState } from './chargeback.js';
import { CLEARED_STATES, type OrderState, type PaymentState } from './order.js';
import type { OrderFacts } from './order-facts.js';
import type { RefundState } from './refund.js';

/** What can be told about an order; every one may come twice, late, or against what is there. */
export type OrderEventName =
  | 'place'
  | 'clear'
  | 'payment_refused'
  | 'release'
  | 'ship'
  | 'edit_tracking'
  | 'cancel_units'
  | 'cancel'
  | 'buyer_cancel'
  | 'buyer_asks'
  | 'expire'
  | 'capture'
  | 'capture_refused'
  | 'refund'
  | 'refund_settled'
  | 'refund_refused'
  | 'undo_refund'
  | 'chargeback'
  | 'chargeback_won'
  | 'chargeback_lost';

/**
 * `advance`: do it. `already`: it is so, a repeat changes nothing. `late`: it was overtaken, so nothing is done and nobody is
 * wrong. `conflict`: it contradicts what is there, and a person must look.
 */
export type EventAnswer = 'advance' | 'already' | 'late' | 'conflict';

export type EventReason =
  | 'ok'
  | 'known'
  | 'placed'
  | 'pending'
  | 'released'
  | 'shipped'
  | 'cancelled'
  | 'nothing-shipped'
  | 'window-open'
  | 'window-over'
  | 'payment-cleared'
  | 'payment-failed'
  | 'payment-pending'
  | 'payment-problem'
  | 'capture-pending'
  | 'not-due'
  | 'asked'
  | 'captured'
  | 'refused'
  | 'not-captured'
  | 'nothing-left'
  | 'settled'
  | 'undone'
  | 'open'
  | 'won'
  | 'lost'
  | 'unknown';

export interface EventDecision {
  readonly answer: EventAnswer;
  readonly reason: EventReason;
}

type Cell = EventDecision | ((facts: OrderFacts) => EventDecision);
type Row = Readonly<Record<OrderState, Cell>>;

const decision = (answer: EventAnswer, reason: EventReason): EventDecision => ({ answer, reason });
const OK = decision('advance', 'ok');
const already = (reason: EventReason): EventDecision => decision('already', reason);
const late = (reason: EventReason): EventDecision => decision('late', reason);
const conflict = (reason: EventReason): EventDecision => decision('conflict', reason);

const row = (pending: Cell, unshipped: Cell, partly: Cell, shipped: Cell, cancelled: Cell): Row => ({
  ...{ pending, unshipped, partially_shipped: partly, shipped, cancelled },
});
/** The same in every state: what counts is the shipment, the refund, the chargeback. */
const always = (cell: Cell): Row => row(cell, cell, cell, cell, cell);

const isCleared = (payment: PaymentState): boolean => CLEARED_STATES.includes(payment);
const isFailed = (payment: PaymentState): boolean => payment === 'declined' || payment === 'voided';

const clear: Cell = ({ payment }) =>
  isCleared(payment) ? already('payment-cleared') : isFailed(payment) ? late('payment-failed') : OK;
const refused: Cell = ({ payment }) =>
  isFailed(payment) ? already('payment-failed') : isCleared(payment) ? conflict('payment-cleared') : OK;
const refusedLate: Cell = ({ payment }) => (isFailed(payment) ? already('payment-failed') : late('cancelled'));
const release: Cell = ({ payment, windowOver }) => {
  if (!windowOver) return conflict('window-open');
  return isCleared(payment) ? OK : conflict(isFailed(payment) ? 'payment-failed' : 'payment-pending');
};
const ship: Cell = ({ known, problem }) => (known ? already('known') : problem ? conflict('payment-problem') : OK);
const shipAgain: Cell = ({ known }) => (known ? already('known') : conflict('shipped'));
const cancel: Cell = ({ known, capturing }) => (known ? already('known') : capturing ? conflict('capture-pending') : OK);
const cancelLate: Cell = ({ known }) => (known ? already('known') : conflict('shipped'));
const buyerCancels: Cell = ({ windowOver }) => (windowOver ? late('window-over') : OK);
const asks: Cell = ({ asked }) => (asked ? already('asked') : OK);
const expire: Cell = ({ expired, capturing }) => (!expired ? conflict('not-due') : capturing ? conflict('capture-pending') : OK);
const edit: Cell = ({ known }) => (known ? already('known') : OK);

const capture: Cell = ({ capture: state }) => {
  if (state === null) return conflict('nothing-shipped');
  return state === 'captured' || state === 'nothing' ? already('captured') : OK;
};
const captureRefused: Cell = ({ capture: state }) => {
  if (state === null) return conflict('nothing-shipped');
  return state === 'refused' ? already('refused') : state === 'due' || state === 'unknown' ? OK : conflict('captured');
};
/** A chargeback takes what a refund could give. */
const refund: Cell = ({ known, captured, refundable }) => {
  if (known) return already('known');
  return refundable ? OK : conflict(captured ? 'nothing-left' : 'not-captured');
};
const REFUND_SAYS: Readonly<Record<RefundState, EventReason>> = {
  reserved: 'ok',
  settled: 'settled',
  refused: 'refused',
  undone: 'undone',
};
const refundEnds =
  (end: RefundState): Cell =>
  ({ refund: state }) => {
    if (state === null) return conflict('unknown');
    return state === end ? already(REFUND_SAYS[state]) : state === 'reserved' ? OK : conflict(REFUND_SAYS[state]);
  };
const chargebackEnds =
  (end: ChargebackState): Cell =>
  ({ chargeback: state }) => {
    if (state === null) return conflict('unknown');
    return state === end ? already(state) : state === 'open' ? OK : conflict(state);
  };

/** Columns: pending, unshipped, partially shipped, shipped, cancelled. */
const TABLE: Readonly<Record<OrderEventName, Row>> = {
  place: always(already('placed')),
  clear: row(clear, already('released'), already('released'), already('released'), late('cancelled')),
  payment_refused: row(refused, conflict('released'), conflict('released'), conflict('shipped'), refusedLate),
  release: row(release, already('released'), already('released'), already('released'), late('cancelled')),
  ship: row(conflict('pending'), ship, ship, shipAgain, conflict('cancelled')),
  edit_tracking: row(conflict('nothing-shipped'), conflict('nothing-shipped'), edit, edit, conflict('cancelled')),
  cancel_units: row(cancel, cancel, cancel, cancelLate, already('cancelled')),
  cancel: row(cancel, cancel, cancel, cancelLate, already('cancelled')),
  buyer_cancel: row(buyerCancels, late('released'), late('shipped'), late('shipped'), already('cancelled')),
  buyer_asks: row(asks, asks, asks, late('shipped'), already('cancelled')),
  expire: row(conflict('pending'), expire, expire, late('shipped'), already('cancelled')),
  capture: always(capture),
  capture_refused: always(captureRefused),
  refund: always(refund),
  refund_settled: always(refundEnds('settled')),
  refund_refused: always(refundEnds('refused')),
  undo_refund: always(refundEnds('undone')),
  chargeback: always(refund),
  chargeback_won: always(chargebackEnds('won')),
  chargeback_lost: always(chargebackEnds('lost')),
};

/**
 * What an event means to an order as it is: total over every state and event, and never an exception, because a partner's
 * retry must not become our failure (house style 17).
 */
export function decideOrderEvent(facts: OrderFacts, event: OrderEventName): EventDecision {
  const cell = TABLE[event][facts.state];
  return typeof cell === 'function' ? cell(facts) : cell;
}
