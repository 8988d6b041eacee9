import { jest } from '@jest/globals';
import type { Dialect } from '../../src/core/cart.js';
import type { PolicyDocument } from '../../src/core/settings.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { checkCase, describeSmallest, postCase } from './checked-case.js';
import { FEATURES, featuresOf } from './features.js';
import { generateCase } from './generated-carts.js';
import { mixPolicies, SINGLE_POLICIES } from './generator/policies.js';
import { closeSchemas, openSchemas } from './posted-answer.js';

// thousands of answers, each validated, verified and read by somebody else, on a machine that may be busy
jest.setTimeout(600_000);

const CARTS = 500;
const NAMESPACES: readonly Dialect[] = ['2009-05-15', '2008-11-30'];

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
    const posted = await postCase(generated, namespace);
    for (const policies of policiesOf(seed)) {
      const outcome = await checkCase(posted, policies);
      if (outcome.trouble !== null)
        throw new Error(`seed ${seed}: ${await describeSmallest(generated, { namespace, policies, trouble: outcome.trouble })}`);
      if (outcome.priced) priced += 1;
      outcome.features.forEach((feature) => features.add(feature));
    }
  }
  return { priced, missing: FEATURES.filter((feature) => !features.has(feature)) };
}
