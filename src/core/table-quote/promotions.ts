import { applyRate } from '../money.js';
import type { Policies } from '../policy.js';
import { type Folded, foldGains } from '../promotions/fold.js';
import type { Gain } from '../promotions/gain.js';
import type { Promotion } from '../promotions/promotion.js';
import { type Line, sum } from '../quote/line.js';
import type { TablePromotion, TableSource } from '../tables.js';

type ItemsGain = Extract<Gain, { level: 'items' }>;

/**
 * Promotions that a cart or an answer brings (rule 2 of examples.md): the one of the whole cart as one total spread by
 * Principal, which replaces those that lines name; else each line's own, capped at the line. An amount of 0 is no promotion.
 */
export function promoteByTables(
  { tables, lines: named }: TableSource,
  lines: readonly Line[],
  policies: Pick<Policies, 'cartPromotion' | 'fixedDiscount'>,
): Folded {
  const real = (tables.promotions ?? []).filter(({ benefit }) => benefit.kind === 'rate' || benefit.amount > 0n);
  const ofCart = real.find(({ id }) => id === tables.cartPromotionId);
  const gains: Gain[] = [];
  if (ofCart === undefined || policies.cartPromotion === 'combines') {
    for (const promotion of real) {
      const hits = lines.map(({ item }) => named.get(item.id)?.promotionId === promotion.id);
      if (hits.includes(true)) gains.push(lineGain(promotion, hits, lines, policies));
    }
  }
  if (ofCart !== undefined) gains.push(cartGain(ofCart, lines));
  return foldGains(gains, lines);
}

/**
 * The same promotions with what each took of every line held fast, so that a claim code can be added to them without moving
 * a cent of theirs (semantics B, "claim codes").
 */
export const heldGains = (folded: Folded): Gain[] =>
  folded.taken.map(({ gain, amounts }): ItemsGain => {
    const hits = amounts.map((amount) => amount > 0n);
    return { level: 'items', promotion: gain.promotion, amounts, hits, rate: null };
  });

function lineGain(
  promotion: TablePromotion,
  hits: readonly boolean[],
  lines: readonly Line[],
  { fixedDiscount }: Pick<Policies, 'fixedDiscount'>,
): ItemsGain {
  const { benefit } = promotion;
  const amounts = lines.map(({ principal, item }, line) => {
    if (hits[line] !== true) return 0n;
    if (benefit.kind === 'rate') return applyRate(principal, benefit.rate);
    const off = fixedDiscount === 'per-unit' ? benefit.amount * BigInt(item.quantity) : benefit.amount;
    return off < principal ? off : principal;
  });
  return {
    level: 'items',
    promotion: asPromotion(promotion),
    amounts,
    hits,
    rate: benefit.kind === 'rate' ? benefit.rate : null,
  };
}

function cartGain(promotion: TablePromotion, lines: readonly Line[]): Gain {
  const { benefit } = promotion;
  const all = sum(lines.map(({ principal }) => principal));
  return {
    level: 'order',
    promotion: asPromotion(promotion),
    total: benefit.kind === 'rate' ? applyRate(all, benefit.rate) : benefit.amount,
    rate: benefit.kind === 'rate' ? benefit.rate : null,
  };
}

/** As the settings know promotions, so that one fold and one explanation serve both. It combines with everything. */
const asPromotion = ({ id, description, benefit }: TablePromotion): Promotion => ({
  order: -1,
  id,
  name: description.trim() === '' ? id : description,
  items: null,
  gift:
    benefit.kind === 'rate' ? { kind: 'percent', rate: benefit.rate } : { kind: 'amount', amount: benefit.amount, every: null },
  minAmount: null,
  minQuantity: 0,
  anySku: null,
  countWholeCart: false,
  from: -Infinity,
  until: Infinity,
  stacking: 'free',
  codeLimit: null,
  source: { promotion: id },
});
