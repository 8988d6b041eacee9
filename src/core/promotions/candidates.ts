import { matchesItem } from '../item-filter.js';
import { type Line, sum } from '../quote/line.js';
import { foldCode, type Promotion, type PromotionBook } from './promotion.js';

/** A promotion whose conditions are met, with the lines that it acts on. */
export interface Candidate {
  readonly promotion: Promotion;
  /** Whether the filter takes the line; the lines of the whole cart in order. */
  readonly hits: readonly boolean[];
}

/**
 * The promotions that this cart, these codes and this instant bring into play, in settings order. Only those are looked at
 * that name something in the cart or name nothing, so that the number of stored promotions does not matter.
 */
export function findCandidates(book: PromotionBook, lines: readonly Line[], codes: readonly string[], at: number): Candidate[] {
  const found = new Set<Promotion>();
  for (const promotion of book.general) if (at >= promotion.from && at < promotion.until) found.add(promotion);
  for (const { item } of lines) {
    for (const promotion of book.bySku.get(item.sku) ?? []) found.add(promotion);
    if (item.category !== undefined) for (const promotion of book.byCategory.get(item.category) ?? []) found.add(promotion);
  }
  for (const code of codes) for (const promotion of book.byCode.get(foldCode(code)) ?? []) found.add(promotion);
  if (found.size === 0) return [];
  const cart = { amount: sum(lines.map(({ principal }) => principal)), quantity: countUnits(lines) };
  const candidates: Candidate[] = [];
  for (const promotion of [...found].sort((a, b) => a.order - b.order)) {
    const candidate = tryPromotion(promotion, lines, cart, at);
    if (candidate !== null) candidates.push(candidate);
  }
  return candidates;
}

/** Schedule and conditions; thresholds are reached at equality and count amounts before promotions. */
function tryPromotion(
  promotion: Promotion,
  lines: readonly Line[],
  cart: { amount: bigint; quantity: number },
  at: number,
): Candidate | null {
  if (at < promotion.from || at >= promotion.until) return null;
  const { items, minAmount, minQuantity, anySku } = promotion;
  const wholeCart = items === null || promotion.countWholeCart;
  if (wholeCart && ((minAmount !== null && cart.amount < minAmount) || cart.quantity < minQuantity)) return null;
  if (anySku !== null && !lines.some(({ item }) => anySku.has(item.sku))) return null;
  const hits = lines.map(({ item }) => matchesItem(items, item));
  if (!hits.includes(true)) return null;
  if (!wholeCart) {
    const matching = lines.filter((_, line) => hits[line]);
    if (minAmount !== null && sum(matching.map(({ principal }) => principal)) < minAmount) return null;
    if (countUnits(matching) < minQuantity) return null;
  }
  return { promotion, hits };
}

function countUnits(lines: readonly Line[]): number {
  let units = 0;
  for (const { item } of lines) units += item.quantity;
  return units;
}
