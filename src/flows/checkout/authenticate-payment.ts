import { listPaymentAttempts, orphanAttempt, settlePaymentAttempt } from '../../store/checkout/attempts.js';
import type { CheckoutDeps } from './deps.js';
import { DECLINED, isLive } from './pay-order.js';
import { placeOrder, type PlaceResult } from './place-order.js';
import type { CheckoutView } from './view.js';

/** Goes on with a payment that waited for the buyer: with a yes the order is placed, with a no nothing is. */
export async function authenticatePayment(
  deps: CheckoutDeps,
  view: CheckoutView,
  answer: 'approve' | 'refuse',
): Promise<PlaceResult> {
  const { id, orderId, choices } = view.checkout;
  if (orderId !== undefined) return { state: 'already', orderId };
  const attempts = (await listPaymentAttempts(deps.db, id)).filter(isLive);
  const attempt = attempts.findLast((one) => one.answer !== null);
  if (attempt?.answer == null) return { state: 'declined', message: DECLINED };
  if (attempt.answer.state === 'needs_authentication') {
    const gateway = deps.gateways(view.environment).find(({ name }) => name === attempt.gateway);
    if (gateway === undefined) return { state: 'declined', message: DECLINED };
    const said = await gateway.authenticate({ payment: attempt.answer, answer });
    const { id: attemptId, answer: before } = attempt;
    const settled = await settlePaymentAttempt(deps.db, { id: attemptId, before, answer: said.payment, at: deps.clock() });
    if (settled && said.payment.state === 'declined') return { state: 'declined', message: said.message };
  }
  // a yes of before, to a price that has changed since, is not a yes any more
  if (answer === 'refuse') {
    await orphanAttempt(deps.db, { id: attempt.id, at: deps.clock() });
    return { state: 'declined', message: DECLINED };
  }
  // at the same price this uses the attempt; at another one the buyer is asked first
  return placeOrder(deps, view, { choiceId: choices.choiceId ?? '', total: attempt.amount, payment: attempt.method });
}
