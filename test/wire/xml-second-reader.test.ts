import { XMLParser } from 'fast-xml-parser';
import { guardXml } from '../../src/wire/xml-guard.js';
import { parseXml } from '../../src/wire/xml-parse.js';
import { FREE_CONTENT, type XmlNode } from '../../src/wire/xml-tree.js';
import { mutateXml } from '../support/mutate-xml.js';
import { allExamples, richExamples, seeded } from '../support/wire-examples.js';

const DOCUMENTS = 3000;

interface Plain {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Plain[];
}
/** What fast-xml-parser makes of a document: a list of nodes, each with its name as only member besides its attributes. */
type Listed = readonly Readonly<Record<string, unknown>>[];

const SECOND = new XMLParser({
  preserveOrder: true,
  removeNSPrefix: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  trimValues: false,
  parseTagValue: false,
  // without it numbers are no references; names of HTML never get so far
  htmlEntities: true,
});

const emptied = (name: string): Plain => ({ name, text: '', children: [] });

function ours({ name, text, children }: XmlNode): Plain {
  return FREE_CONTENT.has(name) ? emptied(name) : { name, text, children: children.map(ours) };
}

function theirs(name: string, inside: Listed): Plain {
  if (FREE_CONTENT.has(name)) return emptied(name);
  const nodes = inside.flatMap((node) => Object.entries(node)).filter(([key]) => key !== ':@');
  return {
    name,
    text: nodes.map(([key, value]) => (key === '#text' ? String(value) : '')).join(''),
    children: nodes.filter(([key]) => key !== '#text').map(([key, value]) => theirs(key, value as Listed)),
  };
}

function secondReading(text: string): Plain | undefined {
  return theirs('', SECOND.parse(text) as Listed).children[0];
}

describe('A second parser, of other people, over mutated documents', () => {
  const texts: string[] = [];
  beforeAll(() => {
    const examples = [...allExamples(), ...richExamples()];
    const random = seeded(77);
    for (let index = 0; index < DOCUMENTS; index += 1) {
      const guarded = guardXml(Buffer.from(mutateXml(examples[index % examples.length] ?? '', random)));
      if (guarded.ok) texts.push(guarded.text);
    }
  });

  test('reads whatever ours reads as the same elements with the same texts', () => {
    let read = 0;
    for (const text of texts) {
      const parsed = parseXml(text);
      if (!parsed.ok) continue;
      read += 1;
      expect(secondReading(text)).toEqual(ours(parsed.root));
    }
    expect(read).toBeGreaterThan(DOCUMENTS / 2);
  });
});
