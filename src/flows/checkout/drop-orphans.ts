import { findPaymentMethod } from '../../core/gateway.js';
import { listOrphanedAttempts, markAttemptVoided, noteVoidTry, type PaymentAttempt } from '../../store/checkout/attempts.js';
import { readStateOf } from '../../store/environment-state.js';
import { findOrder } from '../../store/orders.js';
import { listOrdersToVoid, markPayment, type OrderKey } from '../../store/order/progress.js';
import type { CheckoutDeps } from './deps.js';
import { doEach } from './do-each.js';

/** A buyer may be that long with the bank that asks him to confirm. */
const ORPHANED_AFTER_MS = 30 * 60_000;
const AT_ONCE = 50;

/**
 * Lets go of money that no order will take: attempts that were given up or forgotten, and payments of cancelled orders. What
 * cannot be let go stays as it is, and is thrown at the end: a person must look, and nobody else would.
 */
export async function dropOrphans(deps: CheckoutDeps): Promise<'done' | 'more'> {
  const orphans = await listOrphanedAttempts(deps.db, { before: deps.clock() - ORPHANED_AFTER_MS, limit: AT_ONCE });
  const cancelled = await listCancelled(deps);
  await doEach(
    [...orphans.map((attempt) => () => dropAttempt(deps, attempt)), ...cancelled.map((key) => () => voidOrder(deps, key))],
    (drop) => drop(),
  );
  return orphans.length === AT_ONCE ? 'more' : 'done';
}

/** All of them: those that cannot be let go must not stand in the way of those behind. */
async function listCancelled({ db }: CheckoutDeps): Promise<OrderKey[]> {
  const all: OrderKey[] = [];
  for (;;) {
    const some = await listOrdersToVoid(db, { skip: all.length, limit: AT_ONCE });
    all.push(...some);
    if (some.length < AT_ONCE) return all;
  }
}

async function dropAttempt(deps: CheckoutDeps, attempt: PaymentAttempt): Promise<void> {
  const { gateways, db, clock } = deps;
  await noteVoidTry(db, { id: attempt.id, at: clock() });
  const state = await readStateOf(db, attempt.environmentId);
  const found = state && findPaymentMethod(gateways(state.environment.name), attempt.method);
  if (state === null || found == null)
    throw new Error(`The payment attempt ${attempt.id} may hold money, and no gateway takes ${attempt.method} any more.`);
  // Without an answer nobody knows whether money is held; asked with its key, the gateway says, and holds none twice.
  const { id: idempotencyKey, amount, currency, method, answer } = attempt;
  const asked = { idempotencyKey, amount, currency, method, orderHint: state.environment.merchant.name };
  const payment = answer ?? (await found.gateway.authorise(asked)).payment;
  if (payment.reference !== null && payment.state !== 'declined') await found.gateway.void(payment.reference);
  await markAttemptVoided(db, { id: attempt.id, at: clock() });
}

async function voidOrder({ db, gateways }: CheckoutDeps, { environmentId, id }: OrderKey): Promise<void> {
  const order = await findOrder(db, environmentId, id);
  const state = await readStateOf(db, environmentId);
  if (order === null || state === null) return;
  const { gateway: name, reference } = order.payment;
  const gateway = gateways(state.environment.name).find((one) => one.name === name);
  if (reference !== null) {
    if (gateway === undefined) throw new Error(`The cancelled order ${id} may hold money at ${name}, which is no gateway here.`);
    await gateway.void(reference);
  }
  await markPayment(db, { environmentId, id, payment: 'voided' });
}
