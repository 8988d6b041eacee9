import { type Line, sum } from './line.js';
import type { Place } from '../region/place.js';
import type { Policies } from '../policy.js';
import { type Folded, promotionBecause } from '../promotions/fold.js';
import { type PromotedCharge, shippingPromotionBecause } from '../promotions/shipping-promotion.js';
import type { Because, Components, QuoteLine, QuoteOption } from '../quote.js';
import { shippingBecause } from '../shipping.js';
import { taxBecause, taxLines } from '../tax.js';
import type { TaxRule } from '../tax/rules.js';

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

/** What a line is without its shipping; the same in every option. */
interface BareLine {
  readonly line: Line;
  readonly principalPromo: bigint;
  readonly tax: bigint;
  /** principal - principalPromo + tax */
  readonly total: bigint;
  readonly rule: TaxRule | null;
  readonly because: readonly Because[];
  readonly taxBecause: readonly Because[];
}

/** All options of an order: promotions, shipping, shipping promotions, tax, in this order (product.md 2). */
export function priceOrder(order: PreparedOrder, folded: Folded, policies: TaxPolicies): QuoteOption[] {
  const { lines, rules, charges } = order;
  const bare = bareLines(order, folded, policies);
  const totals: Components = {
    principal: sum(lines.map(({ principal }) => principal)),
    principalPromo: sum(bare.map(({ principalPromo }) => principalPromo)),
    shipping: 0n,
    shippingPromo: 0n,
    tax: sum(bare.map(({ tax }) => tax)),
    shippingTax: 0n,
  };
  const shippingRates = rules.map((rule) => (rule?.shippingTaxed === true ? rule.rate : 0n));
  if (charges === null) return [option(null, bare, [], totals)];
  return charges.map((charge) => {
    const shippingTaxes = taxShipping(charge, shippingRates, policies);
    const shippingTotals = { shipping: charge.charge.total, shippingPromo: charge.off, shippingTax: sum(shippingTaxes) };
    return option(charge, bare, shippingTaxes, { ...totals, ...shippingTotals });
  });
}

function bareLines({ lines, rules }: PreparedOrder, folded: Folded, policies: TaxPolicies): BareLine[] {
  const promos = lines.map(({ index }) => folded.promo[index] ?? 0n);
  const before = policies.taxBase === 'before-promotions' || folded.total === 0n;
  const bases = lines.map(({ principal }, at) => (before ? principal : principal - (promos[at] ?? 0n)));
  const rates = rules.map((rule) => rule?.rate ?? 0n);
  const taxes = taxLines(bases, rates, policies.taxRounding);
  return lines.map((line, at) => {
    const [principalPromo, tax, rule] = [promos[at] ?? 0n, taxes[at] ?? 0n, rules[at] ?? null];
    return {
      line,
      principalPromo,
      tax,
      total: line.principal - principalPromo + tax,
      rule,
      because: principalPromo === 0n ? line.because : [...line.because, ...promotionBecause(folded, line.index)],
      taxBecause: taxBecause(rule, 'tax', tax),
    };
  });
}

function option(
  charge: PromotedCharge | null,
  bare: readonly BareLine[],
  shippingTaxes: readonly bigint[],
  totals: Components,
): QuoteOption {
  const method = charge?.charge.method ?? null;
  return {
    methodId: method?.id ?? null,
    serviceLevel: method?.serviceLevel ?? null,
    label: method?.label ?? '',
    lines: bare.map((line, at) => withShipping(line, charge, at, shippingTaxes[at] ?? 0n)),
    totals,
    total: totals.principal - totals.principalPromo + (totals.shipping - totals.shippingPromo) + totals.tax + totals.shippingTax,
  };
}

function withShipping(bare: BareLine, charge: PromotedCharge | null, at: number, shippingTax: bigint): QuoteLine {
  const { line, principalPromo, tax } = bare;
  const shipping = charge?.charge.shares[at] ?? 0n;
  const shippingPromo = charge?.promo[at] ?? 0n;
  const because = [...bare.because];
  if (charge !== null) because.push(...shippingBecause(charge.charge, at), ...shippingPromotionBecause(charge, at));
  because.push(...bare.taxBecause, ...taxBecause(bare.rule, 'shippingTax', shippingTax));
  return {
    itemId: line.item.id,
    sku: line.item.sku,
    principal: line.principal,
    principalPromo,
    shipping,
    shippingPromo,
    tax,
    shippingTax,
    total: bare.total + shipping - shippingPromo + shippingTax,
    because,
  };
}

/** Tax of the shipping shares; a policy of tax before promotions takes the gross ones. */
function taxShipping(charge: PromotedCharge, rates: readonly bigint[], policies: TaxPolicies): bigint[] {
  const gross = charge.charge.shares;
  const before = policies.taxBase === 'before-promotions' || charge.off === 0n;
  return taxLines(before ? gross : gross.map((amount, line) => amount - (charge.promo[line] ?? 0n)), rates, policies.taxRounding);
}
