import { matchesItem } from '../item-filter.js';
import { type Line, sum } from '../quote/line.js';
import { allocate, applyRate, minorPlaces, RATE_ONE, roundHalfUp } from '../money.js';
import type { Candidate } from './candidates.js';
import { canonicalRank } from './canonical-rank.js';
import type { Gift, Off, Promotion } from './promotion.js';

/** What a promotion gives on the original amounts, before it is folded with others (A.2.1). */
export type Gain =
  | {
      readonly level: 'items';
      readonly promotion: Promotion;
      readonly amounts: readonly bigint[];
      readonly hits: readonly boolean[];
      /** A single percentage of every line that it hits: sayable as DiscountRate. */
      readonly rate: bigint | null;
    }
  | { readonly level: 'order'; readonly promotion: Promotion; readonly total: bigint; readonly rate: bigint | null }
  | { readonly level: 'shipping'; readonly promotion: Promotion; readonly gift: Extract<Gift, { kind: 'shipping' }> };

/** What one promotion would give to these lines, alone. */
export function gainOf(candidate: Candidate, lines: readonly Line[], currency: string): Gain {
  const { promotion } = candidate;
  const { gift } = promotion;
  switch (gift.kind) {
    case 'percent':
      return off(candidate, lines, { kind: 'rate', rate: gift.rate });
    case 'amount':
      return gift.every === null ? amountOff(candidate, lines, gift.amount) : everyOff(candidate, lines, gift.amount, gift.every);
    case 'tiers':
      return tierOff(candidate, lines, gift);
    case 'buy-x-get-y':
      return itemsGain(candidate, freeUnits(candidate, lines, gift, minorPlaces(currency)));
    case 'shipping':
      return { level: 'shipping', promotion, gift };
  }
}

/** A percentage, or money off once: of the order, or of the matching lines together. */
function off(candidate: Candidate, lines: readonly Line[], what: Off): Gain {
  if (what.kind === 'amount') return onceOff(candidate, lines, what.amount);
  const { promotion, hits } = candidate;
  if (promotion.items === null) {
    return {
      level: 'order',
      promotion,
      total: applyRate(sum(lines.map(({ principal }) => principal)), what.rate),
      rate: what.rate,
    };
  }
  const amounts = lines.map(({ principal }, line) => (hits[line] === true ? applyRate(principal, what.rate) : 0n));
  return { ...itemsGain(candidate, amounts), rate: what.rate };
}

/** Money off once; the matching lines share it by Principal, capped at what they cost. */
function onceOff(candidate: Candidate, lines: readonly Line[], amount: bigint): Gain {
  if (candidate.promotion.items === null) return { level: 'order', promotion: candidate.promotion, total: amount, rate: null };
  const weights = lines.map(({ principal }, line) => (candidate.hits[line] === true ? principal : 0n));
  const all = sum(weights);
  if (all === 0n) return itemsGain(candidate, weights);
  return itemsGain(candidate, allocate(amount < all ? amount : all, weights, canonicalRank(lines)));
}

/** Money off once per matching line, whatever its quantity (semantics B, "fixed discount on an item"). */
function amountOff(candidate: Candidate, lines: readonly Line[], amount: bigint): Gain {
  if (candidate.promotion.items === null) return onceOff(candidate, lines, amount);
  return itemsGain(
    candidate,
    lines.map(({ principal }, line) => {
      if (candidate.hits[line] !== true) return 0n;
      return amount < principal ? amount : principal;
    }),
  );
}

/** "For every N": floor(matching units / N) times (A.2.6). */
function everyOff(candidate: Candidate, lines: readonly Line[], amount: bigint, every: number): Gain {
  const times = Math.floor(matchingUnits(candidate, lines) / every);
  return onceOff(candidate, lines, amount * BigInt(times));
}

/** The highest tier reached counts, alone; reached at equality; matching lines only (A.2.6). */
function tierOff(candidate: Candidate, lines: readonly Line[], gift: Extract<Gift, { kind: 'tiers' }>): Gain {
  const matching = lines.filter((_, line) => candidate.hits[line]);
  const reached =
    gift.by === 'amount' ? sum(matching.map(({ principal }) => principal)) : BigInt(matchingUnits(candidate, lines));
  const tier = gift.tiers.findLast(({ from }) => from <= reached);
  return tier === undefined ? onceOff(candidate, lines, 0n) : off(candidate, lines, tier.off);
}

/**
 * Buy X get Y (A.2.6): the cheapest units get the benefit, per line half up of unit price x units x rate. Among equal
 * prices the place in the cart does not decide first, so that the same cart always costs the same (canonical-rank.ts).
 */
function freeUnits(
  candidate: Candidate,
  lines: readonly Line[],
  gift: Extract<Gift, { kind: 'buy-x-get-y' }>,
  places: number,
): bigint[] {
  const { getFrom } = gift;
  const bought = matchingUnits(candidate, lines);
  const given = lines.map(({ item }, line) =>
    getFrom === null ? candidate.hits[line] === true : candidate.hits[line] !== true && matchesItem(getFrom, item),
  );
  const givable = lines.reduce((units, { item }, line) => units + (given[line] === true ? item.quantity : 0), 0);
  const times =
    getFrom === null
      ? Math.floor(bought / (gift.buy + gift.get))
      : Math.min(Math.floor(bought / gift.buy), Math.floor(givable / gift.get));
  let left = times * gift.get;
  const amounts = lines.map(() => 0n);
  if (left === 0) return amounts;
  const rank = canonicalRank(lines);
  const row = lines
    .filter((_, line) => given[line])
    .sort((a, b) => comparePrices(a, b) || (rank[b.index] ?? 0) - (rank[a.index] ?? 0));
  for (const { item, index } of row) {
    const units = Math.min(left, item.quantity);
    left -= units;
    amounts[index] = roundHalfUp(item.price * BigInt(units) * gift.rate * 10n ** BigInt(places), 1_000_000n * RATE_ONE);
    if (left === 0) break;
  }
  return amounts;
}

const itemsGain = ({ promotion, hits }: Candidate, amounts: readonly bigint[]): Extract<Gain, { level: 'items' }> => ({
  level: 'items',
  promotion,
  amounts,
  hits,
  rate: null,
});

const matchingUnits = ({ hits }: Candidate, lines: readonly Line[]): number =>
  lines.reduce((units, { item }, line) => units + (hits[line] === true ? item.quantity : 0), 0);

const comparePrices = (a: Line, b: Line): number => (a.item.price === b.item.price ? 0 : a.item.price < b.item.price ? -1 : 1);
