import { compileRuleBook, type CompiledRuleBook, type RuleBook } from '../core/rule-book.js';
import type { SettingsDocuments } from '../core/settings.js';
import { CartwrightError } from '../errors.js';
import type { Db } from './db.js';
import { keptByVersion } from './kept-by-version.js';
import { loadSettings } from './settings.js';

/**
 * The rule book of an environment, compiled once for each `version` of `readState`. Throws SETTINGS_UNREADABLE, with its faults,
 * where stored settings make no rule book.
 */
export const loadRuleBook = keptByVersion(compile);

async function compile(db: Db, environmentId: string): Promise<RuleBook> {
  const compiled = compileStored(await loadSettings(db, environmentId));
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
