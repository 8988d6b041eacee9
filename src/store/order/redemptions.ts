import { foldCode } from '../../core/promotions/promotion.js';
import { quickRead, run, type Db } from '../db.js';

/** A claim code that brought something, with the number of times that it may be used in all; null where there is no limit. */
export interface Redemption {
  readonly promotionId: string;
  readonly code: string;
  readonly limit: number | null;
}
interface CodeRow {
  readonly environment_id: string;
  readonly promotion_id: string;
  readonly code_folded: string;
}

const COLUMNS = ['environment_id', 'promotion_id', 'code_folded'];

/** Uses codes up for an order. Answers the first one that was used up before, and then the caller undoes the others. */
export async function redeemCodes(
  trx: Db,
  {
    environmentId,
    orderId,
    at,
    redemptions,
  }: {
    readonly environmentId: string;
    readonly orderId: string;
    readonly at: number;
    readonly redemptions: readonly Redemption[];
  },
): Promise<string | null> {
  // in one order for everybody, so that two orders with the same codes do not wait for each other
  for (const redemption of [...redemptions].sort(byName)) {
    const row = rowOf(environmentId, redemption);
    if (redemption.limit === null) await countUse(trx, row);
    else if (!(await useOnce(trx, row, redemption.limit))) return redemption.code;
    await run(trx, (knex) => knex('code_redemptions').insert({ ...row, order_id: orderId, at }));
  }
  return null;
}

/** Gives back every code of an order that was cancelled before anything of it was shipped. */
export async function giveCodesBack(trx: Db, orderId: string): Promise<void> {
  const rows = await run(trx, (knex) =>
    knex('code_redemptions').where('order_id', orderId).orderBy(COLUMNS).select<CodeRow[]>(COLUMNS),
  );
  for (const { environment_id, promotion_id, code_folded } of rows) {
    const code = { environment_id, promotion_id, code_folded };
    await run(trx, (knex) => knex('code_uses').where(code).where('used', '>', 0).decrement('used', 1));
  }
  await run(trx, (knex) => knex('code_redemptions').where('order_id', orderId).delete());
}

/** Those of the given codes that no order can use any more, folded; for a quote, which uses up nothing. */
export async function usedUpCodes(db: Db, environmentId: string, codes: readonly Redemption[]): Promise<ReadonlySet<string>> {
  const usedUp = new Set<string>();
  for (const code of codes) {
    if (code.limit !== null && (await countUses(db, rowOf(environmentId, code))) >= code.limit) usedUp.add(foldCode(code.code));
  }
  return usedUp;
}

/** A code whose limit was lifted goes on counting; one that never had a limit has no row that all its orders would wait for. */
async function countUse(trx: Db, code: CodeRow): Promise<void> {
  await run(trx, (knex) => knex('code_uses').where(code).increment('used', 1));
}

async function useOnce(trx: Db, code: CodeRow, limit: number): Promise<boolean> {
  const use = (): Promise<number> =>
    run(trx, (knex) => knex('code_uses').where(code).where('used', '<', limit).increment('used', 1));
  if ((await use()) > 0) return true;
  // the first use under a limit: what was redeemed before there was one counts as well
  const used = await countUses(trx, code);
  if (used >= limit) return false;
  await run(trx, (knex) =>
    knex('code_uses')
      .insert({ ...code, used })
      .onConflict(COLUMNS)
      .ignore(),
  );
  return (await use()) > 0;
}

async function countUses(db: Db, { environment_id, promotion_id, code_folded }: CodeRow): Promise<number> {
  const where = 'where environment_id = ? and promotion_id = ? and code_folded = ?';
  const values = [environment_id, promotion_id, code_folded];
  const [counted] = await quickRead<{ used: number }>(db, `select used from code_uses ${where}`, values);
  if (counted !== undefined) return counted.used;
  const rows = await quickRead<{ n: number }>(db, `select count(*) as n from code_redemptions ${where}`, values);
  return rows[0]?.n ?? 0;
}

function rowOf(environmentId: string, { promotionId, code }: Redemption): CodeRow {
  return { environment_id: environmentId, promotion_id: promotionId, code_folded: foldCode(code) };
}

function byName(a: Redemption, b: Redemption): number {
  const [one, other] = [`${a.promotionId} ${foldCode(a.code)}`, `${b.promotionId} ${foldCode(b.code)}`];
  return one < other ? -1 : Number(one > other);
}
