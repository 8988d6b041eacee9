import type { Config } from '../config.js';
import type { Keyring, Vault } from '../flows/keyring.js';
import type { Log } from '../log.js';
import type { Db } from '../store/db.js';

/** What the pages may use; the dependencies of the app have all of it. */
export interface ConsoleDeps {
  readonly db: Db;
  /** `tag` is a hash keyed with the master key: session cookies and form tokens are signed with what it makes. */
  readonly vault: Vault;
  readonly keyring: Keyring;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly config: Pick<Config, 'publicUrl' | 'production'>;
  /** What the sandbox may call beside public addresses. */
  readonly allow: NonNullable<Config['outboundAllow']>;
  readonly log: Pick<Log, 'error'>;
}
