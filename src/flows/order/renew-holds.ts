import { captureFor } from '../../core/captures.js';
import type { Authorisation } from '../../core/gateway.js';
import type { Affairs } from '../../core/order-facts.js';
import type { Order } from '../../core/order.js';
import type { Db } from '../../store/db.js';
import { beginRenewal, endRenewal, findRenewal, listRenewals, renewHold, type HoldRenewal } from '../../store/order/hold.js';
import { listDueOrders } from '../../store/order/overdue.js';
import type { OrderKey } from '../../store/order/progress.js';
import { saveChange } from '../../store/order/units.js';
import { doEach } from '../checkout/do-each.js';
import { gatewayOf, type GatewayDeps } from './ask-gateway.js';
import { changeOrder, type OrderScene } from './change-order.js';
import { raiseProblem } from './raise-problem.js';

/** So long before its end a hold is renewed: time to ask again where the gateway cannot be reached. */
const AHEAD_MS = 86_400_000;

/**
 * Has gateways hold anew what is not captured yet, be it packed or not, ahead of the end of the first hold. Where one refuses,
 * the order has a problem before the merchant packs it (semantics C, "Capture"). What is asked for is written down before, and
 * asked for again, by the same key and amount, until its answer is known: whatever is cancelled or captured meanwhile.
 */
export async function renewHolds(deps: GatewayDeps): Promise<'done'> {
  const ending = [
    ...(await listRenewals(deps.db)),
    ...(await listDueOrders(deps.db, 'held', { at: deps.clock(), aheadMs: AHEAD_MS })),
  ];
  const keys = new Map(ending.map((key) => [key.id, key]));
  await doEach([...keys.values()], (key) => renew(deps, key));
  return 'done';
}

async function renew(deps: GatewayDeps, key: OrderKey): Promise<void> {
  const begun = await changeOrder(deps, key, begin);
  if (begun === null) return;
  const { order, renewal, now } = begun;
  const gateway = await gatewayOf(deps, order);
  const held = await gateway.reauthorise({
    idempotencyKey: `${order.id}:${renewal.heldUntil}`,
    payment: order.payment,
    amount: renewal.amount,
    currency: order.currency,
    since: order.placedAt,
    now,
  });
  const needed = await changeOrder(deps, key, (trx, scene) => note(trx, scene, { deps, renewal, held }));
  if (needed !== 'let-go') return;
  // before it is written off: what is held for nothing would bind the buyer's money until it runs out
  if (held.payment.state === 'authorised' && held.payment.reference !== null) await gateway.void(held.payment.reference);
  await endRenewal(deps.db, order.id);
}

interface Begun {
  readonly order: Order;
  readonly renewal: HoldRenewal;
  readonly now: number;
}

/** What the gateway is to be asked: what it was asked before, or what may still be captured now. */
async function begin(trx: Db, { affairs, now }: OrderScene): Promise<Begun | null> {
  const { order } = affairs;
  const asked = await findRenewal(trx, order.id);
  if (asked !== null) return { order, renewal: asked, now };
  if (order.heldUntil === undefined) return null;
  const amount = uncaptured(affairs);
  if (amount === 0n) await saveChange(trx, order, { after: withoutHold(order), at: now });
  if (amount === 0n || order.payment.state !== 'authorised') return null;
  const renewal = { heldUntil: order.heldUntil, amount };
  await beginRenewal(trx, order, renewal);
  return { order, renewal, now };
}

/** What may still be captured: shipments that the gateway has not said yes to, and open units as if they left together. */
function uncaptured({ order, shipments }: Pick<Affairs, 'order' | 'shipments'>): bigint {
  const waiting = shipments.filter(({ capture: { state } }) => state === 'due' || state === 'unknown' || state === 'refused');
  const open = order.lines.map(({ number, quantity, shipped, cancelled }) => ({ number, units: quantity - shipped - cancelled }));
  return waiting.reduce((sum, { capture }) => sum + capture.amount, captureFor(order, shipments, open).amount);
}

/** `let-go`: nothing is left to be captured, or the order was cancelled meanwhile. */
async function note(
  trx: Db,
  scene: OrderScene,
  {
    deps,
    renewal,
    held: { payment, message },
  }: { readonly deps: GatewayDeps; readonly renewal: HoldRenewal; readonly held: Authorisation },
): Promise<'noted' | 'let-go'> {
  const { affairs, now: at } = scene;
  const { order } = affairs;
  // another process has heard of it first
  if ((await findRenewal(trx, order.id))?.heldUntil !== renewal.heldUntil) return 'noted';
  if (order.payment.state !== 'authorised' || uncaptured(affairs) === 0n) return 'let-go';
  await endRenewal(trx, order.id);
  if (payment.state === 'authorised') {
    const after = payment.holdMs === undefined ? withoutHold(order) : { ...order, heldUntil: at + payment.holdMs };
    await saveChange(trx, order, { after, at });
    await renewHold(trx, { id: order.id, reference: payment.reference });
  } else if (order.paymentProblem === null) {
    await raiseProblem(trx, scene, { deps, text: `The gateway does not hold the money any longer. ${message}` });
  }
  return 'noted';
}

function withoutHold(order: Order): Order {
  const after: { -readonly [Name in keyof Order]: Order[Name] } = { ...order };
  delete after.heldUntil;
  return after;
}
