import type { CheckoutOption, CodeVerdict } from '../core/checkout.js';
import type { Components, QuoteLine } from '../core/quote.js';

/** One row of the totals: what it is, how much, and why. */
export interface TotalLine {
  readonly label: string;
  /** Below zero where it is taken off. */
  readonly amount: bigint;
  readonly why: readonly string[];
}

type Priced = Pick<CheckoutOption, 'totals'> & { readonly lines: readonly Pick<QuoteLine, 'because'>[] };

/** What the rows of the totals are made of; `codes` names the claim code of a promotion that has one. */
export interface TotalsOf {
  readonly priced: Priced;
  readonly shippingLabel: string;
  readonly codes: readonly Pick<Extract<CodeVerdict, { state: 'applied' }>, 'code' | 'promotionId'>[];
}

/** The rows of a total in the order that it is worked out in; they sum to it. */
export function totalLines({ priced, shippingLabel, codes }: TotalsOf): TotalLine[] {
  const { totals } = priced;
  return [
    { label: 'Items', amount: totals.principal, why: [] },
    ...promotionLines(priced, 'principalPromo', codes),
    { label: shippingWords(shippingLabel), amount: totals.shipping, why: [] },
    ...promotionLines(priced, 'shippingPromo', codes),
    { label: 'Tax', amount: totals.tax + totals.shippingTax, why: taxReasons(priced) },
  ];
}

/** `Expedited shipping`; a label that says so already stays as it is. */
export const shippingWords = (label: string): string =>
  /shipping|delivery|mail|post/i.test(label) ? label : `${label} shipping`;

function promotionLines(priced: Priced, component: 'principalPromo' | 'shippingPromo', codes: TotalsOf['codes']): TotalLine[] {
  const sums = new Map<string, bigint>();
  for (const { label, amount, source } of becauseOf(priced, component)) {
    const code = codes.find(({ promotionId }) => promotionId === source['promotion'])?.code;
    const name = code === undefined ? label : `Code ${code}, ${label}`;
    sums.set(name, (sums.get(name) ?? 0n) + amount);
  }
  const said = [...sums.values()].reduce((sum, amount) => sum + amount, 0n);
  const rest = priced.totals[component] - said;
  const lines = [...sums].map(([label, amount]) => ({ label, amount: -amount, why: [] }));
  return rest === 0n ? lines : [...lines, { label: 'Other offers', amount: -rest, why: [] }];
}

/** `10.35 % for Seattle, on items and shipping`, once for each rule that counted. */
function taxReasons(priced: Priced): string[] {
  const { tax, shippingTax } = priced.totals;
  if (tax + shippingTax === 0n) return ['The shop takes no tax on this order.'];
  const onItems = new Set(becauseOf(priced, 'tax').map(({ label }) => label));
  const onShipping = new Set(becauseOf(priced, 'shippingTax').map(({ label }) => label));
  return [...new Set([...onItems, ...onShipping])].map((label) => {
    const base = !onShipping.has(label) ? 'items' : onItems.has(label) ? 'items and shipping' : 'shipping';
    return `${label}, on ${base}`;
  });
}

const becauseOf = ({ lines }: Priced, wanted: keyof Components): QuoteLine['because'][number][] =>
  lines.flatMap(({ because }) => because.filter(({ component, amount }) => component === wanted && amount !== 0n));
