import type { Order } from './order.js';

const NOTHING = { principal: 0n, principalPromo: 0n, shipping: 0n, shippingPromo: 0n, tax: 0n, shippingTax: 0n };
/** No order has this id: the first block of a real one is never 000. */
export const TEST_ORDER_ID = '000-0000000-0000000';

/** What a test of an endpoint sends: an order that says of itself that it is none, of one free item, to nobody. */
export function testOrder({
  environmentId,
  currency,
  at,
}: {
  readonly environmentId: string;
  readonly currency: string;
  readonly at: number;
}): Order {
  const source = { source: 'none', because: 'this is a test of the endpoint' } as const;
  const line = { number: 1, itemCode: '00000000000000', itemId: '1', sku: 'TEST', title: 'Test of the endpoint, not an order' };
  const units = { unitPrice: '0.00', quantity: 1, shipped: 0, cancelled: 0, total: 0n, because: [] };
  return {
    ...{ id: TEST_ORDER_ID, environmentId, checkoutId: '', trace: '', currency },
    ...{ placedAt: at, windowEndsAt: at, releasedAt: null, cancelledAt: null, cancelReason: null },
    ...{ cancelAskedAt: null, expiryWarnedAt: null, paymentProblem: null },
    total: 0n,
    totals: NOTHING,
    buyer: { name: 'Nobody', email: 'nobody@example.invalid' },
    shipTo: { name: 'Nobody', line1: 'Nowhere 1', city: 'Seattle', state: 'WA', postalCode: '98104', country: 'US' },
    ...{ methodId: 'test', serviceLevel: 'Standard', shippingLabel: 'Standard' },
    sources: { shipping: source, promotions: source, tax: source },
    codes: [],
    lines: [{ ...line, ...units, ...NOTHING }],
    payment: { gateway: 'none', state: 'not_needed', amount: 0n, reference: null, multipleCaptures: false, label: 'None' },
    version: 1,
  };
}
