import { isUnreadable } from './unreadable.js';
import type { Db } from './db.js';

/** Environments of which something is kept; the one not asked for longest goes first. */
const KEPT = 200;

interface Kept<T> {
  readonly version: number;
  readonly made: Promise<T>;
}

/**
 * What is made of an environment's settings, once for each `version` of `readState`. Requests that come while it is being made
 * wait for the same one.
 */
export function keptByVersion<T>(
  make: (db: Db, environmentId: string) => Promise<T>,
): (db: Db, environmentId: string, version: number) => Promise<T> {
  const databases = new WeakMap<Db, Map<string, Kept<T>>>();
  return (db, environmentId, version) => {
    const kept = databases.get(db.root) ?? new Map<string, Kept<T>>();
    databases.set(db.root, kept);
    const found = kept.get(environmentId);
    kept.delete(environmentId);
    const entry = found !== undefined && found.version >= version ? found : { version, made: make(db.root, environmentId) };
    kept.set(environmentId, entry);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    entry.made.catch((error: unknown) => {
      // Settings that cannot be used stay so until their next version; everything else may go well at the next request.
      if (!isUnreadable(error) && kept.get(environmentId) === entry) kept.delete(environmentId);
    });
    return entry.made;
  };
}
