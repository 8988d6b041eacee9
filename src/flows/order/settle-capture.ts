import { capturePosting, feePosting, movedBy, type FeeTerms } from '../../core/ledger.js';
import { formatMajor } from '../../core/money.js';
import type { Shipment } from '../../core/shipment.js';
import type { Db } from '../../store/db.js';
import { addEvent } from '../../store/order/events.js';
import { listPostings } from '../../store/order/ledger.js';
import { saveChange } from '../../store/order/units.js';
import type { OrderScene } from './change-order.js';
import { postMoney } from './post-money.js';

interface Settling {
  readonly shipment: Shipment;
  readonly fee: FeeTerms;
  /** It was refused before. */
  readonly isRetry?: boolean;
}

/**
 * Writes down that the money of a shipment is there: in the ledger with its fee, on the timeline, and as the end of a problem
 * that it had. `shipment` is as it is afterwards; answers the scene as it is then.
 */
export async function settleCapture(
  trx: Db,
  scene: OrderScene,
  { shipment, fee, isRetry = false }: Settling,
): Promise<OrderScene> {
  const { affairs, now: at } = scene;
  const { order } = affairs;
  const { id: source, number, capture, lines } = shipment;
  const before = await listPostings(trx, order);
  const moved = { source, lines: lines.map(({ captured }) => ({ components: captured })), amount: capture.amount };
  const captured = movedBy(before, 'capture') + capture.amount;
  await postMoney(trx, scene, [capturePosting(moved), feePosting(source, fee, { captured, taken: movedBy(before, 'fee') })]);
  const shipments = affairs.shipments.map((other) => (other.id === source ? shipment : other));
  // a hold that was not renewed is not there again because an earlier shipment could be captured
  const isSolved = isRetry && shipments.every(({ capture: { state } }) => state === 'captured' || state === 'nothing');
  const after = { ...order, version: order.version + 1, paymentProblem: isSolved ? null : order.paymentProblem };
  await saveChange(trx, order, { after, at });
  const text = `${formatMajor(capture.amount, order.currency)} ${order.currency} captured for shipment ${number}.`;
  await addEvent(trx, order.id, { at, kind: 'captured', by: order.payment.gateway === 'manual' ? 'merchant' : 'gateway', text });
  return { ...scene, affairs: { ...affairs, order: after, shipments } };
}
