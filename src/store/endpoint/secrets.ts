import { quickRead, run, type Db } from '../db.js';
import type { EndpointKey } from '../endpoints.js';

/** The sealed secrets of a webhook; the old one signs too as long as `oldUntil` is ahead, by the real clock. */
export interface SealedSecrets {
  readonly secret: Buffer | null;
  readonly old: Buffer | null;
  readonly oldUntil: number;
}

interface SecretRow {
  readonly secret: Buffer | null;
  readonly old_secret: Buffer | null;
  readonly old_secret_until: number | null;
}

/** The sealed secrets of an endpoint; both null where it has none. */
export async function loadEndpointSecrets(db: Db, id: string): Promise<SealedSecrets> {
  const sql = 'select secret, old_secret, old_secret_until from endpoints where id = ?';
  const [row] = await quickRead<SecretRow>(db, sql, [id]);
  return { secret: row?.secret ?? null, old: row?.old_secret ?? null, oldUntil: row?.old_secret_until ?? 0 };
}

/** Puts a fresh secret in force; the one before goes on signing until `oldUntil`. Answers whether there is such a webhook, of this version. */
export async function rotateEndpointSecret(
  db: Db,
  {
    environmentId,
    id,
    sealed,
    oldUntil,
    version,
  }: EndpointKey & { readonly sealed: Buffer; readonly oldUntil: number; readonly version?: number | undefined },
): Promise<boolean> {
  const rotated = await run(db, (knex) =>
    knex('endpoints')
      .where({ id, environment_id: environmentId, format: 'webhook', ...(version === undefined ? {} : { version }) })
      // MySQL assigns from left to right: the old secret is taken before the new one is there
      .update({ old_secret: knex.ref('secret'), old_secret_until: oldUntil, secret: sealed })
      .increment('version', 1),
  );
  return rotated > 0;
}

/** The access key that signs the notifications of an endpoint from now on; only where it had none. */
export async function keepFirstKey(db: Db, { id, keyId }: { readonly id: string; readonly keyId: string }): Promise<void> {
  await run(db, (knex) => knex('endpoints').where({ id }).whereNull('key_id').update({ key_id: keyId }));
}
