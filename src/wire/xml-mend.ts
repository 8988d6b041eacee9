import { EMPTY_TOLERANCES, PO_BOX_ELEMENT, RULES, TEXT_TOLERANCES } from './tolerances.js';
import { wrapBareTax } from './xml-bare-tax.js';
import { holdsText, isSurelyValid } from './xml-check.js';
import type { FaultList } from './xml-faults.js';
import type { ContentType, ElementType } from './xml-model.js';
import { codePoints, firstCharacter, valuePlace } from './xml-place.js';
import type { TextType } from './xml-text-type.js';
import type { XmlNode } from './xml-tree.js';

export interface Mending {
  readonly text: string;
  readonly warnings: FaultList;
  /** Names of elements that a later namespace has; empty under the latest. */
  readonly otherNames: ReadonlySet<string>;
  /** Types of the later namespace, by name, where its elements are read; empty where they are passed over. */
  readonly laterTypes: ReadonlyMap<string, ElementType>;
  /** Elements of the later namespace that were found and mended: the schema never sees them. */
  readonly later: LaterElement[];
  /** Unknown elements by parent and name: told once, with their number. */
  readonly unknown: Map<string, { readonly node: XmlNode; readonly why: Why; count: number }>;
  /** Whether anything was changed: if not, the schema is shown the original bytes. */
  changed: boolean;
}

/** An element that the schema of its namespace lacks, with its type in the later one. */
export interface LaterElement {
  readonly node: XmlNode;
  readonly type: ContentType;
}

/**
 * Brings an element into the form that the strict schema wants, as far as the listed tolerances go: attributes and unknown
 * elements dropped, children sorted, values mended. Each step is a warning with its place.
 */
export function mend(node: XmlNode, type: ContentType, mending: Mending): void {
  if (node.attributes) dropAttributes(node, mending);
  if (type.kind === 'free') return;
  if (type.kind === 'text') {
    mendText(node, type, mending);
    return;
  }
  if (holdsText(node)) node.strayAt = firstText(node, mending.text);
  if (wrapBareTax(node, type, mending.warnings)) mending.changed = true;
  const kept: XmlNode[] = [];
  for (const child of node.children) {
    const member = child.uri === node.uri ? type.members.get(child.name) : undefined;
    const later = child.uri === node.uri ? mending.laterTypes.get(type.name)?.members.get(child.name) : undefined;
    if (member === undefined && later !== undefined) {
      passOver(child, node, WHY.laterRead, mending);
      mend(child, later.type, mending);
      mending.later.push({ node: child, type: later.type });
    } else if (member === undefined) passOver(child, node, whyOf(child, node, mending), mending);
    else if (!droppedAsEmpty(child, member.type, mending)) {
      mend(child, member.type, mending);
      // A PromotionIds that held nothing but an empty PromotionId is gone with it.
      if (child.name !== 'PromotionIds' || child.children.length > 0 || holdsText(child)) kept.push(child);
    }
  }
  node.children = sorted(node, kept, type, mending);
}

/** Adds what was passed over to the warnings, one for each kind. */
export function tellUnknown(mending: Mending): void {
  for (const { node, why, count } of mending.unknown.values()) {
    const times = count === 1 ? '' : ` (${count} times; this is the first)`;
    mending.warnings.add({
      rule: why.rule,
      severity: 'warning',
      node,
      offset: node.start,
      got: `<${node.name}>`,
      sentence: `${why.sentence}${times}`,
    });
  }
}

interface Why {
  readonly rule: string;
  readonly sentence: string;
}

const LATER = 'this element belongs to the namespace of 2009-05-15';
const WHY = {
  unknown: { rule: RULES.unknown, sentence: 'this element is not in the schema; it was ignored' },
  later: { rule: RULES.later, sentence: `${LATER}; it was ignored` },
  laterRead: { rule: RULES.later, sentence: `${LATER}; it was read all the same` },
  poBox: { rule: RULES.poBox, sentence: 'this element belongs to the namespace of 2008-11-30; it was ignored' },
} as const;

