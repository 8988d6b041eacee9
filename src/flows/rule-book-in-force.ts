import { compileRuleBook, type RuleBook } from '../core/rule-book.js';
import type { CartwrightError } from '../errors.js';
import type { Db } from '../store/db.js';
import { loadRuleBook } from '../store/rule-book.js';
import { isUnreadable } from '../store/unreadable.js';

export interface RuleBookInForce {
  readonly book: RuleBook;
  /** SETTINGS_UNREADABLE where the stored settings make no rule book; `book` is then an empty one, with the default policies. */
  readonly unreadable?: CartwrightError | undefined;
}

/**
 * What a post is checked and priced by, as of one version of its environment. Settings that cannot be used must not hide
 * whether a signature is good, so they are no error here.
 */
export async function ruleBookInForce(db: Db, environmentId: string, version: number): Promise<RuleBookInForce> {
  try {
    return { book: await loadRuleBook(db, environmentId, version) };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { book: EMPTY, unreadable: error };
  }
}

const EMPTY = emptyRuleBook();

function emptyRuleBook(): RuleBook {
  const compiled = compileRuleBook({
    shipping: { currency: 'USD', methods: [] },
    taxes: { rules: [] },
    promotions: { promotions: [] },
    policies: {},
  });
  if (!compiled.ok) throw new Error('an empty rule book does not compile');
  return compiled.book;
}
