import type { RuleBook } from '../rule-book.js';
import { findCode } from './promotion.js';

/** A claim code of the settings, and how often all orders together may use it; null: without end. */
export interface LimitedCode {
  readonly promotionId: string;
  readonly code: string;
  readonly limit: number | null;
}

/** Those of the typed codes that the settings have. */
export const codesOfShop = (book: RuleBook, typed: readonly string[]): LimitedCode[] =>
  typed.flatMap((code) => {
    const promotion = findCode(book.promotions, code);
    return promotion === undefined ? [] : [{ promotionId: promotion.id, code, limit: promotion.codeLimit }];
  });
