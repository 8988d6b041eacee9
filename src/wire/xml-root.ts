import type { Dialect } from '../core/cart.js';
import type { XmlNode } from './xml-tree.js';

/** Later first. */
export const DIALECTS: readonly Dialect[] = ['2009-05-15', '2008-11-30'];

const NAMES: Readonly<Record<Dialect, string>> = {
  '2009-05-15': 'http://payments.amazon.com/checkout/2009-05-15/',
  '2008-11-30': 'http://payments.amazon.com/checkout/2008-11-30/',
};

export interface RootFault {
  readonly rule: string;
  readonly node: XmlNode;
  readonly offset: number;
  readonly expected: string;
  readonly got: string;
  readonly message: string;
}

/** The namespace name of a dialect; the slash at its end belongs to it. */
export function namespaceOf(dialect: Dialect): string {
  return NAMES[dialect];
}

/** The dialect of a namespace name, or null if it is none of ours. */
export function dialectOf(uri: string): Dialect | null {
  return DIALECTS.find((dialect) => NAMES[dialect] === uri) ?? null;
}

/** Points at the root, whose namespace is not one that Cartwright speaks. */
export function unknownNamespace(root: XmlNode): RootFault {
  const expected = DIALECTS.map(namespaceOf).join(' or ');
  const hint = dialectOf(`${root.uri}/`) === null ? '' : '; the slash at its end is part of the name';
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
