import type { Dialect } from '../../src/core/cart.js';
import type { CalculationResponse } from '../../src/wire/calculation.js';

const line = (itemId: string): { itemId: string; wireId: string } => ({ itemId, wireId: itemId });
const zip = { kind: 'zip', zip: '98104-1234' } as const;

/** Answers of every kind, one golden file each (test/fixtures/golden). */
export const SAID_EXAMPLES: Readonly<Record<string, (namespace: Dialect) => CalculationResponse>> = {
  'nothing-asked': (namespace) => ({
    namespace,
    currency: 'USD',
    orders: [{ addressId: 'a', items: [line('A'), line('B')] }],
    said: { orders: [{ items: [line('A'), line('B')] }] },
  }),

  'three-kinds': (namespace) => ({
    namespace,
    currency: 'USD',
    orders: [{ addressId: 'jklmnopqrs', items: [line('A'), line('B')] }],
    said: {
      orders: [
        { items: ['A', 'B'].map((itemId) => ({ itemId, taxTableId: 'tax-1', shippingMethodIds: ['standard', 'two-day'] })) },
      ],
      taxTables: [{ id: 'tax-1', rate: '0.065', shippingTaxed: true, region: zip }],
      promotions: [{ id: 'TEN', description: '10 % off & more', benefit: { kind: 'rate', rate: '0.1' } }],
      shippingMethods: [
        {
          id: 'standard',
          serviceLevel: 'Standard',
          label: 'Standard (3 < 5 days)',
          weightBased: '0.5',
          itemQuantityBased: '1',
          shipmentBased: '4.99',
          region: zip,
          poBoxes: true,
        },
        { id: 'two-day', serviceLevel: 'TwoDay', label: 'Two days', shipmentBased: '0.00', region: zip, poBoxes: false },
      ],
      cartPromotionId: 'TEN',
    },
  }),

  'nothing-applies': (namespace) => ({
    namespace,
    currency: 'USD',
    orders: [{ addressId: 'a', items: [line('A')] }],
    said: {
      orders: [{ items: [{ itemId: 'A', taxTableId: 't' }] }],
      taxTables: [{ id: 't', rate: '0', shippingTaxed: false, region: { kind: 'state', state: 'OR' } }],
      promotions: [],
    },
  }),

  'promotion-per-line': (namespace) => ({
    namespace,
    currency: 'USD',
    orders: [{ addressId: 'a', items: [line('A'), line('B'), line('C')] }],
    said: {
      orders: [{ items: [{ itemId: 'A', promotionId: 'line-1' }, { itemId: 'B', promotionId: 'line-2' }, { itemId: 'C' }] }],
      promotions: [
        { id: 'line-1', description: 'Spring + Ten off', benefit: { kind: 'amount', amount: '12.15' } },
        { id: 'line-2', description: 'Ten off', benefit: { kind: 'amount', amount: '2' } },
      ],
    },
  }),

  'several-addresses': (namespace) => ({
    namespace,
    currency: 'CAD',
    orders: [
      { addressId: 'one', items: [line('A')] },
      { addressId: 'two', items: [line('B')] },
    ],
    said: {
      orders: [
        { items: [{ itemId: 'A', taxTableId: '1-tax', shippingMethodIds: ['1-standard'] }] },
        { items: [{ itemId: 'B', taxTableId: '2-tax', shippingMethodIds: ['2-standard'] }] },
      ],
      taxTables: [
        { id: '1-tax', rate: '0.08875', shippingTaxed: true, region: { kind: 'country', country: 'CA' } },
        { id: '2-tax', rate: '1', shippingTaxed: false, region: { kind: 'predefined', name: 'WorldAll' } },
      ],
      shippingMethods: [
        {
          id: '1-standard',
          serviceLevel: 'Standard',
          label: 'A',
          shipmentBased: '1.00',
          region: { kind: 'country', country: 'CA' },
          poBoxes: true,
        },
        {
          id: '2-standard',
          serviceLevel: 'Expedited',
          label: 'B',
          weightBased: '0.9905',
          region: { kind: 'predefined', name: 'WorldAll' },
          poBoxes: true,
        },
      ],
    },
  }),

  'stated-taxes': (namespace) => ({
    namespace,
    currency: 'USD',
    orders: [{ addressId: 'a', items: [line('A')] }],
    said: {
      orders: [{ items: [{ itemId: 'A', taxTableId: 't', shippingMethodIds: ['one-day'] }] }],
      taxTables: [{ id: 't', rate: '0.07', shippingTaxed: true, region: zip }],
      shippingMethods: [
        { id: 'one-day', serviceLevel: 'OneDay', label: 'One day', shipmentBased: '24.95', region: zip, poBoxes: false },
      ],
      cartTaxAmounts: [{ shippingMethodId: 'one-day', serviceLevel: 'OneDay', amount: '3.05' }],
    },
  }),

  'one-sku-on-two-lines': (namespace) => ({
    namespace,
    currency: 'USD',
    orders: [
      {
        addressId: 'a',
        items: [
          { itemId: '1', wireId: 'MUG-1' },
          { itemId: '2', wireId: 'MUG-1' },
        ],
      },
    ],
    said: {
      orders: [
        {
          items: [
            { itemId: '1', taxTableId: 't' },
            { itemId: '2', taxTableId: 't' },
          ],
        },
      ],
      taxTables: [{ id: 't', rate: '0.0725', shippingTaxed: false, region: zip }],
    },
  }),

  'what-xml-cannot-carry': (namespace) => ({
    namespace,
    currency: 'USD',
    orders: [{ addressId: 'a\rb\tc', items: [line('<A> & "B"')] }],
    said: {
      orders: [{ items: [{ itemId: '<A> & "B"', promotionId: ']]>' }] }],
      promotions: [
        {
          id: ']]>',
          description: 'bell\u0007 half\ud800 none\uffff gift\ud83c\udf81 \u00e9',
          benefit: { kind: 'rate', rate: '0.000000001' },
        },
      ],
    },
  }),
};
