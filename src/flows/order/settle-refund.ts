import { feeBackPosting, movedBy, refundPosting, type FeeTerms } from '../../core/ledger.js';
import { formatMajor } from '../../core/money.js';
import type { Refund } from '../../core/refund.js';
import type { Db } from '../../store/db.js';
import { queueMail } from '../../store/mails.js';
import { addEvent } from '../../store/order/events.js';
import { listPostings } from '../../store/order/ledger.js';
import { publishOf } from '../../store/order/publish.js';
import { saveChange } from '../../store/order/units.js';
import type { OrderDeps, OrderScene } from './change-order.js';
import { postMoney } from './post-money.js';
import { refundedMail } from './progress-mails.js';

/**
 * Writes down that a refund has gone back to the buyer: in the ledger with the fee that comes back, on the timeline, for
 * programs, and in a mail to the buyer. `refund` is as it is afterwards.
 */
export async function settleRefund(
  trx: Db,
  scene: OrderScene,
  { deps, refund, fee }: { readonly deps: OrderDeps; readonly refund: Refund; readonly fee: FeeTerms },
): Promise<void> {
  const { affairs, now: at, ids } = scene;
  const { order } = affairs;
  const { id: source, amount, lines } = refund;
  const before = await listPostings(trx, order);
  const refunded = movedBy(before, 'refund') + amount;
  await postMoney(trx, scene, [
    refundPosting({ source, lines, amount }),
    feeBackPosting(source, fee, { refunded, back: movedBy(before, 'fee_back') }),
  ]);
  await saveChange(trx, order, { after: order, at });
  const text = `Refund ${refund.number}: ${formatMajor(amount, order.currency)} ${order.currency} went back to the buyer.`;
  await addEvent(trx, order.id, {
    at,
    kind: 'refund_settled',
    by: order.payment.gateway === 'manual' ? 'merchant' : 'gateway',
    text,
  });
  await publishOf(trx, order.id, { kind: 'refund.settled', at, ids, refund });
  await queueMail(trx, refundedMail(deps, scene, { order, refund }));
}
