import type { Line } from '../quote/line.js';
import { type Folded, foldGains } from './fold.js';
import type { Gain } from './gain.js';

/**
 * Chooses between exclusive, preferred and free promotions, once per quote, by item and order benefit in cents; shipping
 * promotions count 0 and travel with the combination that wins. Ties: the earlier one, preferred and free before exclusive,
 * then settings order (A.2.4).
 */
export function bestCombination(gains: readonly Gain[], lines: readonly Line[]): Folded {
  let best: Folded | null = null;
  for (const combination of combinations(gains)) {
    const folded = foldGains(combination, lines);
    if (best === null || folded.total > best.total) best = folded;
  }
  return best ?? foldGains([], lines);
}

/** Every preferred one with all free ones, in settings order; then each exclusive one alone. */
function combinations(gains: readonly Gain[]): (readonly Gain[])[] {
  if (gains.length === 1) return [gains];
  const of = (stacking: Gain['promotion']['stacking']): Gain[] =>
    gains.filter(({ promotion }) => promotion.stacking === stacking);
  const preferred = of('preferred');
  const free = of('free');
  const together = preferred.map((one) => gains.filter((gain) => gain === one || gain.promotion.stacking === 'free'));
  if (preferred.length === 0 && free.length > 0) together.push(free);
  return [...together, ...of('exclusive').map((one) => [one])];
}
