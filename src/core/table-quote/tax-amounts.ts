import { allocate } from '../money.js';
import type { Because, QuoteLine, QuoteOption } from '../quote.js';
import type { TableTaxAmount } from '../tables.js';

/** The stated tax of an option: by its method, else by its service level, else the one for every choice (semantics A.3.4). */
export const findTaxAmount = (
  amounts: readonly TableTaxAmount[],
  { methodId, serviceLevel }: Pick<QuoteOption, 'methodId' | 'serviceLevel'>,
): TableTaxAmount | null =>
  amounts.find((entry) => entry.shippingMethodId !== undefined && entry.shippingMethodId === methodId) ??
  amounts.find((entry) => entry.shippingMethodId === undefined && entry.serviceLevel === serviceLevel) ??
  amounts.find((entry) => entry.shippingMethodId === undefined && entry.serviceLevel === undefined) ??
  null;

/**
 * An untaxed option with a stated tax: all of it becomes Tax, spread by (P - PP) + (S - SP), and ShippingTax is 0.
 * 3.05 over 20.00 and 10.00 is 203, 102 (305 x 2/3 = 203.33).
 */
export function withTaxAmount(option: QuoteOption, { amount, shippingMethodId, serviceLevel }: TableTaxAmount): QuoteOption {
  const shares = allocate(
    amount,
    option.lines.map(({ total }) => total),
  );
  const source = { cartTaxAmount: shippingMethodId ?? serviceLevel ?? 'every choice' };
  const because = (share: bigint): Because[] =>
    share === 0n ? [] : [{ component: 'tax', label: 'Tax as stated for this choice', amount: share, source }];
  return {
    ...option,
    lines: option.lines.map((line, at): QuoteLine => {
      const tax = shares[at] ?? 0n;
      return { ...line, tax, total: line.total + tax, because: [...line.because, ...because(tax)] };
    }),
    totals: { ...option.totals, tax: amount },
    total: option.total + amount,
  };
}
