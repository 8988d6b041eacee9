import type { PromotionDocument, PromotionSettings, TaxDocument, TaxRuleDocument } from '../src/core/settings.js';
import { skus } from './cart.js';

/** Promotions that can apply to the bench's cart, at most. */
const APPLICABLE = 20;
const OUR_ZIP = 98_104;
const ZIPS = 100_000;
/** Coprime to the number of zips: walks through all of them without meeting one twice. */
const STRIDE = 7_919;

/**
 * `count` tax rules, the first for the zip of the bench's address, the others as a table bought from a rate service holds
 * them: mostly single zips, every tenth a range of ten, every hundredth a prefix.
 */
export function taxRules(count: number): TaxDocument {
  return { rules: Array.from({ length: count }, (_, index) => taxRule(index)) };
}

/** `count` promotions; the first twenty look at a line of the cart, the others at codes that are not in it. */
export function promotions(count: number): PromotionDocument {
  const inCart = skus(5);
  return { promotions: Array.from({ length: count }, (_, index) => promotion(index, inCart)) };
}

function taxRule(index: number): TaxRuleDocument {
  const zip = (OUR_ZIP + index * STRIDE) % ZIPS;
  const rate = `0.0${String(100 + (index % 900))}`;
  return {
    region: { kind: 'zip', zip: index === 0 ? String(OUR_ZIP) : zipPattern(zip, index) },
    rate,
    shippingTaxed: index % 2 === 0,
  };
}

function zipPattern(zip: number, index: number): string {
  const digits = (number: number): string => String(number).padStart(5, '0');
  if (index % 100 === 0) return `${digits(zip).slice(0, 3)}*`;
  if (index % 10 === 0) return `${digits(zip - (zip % 10))}-${digits(zip - (zip % 10) + 9)}`;
  return digits(zip);
}

function promotion(index: number, inCart: readonly string[]): PromotionSettings {
  const sku = index < APPLICABLE ? (inCart[index % inCart.length] ?? '') : `SEASON-${index}`;
  return {
    id: `promotion-${index + 1}`,
    name: `Promotion ${index + 1}`,
    items: { skus: [sku] },
    benefit: { kind: 'percent', rate: `0.0${(index % 9) + 1}` },
  };
}
