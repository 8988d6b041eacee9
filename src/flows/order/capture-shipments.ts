import { cancelledSince } from '../../core/refund/cancelled.js';
import type { Shipment } from '../../core/shipment.js';
import type { Db } from '../../store/db.js';
import { loadAffairs } from '../../store/order/affairs.js';
import { claimWork, type Work } from '../../store/order/gateway-work.js';
import { noteCapture } from '../../store/order/shipments.js';
import { doEach } from '../checkout/do-each.js';
import { askGateway, gatewayOf, keyOf, NEVER, nextAsk, type GatewayDeps, type Told } from './ask-gateway.js';
import { changeOrder, type OrderScene } from './change-order.js';
import { disputeCapture } from './open-chargeback.js';
import { nowOf } from './order-time.js';
import { raiseProblem } from './raise-problem.js';
import { refundCancelled } from './refund-cancelled.js';
import { settleCapture } from './settle-capture.js';

const AT_ONCE = 20;
/** Longer than a gateway may take for all of them. */
const LEASE_MS = 5 * 60_000;

/**
 * Captures what shipments are due, each by one question to its gateway at a time, and writes its answer with its postings in
 * one transaction. Whatever ends in between is found out the next time. Answers `more` where there may be others.
 */
export async function captureShipments(deps: GatewayDeps): Promise<'done' | 'more'> {
  const claiming = { at: deps.clock(), forMs: LEASE_MS, limit: AT_ONCE };
  const works = await claimWork(deps.db, 'shipments', claiming);
  await doEach(works, (work) => capture(deps, work));
  return works.length === AT_ONCE ? 'more' : 'done';
}

async function capture(deps: GatewayDeps, work: Work): Promise<void> {
  const key = { environmentId: work.environmentId, id: work.orderId };
  const affairs = await loadAffairs(deps.db, key);
  const shipment = affairs?.shipments.find(({ id }) => id === work.id);
  // the merchant was removed meanwhile
  if (affairs == null || shipment === undefined) return;
  const { order } = affairs;
  const gateway = await gatewayOf(deps, order);
  const asked = {
    idempotencyKey: keyOf(work),
    payment: order.payment,
    amount: shipment.capture.amount,
    currency: order.currency,
    since: shipment.at,
    now: await nowOf(deps, order.environmentId),
  };
  const told = await askGateway(gateway, asked, { verb: 'capture', again: work.attempts > 0 });
  await changeOrder(deps, key, (trx, scene) => note(trx, scene, { deps, work, shipment, told, fee: gateway.fee }));
}

interface Noting {
  readonly deps: GatewayDeps;
  readonly work: Work;
  readonly shipment: Shipment;
  readonly told: Told;
  readonly fee: Parameters<typeof settleCapture>[2]['fee'];
}

async function note(trx: Db, scene: OrderScene, { deps, work, shipment, told, fee }: Noting): Promise<void> {
  const { state, reference } = { ...STATES[told.state], reference: told.state === 'done' ? told.reference : null };
  const capture = { ...shipment.capture, state, reference };
  const nextAt = told.state === 'pending' && told.by === 'merchant' ? NEVER : nextAsk(deps.clock(), work);
  if (!(await noteCapture(trx, { work, capture, nextAt }))) return;
  if (told.state === 'done') {
    const captured = await settleCapture(trx, scene, { shipment: { ...shipment, capture }, fee, isRetry: work.tries > 0 });
    const units = cancelledSince(captured.affairs.order, shipment);
    await refundCancelled(trx, captured, { units, reason: 'It was cancelled before it was charged.' });
    if (told.disputed !== undefined)
      await disputeCapture(trx, captured, { shipment: { ...shipment, capture }, reason: told.disputed });
  } else if (told.state === 'refused') {
    const text = `The capture of shipment ${shipment.number} was refused. ${told.message}`;
    await raiseProblem(trx, scene, { deps, text, shipment: { ...shipment, capture } });
  }
}

const STATES = {
  done: { state: 'captured' },
  refused: { state: 'refused' },
  pending: { state: 'due' },
  unknown: { state: 'unknown' },
} as const;
