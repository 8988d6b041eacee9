import type { Dialect } from '../core/cart.js';
import { namespaceOf } from './xml-root.js';

/** The beginning of a start tag; the group is the prefix of its name. */
const NAME = /^<(?:([^\s:/>]+):)?[^\s:/>]+/;
/** One attribute of a well-formed tag; a value may hold anything but its own quote. */
const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')/y;

/**
 * Custom data of a cart for a notification. Inside, every byte stays; only the namespace that the block itself is in, which
 * was that of the cart, becomes the notification's, so that a reader of it finds the block. What the merchant wrote inside
 * without a namespace of its own follows its document, as it did in the cart. Other declarations stay as they were put there
 * when the cart was read.
 */
export function customBlock(block: string, namespace: Dialect): string {
  const match = NAME.exec(block);
  if (match === null) throw new Error('custom data of an accepted cart does not begin with a tag');
  const [open, prefix] = match;
  const own = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`;
  let tag = prefix === undefined ? open : `${open} ${own}="${namespaceOf(namespace)}"`;
  let end = open.length;
  ATTRIBUTE.lastIndex = end;
  for (let found = ATTRIBUTE.exec(block); found !== null; found = ATTRIBUTE.exec(block)) {
    if (found[1] !== own) tag += found[0];
    end = ATTRIBUTE.lastIndex;
  }
  return tag + block.slice(end);
}
