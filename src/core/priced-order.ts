import type { Line } from './line.js';
import { applyRate } from './money.js';
import type { Place } from './place.js';
import type { Policies } from './policy.js';
import { type Folded, promotionBecause } from './promotions/fold.js';
import { type PromotedCharge, shippingPromotionBecause } from './promotions/shipping-promotion.js';
import type { Because, Components, QuoteLine, QuoteOption } from './quote.js';
import { shippingBecause } from './shipping.js';
import { taxBecause, taxLines } from './tax.js';
import type { TaxRule } from './tax-rules.js';

/** One order of the request with everything decided but the tax. */
export interface PreparedOrder {
  readonly lines: readonly Line[];
  readonly place: Place;
  /** Rule of each line; null where none covers it or tax was not asked for. */
  readonly rules: readonly (TaxRule | null)[];
  /** The offered methods with their promotions; null where shipping was not asked for. */
  readonly charges: readonly PromotedCharge[] | null;
}

type TaxPolicies = Pick<Policies, 'taxBase' | 'taxRounding'>;

/** All options of an order: promotions, shipping, shipping promotions, tax, in this order (product.md 2). */
export function priceOrder(order: PreparedOrder, folded: Folded, policies: TaxPolicies): QuoteOption[] {
  const { lines, rules } = order;
  const rates = rules.map((rule) => rule?.rate ?? 0n);
  const shippingRates = rules.map((rule) => (rule?.shippingTaxed === true ? rule.rate : 0n));
  const promos = lines.map(({ index }) => folded.promo[index] ?? 0n);
  const bases =
    policies.taxBase === 'before-promotions'
      ? lines.map(({ principal }) => principal)
      : lines.map(({ principal }, line) => principal - (promos[line] ?? 0n));
  const taxes = rates.some((rate) => rate > 0n) ? taxLines(bases, rates, policies.taxRounding) : lines.map(() => 0n);
  const taxReasons = taxes.map((amount, line) => taxBecause(rules[line] ?? null, 'tax', amount));
  const promoReasons = lines.map(({ index, because }) => [...because, ...promotionBecause(folded, index)]);

  const price = (charge: PromotedCharge | null): QuoteOption => {
    const shippingTaxes = charge === null ? [] : taxShipping(charge, shippingRates, policies);
    const totals = { principal: 0n, principalPromo: 0n, shipping: 0n, shippingPromo: 0n, tax: 0n, shippingTax: 0n };
    const priced = lines.map((line, at): QuoteLine => {
      const components: Components = {
        principal: line.principal,
        principalPromo: promos[at] ?? 0n,
        shipping: charge?.charge.shares[at] ?? 0n,
        shippingPromo: charge?.promo[at] ?? 0n,
        tax: taxes[at] ?? 0n,
        shippingTax: shippingTaxes[at] ?? 0n,
      };
      totals.principal += components.principal;
      totals.principalPromo += components.principalPromo;
      totals.shipping += components.shipping;
      totals.shippingPromo += components.shippingPromo;
      totals.tax += components.tax;
      totals.shippingTax += components.shippingTax;
      return {
        itemId: line.item.id,
        sku: line.item.sku,
        ...components,
        total: addUp(components),
        because: explain(
          promoReasons[at] ?? [],
          charge,
          at,
          taxReasons[at] ?? [],
          taxBecause(rules[at] ?? null, 'shippingTax', components.shippingTax),
        ),
      };
    });
    const method = charge?.charge.method ?? null;
    return {
      methodId: method?.id ?? null,
      serviceLevel: method?.serviceLevel ?? null,
      label: method?.label ?? '',
      lines: priced,
      totals,
      total: addUp(totals),
    };
  };
  return order.charges === null ? [price(null)] : order.charges.map(price);
}

/** (principal - principalPromo) + (shipping - shippingPromo) + tax + shippingTax */
const addUp = (of: Components): bigint =>
  of.principal - of.principalPromo + (of.shipping - of.shippingPromo) + of.tax + of.shippingTax;

function taxShipping(charge: PromotedCharge, rates: readonly bigint[], policies: TaxPolicies): bigint[] {
  if (!rates.some((rate) => rate > 0n)) return [];
  const gross = charge.charge.shares;
  const before = policies.taxBase === 'before-promotions' || charge.off === 0n;
  const bases = before ? gross : gross.map((amount, line) => amount - (charge.promo[line] ?? 0n));
  if (policies.taxRounding === 'line-half-up') return bases.map((base, line) => applyRate(base, rates[line] ?? 0n));
  return taxLines(bases, rates, policies.taxRounding);
}

const explain = (
  upToPromotions: readonly Because[],
  charge: PromotedCharge | null,
  line: number,
  tax: readonly Because[],
  shippingTax: readonly Because[],
): Because[] => [
  ...upToPromotions,
  ...(charge === null ? [] : shippingBecause(charge.charge, line)),
  ...(charge === null || charge.off === 0n ? [] : shippingPromotionBecause(charge, line)),
  ...tax,
  ...shippingTax,
];
