import type { Order } from '../../core/order.js';
import type { Shipment } from '../../core/shipment.js';
import type { Db } from '../../store/db.js';
import { addEvent } from '../../store/order/events.js';
import { publishOf } from '../../store/order/publish.js';
import { saveChange } from '../../store/order/units.js';
import { writePaymentProblem } from '../../wire/payment-mail.js';
import type { OrderDeps, OrderScene } from './change-order.js';
import { mailShop, shopContext } from './mail-shop.js';

export interface Problem {
  readonly deps: OrderDeps;
  /** One or two sentences: what was refused, and why. */
  readonly text: string;
  /** Whose capture was refused; absent where it is a hold that was not renewed. */
  readonly shipment?: Shipment;
}

/** Marks an order that is not paid for: nothing more is shipped until it is solved, and shop and programs are told. */
export async function raiseProblem(trx: Db, scene: OrderScene, { deps, text, shipment }: Problem): Promise<void> {
  const { affairs, now: at, ids } = scene;
  const { order } = affairs;
  await saveChange(trx, order, { after: withProblem(order, text), at });
  await addEvent(trx, order.id, { at, kind: 'capture_refused', by: 'gateway', text });
  const about = shipment === undefined ? {} : { shipment };
  await publishOf(trx, order.id, { kind: 'order.payment_problem', at, ids, reason: text, ...about });
  const mail = writePaymentProblem(order, text, shopContext(deps, scene));
  await mailShop(trx, scene, { deps, kind: `problem:${ids.eventId}`, mail });
}

/** A hold that has ended has no end to be renewed ahead of. */
function withProblem(order: Order, paymentProblem: string): Order {
  const after: { -readonly [Name in keyof Order]: Order[Name] } = { ...order, version: order.version + 1, paymentProblem };
  delete after.heldUntil;
  return after;
}
