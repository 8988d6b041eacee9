import type { Authorisation, Gateway, MoneyAnswer, MoneyRequest } from '../core/gateway.js';
import type { Payment, PaymentState } from '../core/order.js';
import { TEST_METHODS, type TestMethod } from './gateway-test-methods.js';
import { paymentReference } from './payment-reference.js';

/** How long a pending test payment takes, and a pending refund. */
export const TEST_CLEARING_MS = 60_000;
/** How long money is held where it is not held for good. */
export const TEST_HOLD_MS = 7 * 86_400_000;
/** 2.9 % and 30 minor units, as card processors take. */
const FEE = { rate: 29_000_000n, fixed: 30n };
/** A capture that is tried again after a refusal has a key that counts the tries: `01J…:2`. */
const TRIED_AGAIN = /:\d+$/;

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
  methods: TEST_METHODS.map(({ value, label, sentence, group }) => ({ value, label, sentence, group })),
  authorise: ({ idempotencyKey, method: value, amount }) => {
    const method = TEST_METHODS.find((candidate) => candidate.value === value);
    if (method === undefined) return Promise.resolve(unknownMethod(value));
    const payment: Payment = {
      gateway: 'test',
      state: method.at,
      amount,
      reference: paymentReference(value, idempotencyKey),
      multipleCaptures: method.singleCapture !== true,
      ...(method.hold === undefined ? {} : { holdMs: TEST_HOLD_MS }),
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
  fee: FEE,
  capture: async (asked) => {
    // charged all the same, as is found when it is asked about
    if (methodOf(asked.payment)?.capture === 'lost') throw new Error('The answer of the test gateway was lost.');
    return Promise.resolve(captured(asked));
  },
  findCapture: (asked) => Promise.resolve(methodOf(asked.payment)?.capture === 'lost' ? captured(asked) : null),
  refund: (asked) => Promise.resolve(refunded(asked)),
  findRefund: (asked) => Promise.resolve(methodOf(asked.payment)?.refund === 'pending' ? refunded(asked) : null),
  reauthorise: ({ payment }) => {
    const hold = methodOf(payment)?.hold;
    if (hold === 'ended') return answer(payment, 'declined');
    return answer({ ...payment, ...(hold === undefined ? {} : { holdMs: TEST_HOLD_MS }) }, payment.state);
  },
};

function captured({ payment, idempotencyKey }: MoneyRequest): MoneyAnswer {
  const method = methodOf(payment);
  if (method?.capture === 'refused' && !TRIED_AGAIN.test(idempotencyKey))
    return { state: 'refused', message: 'The test card could not be charged. Try again.' };
  const reference = paymentReference(method?.value ?? 'test', `capture ${idempotencyKey}`);
  const disputed = method?.capture === 'disputed' ? { disputed: 'The buyer does not know this charge.' } : {};
  return { state: 'done', reference, ...disputed };
}

function refunded({ payment, idempotencyKey, since, now }: MoneyRequest): MoneyAnswer {
  const method = methodOf(payment);
  if (method?.refund === 'refused') return { state: 'refused', message: 'The test card takes no money back.' };
  if (method?.refund === 'pending' && now - since < TEST_CLEARING_MS) return { state: 'pending', by: 'gateway' };
  return { state: 'done', reference: paymentReference(method?.value ?? 'test', `refund ${idempotencyKey}`) };
}

const answer = (payment: Payment, state: PaymentState): Promise<Authorisation> =>
  Promise.resolve({ payment: { ...payment, state, amount: heldIn(state, payment.amount) }, message: MESSAGES[state] });

const heldIn = (state: PaymentState, amount: bigint): bigint => (state === 'declined' || state === 'voided' ? 0n : amount);

/** A reference begins with the magic value, so that whoever reads one in an order or a log knows how it goes on. */
const methodOf = ({ reference }: Payment): TestMethod | undefined =>
  TEST_METHODS.find(({ value }) => reference?.startsWith(`${value}-`) === true);

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
