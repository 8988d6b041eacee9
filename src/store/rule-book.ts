import { compileRuleBook, type RuleBook } from '../core/rule-book.js';
import { CartwrightError } from '../errors.js';
import type { Db } from './db.js';
import { loadSettings } from './settings.js';

/** Environments whose rule books are kept; the one not asked for longest goes first. */
const KEPT = 200;

interface Kept {
  readonly version: number;
  readonly book: Promise<RuleBook>;
}

const books = new WeakMap<Db, Map<string, Kept>>();

/**
 * The rule book of an environment, compiled once for each `version` of `readState`. Requests that come while it is being
 * made wait for the same one. Throws SETTINGS_FAULT where stored settings can no longer be compiled.
 */
export function loadRuleBook(db: Db, environmentId: string, version: number): Promise<RuleBook> {
  const kept = books.get(db.root) ?? new Map<string, Kept>();
  books.set(db.root, kept);
  const found = kept.get(environmentId);
  kept.delete(environmentId);
  const entry = found !== undefined && found.version >= version ? found : { version, book: compile(db, environmentId) };
  kept.set(environmentId, entry);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  entry.book.catch(() => {
    if (kept.get(environmentId) === entry) kept.delete(environmentId);
  });
  return entry.book;
}

async function compile(db: Db, environmentId: string): Promise<RuleBook> {
  const { documents } = await loadSettings(db.root, environmentId);
  const compiled = compileRuleBook(documents);
  if (compiled.ok) return compiled.book;
  throw new CartwrightError('SETTINGS_FAULT', {
    detail: 'The stored settings cannot be used by this version. Save them again in the console to see what is wrong.',
    faults: compiled.faults,
  });
}
