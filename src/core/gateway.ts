import type { FeeTerms } from './ledger.js';
import type { Payment } from './order.js';

/** A way to pay as the buyer meets it; `value` is what the form field `payment` holds. */
export interface PaymentMethod {
  readonly value: string;
  readonly label: string;
  /** What choosing it means, in one sentence. */
  readonly sentence: string;
  /** Of a test payment: how it goes; left out for ways to pay that are no test. */
  readonly group?: PaymentGroup;
}

/** `later`: the order is placed and paid, and something happens when it is shipped, refunded or waited for. */
export type PaymentGroup = 'succeeds' | 'refused' | 'later';

export interface PaymentRequest {
  /** The same key again gets the same answer, and holds no money a second time. */
  readonly idempotencyKey: string;
  /** Minor units, above 0. */
  readonly amount: bigint;
  readonly currency: string;
  /** A value of the gateway's own `methods`. */
  readonly method: string;
  /** What the buyer reads on a statement: the order's id, or the shop's name while there is none. */
  readonly orderHint: string;
}

/** What a gateway answers: what is stored with the order, and what the buyer is told. */
export interface Authorisation {
  readonly payment: Payment;
  readonly message: string;
}

/** A capture or a refund as a gateway is asked for it. */
export interface MoneyRequest {
  /** The same key again gets the same answer, and moves no money a second time. */
  readonly idempotencyKey: string;
  readonly payment: Payment;
  /** Minor units, above 0. */
  readonly amount: bigint;
  readonly currency: string;
  /** When it was first to be done, and now; epoch milliseconds by the clock of the environment. */
  readonly since: number;
  readonly now: number;
}

export type MoneyAnswer =
  | {
      readonly state: 'done';
      /** The gateway's own id. */
      readonly reference: string;
      /** The buyer's bank took it back at once, and why. */
      readonly disputed?: string;
    }
  | { readonly state: 'refused'; readonly message: string }
  /** The gateway will say how it ends when it is asked again, or the merchant will, who moves the money himself. */
  | { readonly state: 'pending'; readonly by: 'gateway' | 'merchant' };

/**
 * The port that every way of taking money has. A refusal is an answer; a rejected promise means that nobody knows, and the
 * caller asks again with the same key.
 */
export interface Gateway {
  readonly name: Exclude<Payment['gateway'], 'none'>;
  readonly methods: readonly PaymentMethod[];
  /** Holds the amount; captures nothing. */
  authorise(request: PaymentRequest): Promise<Authorisation>;
  /** Goes on with a payment that needs the buyer's word; for any other state it answers what it knows. */
  authenticate(asked: { readonly payment: Payment; readonly answer: 'approve' | 'refuse' }): Promise<Authorisation>;
  /** What has become of a payment that was pending at `since`; both in epoch milliseconds. */
  settle(asked: { readonly payment: Payment; readonly since: number; readonly now: number }): Promise<Authorisation>;
  /** Lets go of what is held under a reference; twice is once. */
  void(reference: string): Promise<void>;
  readonly fee: FeeTerms;
  /** Takes money that is held, at most what was authorised. */
  capture(asked: MoneyRequest): Promise<MoneyAnswer>;
  /** What became of a capture that nobody has heard of again; null where the gateway never got it. */
  findCapture(asked: MoneyRequest): Promise<MoneyAnswer | null>;
  /** Gives captured money back. */
  refund(asked: MoneyRequest): Promise<MoneyAnswer>;
  /** What became of a refund; null where the gateway never got it. */
  findRefund(asked: MoneyRequest): Promise<MoneyAnswer | null>;
  /** Holds what is not captured yet anew, before the first hold runs out. */
  reauthorise(asked: MoneyRequest): Promise<Authorisation>;
}

/** The payment of an order of 0.00: no gateway is asked. */
export const NOTHING_TO_PAY: Payment = {
  gateway: 'none',
  state: 'not_needed',
  amount: 0n,
  reference: null,
  multipleCaptures: false,
  label: 'Nothing to pay',
};

/** Who takes this way of paying; null where nobody of these does. */
export function findPaymentMethod(
  gateways: readonly Gateway[],
  value: string,
): { readonly gateway: Gateway; readonly method: PaymentMethod } | null {
  for (const gateway of gateways) {
    const method = gateway.methods.find((candidate) => candidate.value === value);
    if (method !== undefined) return { gateway, method };
  }
  return null;
}
