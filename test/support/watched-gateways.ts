import type { Gateway } from '../../src/core/gateway.js';
import type { OrderCart } from '../../src/core/order-cart.js';
import type { CheckoutDeps } from '../../src/flows/checkout/deps.js';
import type { PlaceWish } from '../../src/flows/checkout/place-order.js';
import { gatewaysFor } from '../../src/flows/gateways.js';
import { listPaymentAttempts } from '../../src/store/checkout/attempts.js';
import type { Flows } from './checkout-flows.js';
import { orderCart } from './orders.js';

/** Two mugs for 25.00 and 4.99 to Seattle: 2.59 and 0.52 of tax make 33.10. */
export const MUGS: PlaceWish = { choiceId: 'settings:standard', total: 3_310n, payment: 'test_approve' };
export const mugs = (more: Partial<OrderCart> = {}): OrderCart =>
  orderCart({ form: 'json', namespace: null, tables: {}, ...more });

/** Gateways that count what is held by key, as a card processor would, and let a test step in. */
export function watchGateways() {
  const held: string[] = [];
  const voided: string[] = [];
  const watched = (gateway: Gateway, after: () => void): Gateway => ({
    ...gateway,
    authorise: async (request) => {
      const said = await gateway.authorise(request);
      if (!held.includes(request.idempotencyKey)) held.push(request.idempotencyKey);
      after();
      return said;
    },
    void: (reference) => {
      voided.push(reference);
      return gateway.void(reference);
    },
  });
  return {
    held,
    voided,
    watching: ({ deps }: Flows, after: () => void = () => undefined): CheckoutDeps => ({
      ...deps,
      gateways: (environment) => gatewaysFor(environment).map((gateway) => watched(gateway, after)),
    }),
    forget: () => {
      held.length = 0;
      voided.length = 0;
    },
  };
}

/** The attempts to pay of a checkout: `1 test_approve used`. */
export const attemptsOf = async ({ db }: Flows, checkoutId: string): Promise<string[]> =>
  (await listPaymentAttempts(db, checkoutId)).map(({ attempt, state, method }) => `${attempt} ${method} ${state}`);
