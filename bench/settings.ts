import type { ShippingDocument, SettingsDocuments } from '../src/core/settings.js';

const US50 = { include: [{ kind: 'predefined', name: 'USFull50States' }] } as const;

const SHIPPING: ShippingDocument = {
  currency: 'USD',
  methods: [
    {
      id: 'standard',
      label: 'Standard',
      serviceLevel: 'Standard',
      rate: { perShipment: '4.99', perPound: '0.50' },
      regions: US50,
      poBoxes: true,
    },
    { id: 'expedited', label: 'Expedited', serviceLevel: 'Expedited', rate: { perShipment: '9.99' }, regions: US50 },
    {
      id: 'two-day',
      label: 'Two-Day',
      serviceLevel: 'TwoDay',
      rate: { perShipment: '19.99' },
      regions: { include: [{ kind: 'predefined', name: 'USContinental48States' }] },
    },
  ],
};

/** The settings that every bench starts from, the demo shop's: three methods, four tax rules, one promotion and one code. */
export const SETTINGS: SettingsDocuments = {
  shipping: SHIPPING,
  taxes: {
    rules: [
      { region: { kind: 'state', state: 'WA' }, rate: '0.065', shippingTaxed: true },
      { region: { kind: 'zip', zip: '98100-98199' }, rate: '0.1035', shippingTaxed: true },
      { region: { kind: 'state', state: 'CA' }, rate: '0.0725' },
      { region: { kind: 'state', state: 'NY' }, rate: '0.04' },
    ],
  },
  promotions: {
    promotions: [
      {
        id: 'ten-percent',
        name: '10 % off from 50.00',
        benefit: { kind: 'percent', rate: '0.1' },
        conditions: { minAmount: '50.00' },
      },
      { id: 'welcome', name: 'Welcome', benefit: { kind: 'amount', amount: '5.00' }, code: { kind: 'shared', code: 'WELCOME5' } },
    ],
  },
  policies: {},
};
