/** One element of a parsed document. Offsets are UTF-16 units of the document's text; xml-place.ts makes lines of them. */
export interface XmlNode {
  /** Local name. */
  readonly name: string;
  readonly uri: string;
  readonly parent: XmlNode | null;
  /** At the `<` of the start tag. */
  readonly start: number;
  /** Behind the `>` of the start tag. */
  openEnd: number;
  /** At the `<` of the end tag; where there is none (`<a/>`, or the text ended before it), at `start`. */
  closeStart: number;
  /** Behind the `>` of the end tag. */
  end: number;
  /** All character data directly inside, references resolved, line breaks normalised. Empty for free content. */
  text: string;
  /** In document order; mending sorts and filters it. Empty for free content, whose descendants are not kept. */
  children: XmlNode[];
  /** Some attribute that the schema does not know. */
  attributes: boolean;
  /** Some of the text stood in a CDATA section. */
  cdata: boolean;
  /** What the schema is shown instead of `text`, where a tolerance lets a text through that stays as it was sent. */
  shown?: string;
  /** Offset of text that stands where only elements may. */
  strayAt?: number;
}

/** Elements that may hold anything: their insides are kept as a span of the source, never as nodes (protocol 3.9). */
export const FREE_CONTENT: ReadonlySet<string> = new Set([
  'CartCustomData',
  'ItemCustomData',
  'ShippingCustomData',
  'ItemAttributes',
  'PaymentAmounts',
]);

export function newNode(name: string, uri: string, parent: XmlNode | null, start: number): XmlNode {
  return {
    name,
    uri,
    parent,
    start,
    openEnd: start,
    closeStart: start,
    end: start,
    text: '',
    children: [],
    attributes: false,
    cdata: false,
  };
}

/** The first child of that name, or null. */
export function childOf(node: XmlNode, name: string): XmlNode | null {
  for (const child of node.children) if (child.name === name) return child;
  return null;
}

/** The text of the first child of that name as it was sent, or undefined. */
export function textOf(node: XmlNode, name: string): string | undefined {
  return childOf(node, name)?.text;
}

/** A child that the schema makes sure of. */
export function need(node: XmlNode, name: string): XmlNode {
  const child = childOf(node, name);
  if (child === null) throw new Error(`${name} is missing in a valid ${node.name}`);
  return child;
}
