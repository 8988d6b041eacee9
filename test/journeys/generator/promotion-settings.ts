import type { Benefit, ItemFilter, PromotionDocument, PromotionSettings } from '../../../src/core/settings.js';
import { CATEGORIES, SKUS } from './carts.js';
import { LEVELS } from './shipping-settings.js';
import type { Random } from './random.js';

/** Up to five promotions of every kind, stacking, condition and schedule; some are off, over, or want a code. */
export function generatePromotions(random: Random): PromotionDocument {
  const count = random.chance(15) ? 0 : random.int(1, 5);
  return { promotions: Array.from({ length: count }, (_, place) => generatePromotion(random, place)) };
}

function generatePromotion(random: Random, place: number): PromotionSettings {
  const { chance, pick } = random;
  const benefit = generateBenefit(random);
  const items = generateItems(random, benefit);
  return {
    id: `promo-${place}`,
    name: `Promotion ${place} & co`,
    ...(chance(92) ? {} : { enabled: false }),
    ...(items === null ? {} : { items }),
    benefit,
    ...(chance(25) ? { conditions: generateConditions(random) } : {}),
    ...(chance(15) ? { schedule: generateSchedule(random) } : {}),
    ...(chance(6) ? { code: { kind: 'shared' as const, code: `SAVE${place}` } } : {}),
    ...(chance(80) ? { stacking: pick(['exclusive', 'preferred', 'free', 'free'] as const) } : {}),
  };
}

/** With another set for what is given, both sets name their items and share none. */
function generateItems(random: Random, benefit: Benefit): ItemFilter | null {
  if (benefit.kind === 'buy-x-get-y' && benefit.getFrom !== undefined) return { skus: random.some(SKUS.slice(0, 4), 1, 3) };
  if (random.chance(35)) return null;
  return random.way<ItemFilter>([
    () => ({ skus: random.some(SKUS, 1, 4) }),
    () => ({ categories: random.some(CATEGORIES, 1, 2) }),
    () => ({ excludeSkus: random.some(SKUS, 1, 3) }),
    () => ({ skus: [random.pick(SKUS.slice(5))], categories: [CATEGORIES[0]], excludeSkus: random.some(SKUS.slice(0, 3), 1, 2) }),
    () => ({ excludeCategories: [random.pick(CATEGORIES)] }),
  ]);
}

function generateGain(random: Random): string {
  return random.way([() => random.pick(['0.1', '0.15', '0.5', '1']), () => random.decimal(1, 99, 2), () => '0.333333333']);
}

function generateBenefit(random: Random): Benefit {
  const { int, chance, decimal, some } = random;
  return random.way<Benefit>([
    () => ({ kind: 'percent', rate: generateGain(random) }),
    () => ({ kind: 'amount', amount: decimal(1, chance(80) ? 1500 : 30_000, 2) }),
    () => ({ kind: 'amount', amount: decimal(1, 300, 2), every: int(1, 4) }),
    () =>
      chance(50)
        ? {
            kind: 'tiers',
            by: 'amount',
            tiers: [
              { from: '5.00', rate: '0.05' },
              { from: '20.00', rate: generateGain(random) },
            ],
          }
        : {
            kind: 'tiers',
            by: 'quantity',
            tiers: [
              { from: '2', amount: '1.11' },
              { from: '6', amount: decimal(112, 900, 2) },
            ],
          },
    () => ({
      kind: 'buy-x-get-y',
      buy: int(1, 3),
      get: int(1, 2),
      rate: generateGain(random),
      ...(chance(30) ? { getFrom: { skus: some(SKUS.slice(4), 1, 3) } } : {}),
    }),
    () => ({
      kind: 'shipping',
      off: chance(60) ? { rate: generateGain(random) } : { amount: decimal(1, 900, 2) },
      ...(chance(50) ? { serviceLevels: some(LEVELS, 1, 3) } : {}),
    }),
  ]);
}

function generateConditions(random: Random): NonNullable<PromotionSettings['conditions']> {
  const { chance } = random;
  return {
    ...(chance(60) ? { minAmount: random.decimal(0, 4000, 2) } : {}),
    ...(chance(40) ? { minQuantity: random.int(1, 6) } : {}),
    ...(chance(30) ? { anySku: random.some(SKUS, 1, 4) } : {}),
    ...(chance(50) ? { count: random.pick(['matching', 'cart'] as const) } : {}),
  };
}

/** The carts are priced in the middle of January 2026. */
function generateSchedule({ pick }: Random): NonNullable<PromotionSettings['schedule']> {
  return pick([
    { from: '2026-01-01T00:00:00Z' },
    { from: '2026-01-01T00:00:00+01:00', until: '2026-02-01T00:00:00Z' },
    { until: '2026-01-10T00:00:00Z' },
    { from: '2026-06-01T00:00:00Z' },
  ]);
}
