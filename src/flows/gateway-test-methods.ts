import type { PaymentGroup, PaymentMethod } from '../core/gateway.js';
import type { PaymentState } from '../core/order.js';

/** How a magic value behaves. It is all in the value and the key: nothing is remembered, so nothing is lost by a restart. */
export interface TestMethod extends PaymentMethod {
  readonly group: PaymentGroup;
  readonly at: PaymentState;
  /** What a pending payment ends in. */
  readonly ends?: 'authorised' | 'declined';
  readonly singleCapture?: true;
  /** `refused`: once, until it is tried again. `lost`: done, but its answer never arrives. `disputed`: taken back at once. */
  readonly capture?: 'refused' | 'lost' | 'disputed';
  readonly refund?: 'refused' | 'pending';
  /** What is held is let go after a week; whether it is held anew then. */
  readonly hold?: 'renewed' | 'ended';
}

type Approved = Omit<TestMethod, 'value' | 'label' | 'at' | 'group'> & Partial<Pick<TestMethod, 'group'>>;

/** A purchase that goes through; what is special about it comes later. */
const approved = (value: string, label: string, later: Approved): TestMethod => ({
  ...{ value, label, at: 'authorised', group: 'later' },
  ...later,
});

/** The magic values of the test gateway, in the order that buyers see. */
export const TEST_METHODS: readonly TestMethod[] = [
  approved('test_approve', 'Test card that is approved', { sentence: 'The payment goes through at once.', group: 'succeeds' }),
  {
    value: 'test_decline',
    group: 'refused',
    label: 'Test card that is declined',
    sentence: 'The payment is refused, and nothing is ordered.',
    at: 'declined',
  },
  {
    value: 'test_pending',
    group: 'succeeds',
    label: 'Test payment that clears later',
    sentence: 'The order is placed, and the payment clears after a minute.',
    at: 'pending',
    ends: 'authorised',
  },
  {
    value: 'test_pending_decline',
    group: 'refused',
    label: 'Test payment that fails later',
    sentence: 'The order is placed, and the payment is refused after a minute.',
    at: 'pending',
    ends: 'declined',
  },
  {
    value: 'test_authenticate',
    group: 'succeeds',
    label: 'Test card that asks you to confirm',
    sentence: 'You are asked to approve or to refuse the payment before the order is placed.',
    at: 'needs_authentication',
  },
  approved('test_single_capture', 'Test card that is charged in one go', {
    sentence: 'The payment goes through at once; the first shipment charges all of it.',
    group: 'succeeds',
    singleCapture: true,
  }),
  approved('test_capture_refused', 'Test card that cannot be charged', {
    sentence: 'The order is placed; charging it for a shipment is refused until the shop tries again.',
    capture: 'refused',
  }),
  approved('test_capture_unknown', 'Test card with a lost answer', {
    sentence: 'The order is placed; each shipment is charged, but the answer to that is lost.',
    capture: 'lost',
  }),
  approved('test_refund_refused', 'Test card that takes nothing back', {
    sentence: 'The order is placed; refunds are refused.',
    refund: 'refused',
  }),
  approved('test_refund_pending', 'Test card that takes refunds slowly', {
    sentence: 'The order is placed; refunds arrive after a minute.',
    refund: 'pending',
  }),
  approved('test_chargeback', 'Test card whose bank takes money back', {
    sentence: 'The order is placed; whatever is charged for a shipment, the bank takes back.',
    capture: 'disputed',
  }),
  approved('test_hold_renewed', 'Test card that is held for a week', {
    sentence: 'The order is placed; the money is held for a week, and then for another.',
    hold: 'renewed',
  }),
  approved('test_hold_ended', 'Test card that is held for a week only', {
    sentence: 'The order is placed; the money is held for a week, and not again.',
    hold: 'ended',
  }),
];
