import { occursIn, only, parseDeclarations, type Declaration } from './xml-declarations.js';
import { compileText, plainText, type TextType } from './xml-text-type.js';

/** One place in a sequence: an element, or a choice of several. */
export interface Slot {
  readonly names: readonly string[];
  readonly min: number;
  readonly max: number;
}

export interface Member {
  /** Which slot of the owner's sequence. */
  readonly slot: number;
  readonly type: ContentType;
}

export interface ElementType {
  readonly kind: 'elements';
  readonly name: string;
  readonly slots: readonly Slot[];
  /** By element name; names are unique within a type. */
  readonly members: ReadonlyMap<string, Member>;
}

export interface FreeType {
  readonly kind: 'free';
}

export type ContentType = TextType | ElementType | FreeType;

/** A schema as tables. */
export interface Model {
  readonly uri: string;
  readonly roots: ReadonlyMap<string, ContentType>;
  /** The types that hold elements, by name. */
  readonly types: ReadonlyMap<string, ElementType>;
  /** Whether a child may stand more than once in its parent: its path then has an index. */
  readonly repeats: (parent: string, child: string) => boolean;
  /** Every element name of the schema. */
  readonly names: ReadonlySet<string>;
}

interface Draft extends ElementType {
  readonly slots: Slot[];
  readonly members: Map<string, Member>;
}

const FREE: FreeType = { kind: 'free' };

/**
 * Reads one of our own schemas into tables, so that most documents can be judged without the schema's engine. It knows
 * exactly the constructs that schemas/wire uses and throws on any other: a table that guesses is worse than none.
 */
export function compileModel(xsd: string): Model {
  const schema = parseDeclarations(xsd);
  const types = new Map<string, ContentType>([['xs:string', plainText()]]);
  const drafts: [Draft, Declaration][] = [];
  const rootElements: Declaration[] = [];
  for (const declaration of schema.children) {
    const name = declaration.attributes['name'] ?? '';
    if (declaration.tag === 'xs:element') rootElements.push(declaration);
    else if (declaration.tag === 'xs:simpleType') types.set(`c:${name}`, compileText(declaration));
    else if (isFree(declaration)) types.set(`c:${name}`, FREE);
    else {
      const draft: Draft = { kind: 'elements', name, slots: [], members: new Map() };
      types.set(`c:${name}`, draft);
      drafts.push([draft, declaration]);
    }
  }
  for (const [draft, declaration] of drafts) fillSlots(draft, declaration, types);
  const roots = new Map(rootElements.map((element) => [element.attributes['name'] ?? '', typeOf(element, types)]));
  const repeated = repeatedChildren(roots, drafts);
  return {
    uri: schema.attributes['targetNamespace'] ?? '',
    roots,
    types: new Map(drafts.map(([draft]) => [draft.name, draft])),
    repeats: (parent, child) => repeated.has(`${parent}/${child}`),
    names: new Set([...roots.keys(), ...drafts.flatMap(([draft]) => [...draft.members.keys()])]),
  };
}

function isFree(declaration: Declaration): boolean {
  if (declaration.attributes['mixed'] !== 'true') return false;
  const parts = only(declaration, ['xs:annotation', 'xs:sequence', 'xs:anyAttribute']);
  const [wildcard] = only(
    parts.find((part) => part.tag === 'xs:sequence'),
    ['xs:any'],
  );
  if (wildcard?.attributes['processContents'] !== 'skip') throw new Error('schema: free content must be skipped');
  return true;
}

function fillSlots(draft: Draft, declaration: Declaration, types: ReadonlyMap<string, ContentType>): void {
  const sequence = only(declaration, ['xs:sequence', 'xs:annotation']).find((child) => child.tag === 'xs:sequence');
  for (const particle of only(sequence, ['xs:element', 'xs:choice'])) {
    const elements = particle.tag === 'xs:choice' ? only(particle, ['xs:element']) : [particle];
    const names = elements.map((element) => element.attributes['name'] ?? '');
    for (const element of elements) {
      const name = element.attributes['name'] ?? '';
      if (draft.members.has(name)) throw new Error(`schema: ${name} stands twice in ${draft.name}`);
      draft.members.set(name, { slot: draft.slots.length, type: typeOf(element, types) });
    }
    draft.slots.push({ names, min: occursIn(particle, 'minOccurs'), max: occursIn(particle, 'maxOccurs') });
  }
}

function typeOf(element: Declaration, types: ReadonlyMap<string, ContentType>): ContentType {
  const type = types.get(element.attributes['type'] ?? '');
  if (type === undefined) throw new Error(`schema: ${element.attributes['name'] ?? '?'} has an unknown type`);
  return type;
}

function repeatedChildren(
  roots: ReadonlyMap<string, ContentType>,
  drafts: readonly (readonly [Draft, Declaration])[],
): Set<string> {
  const repeated = new Set<string>();
  const note = (owner: string, type: ContentType): void => {
    if (type.kind !== 'elements') return;
    for (const [child, member] of type.members) if ((type.slots[member.slot]?.max ?? 1) > 1) repeated.add(`${owner}/${child}`);
  };
  for (const [name, type] of roots) note(name, type);
  for (const [draft] of drafts) for (const [name, member] of draft.members) note(name, member.type);
  return repeated;
}
