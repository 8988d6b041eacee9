import type { LineUnits } from '../../core/captures.js';
import { refundOfCancelled } from '../../core/refund/cancelled.js';
import { ulid } from '../../ids.js';
import type { Db } from '../../store/db.js';
import { eventIds } from '../event-ids.js';
import type { OrderScene } from './change-order.js';
import { reserveRefund } from './reserve-refund.js';

/**
 * Gives back what a gateway that captures only once took for units that are cancelled (semantics C, "Capture"): their share
 * of price and shipping, by the rules of every refund, in the transaction that cancels them, or that hears of the capture
 * afterwards.
 */
export async function refundCancelled(
  trx: Db,
  scene: OrderScene,
  { units, reason }: { readonly units: readonly LineUnits[]; readonly reason: string },
): Promise<void> {
  const back = refundOfCancelled(scene.affairs, units);
  if (back === null) return;
  const { now } = scene;
  const made = { ...scene, newId: ulid(now), ids: eventIds(now) };
  await reserveRefund(trx, made, { ...back, reason, by: 'cartwright', dueAt: now });
}
