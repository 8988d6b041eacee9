import { jest } from '@jest/globals';
import type { Dialect } from '../../src/core/cart.js';
import { POLICIES } from '../../src/core/policy.js';
import { compileRuleBook, type RuleBook } from '../../src/core/rule-book.js';
import type { PolicyDocument } from '../../src/core/settings.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { findDifference } from './compared.js';
import { FEATURES, featuresOf, featuresOfAnswer } from './features.js';
import { type GeneratedCase, generateCase, writeRequest } from './generated-carts.js';
import { createRandom } from './generator/random.js';
import { readCalculation, readRequest } from './independent-reader.js';
import { closeSchemas, expectValid, openSchemas, receiveSigned } from './posted-answer.js';
import { answerOf, expectSameAsJson, openRequest, quoteOf } from './priced-case.js';
import { findSmallest } from './smallest-case.js';

// thousands of answers, each validated, verified and read by somebody else, on a machine that may be busy
jest.setTimeout(300_000);

const CARTS = 500;
const NAMESPACES: readonly Dialect[] = ['2009-05-15', '2008-11-30'];

/** One policy at a time with each value that is not its default; new policies of src come in by themselves. */
const SINGLE_POLICIES: readonly PolicyDocument[] = [
  ...Object.values(POLICIES).flatMap((entry): PolicyDocument[] =>
    (entry.choices ?? []).filter((choice) => choice !== entry.default).map((choice) => ({ [entry.name]: choice })),
  ),
  {
    predefinedRegions: {
      USContinental48States: ['WA', 'CA', 'NY'],
      USFull50States: ['WA', 'OR', 'HI', 'PR'],
      USAll: ['WA', 'TX', 'AE'],
    },
  },
];

beforeAll(async () => {
  await loadSchemas();
  await openSchemas();
});
afterAll(() => closeSchemas());

describe('answers for 500 generated carts', () => {
  test.each(NAMESPACES)('say the quote to the cent in %s, and four of five carts have a price', async (namespace) => {
    const seen = await priceAll(namespace, () => [{}]);
    expect(seen.priced).toBeGreaterThanOrEqual((CARTS * 80) / 100);
    expect(seen.missing).toEqual(seen.missing.filter((feature) => ONLY_ELSEWHERE[namespace].has(feature)));
  });

  test('say the quote under every policy in 2009-05-15, one at a time and several together', async () => {
    const seen = await priceAll('2009-05-15', (seed) => [...SINGLE_POLICIES, mixPolicies(seed)]);
    expect(seen.priced).toBeGreaterThanOrEqual((CARTS * (SINGLE_POLICIES.length + 1) * 80) / 100);
    expect(seen.missing).not.toContain('said CartTaxAmounts');
  });

  test('fall back on what 2008-11-30 can say, whatever the policies are', async () => {
    const seen = await priceAll('2008-11-30', (seed) => [mixPolicies(seed)]);
    expect(seen.missing).toContain('said CartTaxAmounts');
  });
});

const TWINS_SPREAD = 'a discount spread by price for one SKU on two lines';
const ONLY_ELSEWHERE: Readonly<Record<Dialect, ReadonlySet<string>>> = {
  '2009-05-15': new Set(['said CartTaxAmounts', 'refused: ITEM_IN_TWO_ORDERS', TWINS_SPREAD]),
  '2008-11-30': new Set(['said CartTaxAmounts']),
};

interface Seen {
  readonly priced: number;
  readonly missing: readonly string[];
}

/** Prices every cart under each of the policies; fails with the smallest case that fails as the first failing one did. */
async function priceAll(namespace: Dialect, policiesOf: (seed: number) => readonly PolicyDocument[]): Promise<Seen> {
  const features = new Set<string>();
  let priced = 0;
  for (let seed = 0; seed < CARTS; seed += 1) {
    const generated = generateCase(seed);
    featuresOf(generated).forEach((feature) => features.add(feature));
    const checked = new Map<string, true>();
    for (const policies of policiesOf(seed)) {
      const outcome = await priceCase(generated, policies, namespace, checked);
      if (outcome.trouble !== null)
        throw new Error(await describeSmallest({ seed, generated, policies, namespace, trouble: outcome.trouble }));
      if (outcome.priced) priced += 1;
      outcome.features.forEach((feature) => features.add(feature));
    }
  }
  return { priced, missing: FEATURES.filter((feature) => !features.has(feature)) };
}

