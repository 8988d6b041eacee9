import { parseXml } from './xml-parse.js';
import { scanXml } from './xml-scan.js';
import { childOf, need, type XmlNode } from './xml-tree.js';

/** Namespace declarations by prefix, '' for the default one; the values as they are written between their quotes. */
export type Scope = ReadonlyMap<string, string>;

/** A posted cart and the blocks of it that a callback copies byte for byte (protocol 3.3, 3.4, 3.9). */
export interface CartSource {
  readonly text: string;
  readonly root: XmlNode;
  readonly cart: XmlNode;
  /** The Items element. */
  readonly items: XmlNode;
  readonly cartCustomData: XmlNode | null;
  readonly callbacks: XmlNode | null;
}

/** Finds the blocks of a cart that intake has let through. */
export function openCartSource(bytes: Uint8Array): CartSource {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const root = scanXml(text) ?? parseXml(text).root;
  if (root === null) throw new Error('the XML of an accepted cart could not be parsed again');
  const cart = need(root, 'Cart');
  return {
    text,
    root,
    cart,
    items: need(cart, 'Items'),
    cartCustomData: childOf(cart, 'CartCustomData'),
    callbacks: childOf(root, 'OrderCalculationCallbacks'),
  };
}

/** The Item elements, as many as the cart has lines. */
export function itemNodes({ items }: CartSource): readonly XmlNode[] {
  return items.children.filter((node) => node.name === 'Item' && node.uri === items.uri);
}

/**
 * The text of a block exactly as it was sent. Declarations that it uses and that do not hold `around` its new place are
 * added to its first tag: nothing else changes, and where cart and callback declare alike nothing does.
 */
export function copyBlock(text: string, node: XmlNode, around: Scope): string {
  const block = text.slice(node.start, node.end);
  const own = declarationsOf(text, node);
  const missing = [...scopeAround(text, node)].filter(
    ([prefix, name]) => !own.has(prefix) && (around.get(prefix) ?? '') !== name && isUsed(block, prefix),
  );
  const nameEnd = /^<[^\s/>]+/.exec(block)?.[0].length ?? 0;
  return block.slice(0, nameEnd) + writeDeclarations(missing) + block.slice(nameEnd);
}

/** Prefixes that the root of a cart declares and that one of the blocks uses: a callback declares them on its own root. */
export function rootPrefixes({ text, root }: CartSource, blocks: readonly XmlNode[]): Scope {
  const sent = blocks.map(({ start, end }) => text.slice(start, end));
  return new Map(
    [...declarationsOf(text, root)].filter(([prefix]) => prefix !== '' && sent.some((block) => isUsed(block, prefix))),
  );
}

/** ` xmlns:p="…"` for each; names of namespaces are URIs, which have no quotes in them. */
export function writeDeclarations(declarations: Iterable<readonly [string, string]>): string {
  let written = '';
  for (const [prefix, name] of declarations) written += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${name}"`;
  return written;
}

/** What holds inside an element: its own declarations and those of everything around it. */
export function scopeInside(text: string, node: XmlNode): Scope {
  return new Map([...scopeAround(text, node), ...declarationsOf(text, node)]);
}

function scopeAround(text: string, node: XmlNode): Scope {
  // Without a declaration the default namespace is none, which an element that moves elsewhere may have to say.
  return node.parent === null ? new Map([['', '']]) : scopeInside(text, node.parent);
}

const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;

function declarationsOf(text: string, node: XmlNode): Map<string, string> {
  const tag = text.slice(node.start, node.openEnd);
  const found = new Map<string, string>();
  ATTRIBUTE.lastIndex = /^<[^\s/>]+/.exec(tag)?.[0].length ?? 0;
  for (let match = ATTRIBUTE.exec(tag); match !== null; match = ATTRIBUTE.exec(tag)) {
    const [, name = '', double, single = ''] = match;
    if (name === 'xmlns' || name.startsWith('xmlns:')) found.set(name.slice('xmlns:'.length), double ?? single);
  }
  return found;
}

/** Whether a block may need a declaration; a prefix in text counts too, as a value can be a qualified name. */
function isUsed(block: string, prefix: string): boolean {
  return prefix === '' ? /<[^\s:/>!?]+[\s/>]/.test(block) : block.includes(`${prefix}:`);
}
