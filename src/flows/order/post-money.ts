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
  const { currency } = order;
  // of one instant, and still read in this order
  const ids = postings.map(() => ulid(at)).sort();
  for (const [place, posting] of postings.entries()) {
    if (posting !== null) await post(trx, order, { ...posting, id: ids[place] ?? ulid(at), at, currency });
  }
}
