import type { Config } from '../config.js';
import type { KeyUse } from '../flows/key-use.js';
import type { Keyring, Vault } from '../flows/keyring.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { Db } from '../store/db.js';
import type { Recorder } from '../store/recorder.js';
import type { RefusalLimiter } from './refusal-limiter.js';
import type { RemoteAddress } from './remote-address.js';

/** What every route of this room may use. */
export interface HttpDeps {
  readonly db: Db;
  readonly vault: Vault;
  readonly recorder: Recorder;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly keyring: Keyring;
  readonly keyUse: KeyUse;
  readonly limiter: RefusalLimiter;
  readonly remoteOf: RemoteAddress;
  /** What the sandbox may call beside public addresses. */
  readonly allow: NonNullable<Config['outboundAllow']>;
  readonly random: (bytes: number) => Uint8Array;
}
