import type { Order } from '../../core/order.js';
import type { Refund, RefundState } from '../../core/refund.js';
import { run, type Db } from '../db.js';
import { finishWork, type Work } from './gateway-work.js';
import { insertMove, listMoves, type MoveKind } from './moves.js';
import {
  FRESH_WORK,
  refundFromRows,
  rowOfRefund,
  rowsOfRefundLines,
  type RefundLineRow,
  type RefundRow,
} from './shipment-rows.js';

const KIND: MoveKind<RefundRow, RefundLineRow, Refund> = {
  ...{ moves: 'refunds', lines: 'refund_lines', owner: 'refund_id' },
  fromRows: refundFromRows,
};

/** The refunds of an order, oldest first, undone and refused ones too. */
export const listRefunds = (db: Db, orderId: string): Promise<Refund[]> => listMoves(db, orderId, KIND);

/** Reserves a refund of an order: the gateway is asked from `dueAt` on, by the clock of the environment. */
export async function insertRefund(
  trx: Db,
  { id: orderId, environmentId }: Order,
  { refund, dueAt }: { readonly refund: Refund; readonly dueAt: number },
): Promise<void> {
  const row = { ...rowOfRefund(orderId, refund), ...FRESH_WORK, environment_id: environmentId, due_at: dueAt };
  await insertMove(trx, KIND, { row, lines: rowsOfRefundLines(refund) });
}

/** Takes a refund back, if nobody has begun to ask the gateway for it. */
export async function undoRefund(trx: Db, id: string): Promise<boolean> {
  const undone = await run(trx, (knex) =>
    knex('refunds').where({ id, state: 'reserved', attempts: 0 }).update({ state: 'undone' }),
  );
  return undone > 0;
}

/** Writes what the gateway said of a refund; false where another process has taken the work meanwhile. */
export function noteRefund(
  trx: Db,
  told: {
    readonly work: Work;
    readonly state: RefundState;
    readonly reference: string | null;
    /** When a refund that is still reserved is asked about again. */
    readonly nextAt?: number;
  },
): Promise<boolean> {
  const { work, state, reference, nextAt } = told;
  return finishWork(trx, 'refunds', { work, columns: { state, reference }, ...(nextAt === undefined ? {} : { nextAt }) });
}

/** Writes that the merchant has paid a refund, whoever may be asking about it. */
export async function settleRefundByHand(trx: Db, id: string): Promise<void> {
  await run(trx, (knex) => knex('refunds').where({ id }).update({ state: 'settled', lease_owner: null, lease_until: 0 }));
}
