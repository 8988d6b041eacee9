import type { EnvironmentName } from '../core/exchange.js';
import type { Environment, Merchant } from '../core/merchant.js';
import { quickRead, run, transaction, type Db } from './db.js';

const ENVIRONMENTS: readonly EnvironmentName[] = ['sandbox', 'live'];

interface MerchantRow {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly zone: string;
}

/** Id of an environment: readable, and known without a look-up. */
export function environmentId(merchantId: string, name: EnvironmentName): string {
  return `${merchantId}-${name}`;
}

/** Stores a merchant with both environments and answers them. `at` in epoch milliseconds. */
export async function createMerchant(
  db: Db,
  { at, ...merchant }: Merchant & { readonly at: number },
): Promise<{ readonly merchant: Merchant; readonly sandbox: Environment; readonly live: Environment }> {
  await transaction(db, async ({ knex }) => {
    await knex('merchants')
      .insert({ ...fieldsOf(merchant), created_at: at })
      .onConflict('id')
      .ignore();
    const rows = ENVIRONMENTS.map((name) => ({
      id: environmentId(merchant.id, name),
      merchant_id: merchant.id,
      name,
      version: 1,
    }));
    await knex('environments').insert(rows).onConflict('id').ignore();
  });
  const of = (name: EnvironmentName): Environment => ({ id: environmentId(merchant.id, name), name, merchant });
  return { merchant, sandbox: of('sandbox'), live: of('live') };
}

/** Every merchant, oldest first. */
export async function listMerchants(db: Db): Promise<Merchant[]> {
  const rows = await run(db, (knex) => knex('merchants').select<MerchantRow[]>('*').orderBy(['created_at', 'id']));
  return rows.map(fieldsOf);
}

/** One side of a merchant, or null where there is no such merchant. */
export async function findEnvironment(db: Db, merchantId: string, name: EnvironmentName): Promise<Environment | null> {
  const sql = 'select id, name, currency, zone from merchants where id = ?';
  const [row] = await quickRead<MerchantRow>(db, sql, [merchantId]);
  return row === undefined ? null : { id: environmentId(merchantId, name), name, merchant: fieldsOf(row) };
}

function fieldsOf({ id, name, currency, zone }: MerchantRow): Merchant {
  return { id, name, currency, zone };
}
