import type { KeyUse } from '../flows/key-use.js';
import type { MailDeps } from '../flows/checkout/send-mails.js';
import type { DeliveryDeps } from '../flows/delivery/deps.js';
import type { Db } from '../store/db.js';
import { indexWords } from '../store/indexer.js';
import { releaseLease } from '../store/leases.js';
import { deleteExpired } from '../store/retention.js';
import { deliveryJobs } from './deliveries.js';
import { startLoops, type Job, type JobContext, type RunningJobs } from './loop.js';
import { orderJobs } from './orders.js';

export interface JobDeps extends JobContext {
  readonly db: Db;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly keyUse: Pick<KeyUse, 'flush'>;
  /** 0 is no limit, for both. */
  readonly retention: { readonly retentionDays: number; readonly retentionBytes: number };
  /** Null where nothing is sold, as in a tool. */
  readonly checkout: MailDeps | null;
  /** Null where nothing is sent. */
  readonly deliveries: DeliveryDeps | null;
}

/** Words are found at most 1 s after their exchange (contracts.md, Search): a quarter for the pause leaves the rest for the work. */
const INDEX_EVERY_MS = 250;
const INDEX_ROWS = 200;
/** More than any exchange's age; still a safe number as an exchange number (ms x 4096). */
const MOST_DAYS = 20_000;
/** As indexWords claims it. */
const INDEX_LEASE = 'index-words';
const RETENTION_EVERY_MS = 60_000;
const KEY_USES_EVERY_MS = 10_000;

/** Starts the background work of one process; every process may run it beside others. */
export function startJobs(deps: JobDeps): RunningJobs {
  const orders = deps.checkout === null ? [] : orderJobs(deps.checkout);
  const deliveries = deps.deliveries === null ? [] : deliveryJobs(deps.deliveries, deps.log);
  return startLoops([wordIndex(deps), retention(deps), lastUse(deps), ...orders, ...deliveries], deps);
}

function wordIndex({ db }: JobDeps): Job {
  return {
    name: 'word-index',
    everyMs: INDEX_EVERY_MS,
    run: async () => ((await indexWords(db, { limit: INDEX_ROWS })) >= INDEX_ROWS ? 'more' : 'done'),
    // Else the next process waits until the lease of this one runs out.
    atStop: () => releaseLease(db, { name: INDEX_LEASE }),
  };
}

function retention({ db, clock, retention: { retentionDays, retentionBytes } }: JobDeps): Job {
  const limits = {
    maxAgeDays: retentionDays === 0 ? MOST_DAYS : retentionDays,
    maxBytes: retentionBytes === 0 ? Number.MAX_SAFE_INTEGER : retentionBytes,
  };
  return {
    name: 'retention',
    everyMs: RETENTION_EVERY_MS,
    run: async () => {
      await deleteExpired(db, { at: clock(), ...limits });
      return 'done';
    },
  };
}

function lastUse({ keyUse }: JobDeps): Job {
  return {
    name: 'key-last-use',
    everyMs: KEY_USES_EVERY_MS,
    run: async () => {
      await keyUse.flush();
      return 'done';
    },
    atStop: () => keyUse.flush(),
  };
}
