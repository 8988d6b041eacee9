import { Parser } from 'xml2js';

/** An element as the reader sees it: local name, text, and its children in the order of their kinds. */
export interface Element {
  readonly name: string;
  readonly namespace: string;
  readonly text: string;
  readonly children: readonly Element[];
}

interface Raw {
  readonly '#name': string;
  readonly $ns?: { readonly uri?: string; readonly local?: string };
  readonly _?: string;
  readonly $$?: readonly Raw[];
}

/** Parses a document by xml2js, with namespaces; every element must be of the root's. */
export async function readElements(xml: string): Promise<Element> {
  const parser = new Parser({ xmlns: true, explicitRoot: false, explicitChildren: true, preserveChildrenOrder: true });
  const root: Raw = await parser.parseStringPromise(xml);
  return toElement(root);
}

function toElement(raw: Raw): Element {
  return {
    name: raw.$ns?.local ?? raw['#name'],
    namespace: raw.$ns?.uri ?? '',
    text: raw._ ?? '',
    children: (raw.$$ ?? []).map(toElement),
  };
}

/** The only child of that name, or null. */
export function maybe(element: Element, name: string): Element | null {
  const found = element.children.filter((child) => child.name === name && child.namespace === element.namespace);
  if (found.length > 1) throw new Error(`${element.name} has ${found.length} ${name}`);
  return found[0] ?? null;
}

/** The child at the end of a path of names that must all be there. */
export function child(element: Element, ...path: readonly string[]): Element {
  let at = element;
  for (const name of path) {
    const next = maybe(at, name);
    if (next === null) throw new Error(`${at.name} has no ${name}`);
    at = next;
  }
  return at;
}

/** All children of that name. */
export const each = (element: Element | null, name: string): readonly Element[] =>
  (element?.children ?? []).filter((one) => one.name === name && one.namespace === element?.namespace);

/** The text of a child, or undefined where there is none. */
export const textOf = (element: Element, name: string): string | undefined => maybe(element, name)?.text;
