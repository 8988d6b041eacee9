import { allocate, applyRate, RATE_ONE, roundHalfEven, roundHalfUp } from './money.js';
import type { Policies } from './policy.js';
import type { Because } from './quote.js';
import { jurisdictionLabel, type TaxRule } from './tax/rules.js';

/**
 * Tax of one component of all lines of an order: half up per line, half even per line, or once for the order and then
 * spread by the exact taxes (policy taxRounding; semantics B). bases in minor units, rates per 10^9, line by line.
 */
export function taxLines(bases: readonly bigint[], rates: readonly bigint[], rounding: Policies['taxRounding']): bigint[] {
  switch (rounding) {
    case 'line-half-up':
      return bases.map((base, line) => (rates[line] === 0n ? 0n : applyRate(base, rates[line] ?? 0n)));
    case 'line-half-even':
      return bases.map((base, line) => roundHalfEven(base * (rates[line] ?? 0n), RATE_ONE));
    case 'order-half-up': {
      const exact = bases.map((base, line) => base * (rates[line] ?? 0n));
      const total = roundHalfUp(
        exact.reduce((all, tax) => all + tax, 0n),
        RATE_ONE,
      );
      return allocate(total, exact);
    }
  }
}

/** Why a line's tax is what it is; several jurisdictions share the rounded tax by their rates (A.3.2). */
export function taxBecause(rule: TaxRule | null, component: 'tax' | 'shippingTax', amount: bigint): Because[] {
  if (rule === null || amount === 0n) return [];
  if (rule.jurisdictions.length === 0) return [{ component, label: rule.label, amount, source: rule.source }];
  const shares = allocate(
    amount,
    rule.jurisdictions.map(({ rate }) => rate),
  );
  return rule.jurisdictions.flatMap((jurisdiction, place) => {
    const share = shares[place] ?? 0n;
    if (share === 0n) return [];
    return [
      {
        component,
        label: jurisdictionLabel(jurisdiction),
        amount: share,
        source: { ...rule.source, jurisdiction: jurisdiction.name },
      },
    ];
  });
}
