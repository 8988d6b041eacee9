import { deliveryState } from '../../src/core/delivery.js';

const BASE = { outcome: null, leaseUntil: 0, nextAt: 1_000, tries: 0 } as const;
const OPEN = { endpoint: { pausedAt: null, offAt: null }, heldUntil: 0 } as const;
/** The clock of the environment is 500 ahead. */
const CLOCKS = { now: 1_000, environmentNow: 1_500 };

describe('A delivery is', () => {
  test.each([
    ['waiting', BASE, OPEN],
    ['retrying', { ...BASE, tries: 1 }, OPEN],
    ['sending', { ...BASE, leaseUntil: 1_001 }, OPEN],
    // the lease ran out at this very moment
    ['waiting', { ...BASE, leaseUntil: 1_000 }, OPEN],
    ['paused', BASE, { ...OPEN, endpoint: { pausedAt: 1, offAt: null } }],
    ['sending', { ...BASE, leaseUntil: 1_001 }, { ...OPEN, endpoint: { pausedAt: 1, offAt: null } }],
    ['switched_off', BASE, { ...OPEN, endpoint: { pausedAt: 1, offAt: 1 } }],
    ['throttled', { ...BASE, tries: 1, nextAt: 1_500 }, { ...OPEN, heldUntil: 1_001 }],
    // its own plan keeps it anyway
    ['retrying', { ...BASE, tries: 1, nextAt: 1_501 }, { ...OPEN, heldUntil: 1_001 }],
    ['waiting', BASE, { ...OPEN, heldUntil: 1_000 }],
    ['acknowledged', { ...BASE, outcome: 'acknowledged', leaseUntil: 9_999 }, OPEN],
    ['given_up', { ...BASE, outcome: 'given_up' }, { ...OPEN, endpoint: { pausedAt: 1, offAt: 1 } }],
  ] as const)('%s', (state, delivery, holding) => {
    expect(deliveryState(delivery, holding, CLOCKS)).toBe(state);
  });
});
