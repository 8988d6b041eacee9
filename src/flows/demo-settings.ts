import type { AllDocuments } from '../core/settings.js';
import { DEMO_SHOP } from './demo-shop.js';

/** What the demo merchant is called and where its days begin; an invented shop and an invented person. */
export const DEMO_MERCHANT = {
  name: 'Larch & Loam',
  email: 'ines@larchloam.example',
  personName: 'Ines Marlowe',
  currency: 'USD',
  zone: 'America/Los_Angeles',
} as const;

const FIFTY_STATES = { include: [{ kind: 'predefined', name: 'USFull50States' }] } as const;
const FORTY_EIGHT_STATES = { include: [{ kind: 'predefined', name: 'USContinental48States' }] } as const;

/** The settings that receipts and pictures agree on (contracts.md, Running it and Smaller decisions); both environments get them. */
export const DEMO_SETTINGS: AllDocuments = {
  shipping: {
    currency: 'USD',
    methods: [
      {
        id: 'standard',
        label: 'Standard',
        serviceLevel: 'Standard',
        rate: { perShipment: '4.99', perPound: '0.50' },
        regions: FIFTY_STATES,
        poBoxes: true,
        delivery: { minDays: 3, maxDays: 5 },
      },
      {
        id: 'expedited',
        label: 'Expedited',
        serviceLevel: 'Expedited',
        rate: { perShipment: '9.99' },
        regions: FIFTY_STATES,
        delivery: { minDays: 2, maxDays: 3 },
      },
      {
        id: 'two-day',
        label: 'Two-day',
        serviceLevel: 'TwoDay',
        rate: { perShipment: '19.99' },
        regions: FORTY_EIGHT_STATES,
        delivery: { minDays: 2, maxDays: 2 },
      },
    ],
    handlingDays: 1,
  },
  taxes: {
    rules: [
      { region: { kind: 'zip', zip: '98100-98199' }, rate: '0.1035', shippingTaxed: true, label: 'Seattle' },
      { region: { kind: 'state', state: 'WA' }, rate: '0.065', shippingTaxed: true, label: 'Washington' },
      { region: { kind: 'state', state: 'CA' }, rate: '0.0725', label: 'California' },
      { region: { kind: 'state', state: 'NY' }, rate: '0.04', label: 'New York' },
    ],
  },
  promotions: {
    promotions: [
      {
        id: 'ten-percent',
        name: '10 % off from $50.00',
        benefit: { kind: 'percent', rate: '0.10' },
        conditions: { minAmount: '50.00' },
        stacking: 'preferred',
      },
      {
        id: 'welcome5',
        name: 'Welcome, $5.00 off',
        benefit: { kind: 'amount', amount: '5.00' },
        code: { kind: 'shared', code: 'WELCOME5' },
        stacking: 'preferred',
      },
    ],
  },
  policies: {},
  shop: DEMO_SHOP,
};
