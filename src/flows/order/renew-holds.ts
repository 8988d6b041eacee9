import type { Authorisation } from '../../core/gateway.js';
import type { Order } from '../../core/order.js';
import type { Db } from '../../store/db.js';
import { renewHold } from '../../store/order/hold.js';
import { listOverdue } from '../../store/order/overdue.js';
import type { OrderKey } from '../../store/order/progress.js';
import { saveChange } from '../../store/order/units.js';
import { findOrder } from '../../store/orders.js';
import { doEach } from '../checkout/do-each.js';
import { gatewayOf, type GatewayDeps } from './ask-gateway.js';
import { changeOrder, type OrderScene } from './change-order.js';
import { nowOf } from './order-time.js';
import { raiseProblem } from './raise-problem.js';

const AT_ONCE = 100;
/** So long before its end a hold is renewed: time to ask again where the gateway cannot be reached. */
const AHEAD_MS = 86_400_000;

/**
 * Has gateways hold anew what is not captured yet, ahead of the end of the first hold. Where one refuses, the order has a
 * problem before the merchant packs it (semantics C, "Capture"). A gateway that cannot be reached is asked again.
 */
export async function renewHolds(deps: GatewayDeps): Promise<'done'> {
  const ending = await listOverdue(deps.db, 'held', { at: deps.clock(), limit: AT_ONCE, beforeMs: -AHEAD_MS });
  await doEach(ending, (key) => renew(deps, key));
  return 'done';
}

async function renew(deps: GatewayDeps, key: OrderKey): Promise<void> {
  const order = await findOrder(deps.db, key.environmentId, key.id);
  if (order?.heldUntil === undefined || order.payment.state !== 'authorised') return;
  const gateway = await gatewayOf(deps, order);
  const now = await nowOf(deps, order.environmentId);
  const held = await gateway.reauthorise({
    idempotencyKey: `${order.id}:${order.heldUntil}`,
    payment: order.payment,
    amount: openAmount(order),
    currency: order.currency,
    since: order.placedAt,
    now,
  });
  await changeOrder(deps, key, (trx, scene) => note(trx, scene, { deps, asked: order, held }));
}

/** What was not shipped yet can still be captured; cancelled units never are. */
const openAmount = ({ lines }: Order): bigint =>
  lines.reduce(
    (sum, { total, quantity, shipped, cancelled }) =>
      sum + (total * BigInt(quantity - shipped - cancelled) + BigInt(quantity) - 1n) / BigInt(quantity),
    0n,
  );

async function note(
  trx: Db,
  scene: OrderScene,
  { deps, asked, held }: { readonly deps: GatewayDeps; readonly asked: Order; readonly held: Authorisation },
): Promise<void> {
  const { order } = scene.affairs;
  // somebody else has renewed it meanwhile
  if (order.heldUntil !== asked.heldUntil || order.paymentProblem !== null) return;
  const { state, holdMs, reference } = held.payment;
  if (state !== 'authorised') {
    const text = `The gateway does not hold the money any longer. ${held.message}`;
    await raiseProblem(trx, scene, { deps, text });
    return;
  }
  const after: { -readonly [Name in keyof Order]: Order[Name] } = { ...order };
  if (holdMs === undefined) delete after.heldUntil;
  else after.heldUntil = scene.now + holdMs;
  await saveChange(trx, order, { after, at: scene.now });
  await renewHold(trx, { id: order.id, reference });
}
