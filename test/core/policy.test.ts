import type { Fault } from '../../src/core/fault.js';
import { POLICIES, resolvePolicies } from '../../src/core/policy.js';
import type { PolicyDocument } from '../../src/core/settings.js';
import { checkPolicies } from '../../src/core/settings/policy-check.js';

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
      sandboxOrderChannel: 'sandbox',
      newOrderAddress: 'whole',
      cancelledQuantity: 'ordered',
    });
  });

  test.each([
    ['callbackTimeoutMs', 999, 'a whole number from 1,000 to 20,000'],
    ['callbackTimeoutMs', 20_001, 'a whole number from 1,000 to 20,000'],
    ['callbackReuseMinutes', -1, 'a whole number from 0 to 60'],
    ['callbackReuseMinutes', 1.5, 'a whole number from 0 to 60'],
    ['cancelWindowMinutes', '15', 'a whole number from 0 to 105'],
  ])('the number %s is not %p', (name, value, expected) => {
    const faults: Fault[] = [];
    const document = { [name]: value } as PolicyDocument;
    expect(checkPolicies(document, { kind: 'policies', currency: 'USD', faults })).toEqual({});
    expect(faults).toMatchObject([{ rule: 'policy-range', severity: 'error', pointer: `/${name}`, expected }]);
  });

  test.each([
    ['callbackTimeoutMs', 1_000],
    ['callbackTimeoutMs', 20_000],
    ['callbackReuseMinutes', 0],
    ['cancelWindowMinutes', 105],
  ])('the number %s may be %p', (name, value) => {
    const faults: Fault[] = [];
    const document = { [name]: value } as PolicyDocument;
    expect(checkPolicies(document, { kind: 'policies', currency: 'USD', faults })).toEqual(document);
    expect(faults).toEqual([]);
  });
});
