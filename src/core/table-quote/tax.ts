import type { Fault } from '../fault.js';
import { percentText, shortestDecimal } from '../money.js';
import type { Policies } from '../policy.js';
import type { Line } from '../quote/line.js';
import type { Place } from '../region/place.js';
import { indexRegions } from '../region/region-index.js';
import type { TableSource, TaxTable } from '../tables.js';
import { COARSE } from '../tax/choice.js';
import { findTaxRule, isCoarse, STANDARD_CLASS, type TaxBook, type TaxRule } from '../tax/rules.js';

/**
 * The rule of every line by the table that it names, else by the default table (rule 4 of examples.md); null where a line has
 * no table or its table does not cover the place, which is a rate of 0.
 */
export function chooseTableRules(
  { tables, lines: named }: TableSource,
  lines: readonly Line[],
  place: Place,
  policies: Looking,
): { readonly rules: readonly (TaxRule | null)[]; readonly warnings: readonly Fault[] } {
  const all = [...(tables.taxTables ?? []), ...(tables.defaultTaxTable === undefined ? [] : [tables.defaultTaxTable])];
  const found = new Map<TaxTable, { readonly rule: TaxRule | null; readonly coarse: boolean }>();
  const rules = lines.map(({ item }) => {
    const id = named.get(item.id)?.taxTableId;
    const table = id === undefined ? tables.defaultTaxTable : all.find((one) => one.id === id);
    if (table === undefined) return null;
    const looked = found.get(table) ?? lookUp(table, place, policies);
    found.set(table, looked);
    return looked.rule;
  });
  return { rules, warnings: [...found.values()].some(({ coarse }) => coarse) ? [COARSE] : [] };
}

type Looking = Pick<Policies, 'taxRuleChoice' | 'predefinedRegions'>;

function lookUp(table: TaxTable, place: Place, policies: Looking): { rule: TaxRule | null; coarse: boolean } {
  const book = compileTable(table, policies);
  return { rule: findTaxRule(book, STANDARD_CLASS, place), coarse: isCoarse(book, STANDARD_CLASS, place) };
}

/** A table as the settings know tax rules: of one class, so that one choice serves both. */
function compileTable({ id, rules }: TaxTable, { taxRuleChoice, predefinedRegions }: Looking): TaxBook {
  const regions = rules.flatMap(({ region }, order) => (region === null ? [] : [{ region, order }]));
  return {
    rules: rules.map(({ rate, shippingTaxed, regionText }) => ({
      rate,
      shippingTaxed,
      className: STANDARD_CLASS,
      label: `Tax ${regionText} ${percentText(rate)}`,
      source: { taxTable: id, region: regionText, rate: shortestDecimal(rate) },
      jurisdictions: [],
    })),
    byClass: new Map([[STANDARD_CLASS, indexRegions(regions, taxRuleChoice, predefinedRegions)]]),
    classNames: [],
    classOfSku: new Map(),
    classOfCategory: new Map(),
    choice: taxRuleChoice,
  };
}
