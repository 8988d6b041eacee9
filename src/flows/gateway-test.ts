import type { Authorisation, Gateway, PaymentMethod } from '../core/gateway.js';
import type { Payment, PaymentState } from '../core/order.js';
import { paymentReference } from './payment-reference.js';

/** How a magic value behaves. It is all in the value and the key: nothing is remembered, so nothing is lost by a restart. */
interface TestMethod extends PaymentMethod {
  readonly at: PaymentState;
  /** What a pending payment ends in. */
  readonly ends?: 'authorised' | 'declined';
  readonly singleCapture?: true;
}

/** How long a pending test payment takes. */
export const TEST_CLEARING_MS = 60_000;

const METHODS: readonly TestMethod[] = [
  { value: 'test_approve', label: 'Test card that is approved', sentence: 'The payment goes through at once.', at: 'authorised' },
  {
    value: 'test_decline',
    label: 'Test card that is declined',
    sentence: 'The payment is refused, and nothing is ordered.',
    at: 'declined',
  },
  {
    value: 'test_pending',
    label: 'Test payment that clears later',
    sentence: 'The order is placed, and the payment clears after a minute.',
    at: 'pending',
    ends: 'authorised',
  },
  {
    value: 'test_pending_decline',
    label: 'Test payment that fails later',
    sentence: 'The order is placed, and the payment is refused after a minute.',
    at: 'pending',
    ends: 'declined',
  },
  {
    value: 'test_authenticate',
    label: 'Test card that asks you to confirm',
    sentence: 'You are asked to approve or to refuse the payment before the order is placed.',
    at: 'needs_authentication',
  },
  {
    value: 'test_single_capture',
    label: 'Test card that is charged in one go',
    sentence: 'The payment goes through at once; the first shipment charges all of it.',
    at: 'authorised',
    singleCapture: true,
  },
];

const MESSAGES: Readonly<Record<PaymentState, string>> = {
  authorised: 'The test payment was approved. No card is charged.',
  pending: 'The test payment has not cleared yet. No card is charged.',
  declined: 'The test payment was declined. Choose another way to pay.',
  needs_authentication: 'The test payment waits for you to approve it.',
  voided: 'The test payment was given back.',
  not_needed: 'There is nothing to pay.',
  manual: 'You pay the shop.',
};

/** Stands in for a card processor in the sandbox; the buyer chooses what happens (docs/sandbox.md). */
export const testGateway: Gateway = {
  name: 'test',
  methods: METHODS.map(({ value, label, sentence }) => ({ value, label, sentence })),
  authorise: ({ idempotencyKey, method: value, amount }) => {
    const method = METHODS.find((candidate) => candidate.value === value);
    if (method === undefined) return Promise.resolve(unknownMethod(value));
    const payment: Payment = {
      gateway: 'test',
      state: method.at,
      amount,
      reference: paymentReference(value, idempotencyKey),
      multipleCaptures: method.singleCapture !== true,
      label: method.label,
    };
    return answer(payment, payment.state);
  },
  authenticate: ({ payment, answer: word }) =>
    answer(payment, payment.state !== 'needs_authentication' ? payment.state : word === 'approve' ? 'authorised' : 'declined'),
  settle: ({ payment, since, now }) => {
    const over = payment.state === 'pending' && now - since >= TEST_CLEARING_MS;
    return answer(payment, over ? (methodOf(payment)?.ends ?? payment.state) : payment.state);
  },
  void: () => Promise.resolve(),
};

const answer = (payment: Payment, state: PaymentState): Promise<Authorisation> =>
  Promise.resolve({ payment: { ...payment, state, amount: heldIn(state, payment.amount) }, message: MESSAGES[state] });

const heldIn = (state: PaymentState, amount: bigint): bigint => (state === 'declined' || state === 'voided' ? 0n : amount);

/** A reference begins with the magic value, so that whoever reads one in an order or a log knows how it goes on. */
const methodOf = ({ reference }: Payment): TestMethod | undefined =>
  METHODS.find(({ value }) => reference?.startsWith(`${value}-`) === true);

function unknownMethod(value: string): Authorisation {
  const payment = {
    gateway: 'test',
    state: 'declined',
    amount: 0n,
    reference: null,
    multipleCaptures: false,
    label: value,
  } as const;
  return { payment, message: 'This way to pay is not offered. Choose another one.' };
}
