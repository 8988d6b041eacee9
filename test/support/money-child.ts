// Ships orders, captures what that costs, refunds a unit and settles it. It dies by SIGKILL right before one step of the last
// order: a statement, a question to the gateway, or right after one.
import type { Gateway, MoneyAnswer, MoneyRequest } from '../../src/core/gateway.js';
import type { GatewayDeps } from '../../src/flows/order/ask-gateway.js';
import { captureShipments } from '../../src/flows/order/capture-shipments.js';
import { issueRefund, UNDO_MS } from '../../src/flows/order/issue-refund.js';
import { settleRefunds } from '../../src/flows/order/settle-refunds.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import { testGateway } from '../../src/flows/gateway-test.js';
import { loadAffairs } from '../../src/store/order/affairs.js';
import { openVault } from '../../src/vault.js';
import { dying } from './dying.js';

/** What the test asks of one process. */
export interface MoneyTask {
  readonly url: string;
  readonly environmentId: string;
  /** Ids of released orders of lines A and B; those of dead processes are made good first. */
  readonly orders: readonly string[];
  /** Step of the last order before which it dies, from 1; null lets it live. */
  readonly dieAt: number | null;
  /** Where the gateway writes down what it moved, as somebody outside would. */
  readonly outside: string;
  /** So far ahead is its clock: the leases of those who died before are over. */
  readonly aheadMs: number;
}

const task = JSON.parse(process.argv[2] ?? '') as MoneyTask;
const life = dying();
const db = await life.open(task.url);
let aheadMs = task.aheadMs;

/** A gateway that forgets nothing: it tells of what it moved when it is asked, and refuses no key that it knows. */
const moving =
  (verb: 'capture' | 'refund') =>
  (asked: MoneyRequest): Promise<MoneyAnswer> => {
    life.happensOutside(task.outside, `${verb} ${asked.idempotencyKey} ${asked.amount}`);
    return testGateway[verb](asked);
  };
const gateway: Gateway = { ...testGateway, capture: moving('capture'), refund: moving('refund') };
const deps: GatewayDeps = {
  db,
  vault: openVault(Buffer.alloc(32, 7)),
  config: { publicUrl: 'http://pay.example' },
  clock: () => Date.now() + aheadMs,
  gateways: () => [gateway],
};

async function play(id: string): Promise<void> {
  const key = { environmentId: task.environmentId, id };
  await shipOrder(deps, key, { units: [{ number: 1, units: 2 }], trackingNumber: 'P1', by: 'api' });
  await captureShipments(deps);
  const affairs = await loadAffairs(db, key);
  const wish = { by: 'units', lines: [{ number: 1, units: 1, shipping: true }] } as const;
  if (affairs?.refunds.length === 0) await issueRefund(deps, key, { wish, reason: 'CustomerReturn', by: 'api' });
  aheadMs += UNDO_MS;
  await settleRefunds(deps);
}

for (const [index, id] of task.orders.entries()) {
  if (index === task.orders.length - 1) life.countFrom(task.dieAt);
  await play(id);
}
process.stdout.write(`steps ${life.steps()}\n`);
process.exit(0);
