import type { Method, Promotion, Region, TaxTable } from '../documents.js';
import { exact, halfUp, times, whole } from '../exact.js';
import type { BuyerAddress } from '../shop/addresses.js';

const FIFTY: readonly Region[] = [{ kind: 'PredefinedRegion', value: 'USFull50States' }];
const FORTY_EIGHT: readonly Region[] = [{ kind: 'PredefinedRegion', value: 'USContinental48States' }];

/** The shipping of the demo merchant as docs and receipts agree on it; PO boxes are for Standard only. */
export const DEMO_METHODS: readonly Method[] = [
  {
    id: 'standard',
    serviceLevel: 'Standard',
    label: 'Standard',
    weightBased: exact('0.50'),
    shipmentBased: exact('4.99'),
    included: FIFTY,
    excluded: [],
    poBoxes: true,
  },
  {
    id: 'expedited',
    serviceLevel: 'Expedited',
    label: 'Expedited',
    shipmentBased: exact('9.99'),
    included: FIFTY,
    excluded: [],
    poBoxes: false,
  },
  {
    id: 'two-day',
    serviceLevel: 'TwoDay',
    label: 'Two-day',
    shipmentBased: exact('19.99'),
    included: FORTY_EIGHT,
    excluded: [],
    poBoxes: false,
  },
];

/** The one rule that covers an address; Seattle's zips before the state's rate. */
export function demoTaxTable({ state, postalCode }: BuyerAddress): TaxTable {
  const zip = Number(postalCode.slice(0, 5));
  const [rate, shippingTaxed] =
    zip >= 98_100 && zip <= 98_199
      ? ['0.1035', true]
      : state === 'WA'
        ? ['0.065', true]
        : state === 'CA'
          ? ['0.0725', false]
          : state === 'NY'
            ? ['0.04', false]
            : ['0', false];
  return {
    id: 'settings',
    rules: [{ rate: exact(rate), shippingTaxed, region: { kind: 'PredefinedRegion', value: 'WorldAll' } }],
  };
}

/** What WELCOME5 takes off, in minor units. */
export const WELCOME5_CENTS = 500n;
const TEN_PERCENT_FROM_CENTS = 5_000n;

/** The better of 10 % from 50.00 and, with its code, 5.00: both are preferred, so only one of them counts. */
export function demoPromotion(goods: bigint, code: string | null): Promotion | undefined {
  const tenth = goods >= TEN_PERCENT_FROM_CENTS ? halfUp(times(exact('0.10'), whole(goods))) : 0n;
  const welcome = code === null ? 0n : goods < WELCOME5_CENTS ? goods : WELCOME5_CENTS;
  if (tenth === 0n && welcome === 0n) return undefined;
  return tenth >= welcome
    ? { id: 'ten-percent', description: '10 % off from $50.00', rate: exact('0.10') }
    : { id: 'welcome5', description: 'Welcome, $5.00 off', amount: exact('5.00') };
}
