import { helpPath } from '../errors.js';
import { shorten, type FaultList, type Finding } from './xml-faults.js';
import type { ContentType, ElementType, Slot } from './xml-model.js';
import { valuePlace } from './xml-place.js';
import { collapse, type TextType } from './xml-text-type.js';
import type { XmlNode } from './xml-tree.js';

/** Says in words, each with its place, what is wrong with a mended element that the schema's engine refused. */
export function explain(node: XmlNode, type: ContentType, text: string, faults: FaultList): void {
  const tell = (finding: Omit<Finding, 'severity' | 'help'>): void =>
    faults.add({ ...finding, severity: 'error', help: helpPath('SCHEMA_FAULT') });
  if (type.kind === 'text') explainText(node, type, text, tell);
  if (type.kind !== 'elements') return;
  if (node.strayAt !== undefined) {
    tell({ rule: 'xsd-text', node, offset: node.strayAt, sentence: 'text stands here, where only elements may; remove it' });
  }
  explainChildren(node, type, text, faults, tell);
}

/**
 * Tells the first list that has more entries than its schema allows. Done before anything is mended or asked of the engine:
 * 10,000 items must not cost more than they are worth.
 */
export function tellOverLimit(node: XmlNode, type: ContentType, faults: FaultList): boolean {
  if (type.kind !== 'elements') return false;
  for (const { names, max } of type.slots) {
    if (max === 1 || node.children.length <= max) continue;
    const over = node.children.filter((child) => names.includes(child.name) && child.uri === node.uri)[max];
    if (over === undefined) continue;
    tellTooMany(over, null, { names, min: 0, max }, (finding) =>
      faults.add({ ...finding, severity: 'error', help: helpPath('SCHEMA_FAULT') }),
    );
    return true;
  }
  return node.children.some((child) => {
    const member = type.members.get(child.name);
    return member !== undefined && tellOverLimit(child, member.type, faults);
  });
}

type Tell = (finding: Omit<Finding, 'severity' | 'help'>) => void;

function explainText(node: XmlNode, type: TextType, text: string, tell: Tell): void {
  const inner = node.children[0];
  if (inner !== undefined) {
    tell({
      rule: 'xsd-children',
      node,
      offset: inner.start,
      expected: type.expected,
      got: `<${inner.name}>`,
      sentence: `expected ${type.expected}, got the element ${inner.name} inside it; a < in text is written &lt;`,
    });
    return;
  }
  if (type.takes(node.shown ?? node.text)) return;
  const got = collapse(node.text);
  const sentence = `expected ${type.expected}, got ${got === '' ? 'nothing' : `"${shorten(got)}"`}`;
  tell({ rule: type.rule, node, ...valuePlace(text, node), expected: type.expected, got, sentence });
}

function explainChildren(node: XmlNode, type: ElementType, text: string, faults: FaultList, tell: Tell): void {
  let slot = -1;
  let count = 0;
  let before: XmlNode | null = null;
  for (const child of node.children) {
    const member = type.members.get(child.name);
    if (member === undefined) continue;
    if (member.slot > slot) {
      tellMissing(node, type, slot, member.slot, child.start, tell);
      slot = member.slot;
      count = 0;
    }
    count += 1;
    const limits = type.slots[slot];
    if (limits !== undefined && count > limits.max) tellTooMany(child, before, limits, tell);
    else explain(child, member.type, text, faults);
    before = child;
  }
  tellMissing(node, type, slot, type.slots.length, node.closeStart, tell);
}

function tellMissing(node: XmlNode, type: ElementType, slot: number, next: number, offset: number, tell: Tell): void {
  for (const { names, min } of type.slots.slice(slot + 1, next)) {
    if (min === 0) continue;
    const expected = names.join(' or ');
    tell({
      rule: 'xsd-missing',
      node,
      missing: names[0] ?? '',
      offset,
      length: 0,
      expected,
      sentence: `${expected} is missing; it belongs here`,
    });
  }
}

function tellTooMany(child: XmlNode, before: XmlNode | null, { names, max }: Slot, tell: Tell): void {
  const expected = max === 1 ? `one ${names.join(' or ')}` : `at most ${max} ${names.join(' or ')}`;
  const rule = max > 1 ? 'xsd-too-many' : before?.name === child.name ? 'xsd-doubled' : 'xsd-choice';
  tell({
    rule,
    node: child,
    offset: child.start,
    expected,
    got: `<${child.name}>`,
    sentence: `expected ${expected}; this is one too many`,
  });
}