interface Outcome {
  readonly priced: boolean;
  readonly features: readonly string[];
  readonly trouble: string | null;
}

/** `checked` holds answers of the same cart with their quotes that were compared before: most policies change nothing. */
async function priceCase(
  generated: GeneratedCase,
  policies: PolicyDocument,
  namespace: Dialect,
  checked: Map<string, true>,
): Promise<Outcome> {
  const compiled = compileRuleBook({ ...generated.settings, policies });
  if (!compiled.ok) throw new Error(`the generated settings are refused: ${JSON.stringify(compiled.faults)}`);
  try {
    return await priceWith(compiled.book, generated, namespace, checked);
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    return { priced: false, features: [], trouble };
  }
}

async function priceWith(
  book: RuleBook,
  generated: GeneratedCase,
  namespace: Dialect,
  checked: Map<string, true>,
): Promise<Outcome> {
  const request = writeRequest(generated.cart, namespace);
  const opened = openRequest(request);
  const answer = answerOf(opened, namespace, book);
  const quoted = quoteOf(opened, namespace, book);
  expectSameAsJson(generated, quoted, namespace, book);
  const features = featuresOfAnswer(answer, quoted);
  const key = answer + JSON.stringify(quoted.ok ? quoted.orders : quoted.code);
  if (checked.has(key)) return { priced: quoted.ok, features, trouble: null };
  expectValid(answer, namespace);
  const read = await readCalculation(await readRequest(request), receiveSigned(answer));
  const trouble = findDifference(read, quoted);
  checked.set(key, true);
  return { priced: quoted.ok, features, trouble };
}

/** Three policies of four at their defaults, the rest anywhere. */
function mixPolicies(seed: number): PolicyDocument {
  const random = createRandom(seed + 1_000_000);
  return Object.assign({}, ...random.some(SINGLE_POLICIES, 2, 6));
}

interface Failure {
  readonly seed: number;
  readonly generated: GeneratedCase;
  readonly policies: PolicyDocument;
  readonly namespace: Dialect;
  readonly trouble: string;
}

async function describeSmallest({ seed, generated, policies, namespace, trouble }: Failure): Promise<string> {
  const troubleOf = async (one: GeneratedCase): Promise<string | null> => {
    if (!compileRuleBook({ ...one.settings, policies }).ok) return null;
    return (await priceCase(one, policies, namespace, new Map())).trouble;
  };
  const smallest = await findSmallest(generated, async (one) => kindOf((await troubleOf(one)) ?? '') === kindOf(trouble));
  return [
    `seed ${seed}, ${namespace}, policies ${JSON.stringify(policies)}: ${trouble}`,
    `smallest: ${(await troubleOf(smallest)) ?? ''}`,
    JSON.stringify(smallest.settings, null, 1),
    writeRequest(smallest.cart, namespace),
    answerOf(openRequest(writeRequest(smallest.cart, namespace)), namespace, bookOf(smallest, policies)),
  ].join('\n');
}

/** A trouble without its numbers and names: what a smaller case must share to be the same fault. */
const kindOf = (trouble: string): string =>
  trouble
    .replace(/order \d+: |[a-z0-9-]+: /g, '')
    .replace(/"[^"]*"|\S*\d\S*/g, '#')
    .slice(0, 60);

function bookOf({ settings }: GeneratedCase, policies: PolicyDocument): RuleBook {
  const compiled = compileRuleBook({ ...settings, policies });
  if (!compiled.ok) throw new Error('the smallest settings do not compile');
  return compiled.book;
}
