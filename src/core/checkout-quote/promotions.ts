import type { CheckoutRequest } from '../checkout-quote.js';
import type { KindSource } from '../checkout.js';
import { type Candidate, findCandidates } from '../promotions/candidates.js';
import { bestCombination } from '../promotions/combination.js';
import { type Folded, foldGains } from '../promotions/fold.js';
import { gainOf } from '../promotions/gain.js';
import type { ShippingGain } from '../promotions/shipping-promotion.js';
import type { Line } from '../quote/line.js';
import { sayPromotions } from '../quote/said-promotions.js';
import { promotionSource } from '../quote/sources.js';
import type { RuleBook } from '../rule-book.js';
import { heldGains, promoteByTables } from '../table-quote/promotions.js';
import { type TriedCode, tryCodes } from './codes.js';
import { type Origin, type TablesOrigin, tellSource } from './origins.js';
import { count } from './words.js';

/** The promotions of a checkout, chosen and folded, and the codes that were tried for them. */
export interface CheckoutPromotions {
  readonly folded: Folded;
  readonly shipping: readonly ShippingGain[];
  readonly candidates: readonly Candidate[];
  readonly tried: readonly TriedCode[];
  readonly source: KindSource;
}

/** Promotions of the source that has them, and beside them what claim codes of the settings add (semantics B). */
export function promoteCheckout(
  origin: Origin,
  request: CheckoutRequest,
  lines: readonly Line[],
  book: RuleBook,
): CheckoutPromotions {
  const tried = tryCodes(request, book, whyOff(origin, request, book));
  if (origin.tables !== null) return promoteTables(origin, request, lines, book, tried);
  if (request.cart.currency !== book.currency) {
    const sentence = `The shop's promotions are in ${book.currency} and this cart is in ${request.cart.currency}.`;
    return { ...NOTHING, folded: foldGains([], lines), tried, source: tellSource(origin, 'none', sentence) };
  }
  const candidates = findCandidates(book.promotions, lines, liveCodes(tried), request.at);
  const chosen = choose(candidates, lines, request, []);
  // the same spread as in an answer of this dialect, so that a checkout costs what a quote says
  const { folded } = sayPromotions(chosen, lines, request.cart.currency, request.dialect, false);
  const { source, because } = promotionSource(book, chosen);
  return { folded, shipping: shippingGains(chosen), candidates, tried, source: tellSource(origin, source, because) };
}

function promoteTables(
  origin: TablesOrigin,
  request: CheckoutRequest,
  lines: readonly Line[],
  book: RuleBook,
  tried: readonly TriedCode[],
): CheckoutPromotions {
  const own = promoteByTables(origin.tables, lines, book.policies);
  const codes = liveCodes(tried);
  const live = new Set(tried.map(({ promotion }) => promotion));
  const candidates =
    codes.length === 0
      ? []
      : findCandidates(book.promotions, lines, codes, request.at).filter(({ promotion }) => live.has(promotion));
  const folded = candidates.length === 0 ? own : choose(candidates, lines, request, heldGains(own));
  const added = folded.gains.filter(({ promotion }) => live.has(promotion)).map(({ promotion }) => promotion.name);
  const names = own.gains.map(({ promotion }) => promotion.name);
  const alone = own.gains.length > 0 && added.length > 0 && folded.gains.length === added.length;
  const whose = origin.from === 'cart' ? 'The cart' : "Your endpoint's answer";
  const sentence = alone
    ? `The claim code for ${added.join(', ')} is worth more than the promotions of the ${origin.from === 'cart' ? 'cart' : 'answer'} and does not combine with them.`
    : `${whose} brings ${count(origin.tables.tables.promotions?.length ?? 0, 'promotion')}; ${names.length === 0 ? 'none applies' : `these apply: ${names.join(', ')}`}${added.length === 0 ? '' : `, and by claim code ${added.join(', ')}`}.`;
  const source = tellSource(origin, alone ? 'settings' : origin.from, sentence);
  return { folded, shipping: shippingGains(folded), candidates, tried, source };
}

const choose = (
  candidates: readonly Candidate[],
  lines: readonly Line[],
  { cart }: CheckoutRequest,
  held: Folded['gains'],
): Folded => bestCombination([...held, ...candidates.map((candidate) => gainOf(candidate, lines, cart.currency))], lines);

/** Why claim codes cannot count in this checkout; null where they can. */
function whyOff({ tables }: Origin, { cart }: CheckoutRequest, book: RuleBook): string | null {
  if (cart.disablePromotionCode) return 'This cart takes no claim codes.';
  if (tables !== null && book.policies.claimCodes === 'settings-only')
    return 'Claim codes do not combine with the discounts of this cart.';
  return cart.currency === book.currency ? null : `The claim codes of this shop are for carts in ${book.currency}.`;
}

const liveCodes = (tried: readonly TriedCode[]): string[] =>
  tried.flatMap(({ code, promotion }) => (promotion === null ? [] : [code]));

const shippingGains = ({ gains }: Folded): ShippingGain[] => gains.filter((gain) => gain.level === 'shipping');

const NOTHING = { shipping: [], candidates: [] };
