import { captureFor, type LineUnits } from '../../core/captures.js';
import { openUnits } from '../../core/cancellation.js';
import { findKnownShipment } from '../../core/known-shipment.js';
import { capturePosting } from '../../core/ledger.js';
import type { Order } from '../../core/order.js';
import { checkShipDate } from '../../core/ship-date.js';
import type { Shipment } from '../../core/shipment.js';
import { dayInZone } from '../../core/zone.js';
import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import { queueMail } from '../../store/mails.js';
import { addEvent } from '../../store/order/events.js';
import type { OrderKey } from '../../store/order/progress.js';
import { publishOf } from '../../store/order/publish.js';
import { insertShipment } from '../../store/order/shipments.js';
import { saveChange } from '../../store/order/units.js';
import { keepWish, findWish, type Wish } from '../../store/wishes.js';
import { changeOrder, decide, type OrderDeps, type OrderScene } from './change-order.js';
import { shippedMail } from './progress-mails.js';
import { postMoney } from './post-money.js';
import { refusalOf } from './refusals.js';
import { unitsInWords } from './words.js';

/** Carrier, service, number and day as the merchant tells them. */
export interface Tracking {
  /** YYYY-MM-DD in the merchant's zone. */
  readonly shipDate?: string;
  readonly carrier?: string;
  readonly service?: string;
  readonly trackingNumber?: string;
}

export interface ShipWish extends Tracking {
  /** Sent again it is the shipment that it made first, not a second one. */
  readonly once?: Wish | undefined;
  /** Null: every open unit. */
  readonly units: readonly LineUnits[] | null;
  readonly by: Shipment['by'];
}

/** `already`: an equal shipment was confirmed before, and is this one. */
export interface Shipped {
  readonly state: 'shipped' | 'already';
  readonly order: Order;
  readonly shipment: Shipment;
}

/**
 * Confirms a shipment: its units leave the order and what it captures is written with it, for the gateway to be asked after
 * the commit. Throws ORDER_UNKNOWN, ORDER_PENDING, ORDER_CANCELLED, ORDER_LINE_UNKNOWN, ORDER_UNITS_CLOSED,
 * ORDER_PAYMENT_PROBLEM, SHIP_DATE_WRONG.
 */
export function shipOrder(deps: OrderDeps, key: OrderKey, wish: ShipWish): Promise<Shipped> {
  return changeOrder(deps, key, (trx, scene) => ship(trx, scene, { deps, wish }));
}

async function ship(trx: Db, scene: OrderScene, { deps, wish }: { readonly deps: OrderDeps; readonly wish: ShipWish }) {
  const { order, shipments } = scene.affairs;
  const made = await findWish<Shipment['id']>(trx, wish.once);
  const told = shipments.find(({ id }) => id === made);
  if (told !== undefined) return { state: 'shipped', order, shipment: told } as const;
  const known = knownShipment(scene, wish);
  const { answer, reason } = decide(scene, 'ship', { known: known !== null });
  if (answer === 'already' && known !== null) return { state: 'already', order, shipment: known } as const;
  if (answer !== 'advance') throw refusalOf(reason);
  const units = openUnits(order, wish.units);
  if (!units.ok) throw new CartwrightError(units.code, { detail: units.message });
  const shipment = shipmentOf(scene, { wish, due: captureFor(order, shipments, units.units) });
  const after = withoutShipped(order, units.units);
  await insertShipment(trx, order, shipment);
  if (shipment.capture.state === 'nothing') await postNothing(trx, scene, shipment);
  await saveChange(trx, order, { after, at: scene.now });
  await tell(trx, scene, { shipment, after });
  await queueMail(trx, shippedMail(deps, scene, { order: after, shipment }));
  await keepWish(trx, wish.once, shipment.id);
  return { state: 'shipped', order: after, shipment } as const;
}

function knownShipment({ affairs, now, environment }: OrderScene, wish: ShipWish): Shipment | null {
  const { order, shipments } = affairs;
  const isOpen = order.lines.some(({ quantity, shipped, cancelled }) => quantity > shipped + cancelled);
  return findKnownShipment(wish, { shipments, isOpen, today: dayInZone(now, environment.merchant.zone) });
}

function shipmentOf(
  { affairs, now, environment, newId }: OrderScene,
  { wish, due }: { readonly wish: ShipWish; readonly due: ReturnType<typeof captureFor> },
): Shipment {
  const { zone } = environment.merchant;
  const { shipDate = dayInZone(now, zone), carrier, service, trackingNumber, by } = wish;
  checkDay(shipDate, { placedAt: affairs.order.placedAt, now, zone });
  return {
    id: newId,
    number: affairs.shipments.length + 1,
    at: now,
    shipDate,
    ...(carrier === undefined ? {} : { carrier }),
    ...(service === undefined ? {} : { service }),
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
    lines: due.lines,
    capture: { state: due.amount === 0n ? 'nothing' : 'due', amount: due.amount, reference: null },
    by,
  };
}

/** Throws SHIP_DATE_WRONG with the days that would do. */
export function checkDay(day: string, facts: Parameters<typeof checkShipDate>[1]): void {
  const decided = checkShipDate(day, facts);
  if (decided.ok) return;
  const { reason, from, to } = decided;
  const because = {
    malformed: 'is no day of the calendar',
    future: 'is in the future',
    'before-purchase': 'is before the purchase',
  };
  throw new CartwrightError('SHIP_DATE_WRONG', {
    detail: `The ship date ${day} ${because[reason]}. Send a day from ${from} to ${to}, as YYYY-MM-DD.`,
  });
}

function withoutShipped(order: Order, units: readonly LineUnits[]): Order {
  const leaving = new Map(units.map((line) => [line.number, line.units]));
  return {
    ...order,
    version: order.version + 1,
    lines: order.lines.map((line) => ({ ...line, shipped: line.shipped + (leaving.get(line.number) ?? 0) })),
  };
}

/** No money moves, but a carried cent may be of the price while a tax is due: the ledger tells the two apart. */
async function postNothing(trx: Db, scene: OrderScene, { id: source, lines }: Shipment): Promise<void> {
  const components = lines.map(({ captured }) => ({ components: captured }));
  await postMoney(trx, scene, [capturePosting({ source, lines: components, amount: 0n })]);
}

async function tell(
  trx: Db,
  { now, ids }: OrderScene,
  { shipment, after }: { readonly shipment: Shipment; readonly after: Order },
): Promise<void> {
  const { carrier, trackingNumber, lines, number } = shipment;
  const how = [carrier, trackingNumber].filter((part) => part !== undefined).join(' ');
  const text = `Shipment ${number}: ${unitsInWords(after, lines)} shipped${how === '' ? '' : ` by ${how}`}.`;
  await addEvent(trx, after.id, { at: now, kind: 'shipped', by: 'merchant', text });
  await publishOf(trx, after.id, { kind: 'shipment.confirmed', at: now, ids, shipment });
}
