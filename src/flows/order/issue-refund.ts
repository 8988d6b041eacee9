import type { Order } from '../../core/order.js';
import type { Refund } from '../../core/refund.js';
import { decideRefund } from '../../core/refund/decide.js';
import type { RefundWish } from '../../core/refund/wish.js';
import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import type { OrderKey } from '../../store/order/progress.js';
import { saveChange } from '../../store/order/units.js';
import { keepWish, findWish, type Wish } from '../../store/wishes.js';
import { changeOrder, decide, type OrderDeps, type OrderScene } from './change-order.js';
import { refusalOf } from './refusals.js';
import { reserveRefund } from './reserve-refund.js';

/** How long a refund can be undone, by the clock of the environment. */
export const UNDO_MS = 10 * 60_000;

export interface IssueWish {
  /** Sent again it is the refund that it made first, not a second one. */
  readonly once?: Wish | undefined;
  readonly wish: RefundWish;
  /** For the buyer. */
  readonly reason: string;
  /** For the merchant only. */
  readonly note?: string;
  readonly by: Refund['by'];
}

export interface IssuedRefund {
  readonly order: Order;
  readonly refund: Refund;
  /** One sentence each: what was not said and had to be derived. */
  readonly warnings: readonly string[];
}

/**
 * Reserves a refund of captured money; the gateway is asked ten minutes later, until then it can be undone. Throws
 * ORDER_UNKNOWN, ORDER_LINE_UNKNOWN and the codes of `REFUND_…` with the sentence that says what remains.
 */
export function issueRefund(deps: OrderDeps, key: OrderKey, issue: IssueWish): Promise<IssuedRefund> {
  return changeOrder(deps, key, (trx, scene) => reserve(trx, scene, issue));
}

async function reserve(trx: Db, scene: OrderScene, { once, wish, reason, note, by }: IssueWish): Promise<IssuedRefund> {
  const { affairs, now } = scene;
  const { order } = affairs;
  const made = await findWish<{ readonly id: string; readonly warnings: readonly string[] }>(trx, once);
  const known = affairs.refunds.find(({ id }) => id === made?.id);
  if (known !== undefined) return { order, refund: known, warnings: made?.warnings ?? [] };
  const event = decide(scene, 'refund');
  if (event.answer !== 'advance') throw refusalOf(event.reason);
  const decided = decideRefund(affairs, wish);
  if (!decided.ok) throw new CartwrightError(decided.code, { detail: decided.message });
  const { lines, amount, warnings } = decided;
  await saveChange(trx, order, { after: order, at: now });
  const told = { lines, amount, reason, by, ...(note === undefined ? {} : { note }), dueAt: now + UNDO_MS };
  const refund = await reserveRefund(trx, scene, told);
  await keepWish(trx, once, { id: refund.id, warnings });
  return { order: { ...order, version: order.version + 1 }, refund, warnings };
}
