import type { LineUnits } from '../../core/captures.js';
import type { Order } from '../../core/order.js';
import { decideRefund } from '../../core/refund/decide.js';
import { ulid } from '../../ids.js';
import type { Db } from '../../store/db.js';
import { eventIds } from '../event-ids.js';
import type { OrderScene } from './change-order.js';
import { reserveRefund } from './reserve-refund.js';

/**
 * Gives back what a gateway that captures only once took for units that are cancelled after the first shipment (semantics C,
 * "Capture"): their price and shipping, by the rules of every refund, in the transaction that cancels them.
 */
export async function refundCancelled(
  trx: Db,
  scene: OrderScene,
  { order, units, reason }: { readonly order: Order; readonly units: readonly LineUnits[]; readonly reason: string },
): Promise<void> {
  const { affairs, now } = scene;
  if (order.payment.multipleCaptures || affairs.shipments.length === 0) return;
  const lines = units.map((line) => ({ ...line, shipping: true }));
  const decided = decideRefund({ ...affairs, order }, { by: 'units', lines });
  if (!decided.ok) return;
  const made = { ...scene, newId: ulid(now), ids: eventIds(now) };
  const { lines: parts, amount } = decided;
  await reserveRefund(trx, made, { lines: parts, amount, reason, by: 'cartwright', dueAt: now });
}
