import fc from 'fast-check';
import type { Destination } from '../../../src/core/cart.js';
import type {
  Benefit,
  PolicyDocument,
  PromotionSettings,
  RegionDocument,
  ShippingMethodDocument,
  TaxRuleDocument,
} from '../../../src/core/settings.js';
import type { ItemInWords, Shop } from './build.js';

/** Random shops and carts that the rules of semantics A and B must hold for. Few names, so that things meet. */
const SKUS = ['ANT', 'BEE', 'CAT', 'DOG', 'ELK', 'FOX'] as const;
const CATEGORIES = ['pets', 'wild'] as const;
const LEVELS = ['Standard', 'Expedited', 'OneDay', 'TwoDay'] as const;

const decimal = (max: number, places: number, min = 0): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((value) => {
    const digits = String(value).padStart(places + 1, '0');
    return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  });
const sku = fc.constantFrom(...SKUS);

export const items: fc.Arbitrary<ItemInWords[]> = fc
  .array(
    fc.tuple(
      sku,
      fc.oneof(
        { weight: 3, arbitrary: decimal(9999, 2) },
        decimal(2_000_000, 6),
        fc.constantFrom('0.00', '0.005', '10.00', '10.01'),
      ),
      fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 5 }) }, fc.integer({ min: 1, max: 1000 })),
      fc.option(decimal(3000, 3, 1), { nil: undefined, freq: 6 }),
      fc.option(fc.constantFrom(...CATEGORIES), { nil: undefined }),
    ),
    { minLength: 1, maxLength: 7 },
  )
  .map((list) => list.map((one): ItemInWords => one));

const region: fc.Arbitrary<RegionDocument> = fc.constantFrom<RegionDocument[]>(
  { kind: 'zip', zip: '98104' },
  { kind: 'zip', zip: '981*' },
  { kind: 'zip', zip: '98100-98199' },
  { kind: 'zip', zip: '90000-99999' },
  { kind: 'state', state: 'WA' },
  { kind: 'state', state: 'PR' },
  { kind: 'country', country: 'US' },
  { kind: 'country', country: 'DE', postalRegion: '80*' },
  { kind: 'predefined', name: 'USFull50States' },
  { kind: 'predefined', name: 'WorldAll' },
);

export const destination: fc.Arbitrary<Destination> = fc.constantFrom<Destination[]>(
  { state: 'WA', postalCode: '98104', country: 'US' },
  { state: 'WA', postalCode: '98104-1234', country: 'US' },
  { state: 'OR', postalCode: '97201', country: 'US', line1: 'P.O. Box 7' },
  { state: 'WA', country: 'US' },
  { state: 'Bayern', postalCode: '80331', country: 'DE' },
);

const rate = fc.oneof(decimal(20_000, 5), fc.constantFrom('0', '0.5', '1'));

const shippingRate: fc.Arbitrary<ShippingMethodDocument['rate']> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ perShipment: decimal(2000, 2) }) },
  {
    weight: 3,
    arbitrary: fc.record(
      { perShipment: decimal(2000, 2), perPound: decimal(20_000, 4), perItem: decimal(300, 2) },
      { requiredKeys: ['perPound'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        perPound: decimal(9999, 4),
        minimum: decimal(500, 2),
        extra: fc.integer({ min: 0, max: 900 }),
        roundWeightUp: fc.boolean(),
      })
      .map(({ perPound, minimum, roundWeightUp, extra }) => ({
        perPound,
        minimum,
        roundWeightUp,
        maximum: `${Number(minimum.slice(0, -3)) + extra + 1}.00`,
      })),
  },
  {
    weight: 1,
    arbitrary: fc.constant({
      bands: [
        { from: '0.00', amount: '4.95' },
        { from: '25.01', amount: '6.95' },
      ],
    }),
  },
);

