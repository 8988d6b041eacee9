import { parseRate } from '../core/money.js';
import type { LineTables, TablePromotion, Tables, TableTaxRule, TaxTable } from '../core/tables.js';
import { shorten } from './xml-faults.js';
import { decodeMethod, decodeTaxAmount } from './tables-methods.js';
import { decodePrice, type TablesReading } from './tables-price.js';
import { decodeRegions } from './tables-region.js';
import { valuePlace } from './xml-place.js';
import { collapse } from './xml-text-type.js';
import { childOf, need, textOf, type XmlNode } from './xml-tree.js';

export type { TablesReading } from './tables-price.js';

/** What defines the ids of an element, for sentences. */
const DEFINED_BY: Readonly<Record<string, string>> = {
  TaxTableId: 'TaxTable',
  PromotionId: 'Promotion',
  CartPromotionId: 'Promotion',
  ShippingMethodId: 'ShippingMethod',
};

/**
 * The tables of a valid document (protocol 1.4 to 1.7). In an order they stand in two elements: CartPromotionId and
 * CartTaxAmounts in its `cart`, the others in the `root`; in an answer both are the root. Faults, each with its place:
 * doubled ids and ids that nothing defines (`id-doubled`, `id-undefined`), regions that do not exist, empty Rates, amounts
 * too large or in another currency. What is wrong is left out, so that reading goes on to the next fault.
 */
export function decodeTables({ root, cart }: { root: XmlNode; cart: XmlNode }, reading: TablesReading): Tables {
  const entries = (parent: XmlNode, name: string): readonly XmlNode[] | null => childOf(parent, name)?.children ?? null;
  const taxTables = entries(root, 'TaxTables');
  const defaultTaxTable = childOf(root, 'DefaultTaxTable');
  const promotions = entries(root, 'Promotions');
  const methods = entries(root, 'ShippingMethods');
  const taxAmounts = entries(cart, 'CartTaxAmounts');
  checkUnique(taxTables ?? [], 'TaxTableId', reading);
  checkUnique(promotions ?? [], 'PromotionId', reading);
  checkUnique(methods ?? [], 'ShippingMethodId', reading);
  const tables: Tables = {
    ...(taxTables === null ? {} : { taxTables: taxTables.map((node) => decodeTaxTable(node, reading)) }),
    ...(defaultTaxTable === null ? {} : { defaultTaxTable: decodeTaxTable(defaultTaxTable, reading) }),
    ...(promotions === null ? {} : { promotions: promotions.map((node) => decodePromotion(node, reading)) }),
    ...(methods === null ? {} : { shippingMethods: methods.map((node) => decodeMethod(node, reading)) }),
    ...(taxAmounts === null ? {} : { cartTaxAmounts: taxAmounts.map((node) => decodeTaxAmount(node, reading)) }),
  };
  const cartPromotion = childOf(cart, 'CartPromotionId');
  if (cartPromotion === null || cartPromotion.text === '') return tables;
  return {
    ...tables,
    ...(isDefined(cartPromotion, idsOf(tables.promotions), reading) ? { cartPromotionId: cartPromotion.text } : {}),
  };
}

/**
 * Which tables a line names (an Item, a CallbackOrderItem or an UpdatedCartItem); `id-undefined` where the tables do not
 * have them. A line that names the default tax table by its id is left to it.
 */
export function decodeLineTables(line: XmlNode, tables: Tables, reading: TablesReading): LineTables {
  const taxTable = childOf(line, 'TaxTableId');
  const promotionIds = childOf(line, 'PromotionIds');
  const promotion = promotionIds === null ? null : childOf(promotionIds, 'PromotionId');
  const methods = childOf(line, 'ShippingMethodIds')?.children ?? [];
  const taxTableId = taxTable === null ? undefined : namedTaxTable(taxTable, tables, reading);
  const known = idsOf(tables.shippingMethods);
  const shippingMethodIds = methods.filter((node) => isDefined(node, known, reading)).map((node) => node.text);
  return {
    ...(taxTableId === undefined ? {} : { taxTableId }),
    ...(promotion !== null && isDefined(promotion, idsOf(tables.promotions), reading) ? { promotionId: promotion.text } : {}),
    ...(methods.length === 0 ? {} : { shippingMethodIds }),
  };
}

function decodeTaxTable(node: XmlNode, reading: TablesReading): TaxTable {
  return {
    id: need(node, 'TaxTableId').text,
    rules: need(node, 'TaxRules').children.map((rule) => decodeTaxRule(rule, reading)),
  };
}

function decodeTaxRule(node: XmlNode, reading: TablesReading): TableTaxRule {
  const faultsBefore = reading.faults.count();
  const [found] = decodeRegions(node, reading);
  if (found === undefined && reading.faults.count() === faultsBefore) {
    const sentence = 'the rule names no region, so it covers no address';
    reading.read.warnings.add({ rule: 'tax-rule-without-region', severity: 'warning', node, offset: node.start, sentence });
  }
  return {
    rate: decodeRate(need(node, 'Rate')),
    shippingTaxed: collapse(textOf(node, 'IsShippingTaxed') ?? '') === 'true',
    region: found?.region ?? null,
    regionText: found?.text ?? 'no region',
  };
}

function decodePromotion(node: XmlNode, reading: TablesReading): TablePromotion {
  const benefit = need(node, 'Benefit');
  const rate = childOf(benefit, 'DiscountRate');
  const id = need(node, 'PromotionId').text;
  return {
    id,
    description: textOf(node, 'Description') ?? '',
    benefit:
      rate === null
        ? { kind: 'amount', amount: decodePrice(need(benefit, 'FixedAmountDiscount'), reading) }
        : { kind: 'rate', rate: decodeRate(rate) },
  };
}

/** The schema holds rates between 0 and 1. */
function decodeRate(node: XmlNode): bigint {
  const rate = parseRate(collapse(node.text));
  if (rate === null) throw new Error('a valid rate could not be read as a decimal');
  return rate;
}

function namedTaxTable(node: XmlNode, tables: Tables, reading: TablesReading): string | undefined {
  const known = idsOf(tables.taxTables);
  if (!known.has(node.text) && node.text === tables.defaultTaxTable?.id) return undefined;
  return isDefined(node, known, reading) ? node.text : undefined;
}

function idsOf(entries: readonly { readonly id: string }[] | undefined): ReadonlySet<string> {
  return new Set((entries ?? []).map(({ id }) => id));
}

function isDefined(node: XmlNode, known: ReadonlySet<string>, { read, faults }: TablesReading): boolean {
  if (known.has(node.text)) return true;
  const what = DEFINED_BY[node.name] ?? '';
  faults.add('SCHEMA_FAULT', {
    rule: 'id-undefined',
    node,
    ...valuePlace(read.text, node),
    expected: `the id of a ${what} of this document`,
    got: node.text,
    sentence: `no ${what} of this document has the id "${shorten(node.text)}"`,
  });
  return false;
}

/** Adds `id-doubled` at every id that stood in the list before. */
function checkUnique(entries: readonly XmlNode[], name: string, { read, faults }: TablesReading): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const node = need(entry, name);
    if (seen.has(node.text)) {
      faults.add('SCHEMA_FAULT', {
        rule: 'id-doubled',
        node,
        ...valuePlace(read.text, node),
        expected: 'an id of its own',
        got: node.text,
        sentence: `another ${DEFINED_BY[name] ?? ''} has the id "${shorten(node.text)}"`,
      });
    }
    seen.add(node.text);
  }
}
