import { COMPONENTS, eachComponent } from '../components.js';
import { formatMajor } from '../money.js';
import type { Components } from '../quote.js';
import { withFollowers } from './follow.js';
import type { RemainingLine } from './remaining.js';
import type { RefundRefusal, StatedComponents } from './wish.js';

/** A line of stated components after its promotions were derived; `kept` is what negative ones take off the message. */
export interface StatedLine {
  readonly ok: true;
  readonly components: Components;
  readonly kept: bigint;
  readonly warnings: readonly string[];
}

const WORDS: Readonly<Record<keyof Components, string>> = {
  principal: 'price',
  principalPromo: 'promotion on the price',
  shipping: 'shipping',
  shippingPromo: 'promotion on shipping',
  tax: 'tax',
  shippingTax: 'tax on shipping',
};
const PAIRS = [
  ['principal', 'principalPromo'],
  ['shipping', 'shippingPromo'],
] as const;

/**
 * Reads one line of stated components against what remains of it (semantics C, "Refund"): each at most its remainder, and
 * price less promotion at most what the buyer still has paid. 100.00 back on a line that cost 90.00 after its promotion is
 * refused, and the sentence names the promotion to add.
 */
export function readStated(line: RemainingLine, wish: StatedComponents, currency: string): StatedLine | RefundRefusal {
  const { components, warnings } = derivePromotions(line, wish.components);
  const problem = firstProblem(line, components, (amount) => formatMajor(amount, currency));
  if (problem !== null) return { ok: false, line: line.number, ...problem };
  const kept = COMPONENTS.reduce((sum, name) => (components[name] < 0n ? sum - components[name] : sum), 0n);
  const given = eachComponent((name) => (components[name] < 0n ? 0n : components[name]));
  return { ok: true, components: given, kept, warnings };
}

function derivePromotions(
  line: RemainingLine,
  stated: Partial<Components>,
): { readonly components: Components; readonly warnings: readonly string[] } {
  const amount = (name: keyof Components): bigint => stated[name] ?? 0n;
  const positive = (name: keyof Components): bigint => (amount(name) < 0n ? 0n : amount(name));
  const derived = withFollowers(line, { principal: positive('principal'), shipping: positive('shipping'), last: false });
  const missing = PAIRS.filter(([, promo]) => stated[promo] === undefined && derived[promo] > 0n);
  return {
    components: eachComponent((name) => (missing.some(([, promo]) => promo === name) ? derived[name] : amount(name))),
    warnings: missing.map(([, promo]) => `Line ${line.number}: no ${WORDS[promo]} is stated, so its share was taken.`),
  };
}

type Problem = Omit<RefundRefusal, 'ok' | 'line'>;

function firstProblem(line: RemainingLine, stated: Components, money: (amount: bigint) => string): Problem | null {
  const { number, remaining } = line;
  for (const name of COMPONENTS) {
    if (stated[name] > remaining[name]) {
      const message = `Line ${number}: ${money(stated[name])} of ${WORDS[name]} is more than the ${money(remaining[name])} that remain. Refund at most that.`;
      return { code: 'REFUND_ABOVE_REMAINDER', component: name, message };
    }
  }
  for (const [gross, promo] of PAIRS) {
    const problem = problemOfPair(line, { stated, gross, promo, money });
    if (problem !== null) return problem;
  }
  return null;
}

function problemOfPair(
  line: RemainingLine,
  {
    ...of
  }: {
    readonly stated: Components;
    readonly gross: 'principal' | 'shipping';
    readonly promo: 'principalPromo' | 'shippingPromo';
    readonly money: (amount: bigint) => string;
  },
): Problem | null {
  const { stated, gross, promo, money } = of;
  if (stated[promo] < 0n || (stated[promo] > 0n && stated[promo] > stated[gross])) {
    const message = `Line ${line.number}: a ${WORDS[promo]} is 0 or more, and at most the ${WORDS[gross]} that goes back with it.`;
    return { code: 'REFUND_NEGATIVE', component: promo, message };
  }
  const net = line.remaining[gross] - line.remaining[promo];
  if (stated[gross] - stated[promo] <= net) return null;
  const add = withFollowers(line, { principal: 0n, shipping: 0n, last: false, [gross]: stated[gross] })[promo] - stated[promo];
  const message = `Line ${line.number}: ${money(stated[gross])} of ${WORDS[gross]} is more than the ${money(net)} that the buyer still has paid after the promotion. Add ${money(add)} of ${WORDS[promo]}.`;
  return { code: 'REFUND_PROMOTION_MISSING', component: promo, message };
}
