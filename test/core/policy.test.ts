import { POLICIES, resolvePolicies } from '../../src/core/policy.js';

describe('policies', () => {
  test('each has a default among its choices and a sentence that explains it', () => {
    for (const [name, entry] of Object.entries(POLICIES)) {
      expect(entry.name).toBe(name);
      expect(entry.explanation).toMatch(/^[A-Z].{30,200}\.$/);
      if (entry.range !== undefined) {
        expect(entry.range.least).toBeLessThan(entry.range.most);
        expect(entry.default).toBeGreaterThanOrEqual(entry.range.least);
        expect(entry.default).toBeLessThanOrEqual(entry.range.most);
      }
      if (entry.choices !== null) {
        expect((entry.choices as readonly unknown[])[0]).toBe(entry.default);
        expect(new Set<unknown>(entry.choices).size).toBe(entry.choices.length);
        expect(entry.choices.length).toBeGreaterThan(1);
      }
    }
  });

  test('what a document leaves out is at its default', () => {
    expect(resolvePolicies({ taxBase: 'before-promotions' })).toEqual({
      taxRuleChoice: 'most-specific',
      stateZipConflict: 'as-given',
      predefinedRegions: {},
      taxBase: 'before-promotions',
      taxRounding: 'line-half-up',
      flatShippingShare: 'even',
      missingWeight: 'default-or-zero',
      cartPromotion: 'replaces',
      fixedDiscount: 'per-line',
      claimCodes: 'everywhere',
      bodySignature: 'if-present',
      unsignedCallbacks: 'refused',
      unsignedCarts: 'refused',
      htmlCartSignature: 'documented',
      clientRequestIdReuse: 'warn',
      replay: 'answer-again',
      callbackReuseMinutes: 10,
      callbackTimeoutMs: 5_000,
      callbackAtPlacing: 'if-old',
      priceChanged: 'confirm',
      cancelWindowMinutes: 15,
    });
  });
});
