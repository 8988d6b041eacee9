import type { Order } from '../../core/order.js';
import type { Shipment } from '../../core/shipment.js';
import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import { addEvent } from '../../store/order/events.js';
import type { OrderKey } from '../../store/order/progress.js';
import { publishOf } from '../../store/order/publish.js';
import { saveTracking } from '../../store/order/shipments.js';
import { saveChange } from '../../store/order/units.js';
import { keepWish, findWish, type Wish } from '../../store/wishes.js';
import { changeOrder, decide, type OrderDeps, type OrderScene } from './change-order.js';
import { refusalOf } from './refusals.js';
import { checkDay, type Tracking } from './ship-order.js';

export interface TrackingWish {
  /** Sent again it changes nothing, whatever the shipment says by then. */
  readonly once?: Wish | undefined;
  readonly shipmentId: string;
  readonly tracking: Tracking;
}

/** `already`: the shipment says this since before. */
export interface EditedTracking {
  readonly state: 'changed' | 'already';
  readonly order: Order;
  readonly shipment: Shipment;
}

/**
 * Replaces carrier, service and number of a shipment; what is absent is taken away, but for the day, which stays. Throws
 * ORDER_UNKNOWN, SHIPMENT_UNKNOWN, SHIP_DATE_WRONG.
 */
export function editTracking(deps: OrderDeps, key: OrderKey, wish: TrackingWish): Promise<EditedTracking> {
  return changeOrder(deps, key, async (trx, scene) => {
    const done = await findWish<EditedTracking['state']>(trx, wish.once);
    const shipment = scene.affairs.shipments.find(({ id }) => id === wish.shipmentId);
    if (done !== null && shipment !== undefined) return { state: done, order: scene.affairs.order, shipment };
    const edited = await edit(trx, scene, wish);
    await keepWish(trx, wish.once, edited.state);
    return edited;
  });
}

async function edit(trx: Db, scene: OrderScene, { shipmentId, tracking }: TrackingWish): Promise<EditedTracking> {
  const { affairs, now, environment, ids } = scene;
  const { order } = affairs;
  const before = affairs.shipments.find(({ id }) => id === shipmentId);
  if (before === undefined) throw new CartwrightError('SHIPMENT_UNKNOWN', { detail: 'This order has no shipment with this id.' });
  const shipment = withTracking(before, tracking);
  const { answer, reason } = decide(scene, 'edit_tracking', { known: isSame(before, shipment), shipment });
  if (answer === 'already') return { state: 'already', order, shipment: before };
  if (answer !== 'advance') throw refusalOf(reason);
  checkDay(shipment.shipDate, { placedAt: order.placedAt, now, zone: environment.merchant.zone });
  await saveTracking(trx, shipment);
  await saveChange(trx, order, { after: order, at: now });
  await addEvent(trx, order.id, { at: now, kind: 'shipment_changed', by: 'merchant', text: sentenceOf(shipment) });
  await publishOf(trx, order.id, { kind: 'shipment.updated', at: now, ids, shipment });
  return { state: 'changed', order: { ...order, version: order.version + 1 }, shipment };
}

function withTracking(
  { id, number, at, shipDate: before, lines, capture, by }: Shipment,
  { shipDate = before, carrier, service, trackingNumber }: Tracking,
): Shipment {
  return {
    ...{ id, number, at, shipDate },
    ...(carrier === undefined ? {} : { carrier }),
    ...(service === undefined ? {} : { service }),
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
    ...{ lines, capture, by },
  };
}

const isSame = (one: Shipment, other: Shipment): boolean =>
  one.shipDate === other.shipDate &&
  one.carrier === other.carrier &&
  one.service === other.service &&
  one.trackingNumber === other.trackingNumber;

function sentenceOf({ number, carrier, trackingNumber, shipDate }: Shipment): string {
  const how = [carrier, trackingNumber].filter((part) => part !== undefined).join(' ');
  return `Shipment ${number} is now ${how === '' ? 'without a tracking number' : how}, shipped on ${shipDate}.`;
}
