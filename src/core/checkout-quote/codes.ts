import type { CheckoutRequest } from '../checkout-quote.js';
import type { CheckoutOption, CodeVerdict } from '../checkout.js';
import type { Candidate } from '../promotions/candidates.js';
import type { Folded } from '../promotions/fold.js';
import { findCode, foldCode, type Promotion } from '../promotions/promotion.js';
import { type Line, sum } from '../quote/line.js';
import type { RuleBook } from '../rule-book.js';
import { sayBeaten, sayConditions, sayEnded, sayNotYet, sayWithoutShipping } from './code-sentences.js';

/** A code as it was typed, with its promotion if it may be tried, else what speaks against it already. */
export type TriedCode =
  | { readonly code: string; readonly promotion: Promotion; readonly verdict: null }
  | { readonly code: string; readonly promotion: null; readonly verdict: CodeVerdict };

/** How the codes that were tried fared. */
export interface CodeOutcome {
  readonly candidates: readonly Candidate[];
  readonly folded: Folded;
  readonly lines: readonly Line[];
  /** Cheapest first; what a code took off shipping is told for the first one. */
  readonly options: readonly CheckoutOption[];
}

/**
 * Sorts out which codes may be tried (semantics B, "claim codes"); the same code typed twice counts once.
 * @param off why no code can count here; null where they can.
 */
export function tryCodes(request: CheckoutRequest, book: RuleBook, off: string | null): TriedCode[] {
  const tried = new Map<string, TriedCode>();
  for (const typed of request.codes) {
    const key = foldCode(typed);
    if (key !== '' && !tried.has(key)) tried.set(key, tryCode(typed.trim(), [...tried.values()], request, book, off));
  }
  return [...tried.values()];
}

function tryCode(
  code: string,
  before: readonly TriedCode[],
  { usedUp, at, zone = 'UTC' }: CheckoutRequest,
  book: RuleBook,
  off: string | null,
): TriedCode {
  const refuse = (state: Exclude<CodeVerdict['state'], 'applied'>, reason: string, promotion?: Promotion): TriedCode => ({
    code,
    promotion: null,
    verdict: { code, state, message: unchanged(reason), ...(promotion && { promotionId: promotion.id }) },
  });
  if (off !== null) return refuse('off', off);
  const promotion = findCode(book.promotions, code);
  if (promotion === undefined) return refuse('unknown', `${code} is no claim code of this shop. Check its spelling.`);
  if (usedUp.has(promotion.id) || usedUp.has(foldCode(code))) {
    return refuse('used-up', `${code} has been used already and cannot be used again.`, promotion);
  }
  if (at >= promotion.until) return refuse('ended', sayEnded(code, promotion, at, zone), promotion);
  if (at < promotion.from) return refuse('not-yet', sayNotYet(code, promotion, at, zone), promotion);
  const twin = before.find((other) => other.promotion === promotion);
  if (twin !== undefined)
    return refuse('beaten', `${code} does not combine with ${twin.code}: both are for the same promotion.`, promotion);
  return { code, promotion, verdict: null };
}

/** What became of every code, in the order typed. */
export const judgeCodes = (tried: readonly TriedCode[], outcome: CodeOutcome, currency: string): CodeVerdict[] =>
  tried.map(({ code, promotion, verdict }) => (promotion === null ? verdict : judge(code, promotion, outcome, currency)));

function judge(code: string, promotion: Promotion, outcome: CodeOutcome, currency: string): CodeVerdict {
  const { candidates, folded, lines, options } = outcome;
  const { id: promotionId, name } = promotion;
  const refuse = (state: 'conditions' | 'beaten', reason: string): CodeVerdict => ({
    code,
    state,
    message: unchanged(reason),
    promotionId,
  });
  if (!candidates.some((candidate) => candidate.promotion === promotion)) {
    return refuse('conditions', sayConditions(code, promotion, lines, currency));
  }
  const others = folded.gains.filter((gain) => gain.promotion !== promotion).map((gain) => gain.promotion.name);
  if (!folded.gains.some((gain) => gain.promotion === promotion)) return refuse('beaten', sayBeaten(code, others));
  const amount = takenBy(promotion, outcome);
  if (amount > 0n) return { code, state: 'applied', promotionId, name, amount };
  if (promotion.gift.kind !== 'shipping') return refuse('beaten', `${code} finds nothing left to take off.`);
  const somewhere = options.some(({ lines: own }) =>
    own.some((line) => line.because.some(({ source }) => source === promotion.source)),
  );
  // free shipping by another method than the cheapest is worth something once the buyer chooses that method
  return somewhere ? { code, state: 'applied', promotionId, name, amount } : refuse('conditions', sayWithoutShipping(code));
}

function takenBy(promotion: Promotion, { folded, options }: CodeOutcome): bigint {
  if (promotion.gift.kind !== 'shipping') {
    return sum(folded.taken.filter(({ gain }) => gain.promotion === promotion).flatMap(({ amounts }) => amounts));
  }
  const because = (options[0]?.lines ?? []).flatMap((line) => line.because);
  return sum(because.filter(({ source }) => source === promotion.source).map(({ amount }) => amount));
}

const unchanged = (reason: string): string => `${reason} Your total is unchanged.`;
