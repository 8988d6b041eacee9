import { touchKeys } from '../store/access-keys.js';
import type { Db } from '../store/db.js';

/** When keys were last used, gathered in memory: writing it at each request would cost a commit each. */
export interface KeyUses {
  /** Notes a use; called on the hot path. `at` in epoch milliseconds. */
  note(keyId: string, at: number): void;
  /** Writes what has gathered. What cannot be written is kept for the next time. */
  flush(db: Db): Promise<void>;
}

/** An empty gathering; each process has one. */
export function createKeyUses(): KeyUses {
  let gathered = new Map<string, number>();
  return {
    note: (keyId, at) => {
      gathered.set(keyId, at);
    },
    flush: async (db) => {
      const writing = gathered;
      gathered = new Map();
      try {
        await touchKeys(db, writing);
      } catch (error) {
        // What was used meanwhile is newer than what could not be written.
        gathered = new Map([...writing, ...gathered]);
        throw error;
      }
    },
  };
}
