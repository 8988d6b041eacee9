import { formatMajor } from '../../core/money.js';
import type { OrderEvent } from '../../core/order.js';
import type { Refund } from '../../core/refund.js';
import type { Db } from '../../store/db.js';
import { addEvent } from '../../store/order/events.js';
import { publishOf } from '../../store/order/publish.js';
import { insertRefund } from '../../store/order/refunds.js';
import type { OrderScene } from './change-order.js';

/** A refund as it was decided. */
export type DecidedRefund = Pick<Refund, 'lines' | 'amount' | 'reason' | 'by' | 'note'> & {
  /** From when the gateway is asked, by the clock of the environment; until then it can be undone. */
  readonly dueAt: number;
};

/** Reserves a refund in the transaction that decided it: from here on it counts as refunded. */
export async function reserveRefund(
  trx: Db,
  { affairs: { order, refunds }, now: at, newId, ids }: OrderScene,
  { dueAt, ...decided }: DecidedRefund,
): Promise<Refund> {
  const refund: Refund = {
    id: newId,
    number: refunds.length + 1,
    at,
    state: 'reserved',
    reference: null,
    undoUntil: dueAt,
    ...decided,
  };
  await insertRefund(trx, order, { refund, dueAt });
  const text = `Refund ${refund.number}: ${formatMajor(refund.amount, order.currency)} ${order.currency} to go back. ${refund.reason}`;
  await addEvent(trx, order.id, { at, kind: 'refunded', by: CAUSED_BY[decided.by], text });
  await publishOf(trx, order.id, { kind: 'refund.issued', at, ids, refund });
  return refund;
}

const CAUSED_BY: Readonly<Record<Refund['by'], OrderEvent['by']>> = {
  merchant: 'merchant',
  api: 'merchant',
  file: 'merchant',
  cartwright: 'cartwright',
};
