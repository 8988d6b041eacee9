import type { EnvironmentName } from '../core/exchange.js';
import type { Environment } from '../core/merchant.js';
import { accessKeyId, secretAccessKey } from '../ids.js';
import { createKey } from '../store/access-keys.js';
import type { Db } from '../store/db.js';
import { findEnvironment } from '../store/merchants.js';
import type { Vault } from '../vault.js';

export interface NewKey {
  readonly merchantId: string;
  readonly environment: EnvironmentName;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** An access key with its secret: the only moment at which the secret can be read. */
export interface IssuedKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly environment: Environment;
}

/** Makes an access key and stores its secret sealed, bound to the key's id. Null where there is no such merchant. */
export async function issueKey(
  db: Db,
  vault: Vault,
  { merchantId, environment: side, name, at }: NewKey,
): Promise<IssuedKey | null> {
  const environment = await findEnvironment(db, merchantId, side);
  if (environment === null) return null;
  const id = accessKeyId();
  const secret = secretAccessKey();
  await createKey(db, { id, environmentId: environment.id, name, sealedSecret: vault.seal(secret, id), at });
  return { accessKeyId: id, secretAccessKey: secret, environment };
}
