import { parseStringPromise } from 'xml2js';

/** What xml2js makes of an element: its text, or its children by name, each a list. */
export type XmlElement = string | { readonly [name: string]: readonly XmlElement[] };

export interface XmlRoot {
  readonly name: string;
  readonly namespace: string;
  readonly element: XmlElement;
}

interface RawElement {
  readonly $?: Readonly<Record<string, string>>;
}

/** Reads a document with xml2js; names lose their prefixes. Throws what xml2js throws. */
export async function readXml(xml: string): Promise<XmlRoot> {
  const document = (await parseStringPromise(xml, {
    explicitArray: true,
    tagNameProcessors: [(name: string) => name.replace(/^.*:/, '')],
  })) as Readonly<Record<string, RawElement & XmlElement>> | null;
  const [entry] = Object.entries(document ?? {});
  if (entry === undefined) throw new Error('the document is empty');
  const [name, element] = entry;
  const attributes = typeof element === 'string' ? {} : (element.$ ?? {});
  const namespace = Object.entries(attributes).find(([attribute]) => /^xmlns(?::|$)/.test(attribute))?.[1] ?? '';
  return { name, namespace, element };
}

/** The children of one name, in order. */
export function children(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  if (element === undefined || typeof element === 'string') return [];
  return element[name] ?? [];
}

/** The first child of a name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return children(element, name)[0];
}

/** The text of the first child of a name; undefined if there is none or it has children. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  const found = child(element, name);
  if (typeof found === 'string') return found;
  const own = found?.['_'] as unknown;
  return typeof own === 'string' ? own : undefined;
}

/** True if a child of this name is there, empty or not. */
export function has(element: XmlElement | undefined, name: string): boolean {
  return children(element, name).length > 0;
}

/** The text of a child that must be there; throws a sentence where it is not. */
export function required(node: XmlElement | undefined, name: string): string {
  const text = textOf(node, name);
  if (text === undefined) throw new Error(`${name} is missing`);
  return text;
}

/** What a callback's documents call an item: its id, or under 2008-11-30 its SKU. */
export function wireIdOf(node: XmlElement): string {
  return textOf(node, 'CallbackOrderItemId') ?? textOf(node, 'SKU') ?? '';
}
