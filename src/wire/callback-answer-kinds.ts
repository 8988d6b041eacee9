import type { Kind } from '../core/checkout.js';
import type { Asked } from '../core/quote.js';
import { answeredOrders } from './callback-answer-items.js';
import { failedAt, type FailedAnswer } from './callback-types.js';
import { childOf, need, type XmlNode } from './xml-tree.js';
import type { ReadXml } from './xml.js';

interface KindElements {
  readonly kind: Kind;
  /** What says that the kind is there; the first one is the usual one. */
  readonly root: readonly string[];
  /** What belongs to the kind without saying that it is there. */
  readonly besides: readonly string[];
  /** What a line names it by. */
  readonly line: string;
}

const KINDS: readonly KindElements[] = [
  { kind: 'tax', root: ['TaxTables', 'CartTaxAmounts'], besides: [], line: 'TaxTableId' },
  { kind: 'promotions', root: ['Promotions'], besides: ['CartPromotionId'], line: 'PromotionIds' },
  { kind: 'shipping', root: ['ShippingMethods'], besides: [], line: 'ShippingMethodIds' },
];

/** Takes kinds that were not asked for out of the answer, each with a warning: some plug-ins always send all (protocol 3.6). */
export function passOverUnasked(read: ReadXml, asked: Asked): void {
  for (const { kind, root, besides, line } of KINDS) {
    if (asked[kind]) continue;
    const names = [...root, ...besides];
    const dropped = [...drop(read.root, names), ...linesOf(read.root).flatMap((node) => drop(node, [line]))];
    const [node] = dropped;
    if (node === undefined) continue;
    const sentence = `the cart does not ask for ${kind}; it was ignored`;
    read.warnings.add({ rule: 'kind-not-asked', severity: 'warning', node, offset: node.start, got: `<${node.name}>`, sentence });
  }
}

/**
 * A kind that was asked for is there if its element is, even empty: empty ShippingMethods refuse the address, empty Promotions
 * grant nothing (semantics B). Only CartTaxAmounts without an entry state no tax at all.
 */
export function checkKinds(read: ReadXml, asked: Asked): FailedAnswer | null {
  const faults = read.newFaults();
  for (const { kind, root } of KINDS) {
    const found = root.map((name) => childOf(read.root, name)).filter((node) => node !== null);
    const empty = found.find(({ name, children }) => name === 'CartTaxAmounts' && children.length === 0);
    if (!asked[kind] || (found.length > 0 && empty === undefined)) continue;
    const [missing = ''] = root;
    const lacking = { rule: 'kind-missing', severity: 'error', length: 0, expected: root.join(' or ') } as const;
    const sentence = `the cart asks for ${kind}, and ${empty === undefined ? `${root.join(' or ')} is missing` : 'CartTaxAmounts is empty'}`;
    if (empty === undefined) faults.add({ ...lacking, node: read.root, missing, offset: read.root.closeStart, sentence });
    else faults.add({ ...lacking, node: empty, offset: empty.start, sentence });
  }
  if (faults.count() === 0) return null;
  return failedAt('kind-missing', 'your answer lacks what the cart asks for', [...faults.list(), ...read.warnings.list()]);
}

function drop(node: XmlNode, names: readonly string[]): XmlNode[] {
  const dropped = node.children.filter(({ name }) => names.includes(name));
  if (dropped.length > 0) node.children = node.children.filter((child) => !dropped.includes(child));
  return dropped;
}

/** Every element that may name tables: answered items and updated ones. */
function linesOf(root: XmlNode): readonly XmlNode[] {
  return answeredOrders(root).flatMap((order) => [
    ...need(order, 'CallbackOrderItems').children,
    ...(childOf(order, 'UpdatedCartItems')?.children ?? []),
  ]);
}
