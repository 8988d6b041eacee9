import { type Line, sum } from '../quote/line.js';
import { allocate } from '../money.js';
import type { Because } from '../quote.js';
import type { Gain } from './gain.js';

/** What one promotion took from one line. */
export interface Taken {
  readonly gain: Exclude<Gain, { level: 'shipping' }>;
  readonly amounts: readonly bigint[];
}

/** Promotions of one combination put together (A.2.1). */
export interface Folded {
  readonly gains: readonly Gain[];
  /** PrincipalPromo of each line. */
  readonly promo: readonly bigint[];
  readonly total: bigint;
  /** Amount of the order promotions together, after the cap. */
  readonly orderTotal: bigint;
  readonly taken: readonly Taken[];
}

/**
 * Item promotions per line in settings order, never above the line; then the order promotions as one total, capped at what
 * is left of the order and spread by what is left of each line. 600 off A of 3000, 1000, 500 and 1000 off the order:
 * 1215, 257, 128 (example 5).
 */
export function foldGains(gains: readonly Gain[], lines: readonly Line[]): Folded {
  const left = lines.map(({ principal }) => principal);
  const taken: Taken[] = [];
  for (const gain of gains) {
    if (gain.level !== 'items') continue;
    const amounts = gain.amounts.map((amount, line) => {
      const rest = left[line] ?? 0n;
      const take = amount < rest ? amount : rest;
      left[line] = rest - take;
      return take;
    });
    taken.push({ gain, amounts });
  }
  const order = gains.filter((gain) => gain.level === 'order');
  const rest = sum(left);
  const wanted = sum(order.map(({ total }) => total));
  const orderTotal = wanted < rest ? wanted : rest;
  const shares = orderTotal === 0n ? [] : allocate(orderTotal, left);
  taken.push(...splitShares(order, shares));
  const promo = lines.map(({ principal }, line) => principal - (left[line] ?? 0n) + (shares[line] ?? 0n));
  return { gains, promo, total: sum(promo), orderTotal, taken };
}

/** The same total as one discount of the cart, spread by Principal (A.2.8). */
export function spreadByPrincipal(folded: Folded, lines: readonly Line[]): Folded {
  // Remainders go to the earlier line of the cart, and orders may list the lines in another order (reader's rule 2).
  const inCart = lines.map((line, at) => ({ at, principal: line.principal, place: line.item.place ?? at }));
  inCart.sort((a, b) => a.place - b.place);
  const shares = allocate(
    folded.total,
    inCart.map(({ principal }) => principal),
  );
  const promo = lines.map(() => 0n);
  inCart.forEach(({ at }, rank) => (promo[at] = shares[rank] ?? 0n));
  const taken = folded.taken.map(({ gain, amounts }) => ({ gain, total: sum(amounts) }));
  const perLine = promo.map((amount) =>
    amount === 0n
      ? []
      : allocate(
          amount,
          taken.map(({ total }) => total),
        ),
  );
  return {
    ...folded,
    promo,
    taken: taken.map(({ gain }, place) => ({ gain, amounts: perLine.map((shares) => shares[place] ?? 0n) })),
  };
}

/** Why a line's PrincipalPromo is what it is. */
export function promotionBecause(folded: Folded, line: number): Because[] {
  const because: Because[] = [];
  for (const { gain, amounts } of folded.taken) {
    const amount = amounts[line] ?? 0n;
    if (amount > 0n)
      because.push({ component: 'principalPromo', label: gain.promotion.name, amount, source: gain.promotion.source });
  }
  return because;
}

/** Which order promotion gave how much of a line's share: by their totals. */
function splitShares(order: readonly Extract<Gain, { level: 'order' }>[], shares: readonly bigint[]): Taken[] {
  const [first, ...more] = order;
  if (first === undefined || shares.length === 0) return [];
  if (more.length === 0) return [{ gain: first, amounts: shares }];
  const totals = order.map(({ total }) => total);
  const perLine = shares.map((share) => allocate(share, totals));
  return order.map((gain, place) => ({ gain, amounts: perLine.map((parts) => parts[place] ?? 0n) }));
}
