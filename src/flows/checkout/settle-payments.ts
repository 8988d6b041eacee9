import type { Order, Payment } from '../../core/order.js';
import { findOrder } from '../../store/orders.js';
import { listPendingPayments, markPayment, type OrderKey } from '../../store/order/progress.js';
import { readStateOf } from '../../store/environment-state.js';
import { nowOf } from '../order/order-time.js';
import { cancelOrder } from './cancel-order.js';
import type { CheckoutDeps } from './deps.js';
import { doEach } from './do-each.js';

const AT_ONCE = 100;
/** Semantics C, "Release". */
const MOST_DAYS_PENDING = 21;
const DAY_MS = 86_400_000;

/** Asks gateways what became of payments that wait: cleared, or refused for good, which cancels the order. */
export async function settlePayments(deps: CheckoutDeps): Promise<'done'> {
  const waiting: OrderKey[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const some: OrderKey[] = await listPendingPayments(deps.db, { after, limit: AT_ONCE });
    waiting.push(...some);
    after = some.length < AT_ONCE ? undefined : some.at(-1)?.id;
  }
  await doEach(waiting, (key) => settle(deps, key));
  return 'done';
}

async function settle(deps: CheckoutDeps, { environmentId, id }: OrderKey): Promise<void> {
  const order = await findOrder(deps.db, environmentId, id);
  const payment = order?.payment.state === 'pending' ? await ask(deps, order) : null;
  if (order === null || payment === null) return;
  const now = await nowOf(deps, environmentId);
  if (payment.state === 'authorised') {
    const event = { at: now, kind: 'payment_cleared', by: 'gateway', text: 'The payment has cleared.' } as const;
    await markPayment(deps.db, { environmentId, id, payment: 'authorised', event });
  } else if (payment.state === 'declined') {
    await cancel(deps, order, 'The payment was refused.');
    const event = { at: now, kind: 'payment_failed', by: 'gateway', text: 'The payment was refused.' } as const;
    await markPayment(deps.db, { environmentId, id, payment: 'declined', event });
  } else if (now - order.placedAt >= MOST_DAYS_PENDING * DAY_MS) {
    // What may still come of it is let go by the job for cancelled orders.
    await cancel(deps, order, `The payment has not cleared in ${MOST_DAYS_PENDING} days.`);
  }
}

async function ask(deps: CheckoutDeps, order: Order): Promise<Payment | null> {
  const { db, gateways } = deps;
  const state = await readStateOf(db, order.environmentId);
  const gateway = state && gateways(state.environment.name).find(({ name }) => name === order.payment.gateway);
  if (gateway == null) return null;
  const now = await nowOf(deps, order.environmentId);
  const said = await gateway.settle({ payment: order.payment, since: order.placedAt, now });
  return said.payment;
}

/** Before the payment is marked: after a crash in between, an order that waits is asked about again, another one is not. */
const cancel = (deps: CheckoutDeps, { environmentId, id }: Order, reason: string): Promise<unknown> =>
  cancelOrder(deps, { orderId: id, environmentId, by: 'gateway', reason });
