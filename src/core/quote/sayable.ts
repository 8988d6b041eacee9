import type { Dialect } from '../cart.js';
import type { Fault } from '../fault.js';
import { formatMajor } from '../money.js';
import { POLICIES, type Policies } from '../policy.js';
import type { Asked, QuoteOption } from '../quote.js';

type Unsayable = 'taxBase' | 'taxRounding' | 'flatShippingShare';

/** What the tables of the wire can say: the policies that are in force, and whether CartTaxAmounts must stand beside them. */
export interface Sayable {
  readonly policies: Policies;
  readonly cartTaxAmounts: boolean;
  /** Policies that gave way to their defaults for this exchange. */
  readonly setAside: readonly Unsayable[];
}

/**
 * Tax before promotions, half even or per order, and flat shipping by value cannot be said with tables (A.3.3). 2009-05-15
 * says such tax with CartTaxAmounts where shipping and tax were both asked for; anything else is priced by the defaults.
 */
export function sayablePolicies(policies: Policies, dialect: Dialect, asked: Asked): Sayable {
  const differs = (name: Unsayable): boolean => policies[name] !== POLICIES[name].default;
  const names: Unsayable[] = [
    ...(asked.tax ? (['taxBase', 'taxRounding'] as const) : []),
    ...(asked.shipping ? (['flatShippingShare'] as const) : []),
  ];
  const unsayable = names.filter(differs);
  if (unsayable.length === 0) return { policies, cartTaxAmounts: false, setAside: [] };
  if (dialect === '2009-05-15' && asked.shipping && asked.tax) return { policies, cartTaxAmounts: true, setAside: [] };
  const { taxBase, taxRounding, flatShippingShare } = POLICIES;
  return {
    policies: {
      ...policies,
      taxBase: taxBase.default,
      taxRounding: taxRounding.default,
      flatShippingShare: flatShippingShare.default,
    },
    cartTaxAmounts: false,
    setAside: unsayable,
  };
}

/** `POLICY_NOT_SAYABLE` with the largest difference of an option in cents; none if no line differs. */
export function notSayableWarning(
  setAside: readonly Unsayable[],
  used: readonly (readonly QuoteOption[])[],
  wanted: readonly (readonly QuoteOption[])[],
  currency: string,
): Fault | null {
  const pairs = used.flatMap((options, order) => options.map((option, place) => ({ option, other: wanted[order]?.[place] })));
  if (pairs.every(({ option, other }) => option.lines.every((line, at) => sameAmounts(line, other?.lines[at])))) return null;
  let difference = 0n;
  for (const { option, other } of pairs) {
    const more = option.total - (other?.total ?? 0n);
    const apart = more < 0n ? -more : more;
    if (apart > difference) difference = apart;
  }
  const message =
    `The policy ${setAside.join(', ')} cannot be said in this format, so this exchange was priced by the default; ` +
    `the largest difference of an option is ${formatMajor(difference, currency)} ${currency}. Checkouts of 2009-05-15 that ask for shipping and tax are priced by the policy.`;
  return { rule: 'POLICY_NOT_SAYABLE', severity: 'warning', expected: setAside.join(', '), got: difference.toString(), message };
}

const sameAmounts = (a: QuoteOption['lines'][number], b: QuoteOption['lines'][number] | undefined): boolean =>
  b !== undefined &&
  a.shipping === b.shipping &&
  a.shippingPromo === b.shippingPromo &&
  a.tax === b.tax &&
  a.shippingTax === b.shippingTax;
