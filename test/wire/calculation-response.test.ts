import { readFileSync } from 'node:fs';
import { encodeCalculationRefusal, encodeCalculationResponse } from '../../src/wire/calculation.js';
import { loadSchemas, readXml, schemaOf } from '../../src/wire/xml.js';
import { SAID_EXAMPLES } from '../support/said-examples.js';

const GOLDEN = new URL('../fixtures/golden/', import.meta.url);
const DIALECTS = ['2009-05-15', '2008-11-30'] as const;

beforeAll(loadSchemas);

/** The golden files have a line break between tags, for people; the documents have none. */
const readable = (xml: string): string => `${xml.replaceAll('><', '>\n<')}\n`;

describe.each(DIALECTS)('an answer in %s', (namespace) => {
  test.each(Object.entries(SAID_EXAMPLES))('%s is the golden file, valid, on one line', (name, example) => {
    const xml = encodeCalculationResponse(example(namespace));
    const file = new URL(`response-${name}-${namespace}.xml`, GOLDEN);
    expect(readable(xml)).toBe(readFileSync(file, 'utf8'));
    expect(schemaOf(namespace).judge(xml)).toEqual({ state: 'valid' });
    expect(xml.includes('\n')).toBe(false);
  });

  test.each(['INVALID_SHIPPING_ADDRESS', 'INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'] as const)(
    'that refuses with %s holds an Error and nothing else',
    (code) => {
      const xml = encodeCalculationRefusal(namespace, code, 'We do not ship "there" & <elsewhere>.');
      expect(xml).toBe(
        `<?xml version="1.0" encoding="UTF-8"?><OrderCalculationsResponse xmlns="http://payments.amazon.com/checkout/${namespace}/">` +
          `<Response><Error><Code>${code}</Code><Message>We do not ship "there" &amp; &lt;elsewhere&gt;.</Message></Error></Response></OrderCalculationsResponse>`,
      );
      expect(schemaOf(namespace).judge(xml)).toEqual({ state: 'valid' });
    },
  );

  test('is read back without a warning', () => {
    const xml = encodeCalculationResponse(SAID_EXAMPLES['three-kinds']!(namespace));
    const read = readXml(Buffer.from(xml), { roots: ['OrderCalculationsResponse'] });
    expect(read.ok && read.warnings.list()).toEqual([]);
  });
});

test('a refusal is byte for byte the shared vector', () => {
  const vector = readFileSync(new URL('../fixtures/vectors/response-error.xml', import.meta.url), 'utf8');
  expect(encodeCalculationRefusal('2009-05-15', 'INVALID_SHIPPING_ADDRESS', 'We do not ship there.')).toBe(vector);
});

test('CartTaxAmounts are never written under 2008-11-30, which has no such element', () => {
  expect(encodeCalculationResponse(SAID_EXAMPLES['stated-taxes']!('2008-11-30'))).not.toContain('CartTaxAmount');
});
