import type {
  RegionDocument,
  ServiceLevel,
  ShippingDocument,
  ShippingMethodDocument,
  ShippingRateDocument,
} from '../../../src/core/settings.js';
import { CATEGORIES, SKUS } from './carts.js';
import type { Random } from './random.js';

export const LEVELS: readonly ServiceLevel[] = ['Standard', 'Expedited', 'OneDay', 'TwoDay'];

/** Every kind of region, most of them around the addresses of the generated carts. */
export const REGIONS: readonly RegionDocument[] = [
  { kind: 'zip', zip: '98104' },
  { kind: 'zip', zip: '98104-1234' },
  { kind: 'zip', zip: '981*' },
  { kind: 'zip', zip: '9*' },
  { kind: 'zip', zip: '98100-98199' },
  { kind: 'zip', zip: '10001-10001' },
  { kind: 'state', state: 'WA' },
  { kind: 'state', state: 'CA' },
  { kind: 'state', state: 'PR' },
  { kind: 'country', country: 'US' },
  { kind: 'country', country: 'DE', postalRegion: '80*' },
  { kind: 'country', country: 'DE', postalRegion: 'Bayern' },
  { kind: 'country', country: 'GB' },
  { kind: 'country', country: 'PW' },
  { kind: 'predefined', name: 'USContinental48States' },
  { kind: 'predefined', name: 'USFull50States' },
  { kind: 'predefined', name: 'USAll' },
  { kind: 'predefined', name: 'WorldAll' },
];

/** One to five methods; the first one goes nearly everywhere, so that most carts have a price. */
export function generateShipping(random: Random, currency: string): ShippingDocument {
  const { int, chance } = random;
  const count = int(1, 5);
  const methods = Array.from({ length: count }, (_, place) => generateMethod(random, place));
  const unit = random.pick(['lb', 'oz', 'kg', 'g'] as const);
  return {
    currency,
    methods,
    ...(chance(15) ? { defaultWeight: { amount: random.decimal(1, 300, 2), unit } } : {}),
  };
}

function generateMethod(random: Random, place: number): ShippingMethodDocument {
  const { chance, pick, some } = random;
  const first = place === 0;
  const include: RegionDocument[] =
    first && chance(90) ? [{ kind: 'predefined', name: 'WorldAll' }] : [...some(REGIONS, 1, 3), pick(REGIONS)];
  return {
    id: `${pick(['ground', 'air', 'sea'])}-${place}`,
    label: `Method ${place} <quick>`,
    serviceLevel: pick(LEVELS),
    ...(first || chance(85) ? {} : { enabled: false }),
    rate: generateRate(random),
    ...(chance(30) ? { handling: generateHandling(random) } : {}),
    regions: { include, ...(!first && chance(25) ? { exclude: some(REGIONS.slice(0, -3), 1, 2) } : {}) },
    ...((first && chance(95)) || chance(50) ? { poBoxes: true } : {}),
    ...(!first && chance(15) ? { notFor: chance(50) ? { skus: some(SKUS, 1, 2) } : { categories: some(CATEGORIES, 1, 1) } } : {}),
  };
}

function generateHandling(random: Random): NonNullable<ShippingMethodDocument['handling']> {
  return {
    ...(random.chance(70) ? { perOrder: random.decimal(0, 300, 2) } : {}),
    ...(random.chance(60) ? { perItem: random.decimal(0, 99, 2) } : {}),
  };
}

function generateRate(random: Random): ShippingRateDocument {
  const { int, chance, decimal } = random;
  const perPound = (): string => (chance(50) ? decimal(1, 300, 2) : decimal(1, 30_000, 4));
  const perShipment = (): string => (chance(90) ? decimal(0, 2000, 2) : '0.00');
  const perItem = (): string => decimal(0, 400, 2);
  return random.way<ShippingRateDocument>([
    () => ({ perShipment: perShipment() }),
    () => ({ perPound: perPound(), ...(chance(60) ? { perShipment: perShipment() } : {}) }),
    () => ({ perItem: perItem(), ...(chance(60) ? { perShipment: perShipment() } : {}) }),
    () => ({ perShipment: perShipment(), perPound: perPound(), perItem: perItem() }),
    () => {
      const least = int(0, 1500);
      return {
        perPound: perPound(),
        perShipment: perShipment(),
        ...(chance(60) ? { minimum: decimal(least, least, 2) } : {}),
        ...(chance(60) ? { maximum: decimal(least, least + 2000, 2) } : {}),
        ...(chance(50) ? { roundWeightUp: true } : {}),
      };
    },
    () => ({
      bands: [
        { from: '0.00', amount: decimal(0, 900, 2) },
        { from: '10.00', amount: decimal(0, 900, 2) },
        ...(chance(60) ? [{ from: '25.01', amount: decimal(0, 900, 2) }] : []),
        ...(chance(40) ? [{ from: '100.00', amount: '0.00' }] : []),
      ],
    }),
  ]);
}
