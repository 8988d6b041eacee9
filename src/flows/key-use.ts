import { touchKeys } from '../store/access-keys.js';
import type { Db } from '../store/db.js';

const WRITE_EVERY_MS = 30_000;

/** Remembers when keys were used and writes it down now and then: exact to half a minute is enough for "last used". */
export interface KeyUse {
  note(keyId: string, at: number): void;
  /** Writes what has gathered. */
  flush(): Promise<void>;
}

/** `failed` is told where it could not be written; nothing else waits for it. */
export function createKeyUse(db: Db, failed: (error: unknown) => void): KeyUse {
  let gathered = new Map<string, number>();
  let writtenAt = Number.NEGATIVE_INFINITY;
  const flush = async (): Promise<void> => {
    const writing = gathered;
    gathered = new Map();
    await touchKeys(db, writing);
  };
  return {
    flush,
    note: (keyId, at) => {
      gathered.set(keyId, at);
      if (at - writtenAt < WRITE_EVERY_MS) return;
      writtenAt = at;
      flush().catch(failed);
    },
  };
}
