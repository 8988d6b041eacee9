import { EMPTY_TOLERANCES, PO_BOX_ELEMENT, RULES, TEXT_TOLERANCES } from './tolerances.js';
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
  /** Unknown elements by parent and name: told once, with their number. */
  readonly unknown: Map<string, { readonly node: XmlNode; readonly rule: string; count: number }>;
  /** Whether anything was changed: if not, the schema is shown the original bytes. */
  changed: boolean;
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
  const kept: XmlNode[] = [];
  for (const child of node.children) {
    const member = child.uri === node.uri ? type.members.get(child.name) : undefined;
    if (member === undefined) passOver(child, node, mending);
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
  for (const { node, rule, count } of mending.unknown.values()) {
    const times = count === 1 ? '' : ` (${count} times; this is the first)`;
    mending.warnings.add({
      rule,
      severity: 'warning',
      node,
      offset: node.start,
      got: `<${node.name}>`,
      sentence: `${WHY[rule] ?? ''}; it was ignored${times}`,
    });
  }
}

const WHY: Readonly<Record<string, string>> = {
  [RULES.unknown]: 'this element is not in the schema',
  [RULES.later]: 'this element belongs to the namespace of 2009-05-15',
  [RULES.poBox]: 'this element belongs to the namespace of 2008-11-30',
};

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
    const got = tolerance.keepsText === true ? `${codePoints(node.text)} characters` : node.text;
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

function passOver(child: XmlNode, parent: XmlNode, mending: Mending): void {
  mending.changed = true;
  const ours = child.uri === parent.uri;
  const rule =
    ours && child.name === PO_BOX_ELEMENT
      ? RULES.poBox
      : ours && mending.otherNames.has(child.name)
        ? RULES.later
        : RULES.unknown;
  const key = `${parent.name}/${child.uri}/${child.name}`;
  const known = mending.unknown.get(key);
  if (known === undefined) mending.unknown.set(key, { node: child, rule, count: 1 });
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
