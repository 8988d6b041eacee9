import type { LineTables, Tables } from '../core/tables.js';
import { checkAddress, matchItems, type AnswerNodes } from './callback-answer-items.js';
import { checkKinds, passOverUnasked } from './callback-answer-kinds.js';
import { failedAt, type CallbackExpectation, type CallbackReading, type FailedAnswer } from './callback-types.js';
import { applyUpdates } from './callback-updates.js';
import { collectMeaning, type MeaningFaults } from './meaning-faults.js';
import { decodeLineTables, decodeTables } from './tables-decode.js';
import { shorten } from './xml-faults.js';
import { valuePlace } from './xml-place.js';
import { childOf, type XmlNode } from './xml-tree.js';
import type { ReadXml } from './xml.js';

/** Rules of ids that lead nowhere, and of values that no answer may have (semantics, bounds). */
const ID_RULES: ReadonlySet<string> = new Set(['id-undefined', 'id-doubled']);
const BOUND_RULES: ReadonlySet<string> = new Set(['amount-limit', 'currency-mixed']);

/** The tables of a valid answer, held against its request: address, items, ids, kinds, bounds, updates of the cart. */
export function decodeAnswer(read: ReadXml, expectation: CallbackExpectation): CallbackReading {
  const { asked, currency } = expectation;
  passOverUnasked(read, asked);
  const elsewhere = checkAddress(read, expectation.addressId);
  if (elsewhere !== null) return elsewhere;
  const matched = matchItems(read, expectation.items);
  if ('ok' in matched) return matched;
  const faults = collectMeaning(read);
  const reading = { read, currency, faults };
  const tables = decodeTables({ root: read.root, cart: read.root }, reading);
  const named = new Map([...matched].map(([id, node]) => [id, decodeLineTables(node, tables, reading)]));
  if (asked.shipping) checkTaxMethods(read, tables, faults);
  const updates = applyUpdates(read, expectation, { tables, lines: named });
  const failure =
    checkIds(read, [faults, updates.faults]) ??
    checkKinds(read, asked) ??
    checkBounds(read, faults) ??
    checkUpdates(read, updates.faults);
  if (failure !== null) return failure;
  warnOfUntaxed(read, tables, named, matched);
  const all = new Map<string, LineTables>([...named, ...updates.added]);
  const lines = new Map(updates.items.map(({ id }) => [id, lineTables(all.get(id))]));
  return { ok: true, source: { tables, lines }, items: updates.items, warnings: read.warnings.list() };
}

/** Nothing but the ids: an added line is a whole item. */
function lineTables({ taxTableId, promotionId, shippingMethodIds }: LineTables = {}): LineTables {
  return {
    ...(taxTableId === undefined ? {} : { taxTableId }),
    ...(promotionId === undefined ? {} : { promotionId }),
    ...(shippingMethodIds === undefined ? {} : { shippingMethodIds }),
  };
}

/** An entry of CartTaxAmounts for a method that the answer does not offer can never apply. */
function checkTaxMethods({ root, text }: ReadXml, { shippingMethods = [] }: Tables, faults: MeaningFaults): void {
  for (const entry of childOf(root, 'CartTaxAmounts')?.children ?? []) {
    const node = childOf(entry, 'ShippingMethodId');
    if (node === null || shippingMethods.some(({ id }) => id === node.text)) continue;
    const sentence = `no ShippingMethod of this document has the id "${shorten(node.text)}"`;
    const expected = 'the id of a ShippingMethod of this document';
    faults.add('SCHEMA_FAULT', { rule: 'id-undefined', node, ...valuePlace(text, node), expected, got: node.text, sentence });
  }
}

function checkIds(read: ReadXml, found: readonly MeaningFaults[]): FailedAnswer | null {
  const faults = found.flatMap((list) => list.list()).filter(({ rule }) => ID_RULES.has(rule));
  if (faults.length === 0) return null;
  return failedAt('ids-undefined', 'your answer names what it does not define, or defines it twice', [
    ...faults,
    ...read.warnings.list(),
  ]);
}

function checkBounds(read: ReadXml, found: MeaningFaults): FailedAnswer | null {
  const faults = found.list();
  const [first] = faults;
  if (first === undefined) return null;
  const all = [...faults, ...read.warnings.list()];
  return BOUND_RULES.has(first.rule)
    ? failedAt('bounds', 'your answer has a value out of bounds', all)
    : failedAt('schema', 'your answer does not hold together', all);
}

function checkUpdates(read: ReadXml, found: MeaningFaults): FailedAnswer | null {
  if (found.count() === 0) return null;
  return failedAt('updates-invalid', 'your answer changes the cart in a way that cannot be followed', [
    ...found.list(),
    ...read.warnings.list(),
  ]);
}

/** A line without a table is not taxed: nobody should find that out from the accounts. */
function warnOfUntaxed(read: ReadXml, tables: Tables, named: ReadonlyMap<string, LineTables>, nodes: AnswerNodes): void {
  if ((tables.taxTables ?? []).length === 0 || tables.cartTaxAmounts !== undefined) return;
  const bare = new Set<XmlNode>();
  for (const [id, node] of nodes) if (named.get(id)?.taxTableId === undefined) bare.add(node);
  for (const node of bare) {
    const sentence = 'this item names no TaxTable, so that it is not taxed';
    read.warnings.add({ rule: 'item-untaxed', severity: 'warning', node, offset: node.start, sentence });
  }
}
