import { formatMajor } from '../../core/money.js';
import type { Order } from '../../core/order.js';
import type { Refund } from '../../core/refund.js';
import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import { addEvent } from '../../store/order/events.js';
import type { OrderKey } from '../../store/order/progress.js';
import { publishOf } from '../../store/order/publish.js';
import { undoRefund as store } from '../../store/order/refunds.js';
import { saveChange } from '../../store/order/units.js';
import { keepWish, findWish, type Wish } from '../../store/wishes.js';
import { changeOrder, decide, type OrderDeps, type OrderScene } from './change-order.js';
import { refusalOf } from './refusals.js';

export interface UndoWish {
  readonly refundId: string;
  /** Sent again it answers as it did first. */
  readonly once?: Wish | undefined;
}

/** `already`: it was undone before. */
export interface UndoneRefund {
  readonly state: 'undone' | 'already';
  readonly order: Order;
  readonly refund: Refund;
}

/** Takes a refund back before the gateway is asked for it. Throws ORDER_UNKNOWN, REFUND_UNKNOWN, REFUND_SENT. */
export function undoRefund(deps: OrderDeps, key: OrderKey, wish: UndoWish): Promise<UndoneRefund> {
  return changeOrder(deps, key, (trx, scene) => undo(trx, scene, wish));
}

async function undo(trx: Db, scene: OrderScene, { refundId, once }: UndoWish): Promise<UndoneRefund> {
  const { affairs, now: at, ids } = scene;
  const { order } = affairs;
  const before = affairs.refunds.find(({ id }) => id === refundId);
  if (before === undefined) throw new CartwrightError('REFUND_UNKNOWN', { detail: 'This order has no refund with this id.' });
  if ((await findWish(trx, once)) !== null) return { state: 'undone', order, refund: before };
  const { answer, reason } = decide(scene, 'undo_refund', { refund: before });
  if (answer === 'already') return { state: 'already', order, refund: before };
  if (answer !== 'advance') throw refusalOf(reason);
  if (!(await store(trx, refundId)))
    throw new CartwrightError('REFUND_SENT', {
      detail: 'The gateway is being asked for this refund. It can no longer be undone.',
    });
  const refund = undone(before);
  await saveChange(trx, order, { after: order, at });
  const text = `Refund ${refund.number} of ${formatMajor(refund.amount, order.currency)} ${order.currency} was undone.`;
  await addEvent(trx, order.id, { at, kind: 'refund_undone', by: 'merchant', text });
  await publishOf(trx, order.id, { kind: 'refund.undone', at, ids, refund });
  await keepWish(trx, once, refundId);
  return { state: 'undone', order: { ...order, version: order.version + 1 }, refund };
}

function undone({ id, number, at, reason, by, lines, amount, reference, note }: Refund): Refund {
  return { id, number, at, state: 'undone', reason, by, lines, amount, reference, ...(note === undefined ? {} : { note }) };
}
