import { readOrderCart } from '../../src/wire/order-cart.js';
import { isSurelyValid } from '../../src/wire/xml-check.js';
import { guardXml } from '../../src/wire/xml-guard.js';
import { parseXml } from '../../src/wire/xml-parse.js';
import { namespaceAt } from '../../src/wire/xml-root.js';
import { loadSchemas, schemaOf } from '../../src/wire/xml.js';
import { EXAMPLE_SHOP } from '../support/order-xml.js';
import { mutateXml } from '../support/mutate-xml.js';
import { orderExamples, seeded } from '../support/wire-examples.js';

const DOCUMENTS = 2000;

describe('order carts, mutated', () => {
  const documents: Buffer[] = [];
  beforeAll(async () => {
    await loadSchemas();
    const examples = orderExamples();
    const random = seeded(20090515);
    for (let index = 0; index < DOCUMENTS; index += 1)
      documents.push(Buffer.from(mutateXml(examples[index % examples.length]!, random)));
  });

  test('are never called surely valid where the engine refuses them', () => {
    let sure = 0;
    for (const bytes of documents) {
      const guarded = guardXml(bytes);
      const parsed = guarded.ok ? parseXml(guarded.text) : null;
      const namespace = parsed?.ok === true ? namespaceAt(parsed.root.uri) : null;
      if (parsed?.ok !== true || parsed.doubt !== null || namespace === null) continue;
      const { model, judge } = schemaOf(namespace, 'order');
      const type = model.roots.get(parsed.root.name);
      if (type === undefined || !isSurelyValid(parsed.root, type)) continue;
      sure += 1;
      const verdict = judge(bytes);
      if (verdict.state !== 'valid') throw new Error(`${JSON.stringify(verdict)}\n${bytes.toString()}`);
    }
    expect(sure).toBeGreaterThan(DOCUMENTS / 20);
  });

  test('are read or refused in our own words, each fault with a place inside the document', () => {
    const seen = { taken: 0, refused: 0 };
    for (const bytes of documents) {
      const reading = readOrderCart(bytes, { merchantId: EXAMPLE_SHOP });
      seen[reading.ok ? 'taken' : 'refused'] += 1;
      if (reading.ok) continue;
      const errors = reading.faults.filter(({ severity }) => severity === 'error');
      const lines = bytes.toString().split(/\r\n|\r|\n/);
      expect(errors.length).toBeGreaterThan(0);
      for (const { rule, line, column } of errors) {
        if (rule === 'xsd-other') throw new Error(`${JSON.stringify(errors)}\n${bytes.toString()}`);
        expect(column).toBeLessThanOrEqual(Array.from(lines[line! - 1] ?? '').length + 1);
      }
    }
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(DOCUMENTS / 10);
  });
});
