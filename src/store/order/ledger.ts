import type { Account, Posting, PostingKind } from '../../core/ledger.js';
import { quickRead, run, type Db } from '../db.js';
import { isDuplicate } from '../engine/retry.js';
import { minorUnits } from '../engine/minor-units.js';
import type { OrderKey } from './progress.js';

/** A posting as it stands in the ledger of an order. */
export interface StoredPosting extends Posting {
  readonly id: string;
  readonly at: number;
  readonly currency: string;
}

interface PostingRow {
  readonly id: string;
  readonly source: string;
  readonly kind: PostingKind;
  readonly at: number;
  readonly account: Account;
  readonly currency: string;
  readonly amount: number;
}

/** Posts once for each source and kind; false where that was posted before, and then nothing is written. */
export async function post(
  trx: Db,
  { environmentId, id: orderId }: OrderKey,
  { id, at, currency, source, kind, rows }: StoredPosting,
): Promise<boolean> {
  const posting = { id, environment_id: environmentId, order_id: orderId, source, kind, at };
  try {
    await run(trx, (knex) => knex('ledger_postings').insert(posting));
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
  const lines = rows.map(({ account, amount }) => ({ posting_id: id, account, currency, amount: minorUnits(amount) }));
  await run(trx, (knex) => knex('ledger_rows').insert(lines));
  return true;
}

/** The postings of an order, oldest first. */
export async function listPostings(db: Db, { environmentId, id }: OrderKey): Promise<StoredPosting[]> {
  const sql = `select p.id, p.source, p.kind, p.at, r.account, r.currency, r.amount
    from ledger_postings p join ledger_rows r on r.posting_id = p.id
    where p.order_id = ? and p.environment_id = ? order by p.at, p.id, r.account`;
  const postings = new Map<string, StoredPosting>();
  for (const { account, amount, ...posting } of await quickRead<PostingRow>(db, sql, [id, environmentId])) {
    const rows = [...(postings.get(posting.id)?.rows ?? []), { account, amount: BigInt(amount) }];
    postings.set(posting.id, { ...posting, rows });
  }
  return [...postings.values()];
}
