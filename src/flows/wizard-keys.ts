import { randomBytes } from 'node:crypto';
import type { Db } from '../store/db.js';
import { loadWizardKeys, saveWizardKey, type WizardKey } from '../store/wizard-keys.js';
import type { Vault } from '../vault.js';

interface Deps {
  readonly db: Db;
  readonly vault: Pick<Vault, 'seal' | 'open'>;
}
interface At {
  readonly environmentId: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** As long as the secret of an access key: 40 characters. */
const SECRET_BYTES = 30;

/**
 * The secret of one version of an environment's wizard key, older ones too: a button that was made with it keeps working. Null
 * where there is no such version. An environment that has none gets its first here.
 */
export async function wizardSecret(deps: Deps, version: number, { environmentId, at }: At): Promise<string | null> {
  const keys = await loadWizardKeys(deps.db, environmentId);
  if (keys.length === 0) await rotateWizardKey(deps, { environmentId, at });
  const key = (keys.length === 0 ? await loadWizardKeys(deps.db, environmentId) : keys).find((one) => one.version === version);
  return key === undefined ? null : deps.vault.open(key.sealedSecret, contextOf(environmentId, key)).toString('utf8');
}

/** Makes the next version of the wizard key, with which new buttons are signed; answers its number. */
export async function rotateWizardKey({ db, vault }: Deps, { environmentId, at }: At): Promise<number> {
  const newest = (await loadWizardKeys(db, environmentId))[0]?.version ?? 0;
  const key = { version: newest + 1, createdAt: at };
  const sealedSecret = vault.seal(randomBytes(SECRET_BYTES).toString('base64'), contextOf(environmentId, key));
  await saveWizardKey(db, environmentId, { ...key, sealedSecret });
  // where another process made this version first, its key is as good
  return key.version;
}

const contextOf = (environmentId: string, { version }: Pick<WizardKey, 'version'>): string =>
  `wizard-key:${environmentId}:${version}`;
