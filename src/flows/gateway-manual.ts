import type { Authorisation, Gateway, PaymentMethod } from '../core/gateway.js';
import type { Payment } from '../core/order.js';
import { paymentReference } from './payment-reference.js';

const METHODS: readonly PaymentMethod[] = [
  { value: 'invoice', label: 'Invoice', sentence: 'The shop sends you an invoice, and you pay the shop.' },
  { value: 'transfer', label: 'Bank transfer', sentence: 'The shop tells you its bank account, and you transfer the amount.' },
  { value: 'cash', label: 'Cash', sentence: 'You pay the shop in cash when you get your order.' },
];

/** Ways to pay that happen between buyer and shop: Cartwright holds nothing and says plainly what the buyer is to do. */
export const manualGateway: Gateway = {
  name: 'manual',
  methods: METHODS,
  authorise: ({ idempotencyKey, method: value, amount }) => Promise.resolve(agreed(value, idempotencyKey, amount)),
  authenticate: ({ payment }) => Promise.resolve(known(payment)),
  settle: ({ payment }) => Promise.resolve(known(payment)),
  void: () => Promise.resolve(),
  fee: { rate: 0n, fixed: 0n },
  // a note for the merchant, who collects and pays back himself and says when he has
  capture: () => BY_MERCHANT,
  findCapture: () => BY_MERCHANT,
  refund: () => BY_MERCHANT,
  findRefund: () => BY_MERCHANT,
  reauthorise: ({ payment }) => Promise.resolve(known(payment)),
};

const BY_MERCHANT = Promise.resolve({ state: 'pending', by: 'merchant' } as const);

function agreed(value: string, key: string, amount: bigint): Authorisation {
  const method = METHODS.find((candidate) => candidate.value === value);
  const base = { gateway: 'manual', multipleCaptures: true } as const;
  if (method === undefined) {
    const payment: Payment = { ...base, state: 'declined', amount: 0n, reference: null, label: value };
    return { payment, message: 'This way to pay is not offered. Choose another one.' };
  }
  return {
    payment: { ...base, state: 'manual', amount, reference: paymentReference(value, key), label: method.label },
    message: method.sentence,
  };
}

const known = (payment: Payment): Authorisation => ({
  payment,
  message: METHODS.find(({ label }) => label === payment.label)?.sentence ?? 'You pay the shop.',
});
