import { SaxesParser } from 'saxes';

/** One element of a schema document. */
export interface Declaration {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Declaration[];
  text: string;
}

/** The schema document as a tree; throws on anything that is not well formed. */
export function parseDeclarations(xsd: string): Declaration {
  const document: Declaration = { tag: '', attributes: {}, children: [], text: '' };
  const open = [document];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const declaration: Declaration = { tag: name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(declaration);
    open.push(declaration);
  });
  parser.on('text', (text) => {
    const current = open.at(-1);
    if (current !== undefined) current.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xsd).close();
  const root = document.children[0];
  if (root?.tag !== 'xs:schema') throw new Error('schema: the root is not xs:schema');
  return root;
}

/** The children of a declaration, all of which must be of the given kinds. */
export function only(declaration: Declaration | undefined, tags: readonly string[]): readonly Declaration[] {
  if (declaration === undefined) throw new Error(`schema: expected one of ${tags.join(', ')}`);
  for (const child of declaration.children) {
    if (!tags.includes(child.tag)) throw new Error(`schema: ${child.tag} in ${declaration.tag} is not read by the tables`);
  }
  return declaration.children;
}

/** `minOccurs` or `maxOccurs`, 1 where it is not written. */
export function occursIn(particle: Declaration, bound: 'minOccurs' | 'maxOccurs'): number {
  const written = particle.attributes[bound] ?? '1';
  return written === 'unbounded' ? Number.MAX_SAFE_INTEGER : Number(written);
}
