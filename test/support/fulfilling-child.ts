// Takes orders through their whole life: placed, released, shipped in part, cancelled in part, shipped, captured, refunded,
// numbered and delivered. It dies by SIGKILL right before one step of the last one: a statement, a record, or something that
// happens at the gateway or at the store, or right after that.
import { writeSync } from 'node:fs';
import type { Gateway, MoneyAnswer, MoneyRequest } from '../../src/core/gateway.js';
import { createBackground } from '../../src/flows/checkout/background.js';
import { createCheckoutDeps } from '../../src/flows/checkout/deps.js';
import { openCheckout } from '../../src/flows/checkout/open-checkout.js';
import { placeOrder } from '../../src/flows/checkout/place-order.js';
import { releaseOrders } from '../../src/flows/checkout/release-orders.js';
import { createCourier } from '../../src/flows/delivery/courier.js';
import { createDeliveryDeps } from '../../src/flows/delivery/deps.js';
import { testGateway } from '../../src/flows/gateway-test.js';
import { createKeyring } from '../../src/flows/keyring.js';
import { cancelUnits } from '../../src/flows/order/cancel-units.js';
import { captureShipments } from '../../src/flows/order/capture-shipments.js';
import { issueRefund, UNDO_MS } from '../../src/flows/order/issue-refund.js';
import { settleRefunds } from '../../src/flows/order/settle-refunds.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { listDueEndpoints } from '../../src/store/delivery/claim.js';
import { numberEvents } from '../../src/store/event/number.js';
import { createRecorder } from '../../src/store/recorder.js';
import { openVault } from '../../src/vault.js';
import { dying } from './dying.js';

/** One life: a checkout of two mugs and a shirt with everything chosen, and the ids of what the merchant asks for once. */
export interface Life {
  readonly checkoutId: string;
  /** Of the wish. */
  readonly cancellation: string;
  readonly refund: string;
}

/** What the test asks of one process. */
export interface FulfillingTask {
  readonly url: string;
  readonly environmentId: string;
  readonly session: string;
  /** Those of dead processes come first and are made good. */
  readonly lives: readonly Life[];
  /** Step of the last life before which it dies, from 1; null lets it live. */
  readonly dieAt: number | null;
  /** Where the gateway writes down what it was asked for, as somebody outside would. */
  readonly outside: string;
  /** Of the store, on 127.0.0.1. */
  readonly port: number;
  /** So far ahead is its clock: the leases of those who died before are over. */
  readonly aheadMs: number;
}

const task = JSON.parse(process.argv[2] ?? '') as FulfillingTask;
const death = dying();
let aheadMs = task.aheadMs;
const clock = (): number => Date.now() + aheadMs;

const db = await death.open(task.url);
const vault = openVault(Buffer.alloc(32, 7));
const recorder = createRecorder(db);
const background = createBackground((name, error) => {
  throw new Error(name, { cause: error });
});
const guarded = createGuardedFetch({ clock });
const network = {
  allow: [{ address: '127.0.0.1', port: task.port }],
  fetch: async (request: Parameters<typeof guarded>[0]) => {
    death.step();
    const answer = await guarded(request);
    death.step();
    return answer;
  },
};
const config = { publicUrl: 'http://pay.example' };
const given = { db, vault, keyring: createKeyring({ db, vault }), recorder, clock, config };

/** A gateway that tells of what it is asked, each with the key that makes a repeat no second movement. */
const told =
  (verb: 'capture' | 'refund') =>
  (asked: MoneyRequest): Promise<MoneyAnswer> => {
    death.happensOutside(task.outside, `${verb} ${asked.idempotencyKey} ${asked.amount}`);
    return testGateway[verb](asked);
  };
const gateway: Gateway = { ...testGateway, capture: told('capture'), refund: told('refund') };
const deps = { ...createCheckoutDeps({ ...given, background }, network), gateways: () => [gateway] };
const courier = createCourier(createDeliveryDeps(given, network), (error) => {
  throw error;
});

/** Presses the button, unless that was done before; answers the order's id. */
async function buy(id: string): Promise<string> {
  const opened = await openCheckout(deps, { id, session: task.session });
  if (opened.state === 'placed') return opened.view.order?.id ?? '';
  if (opened.state !== 'yours' || opened.view.chosen === null) throw new Error(`${id} is ${opened.state}`);
  const { choiceId, total } = opened.view.chosen;
  const placed = await placeOrder(deps, opened.view, { choiceId, total, payment: 'test_approve' });
  if (placed.state !== 'placed') throw new Error(`${id} was not placed: ${placed.state}`);
  return placed.order.id;
}

const wishOf = (id: string) => ({ id, environmentId: task.environmentId, at: clock() });

async function live({ checkoutId, cancellation, refund }: Life): Promise<void> {
  const id = await buy(checkoutId);
  await releaseOrders(deps);
  const key = { environmentId: task.environmentId, id };
  const mug = [{ number: 1, units: 1 }];
  await shipOrder(deps, key, { units: mug, trackingNumber: `${id} mug`, by: 'api' });
  await captureShipments(deps);
  await cancelUnits(deps, key, { units: mug, once: wishOf(cancellation), by: 'merchant', reason: 'Broken.' });
  await shipOrder(deps, key, { units: [{ number: 2, units: 1 }], trackingNumber: `${id} shirt`, by: 'api' });
  await captureShipments(deps);
  const wish = { by: 'units', lines: [{ number: 2, units: 1, shipping: false }] } as const;
  await issueRefund(deps, key, { once: wishOf(refund), wish, reason: 'CustomerReturn', by: 'api' });
  aheadMs += UNDO_MS;
  await settleRefunds(deps);
  await numberEvents(db, clock());
  await deliver();
}

async function deliver(): Promise<void> {
  do {
    await courier.step();
    await courier.idle();
  } while ((await listDueEndpoints(db, clock())).length > 0);
}

for (const [index, life] of task.lives.entries()) {
  if (index === task.lives.length - 1) death.countFrom(task.dieAt);
  await live(life);
}
await numberEvents(db, clock());
await deliver();
writeSync(1, `steps ${death.steps()}\n`);
process.exit(0);
