import { CartwrightError } from '../../src/errors.js';
import type { Affairs } from '../../src/core/order-facts.js';
import type { Order, OrderLine } from '../../src/core/order.js';
import { gatewaysFor } from '../../src/flows/gateways.js';
import type { GatewayDeps } from '../../src/flows/order/ask-gateway.js';
import { captureShipments } from '../../src/flows/order/capture-shipments.js';
import type { Db } from '../../src/store/db.js';
import { loadAffairs } from '../../src/store/order/affairs.js';
import { listOrderEvents } from '../../src/store/orders.js';
import type { Flows } from './checkout-flows.js';
import { orderLine, payment, placed } from './orders.js';
import type { Service } from './service.js';

const HOUR = 3_600_000;

/** Line A of examples.md 12: three units, 31.38 = 29.97 - 3.00 + 2.50 + 1.75 + 0.16. */
export const lineA = (differences: Partial<OrderLine> = {}): OrderLine =>
  orderLine({
    ...{ number: 1, sku: 'TEA-1', title: 'Tea', unitPrice: '9.99', quantity: 3 },
    ...{ principal: 2_997n, principalPromo: 300n, shipping: 250n, tax: 175n, shippingTax: 16n, total: 3_138n },
    ...differences,
  });

/** Line B of examples.md 12: one unit, 7.99 = 5.00 + 2.50 + 0.33 + 0.16. */
export const lineB = (differences: Partial<OrderLine> = {}): OrderLine =>
  orderLine({
    ...{ number: 2, sku: 'POT-1', title: 'Pot', unitPrice: '5.00', quantity: 1 },
    ...{ principal: 500n, shipping: 250n, tax: 33n, shippingTax: 16n, total: 799n },
    ...differences,
  });

/** An order of lines A and B, 39.37, placed an hour before `now` and released; the test gateway holds the money. */
export function releasedIn(
  { db, environmentId, now }: { readonly db: Db; readonly environmentId: string; readonly now: number },
  differences: Partial<Order> = {},
): Promise<Order> {
  const placedAt = now - HOUR;
  return placed(db, environmentId, {
    ...{ placedAt, windowEndsAt: placedAt + HOUR / 4, releasedAt: placedAt + HOUR / 4 },
    ...{ lines: [lineA(), lineB()], total: 3_937n, payment: payment({ amount: 3_937n }) },
    ...differences,
  });
}

export const released = ({ db, sandbox, now }: Flows, differences: Partial<Order> = {}): Promise<Order> =>
  releasedIn({ db, environmentId: sandbox.id, now: now() }, differences);

/** The same in the sandbox of a service, by its clock. */
export const releasedFor = (service: Service, differences: Partial<Order> = {}): Promise<Order> =>
  releasedIn({ db: service.db, environmentId: `${service.merchantId}-sandbox`, now: service.clock.now }, differences);

export const keyOf = ({ environmentId, id }: Order) => ({ environmentId, id });

/** The order with everything that became of it, as it is now. */
export async function affairsOf({ db }: Flows, order: Order): Promise<Affairs> {
  const affairs = await loadAffairs(db, keyOf(order));
  if (affairs === null) throw new Error('the order is gone');
  return affairs;
}

/** Has the gateway capture everything that is due, as the job does. */
export async function captureAll({ deps }: { readonly deps: GatewayDeps }): Promise<void> {
  while ((await captureShipments(deps)) === 'more');
}

/** What jobs are done with beside a service. */
export const depsOf = ({ db, vault, url, clock }: Service): GatewayDeps => ({
  ...{ db, vault, config: { publicUrl: url }, clock: () => clock.now },
  gateways: gatewaysFor,
});

/** `shipped by merchant` and so on, oldest first. */
export const timelineOf = async ({ db }: Flows, order: Order): Promise<string[]> =>
  (await listOrderEvents(db, order.environmentId, order.id)).map(({ kind, by }) => `${kind} by ${by}`);

/** Kinds of the events that programs are told of, oldest first. */
export const publishedOf = async ({ db }: Flows, { id }: Order): Promise<string[]> =>
  (await db.knex('events').where('order_id', id).orderBy('sequence').select<{ kind: string }[]>('kind')).map(({ kind }) => kind);

/** What a wish came to: its state, or the code that it was refused with. */
export const stateOf = (wish: Promise<{ readonly state?: string }>): Promise<string> =>
  wish.then(
    ({ state }) => state ?? 'done',
    (error: unknown) => {
      if (error instanceof CartwrightError) return error.code;
      throw error;
    },
  );
