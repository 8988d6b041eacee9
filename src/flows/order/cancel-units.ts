import type { LineUnits } from '../../core/captures.js';
import { openUnits } from '../../core/cancellation.js';
import type { Order, OrderEvent } from '../../core/order.js';
import type { OrderEventName } from '../../core/order-table.js';
import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import { queueMail } from '../../store/mails.js';
import { addEvent } from '../../store/order/events.js';
import type { OrderKey } from '../../store/order/progress.js';
import { publishOf } from '../../store/order/publish.js';
import { giveCodesBack } from '../../store/order/redemptions.js';
import { saveChange } from '../../store/order/units.js';
import { keepWish, findWish, type Wish } from '../../store/wishes.js';
import { cancellationMail } from '../checkout/order-mails.js';
import { changeOrder, decide, type OrderDeps, type OrderScene } from './change-order.js';
import { partCancelledMail } from './progress-mails.js';
import { refusalOf } from './refusals.js';
import { refundCancelled } from './refund-cancelled.js';
import { unitsInWords } from './words.js';

/** Who ends units that are open: the buyer in his time, the merchant, a payment that failed, or the end of the 30 days. */
export type Canceller = 'buyer' | 'merchant' | 'gateway' | 'expiry';

export interface CancelUnitsWish {
  /** Sent again it cancels nothing more, and answers what it took first. */
  readonly once?: Wish | undefined;
  /** Null: every open unit. */
  readonly units: readonly LineUnits[] | null;
  readonly by: Canceller;
  /** For the buyer and for programs. */
  readonly reason: string;
}

/** `already`: nothing of the order is left to cancel, because all of it was cancelled. */
export interface CancelledUnits {
  readonly state: 'cancelled' | 'already';
  readonly order: Order;
  /** What this cancel took; empty where it was so already. */
  readonly units: readonly LineUnits[];
}

const EVENTS: Readonly<Record<Canceller, OrderEventName>> = {
  buyer: 'buyer_cancel',
  merchant: 'cancel_units',
  gateway: 'cancel',
  expiry: 'expire',
};

/**
 * Cancels units that are open, never to be captured; those that a gateway captured with the first shipment are refunded. An
 * order of which nothing was shipped and nothing is open any more is cancelled as a whole and gives its codes back. Throws
 * ORDER_UNKNOWN, ORDER_LINE_UNKNOWN, ORDER_UNITS_CLOSED, ORDER_CAPTURE_PENDING, and ORDER_WINDOW_OVER for a buyer.
 */
export function cancelUnits(deps: OrderDeps, key: OrderKey, wish: CancelUnitsWish): Promise<CancelledUnits> {
  return changeOrder(deps, key, (trx, scene) => cancel(trx, scene, { deps, wish }));
}

interface Cancelling {
  readonly deps: OrderDeps;
  readonly wish: CancelUnitsWish;
}

async function cancel(trx: Db, scene: OrderScene, { deps, wish }: Cancelling): Promise<CancelledUnits> {
  const { order } = scene.affairs;
  const taken = await findWish<readonly LineUnits[]>(trx, wish.once);
  if (taken !== null) return { state: 'cancelled', order, units: taken };
  const { answer, reason } = decide(scene, EVENTS[wish.by]);
  if (answer === 'already') return { state: 'already', order, units: [] };
  // a buyer is told one thing, whatever made it too late
  if (answer !== 'advance') throw refusalOf(wish.by === 'buyer' ? 'released' : reason);
  const open = openUnits(order, wish.units);
  if (!open.ok) throw new CartwrightError(open.code, { detail: open.message });
  const { units } = open;
  const isWhole = open.all && order.lines.every(({ shipped }) => shipped === 0);
  const after = withoutCancelled(scene, { units, isWhole, reason: wish.reason });
  await saveChange(trx, order, { after, at: scene.now });
  if (isWhole) await tellWhole(trx, scene, { deps, wish, after });
  else await tellPart(trx, scene, { deps, wish, after, units });
  await refundCancelled(trx, scene, { units, reason: wish.reason });
  await keepWish(trx, wish.once, units);
  return { state: 'cancelled', order: after, units };
}

function withoutCancelled(
  { affairs: { order }, now }: OrderScene,
  { units, isWhole, reason }: { readonly units: readonly LineUnits[]; readonly isWhole: boolean; readonly reason: string },
): Order {
  const gone = new Map(units.map((line) => [line.number, line.units]));
  return {
    ...order,
    version: order.version + 1,
    ...(isWhole ? { cancelledAt: now, cancelReason: reason } : {}),
    lines: order.lines.map((line) => ({ ...line, cancelled: line.cancelled + (gone.get(line.number) ?? 0) })),
  };
}

async function tellWhole(
  trx: Db,
  { environment, now: at, ids }: OrderScene,
  { deps, wish: { by, reason }, after }: Cancelling & { readonly after: Order },
): Promise<void> {
  const { id: orderId, environmentId } = after;
  await giveCodesBack(trx, orderId);
  await addEvent(trx, orderId, { at, kind: 'cancelled', by: CAUSED_BY[by], text: TEXTS[by] });
  await publishOf(trx, orderId, { kind: 'order.cancelled', at, ids, reason });
  await queueMail(trx, { ...cancellationMail(deps, after, { environment, reason }), environmentId, orderId });
}

async function tellPart(
  trx: Db,
  scene: OrderScene,
  { deps, wish: { by, reason }, after, units }: Cancelling & { readonly after: Order; readonly units: readonly LineUnits[] },
): Promise<void> {
  const { now: at, ids } = scene;
  const text = `${TEXTS[by].slice(0, -1)}: ${unitsInWords(after, units)}.`;
  await addEvent(trx, after.id, { at, kind: 'units_cancelled', by: CAUSED_BY[by], text });
  await publishOf(trx, after.id, { kind: 'order.units_cancelled', at, ids, units, reason });
  await queueMail(trx, partCancelledMail(deps, scene, { order: after, units, reason }));
}

const CAUSED_BY: Readonly<Record<Canceller, OrderEvent['by']>> = {
  buyer: 'buyer',
  merchant: 'merchant',
  gateway: 'gateway',
  expiry: 'cartwright',
};
const TEXTS: Readonly<Record<Canceller, string>> = {
  buyer: 'Cancelled by the buyer.',
  merchant: 'Cancelled by the shop.',
  gateway: 'Cancelled because the payment failed.',
  expiry: 'Cancelled because it was not shipped in 30 days.',
};
