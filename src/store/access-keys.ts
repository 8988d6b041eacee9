import type { EnvironmentName } from '../core/exchange.js';
import type { AccessKey, Environment } from '../core/merchant.js';
import { quickRead, run, transaction, type Db } from './db.js';

interface KeyRow {
  readonly id: string;
  readonly environment_id: string;
  readonly name: string;
  readonly sealed_secret: Buffer;
  readonly created_at: number;
  readonly revoked_at: number | null;
  readonly last_used_at: number | null;
}
interface FoundRow extends KeyRow {
  readonly environment: EnvironmentName;
  readonly merchant_id: string;
  readonly merchant_name: string;
  readonly currency: string;
  readonly zone: string;
}

/** A key with its sealed secret and the environment that it belongs to. */
export type FoundKey = AccessKey & { readonly sealedSecret: Buffer; readonly environment: Environment };

const FIND = `select k.id, k.environment_id, k.name, k.sealed_secret, k.created_at, k.revoked_at, k.last_used_at,
    e.name as environment, m.id as merchant_id, m.name as merchant_name, m.currency, m.zone
  from access_keys k join environments e on e.id = k.environment_id join merchants m on m.id = e.merchant_id`;

/** Stores a key, its secret sealed with the context that `openVault` wants back. */
export async function createKey(
  db: Db,
  key: {
    readonly id: string;
    readonly environmentId: string;
    readonly name: string;
    readonly sealedSecret: Buffer;
    readonly at: number;
  },
): Promise<AccessKey> {
  await transaction(db, async (trx) => {
    const row = {
      id: key.id,
      environment_id: key.environmentId,
      name: key.name,
      sealed_secret: key.sealedSecret,
      created_at: key.at,
    };
    await trx.knex('access_keys').insert(row);
    await bumpVersion(trx, key.environmentId);
  });
  return { id: key.id, environmentId: key.environmentId, name: key.name, createdAt: key.at, revokedAt: null, lastUsedAt: null };
}

/** A key by its id, revoked ones too, of any environment; null where there is none. */
export async function findKey(db: Db, keyId: string): Promise<FoundKey | null> {
  const [row] = await quickRead<FoundRow>(db, `${FIND} where k.id = ?`, [keyId]);
  return row === undefined ? null : foundFromRow(row);
}

/** The keys of an environment, newest first. */
export async function listKeys(db: Db, environmentId: string): Promise<AccessKey[]> {
  return (await listFoundKeys(db, environmentId)).map(({ id, name, createdAt, revokedAt, lastUsedAt }) => ({
    id,
    environmentId,
    name,
    createdAt,
    revokedAt,
    lastUsedAt,
  }));
}

/** The same with sealed secrets: for posts that are signed but do not name their key. */
export async function listFoundKeys(db: Db, environmentId: string): Promise<FoundKey[]> {
  const rows = await quickRead<FoundRow>(db, `${FIND} where k.environment_id = ? order by k.created_at desc, k.id desc`, [
    environmentId,
  ]);
  return rows.map(foundFromRow);
}

/** Revokes a key at once, in every process. Answers whether it was in force until now. */
export function revokeKey(db: Db, keyId: string, at: number): Promise<boolean> {
  return transaction(db, async (trx) => {
    const changed = await trx.knex('access_keys').where('id', keyId).whereNull('revoked_at').update({ revoked_at: at });
    if (changed === 0) return false;
    const row = await trx.knex('access_keys').where('id', keyId).first<Pick<KeyRow, 'environment_id'>>('environment_id');
    await bumpVersion(trx, row.environment_id);
    return true;
  });
}

/** Notes when keys were last used; called now and then with what has gathered, not at each request. Times never go back. */
export async function touchKeys(db: Db, lastUsed: ReadonlyMap<string, number>): Promise<void> {
  if (lastUsed.size === 0) return;
  await transaction(db, async ({ knex }) => {
    for (const [keyId, at] of [...lastUsed].sort(([a], [b]) => (a < b ? -1 : 1))) {
      await knex('access_keys').where('id', keyId).whereRaw('coalesce(last_used_at, 0) < ?', [at]).update({ last_used_at: at });
    }
  });
}

/** Tells every process that keys or settings of an environment changed; in the transaction that changed them. */
export async function bumpVersion(trx: Db, environmentId: string): Promise<void> {
  await run(trx, (knex) => knex('environments').where('id', environmentId).increment('version', 1));
}

function foundFromRow(row: FoundRow): FoundKey {
  return {
    id: row.id,
    environmentId: row.environment_id,
    name: row.name,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    sealedSecret: row.sealed_secret,
    environment: {
      id: row.environment_id,
      name: row.environment,
      merchant: { id: row.merchant_id, name: row.merchant_name, currency: row.currency, zone: row.zone },
    },
  };
}
