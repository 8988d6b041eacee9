import { wireKey } from './callback-items.js';
import { failedAt, type FailedAnswer, type WireItem } from './callback-types.js';
import type { FaultList, Finding } from './xml-faults.js';
import { shorten } from './xml-faults.js';
import { valuePlace } from './xml-place.js';
import { childOf, need, type XmlNode } from './xml-tree.js';
import type { ReadXml } from './xml.js';

/** Which CallbackOrderItem speaks for each line, by line id. */
export type AnswerNodes = ReadonlyMap<string, XmlNode>;

/** The CallbackOrder elements of an answer. */
export function answeredOrders(root: XmlNode): readonly XmlNode[] {
  return need(need(root, 'Response'), 'CallbackOrders').children;
}

/** An answer for another address would be prices for somebody else. */
export function checkAddress(read: ReadXml, addressId: string): FailedAnswer | null {
  const ids = answeredOrders(read.root).map((order) => need(need(order, 'Address'), 'AddressId'));
  const wrong = ids.find((node) => wireKey(node.text) !== wireKey(addressId));
  if (wrong === undefined) return null;
  const faults = read.newFaults();
  addValue(faults, read, wrong, {
    rule: 'address-id-other',
    expected: addressId,
    sentence: `expected the AddressId of the request, "${addressId}", got "${shorten(wrong.text)}"`,
  });
  return failedAt('address-mismatch', 'your answer is for another address', [...faults.list(), ...read.warnings.list()]);
}

/**
 * Every line of the request once (protocol 3.6). Lines that share a SKU, which only the older namespaces cannot tell apart,
 * are answered once for all or once each, in their order.
 */
export function matchItems(read: ReadXml, items: readonly WireItem[]): AnswerNodes | FailedAnswer {
  const faults = read.newFaults();
  const answers = groupBy(
    answeredOrders(read.root).flatMap((order) => need(order, 'CallbackOrderItems').children),
    (node) => wireKey(idNodeOf(node).text),
  );
  const lines = groupBy(items, ({ wireId }) => wireKey(wireId));
  const matched = new Map<string, XmlNode>();
  for (const [key, group] of lines) {
    const nodes = answers.get(key) ?? [];
    const [first, second] = nodes;
    if (first === undefined) tellMissing(faults, read, group[0]?.wireId ?? key);
    else if (second !== undefined && nodes.length !== group.length) tellDoubled(faults, read, second);
    else for (const [index, { item }] of group.entries()) matched.set(item.id, nodes[index] ?? first);
  }
  for (const [key, [node]] of answers) if (node !== undefined && !lines.has(key)) tellUnknown(faults, read, node);
  if (faults.count() === 0) return matched;
  const all = [...faults.list(), ...read.warnings.list()];
  return failedAt('items-mismatch', 'your answer does not name each item of the request once', all);
}

/** What names a CallbackOrderItem: its id, in the older namespaces its SKU. */
function idNodeOf(node: XmlNode): XmlNode {
  return childOf(node, 'CallbackOrderItemId') ?? need(node, 'SKU');
}

function tellMissing(faults: FaultList, { root }: ReadXml, wireId: string): void {
  const node = need(answeredOrders(root)[0] ?? root, 'CallbackOrderItems');
  const sentence = `the item "${shorten(wireId)}" of the request is not answered`;
  faults.add({ rule: 'item-missing', severity: 'error', node, offset: node.closeStart, length: 0, expected: wireId, sentence });
}

function tellDoubled(faults: FaultList, read: ReadXml, node: XmlNode): void {
  const id = idNodeOf(node);
  const sentence = `the item "${shorten(id.text)}" is answered more than once`;
  addValue(faults, read, id, { rule: 'item-doubled', expected: 'each item once', sentence });
}

function tellUnknown(faults: FaultList, read: ReadXml, node: XmlNode): void {
  const id = idNodeOf(node);
  const sentence = `the request has no item "${shorten(id.text)}"`;
  addValue(faults, read, id, { rule: 'item-unknown', expected: `a ${id.name} of the request`, sentence });
}

function addValue(
  faults: FaultList,
  { text }: ReadXml,
  node: XmlNode,
  finding: Pick<Finding, 'rule' | 'sentence'> & { readonly expected: string },
): void {
  faults.add({ ...finding, severity: 'error', node, ...valuePlace(text, node), got: node.text });
}

function groupBy<T>(entries: readonly T[], keyOf: (entry: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group === undefined) groups.set(keyOf(entry), [entry]);
    else group.push(entry);
  }
  return groups;
}
