import type { Order } from '../../core/order.js';
import type { Db } from '../../store/db.js';
import { addEvent } from '../../store/order/events.js';
import type { OrderKey } from '../../store/order/progress.js';
import { publishOf } from '../../store/order/publish.js';
import { saveChange } from '../../store/order/units.js';
import { writeCancelWish } from '../../wire/progress-mail.js';
import { changeOrder, decide, type OrderDeps, type OrderScene } from './change-order.js';
import { mailShop, shopContext } from './mail-shop.js';

/** `late`: everything was shipped, so there is nothing to ask for. */
export interface AskedToCancel {
  readonly state: 'asked' | 'already' | 'late';
  readonly order: Order;
}

/**
 * A buyer whose time to cancel is over asks the shop to: the order is marked, and everybody of the shop gets a mail. Nothing
 * else happens by itself. Throws ORDER_UNKNOWN.
 */
export function askCancel(deps: OrderDeps, key: OrderKey): Promise<AskedToCancel> {
  return changeOrder(deps, key, (trx, scene) => ask(trx, scene, deps));
}

async function ask(trx: Db, scene: OrderScene, deps: OrderDeps): Promise<AskedToCancel> {
  const { affairs, now: at, ids } = scene;
  const { order } = affairs;
  const { answer } = decide(scene, 'buyer_asks');
  if (answer !== 'advance') return { state: answer === 'already' ? 'already' : 'late', order };
  const after = { ...order, version: order.version + 1, cancelAskedAt: at };
  await saveChange(trx, order, { after, at });
  await addEvent(trx, order.id, { at, kind: 'cancel_asked', by: 'buyer', text: 'The buyer asks the shop to cancel.' });
  await publishOf(trx, order.id, { kind: 'order.cancel_asked', at, ids });
  await mailShop(trx, scene, { deps, kind: 'cancel_asked', mail: writeCancelWish(order, shopContext(deps, scene)) });
  return { state: 'asked', order: after };
}
