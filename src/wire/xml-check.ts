import type { ContentType, ElementType } from './xml-model.js';
import type { XmlNode } from './xml-tree.js';

const BLANK = /^[ \t\r\n]*$/;

/**
 * True only where the schema's engine would call the element valid too; false means "ask it". A differential test over
 * mutated documents holds the two together.
 */
export function isSurelyValid(node: XmlNode, type: ContentType): boolean {
  switch (type.kind) {
    case 'free':
      return !node.attributes;
    case 'text':
      return !node.attributes && node.children.length === 0 && type.takes(node.shown ?? node.text);
    case 'elements':
      return !node.attributes && !holdsText(node) && childrenFit(node, type);
  }
}

/** Text where only elements may stand. White space is none, but inside CDATA it is (so says the schema's engine). */
export function holdsText(node: XmlNode): boolean {
  return node.cdata || (node.text !== '' && !BLANK.test(node.text));
}

function childrenFit(node: XmlNode, type: ElementType): boolean {
  let slot = -1;
  let count = 0;
  for (const child of node.children) {
    const member = type.members.get(child.name);
    if (member === undefined || child.uri !== node.uri || member.slot < slot) return false;
    if (member.slot > slot) {
      if (!canLeave(type, slot, count, member.slot)) return false;
      slot = member.slot;
      count = 0;
    }
    count += 1;
    if (count > (type.slots[slot]?.max ?? 0) || !isSurelyValid(child, member.type)) return false;
  }
  return canLeave(type, slot, count, type.slots.length);
}

/** Whether the slot has enough, and every slot between it and the next may be empty. */
function canLeave(type: ElementType, slot: number, count: number, next: number): boolean {
  if (slot >= 0 && count < (type.slots[slot]?.min ?? 0)) return false;
  for (let between = slot + 1; between < next; between += 1) if ((type.slots[between]?.min ?? 0) > 0) return false;
  return true;
}
