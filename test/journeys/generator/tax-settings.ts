import type { TaxDocument, TaxRuleDocument } from '../../../src/core/settings.js';
import { CATEGORIES, SKUS } from './carts.js';
import { REGIONS } from './shipping-settings.js';
import type { Random } from './random.js';

const CLASSES = ['clothing', 'food'] as const;

/** Up to eight rules of three classes, in any order. */
export function generateTaxes(random: Random): TaxDocument {
  const { int, chance, some } = random;
  const names = some(CLASSES, 0, 2);
  const classes = names.map((name) => ({
    name,
    ...(chance(80) ? { skus: some(SKUS, 1, 3) } : {}),
    ...(chance(50) ? { categories: some(CATEGORIES, 1, 1) } : {}),
  }));
  const rules = Array.from({ length: chance(10) ? 0 : int(1, 8) }, (_, place) => generateRule(random, names, place));
  return { rules, ...(classes.length === 0 ? {} : { classes }) };
}

function generateRule(random: Random, classes: readonly string[], place: number): TaxRuleDocument {
  const { chance, pick } = random;
  const common = {
    region: chance(40) ? pick(REGIONS.slice(-4)) : pick(REGIONS),
    ...(classes.length > 0 && chance(40) ? { class: pick(classes) } : {}),
    ...(chance(30) ? { label: `Rule ${place}` } : {}),
  };
  const shippingTaxed = chance(60);
  if (chance(25)) {
    const jurisdictions = Array.from({ length: random.int(1, 3) }, (_, number) => ({
      name: `District ${number}`,
      rate: random.decimal(0, 9999, 5),
      ...(shippingTaxed ? { shippingTaxed } : {}),
    }));
    return { ...common, jurisdictions };
  }
  return { ...common, rate: generateTaxRate(random), ...(shippingTaxed ? { shippingTaxed } : {}) };
}

function generateTaxRate({ way, decimal, pick }: Random): string {
  return way([
    () => decimal(0, 1500, 4),
    () => decimal(1, 20_000, 5),
    () => pick(['0', '0.05', '0.5', '0.065', '0.08875', '1', '0.123456789']),
  ]);
}
