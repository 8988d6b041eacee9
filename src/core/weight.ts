import { parseDecimal, roundHalfUp } from './money.js';
import type { Weight, WeightUnit } from './cart.js';

/**
 * Weights are integers of 625 x 10^-15 g: the largest unit in which a millionth of lb, oz, kg and g are all whole
 * (1 lb = 453.59237 g, 1 oz = 1/16 lb).
 */
const UNITS_PER_MILLIONTH: Record<WeightUnit, bigint> = { lb: 725_747_792n, oz: 45_359_237n, kg: 1_600_000_000n, g: 1_600_000n };
export const WEIGHT_PLACES = 6;
export const UNITS_PER_POUND = UNITS_PER_MILLIONTH.lb * 1_000_000n;

/** Exact weight in our unit; null if the amount is not a plain decimal of at most 6 places. */
export function parseWeight(weight: Weight): bigint | null {
  const millionths = parseDecimal(weight.amount, WEIGHT_PLACES);
  return millionths === null ? null : millionths * UNITS_PER_MILLIONTH[weight.unit];
}

/** Whole pounds, upwards: 1.01 lb is 2 lb, 2 lb stays 2 lb. */
export const ceilToPounds = (units: bigint): bigint => ((units + UNITS_PER_POUND - 1n) / UNITS_PER_POUND) * UNITS_PER_POUND;

/**
 * Price per pound (integer of 10^-4 major units) times an exact weight, in minor units, half up once:
 * 0.99 x 1.90 lb is 188.1, so 188.
 */
export const weightCharge = (perPound: bigint, units: bigint, places: number): bigint =>
  roundHalfUp(perPound * units * 10n ** BigInt(places), 10_000n * UNITS_PER_POUND);
