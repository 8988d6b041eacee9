import { captureFor } from '../../core/captures.js';
import type { Authorisation } from '../../core/gateway.js';
import type { Affairs } from '../../core/order-facts.js';
import type { Order } from '../../core/order.js';
import type { Db } from '../../store/db.js';
import { loadAffairs } from '../../store/order/affairs.js';
import { renewHold } from '../../store/order/hold.js';
import { listOverdue } from '../../store/order/overdue.js';
import type { OrderKey } from '../../store/order/progress.js';
import { saveChange } from '../../store/order/units.js';
import { doEach } from '../checkout/do-each.js';
import { gatewayOf, type GatewayDeps } from './ask-gateway.js';
import { changeOrder, type OrderScene } from './change-order.js';
import { nowOf } from './order-time.js';
import { raiseProblem } from './raise-problem.js';

/** So long before its end a hold is renewed: time to ask again where the gateway cannot be reached. */
const AHEAD_MS = 86_400_000;

/**
 * Has gateways hold anew what is not captured yet, be it packed or not, ahead of the end of the first hold. Where one refuses, the order has a
 * problem before the merchant packs it (semantics C, "Capture"). A gateway that cannot be reached is asked again.
 */
export async function renewHolds(deps: GatewayDeps): Promise<'done'> {
  const asked = { at: deps.clock(), beforeMs: -AHEAD_MS };
  const ending = [...(await listOverdue(deps.db, 'held', asked)), ...(await listOverdue(deps.db, 'capturing', asked))];
  await doEach(ending, (key) => renew(deps, key));
  return 'done';
}

async function renew(deps: GatewayDeps, key: OrderKey): Promise<void> {
  const affairs = await loadAffairs(deps.db, key);
  if (affairs?.order.heldUntil === undefined || affairs.order.payment.state !== 'authorised') return;
  const { order } = affairs;
  const amount = uncaptured(affairs);
  if (amount === 0n) return;
  const gateway = await gatewayOf(deps, order);
  const now = await nowOf(deps, order.environmentId);
  const held = await gateway.reauthorise({
    idempotencyKey: `${order.id}:${order.heldUntil}`,
    payment: order.payment,
    amount,
    currency: order.currency,
    since: order.placedAt,
    now,
  });
  await changeOrder(deps, key, (trx, scene) => note(trx, scene, { deps, asked: order, held }));
}

/** What may still be captured: shipments that the gateway has not said yes to, and open units as if they left together. */
function uncaptured({ order, shipments }: Pick<Affairs, 'order' | 'shipments'>): bigint {
  const waiting = shipments.filter(({ capture: { state } }) => state === 'due' || state === 'unknown');
  const open = order.lines.map(({ number, quantity, shipped, cancelled }) => ({ number, units: quantity - shipped - cancelled }));
  return waiting.reduce((sum, { capture }) => sum + capture.amount, captureFor(order, shipments, open).amount);
}

async function note(
  trx: Db,
  scene: OrderScene,
  { deps, asked, held }: { readonly deps: GatewayDeps; readonly asked: Order; readonly held: Authorisation },
): Promise<void> {
  const { order } = scene.affairs;
  // somebody else has renewed it meanwhile, or nothing is left to hold
  if (order.heldUntil !== asked.heldUntil || order.paymentProblem !== null || uncaptured(scene.affairs) === 0n) return;
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
