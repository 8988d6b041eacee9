import type { Dialect } from '../core/cart.js';
import { namespaceOf } from './xml-root.js';

/** A start tag with its attributes, whose values may hold `>`; the first group is the prefix of its name. */
const START_TAG = /^<(?:([^\s:/>]+):)?[^\s:/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>/;

/**
 * Custom data of a cart for a notification. Inside, every byte stays; only the namespace that the block itself is in, which
 * was that of the cart, becomes the notification's, so that a reader of it finds the block. What the merchant wrote inside
 * without a namespace of its own follows its document, as it did in the cart. Other declarations stay as they were put there
 * when the cart was read.
 */
export function customBlock(block: string, namespace: Dialect): string {
  const match = START_TAG.exec(block);
  if (match === null) throw new Error('custom data of an accepted cart does not begin with a tag');
  const [tag, prefix] = match;
  const declared = new RegExp(`\\s+xmlns${prefix === undefined ? '' : `:${escapeRegExp(prefix)}`}\\s*=\\s*(?:"[^"]*"|'[^']*')`);
  const own = prefix === undefined ? '' : ` xmlns:${prefix}="${namespaceOf(namespace)}"`;
  return tag.replace(declared, () => own) + block.slice(tag.length);
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