const methods: fc.Arbitrary<ShippingMethodDocument[]> = fc
  .array(
    fc.record({
      serviceLevel: fc.constantFrom(...LEVELS),
      rate: shippingRate,
      handling: fc.record({ perOrder: decimal(300, 2), perItem: decimal(99, 2) }, { requiredKeys: [] }),
      poBoxes: fc.boolean(),
    }),
    { minLength: 0, maxLength: 3 },
  )
  .map((list) => [
    // one that goes everywhere, so that most carts have a price
    {
      id: 'anywhere',
      label: 'Anywhere',
      serviceLevel: 'Standard',
      rate: { perShipment: '7.77' },
      regions: { include: [{ kind: 'predefined', name: 'WorldAll' }] },
      poBoxes: true,
    },
    ...list.map((one, at): ShippingMethodDocument => ({
      ...one,
      id: `m${at}`,
      label: `Method ${at}`,
      regions: { include: [{ kind: 'predefined', name: 'WorldAll' }] },
    })),
  ]);

const rules: fc.Arbitrary<TaxRuleDocument[]> = fc.array(
  fc.record({ region, rate, shippingTaxed: fc.boolean(), class: fc.constantFrom('standard', 'animals') }),
  { maxLength: 5 },
);

const filter = fc.oneof(
  fc.record({ skus: fc.uniqueArray(sku, { minLength: 1, maxLength: 3 }) }),
  fc.record({ categories: fc.uniqueArray(fc.constantFrom(...CATEGORIES), { minLength: 1, maxLength: 2 }) }),
  fc.record({ excludeSkus: fc.uniqueArray(sku, { minLength: 1, maxLength: 2 }) }),
);

const gain = fc.constantFrom('0.05', '0.1', '0.333333333', '0.5', '1');
const benefit: fc.Arbitrary<Benefit> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('percent' as const), rate: gain }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('amount' as const), amount: decimal(3000, 2, 1) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('amount' as const),
      amount: decimal(300, 2, 1),
      every: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('tiers' as const),
      by: fc.constantFrom('amount' as const, 'quantity' as const),
      tiers: fc.constantFrom(
        [
          { from: '1', rate: '0.05' },
          { from: '20', rate: '0.1' },
        ],
        [
          { from: '2', amount: '1.11' },
          { from: '30', amount: '12.34' },
        ],
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('buy-x-get-y' as const),
      buy: fc.integer({ min: 1, max: 3 }),
      get: fc.integer({ min: 1, max: 2 }),
      rate: gain,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('shipping' as const),
      off: fc.oneof(fc.record({ rate: gain }), fc.record({ amount: decimal(900, 2, 1) })),
      serviceLevels: fc.uniqueArray(fc.constantFrom(...LEVELS), { maxLength: 2 }),
    }),
  },
);

const promotions: fc.Arbitrary<PromotionSettings[]> = fc
  .array(
    fc.record(
      {
        benefit,
        items: filter,
        stacking: fc.constantFrom('exclusive' as const, 'preferred' as const, 'free' as const, 'free' as const),
      },
      { requiredKeys: ['benefit', 'stacking'] },
    ),
    { maxLength: 4 },
  )
  .map((list) => list.map((one, at): PromotionSettings => ({ ...one, id: `p${at}`, name: `Promotion ${at}` })));

export const shop = (policies: fc.Arbitrary<PolicyDocument>): fc.Arbitrary<Shop> =>
  fc.record({
    methods,
    rules,
    promotions,
    policies,
    classes: fc.constant([{ name: 'animals', skus: ['ANT', 'BEE'], categories: ['wild'] }]),
  });

export const everyPolicy: fc.Arbitrary<PolicyDocument> = fc.record({
  taxRuleChoice: fc.constantFrom('most-specific' as const, 'document-order' as const),
  taxBase: fc.constantFrom('after-promotions' as const, 'before-promotions' as const),
  taxRounding: fc.constantFrom('line-half-up' as const, 'line-half-even' as const, 'order-half-up' as const),
  flatShippingShare: fc.constantFrom('even' as const, 'by-value' as const),
  missingWeight: fc.constantFrom('default-or-zero' as const, 'hide-methods' as const),
});
