import type { XmlNode } from './xml-tree.js';

export interface Place {
  /** From 1; CRLF, CR and LF are one break each. */
  readonly line: number;
  /** From 1, in code points; a tab is 1, a byte order mark 0. */
  readonly column: number;
}

const LF = 10;
const CR = 13;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Turns offsets of a text into lines and columns (contracts.md, Fault). It remembers the last place, so that asking in
 * document order costs one pass over the text in all.
 */
export function createPlacer(text: string): (offset: number) => Place {
  const first = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  let at = first;
  let line = 1;
  let column = 1;
  return (offset) => {
    // Between CR and LF is no place of its own.
    const split = text.charCodeAt(offset) === LF && text.charCodeAt(offset - 1) === CR;
    const end = Math.min(split ? offset - 1 : offset, text.length);
    if (end < at) [at, line, column] = [first, 1, 1];
    while (at < end) {
      const unit = text.charCodeAt(at);
      const breaks = unit === LF || (unit === CR && text.charCodeAt(at + 1) !== LF);
      if (breaks) {
        line += 1;
        column = 1;
      } else if (unit < 0xdc00 || unit > 0xdfff) {
        column += 1;
      }
      at += 1;
    }
    return { line, column };
  };
}

/** Code points in a text: what a Fault's `length` counts. */
export function codePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0xdc00 || unit > 0xdfff) count += 1;
  }
  return count;
}

/**
 * Local names under the root, an index where the element may repeat: `Cart/Items/Item[2]/Quantity`. The root itself is
 * named by its own name.
 */
export function pathOf(node: XmlNode, repeats: (parent: string, child: string) => boolean): string {
  const steps: string[] = [];
  let current = node;
  while (current.parent !== null) {
    const parent: XmlNode = current.parent;
    steps.unshift(repeats(parent.name, current.name) ? `${current.name}[${indexAmong(parent, current)}]` : current.name);
    current = parent;
  }
  return steps.length === 0 ? current.name : steps.join('/');
}

function indexAmong(parent: XmlNode, node: XmlNode): number {
  let index = 1;
  for (const sibling of parent.children) {
    if (sibling === node) return index;
    if (sibling.name === node.name && sibling.uri === node.uri) index += 1;
  }
  return index;
}

const MISC = /(?:[ \t\r\n]+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)+/y;
const CDATA = '<![CDATA[';

/** Offset of the first character between two offsets that is not white space, comment or instruction; `to` if none is. */
export function firstCharacter(text: string, from: number, to: number): number {
  MISC.lastIndex = from;
  const skipped = MISC.exec(text);
  const at = skipped === null ? from : from + skipped[0].length;
  if (at >= to) return to;
  return text.startsWith(CDATA, at) ? at + CDATA.length : at;
}

/** Where the value of an element begins and how many code points it has; an empty one is at its end tag, or at itself. */
export function valuePlace(text: string, node: XmlNode): { readonly offset: number; readonly length: number } {
  const selfClosing = node.closeStart === node.start;
  if (selfClosing) return { offset: node.start, length: 0 };
  const offset = firstCharacter(text, node.openEnd, node.closeStart);
  const raw = text.slice(offset, node.closeStart).replace(/\]\]>[ \t\r\n]*$/, '');
  return { offset, length: codePoints(raw.trimEnd()) };
}
