import type { CartItem } from '../cart.js';
import { formatDecimal, percentText, RATE_ONE, shortestDecimal } from '../money.js';
import type { Place } from '../region/place.js';
import type { Policies } from '../policy.js';
import { regionText } from '../region.js';
import { findRegion, type IndexedRegion, indexRegions, type RegionIndex } from '../region/region-index.js';
import type { TaxDocument, TaxRuleDocument } from '../settings.js';
import { checkUnique, note, readOneRegion, readRate, type Reading } from '../settings/reading.js';

export const STANDARD_CLASS = 'standard';

/** A tax rule; its rate is the sum of its jurisdictions' rates, added before rounding (A.3.2). */
export interface TaxRule {
  readonly rate: bigint;
  readonly shippingTaxed: boolean;
  readonly className: string;
  readonly label: string;
  readonly source: Readonly<Record<string, string>>;
  /** In document order; empty where the rule is not made of jurisdictions. */
  readonly jurisdictions: readonly { readonly name: string; readonly rate: bigint }[];
}

export interface TaxBook {
  readonly rules: readonly TaxRule[];
  /** One index for each class that has rules. */
  readonly byClass: ReadonlyMap<string, RegionIndex>;
  readonly classNames: readonly string[];
  /** Place of the first class that names the SKU or the category. */
  readonly classOfSku: ReadonlyMap<string, number>;
  readonly classOfCategory: ReadonlyMap<string, number>;
  readonly choice: Policies['taxRuleChoice'];
}

/** Compiles the tax settings; faults go to `reading`. */
export function compileTaxes(document: TaxDocument, policies: Policies, reading: Reading): TaxBook {
  const classes = document.classes ?? [];
  checkClasses(document, reading);
  const known = new Set([STANDARD_CLASS, ...classes.map(({ name }) => name)]);
  const indexed = new Map<string, IndexedRegion[]>();
  const rules = document.rules.map((rule, order) => {
    const at = `/rules/${order}`;
    const compiled = compileRule(rule, order, reading);
    if (!known.has(compiled.className)) {
      const message = `No tax class is called "${compiled.className}", so this rule would never count. Add the class or correct the name.`;
      note(reading, `${at}/class`, {
        rule: 'class-unknown',
        expected: [...known].slice(0, 10).join(', '),
        got: compiled.className,
        message,
      });
    }
    const region = readOneRegion(reading, `${at}/region`, rule.region);
    const list = indexed.get(compiled.className) ?? [];
    if (region !== null) list.push({ region, order });
    indexed.set(compiled.className, list);
    return compiled;
  });
  return {
    rules,
    byClass: new Map(
      [...indexed].map(([name, list]) => [name, indexRegions(list, policies.taxRuleChoice, policies.predefinedRegions)]),
    ),
    classNames: classes.map(({ name }) => name),
    classOfSku: firstPlaces(classes.map(({ skus }) => skus ?? [])),
    classOfCategory: firstPlaces(classes.map(({ categories }) => categories ?? [])),
    choice: policies.taxRuleChoice,
  };
}

/** Product tax class of an item: the first class that names its SKU or its category, else `standard`. */
export function taxClassOf(book: TaxBook, item: CartItem): string {
  if (book.classNames.length === 0) return STANDARD_CLASS;
  const bySku = book.classOfSku.get(item.sku) ?? Infinity;
  const byCategory = item.category === undefined ? Infinity : (book.classOfCategory.get(item.category) ?? Infinity);
  return book.classNames[Math.min(bySku, byCategory)] ?? STANDARD_CLASS;
}

/** The rule for a class at a place: its own rules before standard ones (semantics B); null if none covers it. */
export function findTaxRule(book: TaxBook, className: string, place: Place): TaxRule | null {
  const own = lookUp(book, className, place);
  if (className === STANDARD_CLASS) return book.rules[own] ?? null;
  if (own !== -1 && book.choice === 'most-specific') return book.rules[own] ?? null;
  const standard = lookUp(book, STANDARD_CLASS, place);
  return book.rules[own === -1 || (standard !== -1 && standard < own) ? standard : own] ?? null;
}

