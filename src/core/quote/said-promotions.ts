import type { Dialect } from '../cart.js';
import type { Line } from './line.js';
import { applyRate, formatMajor, shortestDecimal } from '../money.js';
import { type Folded, spreadByPrincipal } from '../promotions/fold.js';
import type { Gain } from '../promotions/gain.js';
import type { Said } from '../quote.js';

type SaidPromotion = NonNullable<Said['promotions']>[number];

/** How promotions are said (A.2.3): the list, which line names which, and the one of the whole cart. */
export interface SaidPromotions {
  readonly list: readonly SaidPromotion[];
  readonly ofLine: readonly (string | undefined)[];
  readonly cart?: string;
  /** The quote as it must be for this to be true; differs from what came in only for twins (A.2.8). */
  readonly folded: Folded;
  readonly twins: boolean;
}

/**
 * First way that fits (A.2.3): nothing; one promotion of the cart; one percentage named by its lines; one fixed discount for
 * each line. 2008-11-30 names lines by SKU: lines of one SKU that would need different ids make it one discount of the cart,
 * and the quote spreads it by Principal too (A.2.8).
 * @param severalOrders an answer to several addresses says every line's own amount: readers may spread per address.
 */
export function sayPromotions(
  folded: Folded,
  lines: readonly Line[],
  currency: string,
  dialect: Dialect,
  severalOrders: boolean,
): SaidPromotions {
  const twins = false;
  if (folded.total === 0n) return { list: [], ofLine: [], folded, twins };
  const gains = folded.taken.filter(({ amounts }) => amounts.some((amount) => amount > 0n)).map(({ gain }) => gain);
  const [first] = gains;
  const single = gains.length === 1 ? first : undefined;
  if (!severalOrders && gains.every(({ level }) => level === 'order')) {
    return { ofLine: [], folded, twins, ...sayCart(folded, gains, lines, currency) };
  }
  const said = saySingleRate(folded, single, lines) ?? sayEachLine(folded, currency, lines);
  if (dialect === '2008-11-30' && twinsDiffer(said.ofLine, lines)) {
    const spread = spreadByPrincipal(folded, lines);
    return { ofLine: [], folded: spread, twins: true, ...sayCart(spread, gains, lines, currency) };
  }
  return { folded, twins, ...said };
}

/** b. One promotion of the cart: its rate if that alone gives the total, else the total. */
function sayCart(
  folded: Folded,
  gains: readonly Gain[],
  lines: readonly Line[],
  currency: string,
): { list: SaidPromotion[]; cart: string } {
  const [first] = gains;
  const single = gains.length === 1 && first?.level === 'order' ? first : undefined;
  const id = gains.length === 1 && first !== undefined ? first.promotion.id : 'order';
  const all = lines.reduce((total, { principal }) => total + principal, 0n);
  const rate = single !== undefined && single.rate !== null && applyRate(all, single.rate) === folded.total ? single.rate : null;
  const benefit: SaidPromotion['benefit'] =
    rate === null
      ? { kind: 'amount', amount: formatMajor(folded.total, currency) }
      : { kind: 'rate', rate: shortestDecimal(rate) };
  return { list: [{ id, description: names(gains), benefit }], cart: id };
}

/** c. One percentage that gives PrincipalPromo on every line that it hits. */
function saySingleRate(
  folded: Folded,
  single: Gain | undefined,
  lines: readonly Line[],
): { list: SaidPromotion[]; ofLine: (string | undefined)[] } | null {
  if (single?.level !== 'items' || single.rate === null) return null;
  const { rate, hits, promotion } = single;
  if (!lines.every(({ principal }, line) => (hits[line] === true ? applyRate(principal, rate) : 0n) === folded.promo[line]))
    return null;
  return {
    list: [{ id: promotion.id, description: promotion.name, benefit: { kind: 'rate', rate: shortestDecimal(rate) } }],
    ofLine: lines.map((_, line) => (hits[line] === true ? promotion.id : undefined)),
  };
}

/** d. For each line with a discount a promotion of its own. */
function sayEachLine(
  folded: Folded,
  currency: string,
  lines: readonly Line[],
): { list: SaidPromotion[]; ofLine: (string | undefined)[] } {
  const ofLine = lines.map((_, line) => ((folded.promo[line] ?? 0n) > 0n ? `line-${line + 1}` : undefined));
  const list = ofLine.flatMap((id, line): SaidPromotion[] => {
    if (id === undefined) return [];
    const gains = folded.taken.filter(({ amounts }) => (amounts[line] ?? 0n) > 0n).map(({ gain }) => gain);
    return [
      { id, description: names(gains), benefit: { kind: 'amount', amount: formatMajor(folded.promo[line] ?? 0n, currency) } },
    ];
  });
  return { list, ofLine };
}

function twinsDiffer(ofLine: readonly (string | undefined)[], lines: readonly Line[]): boolean {
  const seen = new Map<string, string | undefined>();
  return lines.some(({ item }, line) => {
    if (seen.has(item.sku)) return seen.get(item.sku) !== ofLine[line];
    seen.set(item.sku, ofLine[line]);
    return false;
  });
}

const names = (gains: readonly Gain[]): string => gains.map(({ promotion }) => promotion.name).join(' + ');
