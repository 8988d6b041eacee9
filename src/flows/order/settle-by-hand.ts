import type { Order } from '../../core/order.js';
import type { Refund } from '../../core/refund.js';
import type { Shipment } from '../../core/shipment.js';
import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import type { OrderKey } from '../../store/order/progress.js';
import { settleRefundByHand } from '../../store/order/refunds.js';
import { settleCaptureByHand } from '../../store/order/shipments.js';
import { keepWish, findWish, type Wish } from '../../store/wishes.js';
import { changeOrder, decide, type OrderDeps, type OrderScene } from './change-order.js';
import { settleCapture } from './settle-capture.js';
import { settleRefund } from './settle-refund.js';

/** Of a shipment or a refund, by its id. */
export interface ConfirmWish {
  readonly id: string;
  /** Sent again it answers as it did first. */
  readonly once?: Wish | undefined;
}

/** `already`: the merchant said so before. */
export interface Confirmed<Thing> {
  readonly state: 'confirmed' | 'already';
  readonly thing: Thing;
}

/** Invoices, transfers and cash cost no fee here. */
const NO_FEE = { rate: 0n, fixed: 0n };

/**
 * The merchant says that he has the money of a shipment which the buyer pays for without a gateway. Throws ORDER_UNKNOWN,
 * SHIPMENT_UNKNOWN, PAYMENT_BY_GATEWAY.
 */
export function confirmCollected(deps: OrderDeps, key: OrderKey, wish: ConfirmWish): Promise<Confirmed<Shipment>> {
  return changeOrder(deps, key, (trx, scene) => collect(trx, scene, wish));
}

async function collect(trx: Db, scene: OrderScene, { id: shipmentId, once }: ConfirmWish): Promise<Confirmed<Shipment>> {
  const { order, shipments } = scene.affairs;
  const before = shipments.find(({ id }) => id === shipmentId);
  if (before === undefined) throw new CartwrightError('SHIPMENT_UNKNOWN', { detail: 'This order has no shipment with this id.' });
  checkManual(order);
  if ((await findWish(trx, once)) !== null) return { state: 'confirmed', thing: before };
  if (decide(scene, 'capture', { shipment: before }).answer !== 'advance') return { state: 'already', thing: before };
  const shipment: Shipment = { ...before, capture: { ...before.capture, state: 'captured' } };
  await settleCaptureByHand(trx, before.id);
  await settleCapture(trx, scene, { shipment, fee: NO_FEE });
  await keepWish(trx, once, shipmentId);
  return { state: 'confirmed', thing: shipment };
}

/**
 * The merchant says that he has paid a refund back by himself. Throws ORDER_UNKNOWN, REFUND_UNKNOWN, PAYMENT_BY_GATEWAY, and
 * REFUND_SENT for one that was undone.
 */
export function confirmPaidBack(deps: OrderDeps, key: OrderKey, wish: ConfirmWish): Promise<Confirmed<Refund>> {
  return changeOrder(deps, key, (trx, scene) => payBack(trx, scene, { deps, wish }));
}

async function payBack(
  trx: Db,
  scene: OrderScene,
  { deps, wish: { id: refundId, once } }: { readonly deps: OrderDeps; readonly wish: ConfirmWish },
): Promise<Confirmed<Refund>> {
  const { order, refunds } = scene.affairs;
  const before = refunds.find(({ id }) => id === refundId);
  if (before === undefined) throw new CartwrightError('REFUND_UNKNOWN', { detail: 'This order has no refund with this id.' });
  checkManual(order);
  if ((await findWish(trx, once)) !== null) return { state: 'confirmed', thing: before };
  const { answer } = decide(scene, 'refund_settled', { refund: before });
  if (answer === 'already') return { state: 'already', thing: before };
  if (answer !== 'advance')
    throw new CartwrightError('REFUND_SENT', { detail: 'This refund was undone, so it is not to be paid.' });
  const settled: { -readonly [Name in keyof Refund]: Refund[Name] } = { ...before, state: 'settled' };
  delete settled.undoUntil;
  await settleRefundByHand(trx, before.id);
  await settleRefund(trx, scene, { deps, refund: settled, fee: NO_FEE });
  await keepWish(trx, once, refundId);
  return { state: 'confirmed', thing: settled };
}

function checkManual({ payment }: Order): void {
  if (payment.gateway === 'manual') return;
  throw new CartwrightError('PAYMENT_BY_GATEWAY', {
    detail: 'The gateway moves the money of this order itself. Only invoices, transfers and cash are confirmed by hand.',
  });
}
