import { findPaymentMethod, NOTHING_TO_PAY, type Authorisation, type Gateway } from '../../core/gateway.js';
import type { Environment } from '../../core/merchant.js';
import type { Payment } from '../../core/order.js';
import {
  answerPaymentAttempt,
  findPaymentAttempt,
  listPaymentAttempts,
  orphanAttempt,
  startPaymentAttempt,
  type PaymentAttempt,
} from '../../store/checkout/attempts.js';
import type { CheckoutDeps } from './deps.js';

/** What is to be paid, and how. */
export interface ToPay {
  readonly checkoutId: string;
  readonly environment: Environment;
  readonly total: bigint;
  readonly currency: string;
  /** The value that the buyer chose. */
  readonly method: string;
}

export type Paid =
  | { readonly state: 'paid'; readonly payment: Payment; readonly attemptId?: string }
  | { readonly state: 'declined'; readonly message: string }
  | { readonly state: 'authenticate'; readonly attempt: PaymentAttempt }
  /** Somebody else used or gave up the attempt meanwhile: look again. */
  | { readonly state: 'again' };

export const DECLINED = 'The payment was declined. Choose another way to pay.';
const NOT_OFFERED = 'This way to pay is not offered. Choose another one.';

/**
 * Gets a payment for exactly this amount: an attempt is on record before its gateway is asked, and asked again under the same
 * key after a crash, so that no money is held twice. An attempt for anything else is given up. An order of 0.00 asks nobody.
 */
export async function payOrder(deps: CheckoutDeps, toPay: ToPay): Promise<Paid> {
  if (toPay.total === 0n) return { state: 'paid', payment: NOTHING_TO_PAY };
  const found = findPaymentMethod(deps.gateways(toPay.environment.name), toPay.method);
  if (found === null) return { state: 'declined', message: NOT_OFFERED };
  const attempt = await attemptFor(deps, toPay, found.gateway);
  if (attempt === null) return { state: 'again' };
  return attempt.answer === null
    ? ask(deps, toPay, { attempt, gateway: found.gateway })
    : judge(attempt, attempt.answer, DECLINED);
}

/** The attempt that is under way for this amount and method, else the next one; null where it was used or given up. */
async function attemptFor({ db, clock }: CheckoutDeps, toPay: ToPay, gateway: Gateway): Promise<PaymentAttempt | null> {
  const { checkoutId, total: amount, currency, method, environment } = toPay;
  const wanted = { amount, currency, method, gateway: gateway.name };
  const attempts = await listPaymentAttempts(db, checkoutId);
  if (attempts.some(({ state }) => state === 'used')) return null;
  const live = attempts.filter(isLive);
  for (const other of live) if (!isFor(other, wanted)) await orphanAttempt(db, { id: other.id, at: clock() });
  const number = attempts.length + 1;
  const fresh = {
    id: `${checkoutId}-${number}`,
    environmentId: environment.id,
    checkoutId,
    attempt: number,
    ...wanted,
    at: clock(),
  };
  const attempt = live.find((other) => isFor(other, wanted)) ?? (await startPaymentAttempt(db, fresh));
  return isLive(attempt) && isFor(attempt, wanted) ? attempt : null;
}

async function ask(
  { db, clock }: CheckoutDeps,
  { environment }: ToPay,
  { attempt, gateway }: { readonly attempt: PaymentAttempt; readonly gateway: Gateway },
): Promise<Paid> {
  const { id, amount, currency, method } = attempt;
  const orderHint = environment.merchant.name;
  const said: Authorisation = await gateway.authorise({ idempotencyKey: id, amount, currency, method, orderHint });
  if (await answerPaymentAttempt(db, { id, answer: said.payment, at: clock() }))
    return judge(attempt, said.payment, said.message);
  // another request asked at the same time and was quicker to write the same answer down
  const now = await findPaymentAttempt(db, id);
  if (now === null || now.answer === null || now.state === 'orphaned' || now.state === 'used') return { state: 'again' };
  return judge(now, now.answer, said.message);
}

function judge(attempt: PaymentAttempt, payment: Payment, message: string): Paid {
  switch (payment.state) {
    case 'declined':
    case 'voided':
      return { state: 'declined', message };
    case 'needs_authentication':
      return { state: 'authenticate', attempt: { ...attempt, answer: payment } };
    case 'authorised':
    case 'pending':
    case 'manual':
    case 'not_needed':
      return { state: 'paid', payment, attemptId: attempt.id };
  }
}

type Wanted = Pick<PaymentAttempt, 'amount' | 'currency' | 'method' | 'gateway'>;

export const isLive = ({ state }: PaymentAttempt): boolean => state === 'started' || state === 'answered';
const isFor = (attempt: PaymentAttempt, { amount, currency, method, gateway }: Wanted): boolean =>
  attempt.amount === amount && attempt.currency === currency && attempt.method === method && attempt.gateway === gateway;
