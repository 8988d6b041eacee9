import fc from 'fast-check';
import type { RegionDocument } from '../../../src/core/settings.js';
import type { LineTables, TableMethod, TablePromotion, Tables, TableTaxRule } from '../../../src/core/tables.js';
import { region } from './checkout.js';

/** Random tables of a cart, with what each of up to seven lines names. Few ids and regions, so that things meet. */
const LEVELS = ['Standard', 'Expedited', 'OneDay', 'TwoDay'] as const;
const REGIONS: RegionDocument[] = [
  { kind: 'zip', zip: '98104' },
  { kind: 'zip', zip: '981*' },
  { kind: 'state', state: 'WA' },
  { kind: 'country', country: 'DE' },
  { kind: 'predefined', name: 'USFull50States' },
  { kind: 'predefined', name: 'WorldAll' },
];
const where = fc.constantFrom(...REGIONS).map(region);
const amount = (max: number): fc.Arbitrary<bigint> => fc.bigInt({ min: 0n, max: BigInt(max) });
const rate = fc.oneof(fc.bigInt({ min: 0n, max: 1_000_000_000n }), fc.constantFrom(0n, 500_000_000n, 1_000_000_000n));

const rule: fc.Arbitrary<TableTaxRule> = fc.record({
  rate,
  shippingTaxed: fc.boolean(),
  region: fc.option(where, { freq: 9 }),
  regionText: fc.constant('somewhere'),
});
const rules = fc.array(rule, { minLength: 1, maxLength: 4 });
const taxTables = fc.tuple(rules, rules).map(([first, second]) => [
  { id: 't0', rules: first },
  { id: 't1', rules: second },
]);

const promotions: fc.Arbitrary<TablePromotion[]> = fc
  .array(
    fc.oneof(
      rate.map((value) => ({ kind: 'rate' as const, rate: value === 0n ? 1n : value })),
      amount(3000).map((value) => ({ kind: 'amount' as const, amount: value })),
    ),
    { minLength: 3, maxLength: 3 },
  )
  .map((list) => list.map((benefit, at) => ({ id: `p${at}`, description: `Promotion ${at}`, benefit })));

const methods: fc.Arbitrary<TableMethod[]> = fc
  .array(
    fc.record({
      serviceLevel: fc.constantFrom(...LEVELS),
      perPound: fc.option(amount(20_000)),
      perItem: fc.option(amount(300)),
      perShipment: fc.option(amount(2000)),
      included: fc.array(where, { minLength: 1, maxLength: 2 }),
      excluded: fc.array(where, { maxLength: 1 }),
      poBoxes: fc.option(fc.boolean()),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) => list.map((one, at) => ({ ...one, id: `m${at}`, label: `Method ${at}` })));

/** One method for everywhere and every line, so that most carts have a price. */
const ANYWHERE: TableMethod = {
  id: 'anywhere',
  serviceLevel: 'Standard',
  label: 'Anywhere',
  perPound: null,
  perItem: null,
  perShipment: 777n,
  included: [region({ kind: 'predefined', name: 'WorldAll' })],
  excluded: [],
  poBoxes: true,
};

export const tables: fc.Arbitrary<Tables> = fc.record(
  {
    taxTables,
    defaultTaxTable: rules.map((list) => ({ id: 'default', rules: list })),
    promotions,
    cartPromotionId: fc.constantFrom('p0', 'p1'),
    shippingMethods: methods.map((list) => [...list, ANYWHERE]),
    cartTaxAmounts: amount(5000).map((value) => [{ amount: value }]),
  },
  { requiredKeys: ['taxTables', 'promotions', 'shippingMethods'] },
);

export const named: fc.Arbitrary<LineTables[]> = fc.array(
  fc.record(
    {
      taxTableId: fc.constantFrom('t0', 't1'),
      promotionId: fc.constantFrom('p0', 'p1', 'p2'),
      shippingMethodIds: fc.constantFrom(['anywhere'], ['m0', 'anywhere'], ['anywhere', 'm0', 'm1']),
    },
    { requiredKeys: [] },
  ),
  { minLength: 7, maxLength: 7 },
);
