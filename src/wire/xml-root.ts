import type { Dialect } from '../core/cart.js';
import type { CartNamespace } from '../core/order-cart.js';
import type { XmlNode } from './xml-tree.js';

/** Later first. */
export const DIALECTS: readonly Dialect[] = ['2009-05-15', '2008-11-30'];
/** Those of order carts and of the callbacks that they ask for; later first. */
export const CART_NAMESPACES: readonly CartNamespace[] = [...DIALECTS, '2008-08-29', '2008-06-15'];

export interface RootFault {
  readonly rule: string;
  readonly node: XmlNode;
  readonly offset: number;
  readonly expected: string;
  readonly got: string;
  readonly message: string;
}

/** The name of a namespace; the slash at its end belongs to it. */
export function namespaceOf(namespace: CartNamespace): string {
  return `http://payments.amazon.com/checkout/${namespace}/`;
}

/** Which of ours has this name, or null if none. */
export function namespaceAt(uri: string): CartNamespace | null {
  return CART_NAMESPACES.find((namespace) => namespaceOf(namespace) === uri) ?? null;
}

/** Whose schema reads a namespace: the two oldest have no schema of their own (contracts.md, smaller decisions). */
export function dialectOf(namespace: CartNamespace): Dialect {
  return namespace === '2009-05-15' ? namespace : '2008-11-30';
}

/** Points at the root, whose namespace is not one that is read here. */
export function unknownNamespace(root: XmlNode, wanted: readonly CartNamespace[]): RootFault {
  const expected = wanted.map(namespaceOf).join(' or ');
  const hint = namespaceAt(`${root.uri}/`) === null ? '' : '; the slash at its end is part of the name';
  const got = root.uri === '' ? 'no namespace' : root.uri;
  return {
    rule: 'namespace-unknown',
    node: root,
    offset: root.start,
    expected,
    got,
    message: `expected the namespace ${expected}, got ${got}${hint}`,
  };
}

/** Points at the root, whose name is not wanted here. */
export function unknownRoot(root: XmlNode, wanted: readonly string[]): RootFault {
  const expected = wanted.join(' or ');
  return {
    rule: 'root-unknown',
    node: root,
    offset: root.start,
    expected,
    got: root.name,
    message: `expected ${expected} as root element, got ${root.name}`,
  };
}
