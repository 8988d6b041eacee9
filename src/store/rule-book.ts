import { compileRuleBook, type CompiledRuleBook, type RuleBook } from '../core/rule-book.js';
import type { SettingsDocuments } from '../core/settings.js';
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
 * made wait for the same one. Throws SETTINGS_UNREADABLE, with its faults, where stored settings make no rule book.
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
  entry.book.catch((error: unknown) => {
    // Settings that cannot be used stay so until their next version; everything else may go well at the next request.
    if (!isUnreadable(error) && kept.get(environmentId) === entry) kept.delete(environmentId);
  });
  return entry.book;
}

async function compile(db: Db, environmentId: string): Promise<RuleBook> {
  const { documents } = await loadSettings(db.root, environmentId);
  const compiled = compileStored(documents);
  if (compiled.ok) return compiled.book;
  throw new CartwrightError('SETTINGS_UNREADABLE', {
    detail: 'The stored settings contradict what this version takes. Save them again to see what is wrong.',
    faults: compiled.faults,
  });
}

/**
 * `compileRuleBook` for documents out of the database. Their form is checked when they are saved, but whoever wrote past that
 * may have stored any: then SETTINGS_UNREADABLE is thrown.
 */
export function compileStored(documents: SettingsDocuments): CompiledRuleBook {
  try {
    return compileRuleBook(documents);
  } catch (cause) {
    throw new CartwrightError('SETTINGS_UNREADABLE', {
      detail: 'The stored settings do not have the form that this version reads. Save all four documents again.',
      cause,
    });
  }
}

/** Whether an error says that stored settings make no rule book. */
export const isUnreadable = (error: unknown): error is CartwrightError =>
  error instanceof CartwrightError && error.code === 'SETTINGS_UNREADABLE';
