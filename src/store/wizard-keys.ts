import { quickRead, run, type Db } from './db.js';
import { isDuplicate } from './engine/retry.js';

/** A key that signs carts made by the console's own button wizard; never shown, so it has no id. */
export interface WizardKey {
  readonly version: number;
  readonly sealedSecret: Buffer;
  readonly createdAt: number;
}
interface WizardKeyRow {
  readonly version: number;
  readonly sealed_secret: Buffer;
  readonly created_at: number;
}

/** The wizard keys of an environment, the one in force first; older ones still verify the buttons that they signed. */
export async function loadWizardKeys(db: Db, environmentId: string): Promise<WizardKey[]> {
  const sql = 'select version, sealed_secret, created_at from wizard_keys where environment_id = ? order by version desc';
  const rows = await quickRead<WizardKeyRow>(db, sql, [environmentId]);
  return rows.map((row) => ({ version: row.version, sealedSecret: row.sealed_secret, createdAt: row.created_at }));
}

/** Stores a version of the wizard key. False where another process made this version first: load that one. */
export async function saveWizardKey(
  db: Db,
  environmentId: string,
  { version, sealedSecret, createdAt }: WizardKey,
): Promise<boolean> {
  const row = { environment_id: environmentId, version, sealed_secret: sealedSecret, created_at: createdAt };
  try {
    await run(db, (knex) => knex('wizard_keys').insert(row));
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
