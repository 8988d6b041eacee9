import type { Dialect } from '../cart.js';
import type { Fault } from '../fault.js';
import type { Line } from '../quote/line.js';
import type { Place } from '../region/place.js';
import { findTaxRule, isCoarse, type TaxBook, taxClassOf, type TaxRule } from './rules.js';

/** The tax rule of every line of an order; null where none covers it. Each class is looked up once. */
export function chooseTaxRules(
  book: TaxBook,
  lines: readonly Line[],
  place: Place,
  dialect: Dialect,
): { readonly rules: readonly (TaxRule | null)[]; readonly warnings: readonly Fault[] } {
  const byClass = new Map<string, TaxRule | null>();
  const bySku = new Map<string, string>();
  const rules = lines.map(({ item }) => {
    // 2008-11-30 names items by SKU, so two lines of one SKU have one table: that of the first
    const name = dialect === '2008-11-30' ? (bySku.get(item.sku) ?? taxClassOf(book, item)) : taxClassOf(book, item);
    if (dialect === '2008-11-30') bySku.set(item.sku, name);
    const known = byClass.get(name);
    if (known !== undefined) return known;
    const rule = findTaxRule(book, name, place);
    byClass.set(name, rule);
    return rule;
  });
  const coarse = [...byClass.keys()].some((name) => isCoarse(book, name, place));
  return { rules, warnings: coarse ? [COARSE] : [] };
}

export const COARSE: Fault = {
  rule: 'TAX_COARSE',
  severity: 'warning',
  expected: 'a postal code',
  message: 'The address has no postal code, so zip rules could not count and the rule of the state was used. Send PostalCode.',
};
