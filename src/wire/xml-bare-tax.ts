import type { ElementType } from './xml-model.js';
import type { FaultList } from './xml-faults.js';
import { RULES } from './tolerances.js';
import { childOf, newNode, type XmlNode } from './xml-tree.js';

/**
 * A `CartTaxAmount{Amount, CurrencyCode}`, with or without CartTaxAmounts around it, as one plug-in sends it (protocol 3.6):
 * the elements that it leaves out are put in. Says whether there was one.
 */
export function wrapBareTax(node: XmlNode, type: ElementType, warnings: FaultList): boolean {
  if (node.name === 'CartTaxAmount' && childOf(node, 'Amount') !== null && childOf(node, 'TaxAmount') === null) {
    tell(node, 'Amount and CurrencyCode stand directly in it; write them in a TaxAmount', warnings);
    gather(node, 'TaxAmount', (name) => name === 'Amount' || name === 'CurrencyCode');
    return true;
  }
  const bare = type.members.has('CartTaxAmounts') ? childOf(node, 'CartTaxAmount') : null;
  if (bare === null || bare.uri !== node.uri || childOf(node, 'CartTaxAmounts') !== null) return false;
  tell(bare, 'it stands by itself; write it in a CartTaxAmounts', warnings);
  gather(node, 'CartTaxAmounts', (name) => name === 'CartTaxAmount');
  return true;
}

/** Puts children into an element of their own, at the place of the first. */
function gather(parent: XmlNode, name: string, belongs: (name: string) => boolean): void {
  const inside = parent.children.filter((child) => belongs(child.name));
  const [first = parent] = inside;
  const node = newNode(name, parent.uri, parent, first.start);
  const end = inside.at(-1)?.end ?? first.start;
  Object.assign(node, { openEnd: first.start, closeStart: end, end, children: inside });
  parent.children = parent.children.flatMap((child) => (child === first ? [node] : inside.includes(child) ? [] : [child]));
}

function tell(node: XmlNode, sentence: string, warnings: FaultList): void {
  warnings.add({ rule: RULES.bareTax, severity: 'warning', node, offset: node.start, sentence });
}
