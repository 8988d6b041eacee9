import type { Fault } from '../fault.js';
import type { Line } from './line.js';
import { findCandidates } from '../promotions/candidates.js';
import { bestCombination } from '../promotions/combination.js';
import { type Folded, foldGains } from '../promotions/fold.js';
import { gainOf } from '../promotions/gain.js';
import { foldCode, type PromotionBook } from '../promotions/promotion.js';
import type { ShippingGain } from '../promotions/shipping-promotion.js';
import type { QuoteRequest } from '../quote.js';

/** The promotions that apply to a cart, chosen and folded. */
export interface CartPromotions {
  readonly folded: Folded;
  /** Those that act on shipping; none where shipping was not asked for. */
  readonly shipping: readonly ShippingGain[];
  readonly warnings: readonly Fault[];
}

/** Finds, computes, chooses and folds the promotions of a cart; nothing where they were not asked for. */
export function promoteCart(request: QuoteRequest, lines: readonly Line[], book: PromotionBook): CartPromotions {
  if (!request.asked.promotions) return { folded: foldGains([], lines), shipping: [], warnings: [] };
  const candidates = findCandidates(book, lines, request.codes, request.at);
  const gains = candidates.map((candidate) => gainOf(candidate, lines, request.currency));
  const folded = bestCombination(gains, lines);
  const won = folded.gains.filter((gain) => gain.level === 'shipping');
  const warnings = codeWarnings(request.codes, book, new Set(folded.gains.map(({ promotion }) => promotion.id)));
  if (won.length > 0 && !request.asked.shipping) {
    const names = won.map(({ promotion }) => promotion.name).join(', ');
    const message = `"${names}" acts on shipping, which this request does not ask for, so it did nothing. Ask for both kinds.`;
    warnings.push({ rule: 'shipping-promotion-alone', severity: 'warning', expected: 'CalculateShippingRates', message });
  }
  return { folded, shipping: request.asked.shipping ? won : [], warnings };
}

/** Codes that did nothing, each with the reason: unknown, or its promotion did not apply or lost to a better one. */
function codeWarnings(codes: readonly string[], book: PromotionBook, applied: ReadonlySet<string>): Fault[] {
  return codes.flatMap((code): Fault[] => {
    const promotions = book.byCode.get(foldCode(code));
    if (promotions === undefined) {
      return [
        {
          rule: 'code-unknown',
          severity: 'warning',
          got: code,
          message: `No promotion has the code "${code}". Check its spelling.`,
        },
      ];
    }
    if (promotions.some(({ id }) => applied.has(id))) return [];
    const message = `The code "${code}" did nothing: its promotion is not running, its conditions are not met, or another promotion is worth more.`;
    return [{ rule: 'code-without-effect', severity: 'warning', got: code, message }];
  });
}