/** Whether a place without a postal code lies in a state where zip rules could have said more (`TAX_COARSE`). */
export function isCoarse(book: TaxBook, className: string, place: Place): boolean {
  if (place.country !== 'US' || place.zip !== -1) return false;
  return [className, STANDARD_CLASS].some((name) => {
    const states = book.byClass.get(name)?.zipStates;
    return states !== undefined && (place.state === null ? states.size > 0 : states.has(place.state));
  });
}

function lookUp(book: TaxBook, className: string, place: Place): number {
  const index = book.byClass.get(className);
  return index === undefined ? -1 : findRegion(index, place);
}

function compileRule(rule: TaxRuleDocument, order: number, reading: Reading): TaxRule {
  const at = `/rules/${order}`;
  if ((rule.rate === undefined) === (rule.jurisdictions === undefined)) {
    note(reading, at, { rule: 'rate-or-jurisdictions', message: 'A rule has either a rate or jurisdictions, and one of them.' });
  }
  const jurisdictions = (rule.jurisdictions ?? []).map(({ name, rate }, place) => ({
    name,
    rate: readRate(reading, `${at}/jurisdictions/${place}/rate`, rate),
  }));
  let rate = rule.rate === undefined ? 0n : readRate(reading, `${at}/rate`, rule.rate);
  for (const jurisdiction of jurisdictions) rate += jurisdiction.rate;
  if (rate > RATE_ONE) {
    const message = `The rates of the jurisdictions add up to ${shortestDecimal(rate)}, above 1.`;
    note(reading, `${at}/jurisdictions`, {
      rule: 'rate-range',
      expected: 'a sum from 0 to 1',
      got: shortestDecimal(rate),
      message,
    });
  }
  const region = regionText(rule.region);
  const label = rule.label ?? `Tax ${region}`;
  const className = rule.class ?? STANDARD_CLASS;
  return {
    rate,
    shippingTaxed: readShippingTaxed(rule, at, reading),
    className,
    label: `${label} ${percentText(rate)}`,
    source: { taxRule: String(order), region, rate: shortestDecimal(rate), class: className },
    jurisdictions,
  };
}

/** Jurisdictions that disagree about shipping cannot be said in one Rate (A.3.2): refused. */
function readShippingTaxed(rule: TaxRuleDocument, at: string, reading: Reading): boolean {
  const common = rule.shippingTaxed ?? rule.jurisdictions?.[0]?.shippingTaxed ?? false;
  rule.jurisdictions?.forEach(({ name, shippingTaxed }, place) => {
    if ((shippingTaxed ?? rule.shippingTaxed ?? false) === common) return;
    const message = `"${name}" ${common ? 'does not tax' : 'taxes'} shipping and another jurisdiction of this rule ${common ? 'does' : 'does not'}. One rate cannot say both: give all of them the same answer.`;
    note(reading, `${at}/jurisdictions/${place}/shippingTaxed`, {
      rule: 'jurisdictions-disagree',
      expected: String(common),
      got: String(!common),
      message,
    });
  });
  return common;
}

function checkClasses(document: TaxDocument, reading: Reading): void {
  const entries = (document.classes ?? []).map(({ name }, place) => ({ value: name, pointer: `/classes/${place}/name` }));
  checkUnique(reading, entries, 'class name');
  for (const { value, pointer } of entries) {
    if (value.trim() === '') note(reading, pointer, { rule: 'label-empty', message: 'The tax class has no name.' });
    if (value !== STANDARD_CLASS) continue;
    note(reading, pointer, {
      rule: 'class-reserved',
      got: value,
      message: 'All items that no class names are "standard"; call this class something else.',
    });
  }
}

function firstPlaces(lists: readonly (readonly string[])[]): Map<string, number> {
  const places = new Map<string, number>();
  lists.forEach((list, place) => {
    for (const name of list) if (!places.has(name)) places.set(name, place);
  });
  return places;
}

/** The rate of one jurisdiction in words: "King County 3.6 %". */
export const jurisdictionLabel = ({ name, rate }: { readonly name: string; readonly rate: bigint }): string =>
  `${name} ${formatDecimal(rate, 7, 0)} %`;
