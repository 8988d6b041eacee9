import type { CartNamespace } from '../../src/core/order-cart.js';
import { isSurelyValid } from '../../src/wire/xml-check.js';
import { guardXml } from '../../src/wire/xml-guard.js';
import { mend, type Mending } from '../../src/wire/xml-mend.js';
import { parseXml } from '../../src/wire/xml-parse.js';
import { namespaceAt } from '../../src/wire/xml-root.js';
import { scanXml } from '../../src/wire/xml-scan.js';
import type { XmlNode } from '../../src/wire/xml-tree.js';
import { writeTree } from '../../src/wire/xml-write.js';
import { loadSchemas, readXml, schemaOf } from '../../src/wire/xml.js';
import { mutateXml } from '../support/mutate-xml.js';
import { allExamples, richExamples, seeded } from '../support/wire-examples.js';

const ROOTS = ['OrderCalculationsRequest', 'OrderCalculationsResponse', 'OrderCalculationsError'];
const DOCUMENTS = 6000;

const shape = (node: XmlNode): unknown => {
  const { parent, children, ...rest } = node;
  return { ...rest, parent: parent?.start ?? null, children: children.map(shape) };
};

/** What the long way says: saxes, mending, and the schema's engine every time. Null: not judged by a schema. */
function longWay(bytes: Buffer): boolean | null {
  const guarded = guardXml(bytes);
  if (!guarded.ok) return null;
  const parsed = parseXml(guarded.text);
  const dialect: CartNamespace | null = parsed.ok ? namespaceAt(parsed.root.uri) : null;
  if (!parsed.ok || dialect === null) return null;
  const { model, judge } = schemaOf(dialect);
  const type = model.roots.get(parsed.root.name);
  if (type === undefined || judge(bytes).state === 'malformed') return null;
  const silent = { add: () => undefined, list: () => [], count: () => 0 };
  const otherNames = dialect === '2008-11-30' ? schemaOf('2009-05-15').model.names : new Set<string>();
  const nothing = { laterTypes: new Map(), later: [], unknown: new Map(), changed: false };
  const mending: Mending = { text: guarded.text, warnings: silent, otherNames, ...nothing };
  mend(parsed.root, type, mending);
  return judge(mending.changed ? writeTree(parsed.root) : bytes).state === 'valid';
}

describe('our tables, the quick scan and the engine of the schema over mutated documents', () => {
  const documents: Buffer[] = [];
  beforeAll(async () => {
    await loadSchemas();
    const examples = [...allExamples(), ...richExamples()];
    const random = seeded(20260115);
    for (let index = 0; index < DOCUMENTS; index += 1)
      documents.push(Buffer.from(mutateXml(examples[index % examples.length]!, random)));
  });

  test('whatever the quick scan reads, the parser reads as the same tree', () => {
    let scanned = 0;
    for (const bytes of documents) {
      const guarded = guardXml(bytes);
      const plain = guarded.ok ? scanXml(guarded.text) : null;
      if (!guarded.ok || plain === null) continue;
      scanned += 1;
      const parsed = parseXml(guarded.text);
      if (!parsed.ok) throw new Error(`scanned but not parsed (${parsed.message}):\n${guarded.text}`);
      if (JSON.stringify(shape(plain)) !== JSON.stringify(shape(parsed.root))) expect(shape(plain)).toEqual(shape(parsed.root));
    }
    expect(scanned).toBeGreaterThan(DOCUMENTS / 4);
  });

  test('whatever our tables call surely valid, the engine calls valid', () => {
    let sure = 0;
    for (const bytes of documents) {
      const guarded = guardXml(bytes);
      const parsed = guarded.ok ? parseXml(guarded.text) : null;
      const dialect = parsed?.ok === true ? namespaceAt(parsed.root.uri) : null;
      const type = parsed?.ok === true && dialect !== null ? schemaOf(dialect).model.roots.get(parsed.root.name) : undefined;
      if (parsed?.ok !== true || parsed.doubt !== null || dialect === null || type === undefined) continue;
      if (!isSurelyValid(parsed.root, type)) continue;
      sure += 1;
      const verdict = schemaOf(dialect).judge(bytes);
      if (verdict.state !== 'valid') throw new Error(`${JSON.stringify(verdict)}\n${bytes.toString()}`);
    }
    expect(sure).toBeGreaterThan(DOCUMENTS / 20);
  });

  test('reading takes and refuses exactly what mending and the engine take and refuse', () => {
    const seen = { taken: 0, refused: 0, unread: 0 };
    for (const bytes of documents) {
      const expected = longWay(bytes);
      const read = readXml(bytes, { roots: ROOTS });
      if (expected === null) {
        seen.unread += 1;
        expect(read.ok).toBe(false);
      } else {
        seen[expected ? 'taken' : 'refused'] += 1;
        if (read.ok !== expected)
          throw new Error(`expected ${expected}, read ${JSON.stringify(read.ok ? true : read.faults)}\n${bytes.toString()}`);
      }
    }
    expect(Math.min(seen.taken, seen.refused, seen.unread)).toBeGreaterThan(DOCUMENTS / 20);
  });

  test('our own words cover everything that the engine refuses, each with a place inside the document', () => {
    for (const bytes of documents) {
      const read = readXml(bytes, { roots: ROOTS });
      if (read.ok) continue;
      const errors = read.faults.filter(({ severity }) => severity === 'error');
      const lines = bytes.toString().split(/\r\n|\r|\n/);
      expect(errors.length).toBeGreaterThan(0);
      for (const { rule, line, column } of errors) {
        if (rule === 'xsd-other' || rule === 'more-faults')
          throw new Error(`${rule}: ${JSON.stringify(errors)}\n${bytes.toString()}`);
        expect(column).toBeLessThanOrEqual(Array.from(lines[line! - 1] ?? '').length + 1);
      }
    }
  });
});
