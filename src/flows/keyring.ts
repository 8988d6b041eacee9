import type { AccessKey, Environment } from '../core/merchant.js';
import { findKey, listFoundKeys, type FoundKey } from '../store/access-keys.js';
import type { Db } from '../store/db.js';
import type { Vault } from '../vault.js';
import { createMask, type Mask } from '../wire/mask.js';

/** An access key with its secret in clear, for as long as a request needs it; never stored, never logged. */
export interface OpenKey {
  readonly key: AccessKey;
  readonly environment: Environment;
  readonly secret: string;
}

/** What signatures of one environment are checked with, as of one version of the environment. */
export interface EnvironmentKeys {
  readonly version: number;
  /** Keys that may sign, by id. */
  readonly active: ReadonlyMap<string, OpenKey>;
  /** Masks texts of this environment: its secrets are known to it, revoked ones too. */
  readonly mask: Mask;
  readonly secrets: readonly string[];
}
export type { Mask, Vault };

export interface Keyring {
  /** The keys of an environment; read again when its version changed, so that a revoked key is dead at once. */
  keysOf(environment: Environment, version: number): Promise<EnvironmentKeys>;
  /** Any key, revoked or of another environment too; null if there is none. */
  find(keyId: string): Promise<OpenKey | null>;
  /**
   * Masks what names a key that is not one of `keys` (another environment's, or a post for nobody): the secret of the key that
   * it names is known to it too, as that is the one that may stand in the text by mistake.
   */
  maskFor(keyId: string | undefined, keys?: EnvironmentKeys): Promise<Mask>;
}

/** Environments whose keys are kept open; the one asked for longest ago makes room. */
const CACHED_ENVIRONMENTS = 1000;
/** Key ids that are looked up: whatever else is sent as one is unknown without asking the database. */
const KEY_ID = /^[A-Z0-9]{20}$/;

/** Opens sealed secrets and keeps those of active environments open between requests. */
export function createKeyring({ db, vault }: { readonly db: Db; readonly vault: Vault }): Keyring {
  const cached = new Map<string, EnvironmentKeys>();
  const tag = (value: string): string => vault.tag(value);
  const open = ({ sealedSecret, environment, ...key }: FoundKey): OpenKey => ({
    key,
    environment,
    secret: vault.open(sealedSecret, key.id).toString('utf8'),
  });
  const find = async (keyId: string): Promise<OpenKey | null> => {
    const found = KEY_ID.test(keyId) ? await findKey(db, keyId) : null;
    return found === null ? null : open(found);
  };
  const load = async (environment: Environment, version: number): Promise<EnvironmentKeys> => {
    const opened = (await listFoundKeys(db, environment.id)).map(open);
    const secrets = opened.map(({ secret }) => secret);
    return {
      version,
      active: new Map(opened.filter(({ key }) => key.revokedAt === null).map((key) => [key.key.id, key])),
      mask: createMask({ tag, secrets }),
      secrets,
    };
  };
  const nobodysMask = createMask({ tag });
  return {
    find,
    maskFor: async (keyId, keys) => {
      const held = keys?.mask ?? nobodysMask;
      if (keyId === undefined || keys?.active.has(keyId) === true) return held;
      const named = await find(keyId);
      return named === null ? held : createMask({ tag, secrets: [...(keys?.secrets ?? []), named.secret] });
    },
    keysOf: async (environment, version) => {
      const held = cached.get(environment.id);
      if (held?.version === version) return held;
      const keys = await load(environment, version);
      cached.delete(environment.id);
      cached.set(environment.id, keys);
      if (cached.size > CACHED_ENVIRONMENTS) cached.delete(cached.keys().next().value ?? '');
      return keys;
    },
  };
}