function dropAttributes(node: XmlNode, mending: Mending): void {
  mending.changed = true;
  node.attributes = false;
  mending.warnings.add({
    rule: RULES.attribute,
    severity: 'warning',
    node,
    offset: node.start,
    sentence: 'no attributes are known here; they were ignored',
  });
}

function mendText(node: XmlNode, type: TextType, mending: Mending): void {
  if (node.children.length > 0 || type.takes(node.text)) return;
  for (const tolerance of TEXT_TOLERANCES) {
    const mended = tolerance.types.includes(type.name) ? tolerance.mend(node.text, type) : null;
    if (mended === null || !type.takes(mended)) continue;
    const sentence = tolerance.sentence(mended, type);
    const got = type.maxLength === undefined ? node.text : `${codePoints(node.text)} characters`;
    mending.warnings.add({
      rule: tolerance.rule,
      severity: 'warning',
      node,
      ...valuePlace(mending.text, node),
      expected: type.expected,
      got,
      sentence,
    });
    mending.changed = true;
    node.shown = mended;
    if (tolerance.keepsText !== true) node.text = mended;
    return;
  }
}

function whyOf(child: XmlNode, parent: XmlNode, { otherNames }: Mending): Why {
  if (child.uri !== parent.uri) return WHY.unknown;
  if (child.name === PO_BOX_ELEMENT) return WHY.poBox;
  return otherNames.has(child.name) ? WHY.later : WHY.unknown;
}

/** Leaves an element out of what the schema is shown. */
function passOver(child: XmlNode, parent: XmlNode, why: Why, mending: Mending): void {
  mending.changed = true;
  const key = `${parent.name}/${child.uri}/${child.name}`;
  const known = mending.unknown.get(key);
  if (known === undefined) mending.unknown.set(key, { node: child, why, count: 1 });
  else known.count += 1;
}

function droppedAsEmpty(child: XmlNode, type: ContentType, mending: Mending): boolean {
  const tolerance = EMPTY_TOLERANCES.get(child.name);
  if (tolerance === undefined || isSurelyValid(child, type) || !tolerance.isEmpty(child)) return false;
  if (tolerance.within !== undefined && tolerance.within !== child.parent?.name) return false;
  mending.changed = true;
  mending.warnings.add({
    rule: tolerance.rule,
    severity: 'warning',
    node: child,
    offset: child.start,
    sentence: `${child.name} is empty and was ignored; leave it out where there is none`,
  });
  return true;
}

function sorted(node: XmlNode, kept: XmlNode[], type: ElementType, mending: Mending): XmlNode[] {
  const slotOf = (child: XmlNode): number => type.members.get(child.name)?.slot ?? 0;
  let highest = 0;
  const late = kept.find((child) => {
    const slot = slotOf(child);
    if (slot < highest) return true;
    highest = slot;
    return false;
  });
  if (late === undefined) return kept;
  mending.changed = true;
  const rule = type.name === 'WorldRegion' ? RULES.worldRegion : RULES.order;
  const order = type.slots.flatMap((slot) => slot.names).filter((name) => kept.some((child) => child.name === name));
  mending.warnings.add({
    rule,
    severity: 'warning',
    node: late,
    offset: late.start,
    expected: order.join(', '),
    sentence: `out of order; expected ${order.join(', ')}`,
  });
  return kept
    .map((child, index) => ({ child, index }))
    .sort((a, b) => slotOf(a.child) - slotOf(b.child) || a.index - b.index)
    .map(({ child }) => child);
}

/** Offset of the first character that stands between the children, be it text or CDATA. */
function firstText(node: XmlNode, text: string): number {
  let from = node.openEnd;
  for (const child of node.children) {
    const at = firstCharacter(text, from, child.start);
    if (at < child.start) return at;
    from = child.end;
  }
  return firstCharacter(text, from, node.closeStart);
}
