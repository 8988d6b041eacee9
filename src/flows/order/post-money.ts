import type { Posting } from '../../core/ledger.js';
import { ulid } from '../../ids.js';
import type { Db } from '../../store/db.js';
import { post } from '../../store/order/ledger.js';
import type { OrderScene } from './change-order.js';

/** Writes postings of an order into the ledger, in the transaction that moved the money; those that move nothing are null. */
export async function postMoney(
  trx: Db,
  { affairs: { order }, now: at }: OrderScene,
  postings: readonly (Posting | null)[],
): Promise<void> {
  for (const posting of postings) {
    if (posting !== null) await post(trx, order, { ...posting, id: ulid(at), at, currency: order.currency });
  }
}
