import { formatMajor } from '../../core/money.js';
import type { FeeTerms } from '../../core/ledger.js';
import type { Refund } from '../../core/refund.js';
import type { Db } from '../../store/db.js';
import { loadAffairs } from '../../store/order/affairs.js';
import { addEvent } from '../../store/order/events.js';
import { claimWork, type Work } from '../../store/order/gateway-work.js';
import { publishOf } from '../../store/order/publish.js';
import { noteRefund } from '../../store/order/refunds.js';
import { saveChange } from '../../store/order/units.js';
import { writeRefundRefused } from '../../wire/payment-mail.js';
import { doEach } from '../checkout/do-each.js';
import { askGateway, gatewayOf, keyOf, NEVER, nextAsk, type GatewayDeps, type Told } from './ask-gateway.js';
import { changeOrder, type OrderDeps, type OrderScene } from './change-order.js';
import { mailShop, shopContext } from './mail-shop.js';
import { nowOf } from './order-time.js';
import { settleRefund } from './settle-refund.js';

const AT_ONCE = 20;
/** Longer than a gateway may take for all of them. */
const LEASE_MS = 5 * 60_000;

/**
 * Gives back what refunds reserved and nobody undid, each by one question to its gateway at a time, and writes its answer
 * with its postings in one transaction. Answers `more` where there may be others.
 */
export async function settleRefunds(deps: GatewayDeps): Promise<'done' | 'more'> {
  const works = await claimWork(deps.db, 'refunds', { at: deps.clock(), forMs: LEASE_MS, limit: AT_ONCE });
  await doEach(works, (work) => giveBack(deps, work));
  return works.length === AT_ONCE ? 'more' : 'done';
}

async function giveBack(deps: GatewayDeps, work: Work): Promise<void> {
  const key = { environmentId: work.environmentId, id: work.orderId };
  const affairs = await loadAffairs(deps.db, key);
  const refund = affairs?.refunds.find(({ id }) => id === work.id);
  // the merchant was removed meanwhile
  if (affairs == null || refund === undefined) return;
  const { order } = affairs;
  const gateway = await gatewayOf(deps, order);
  const asked = {
    idempotencyKey: keyOf(work),
    payment: order.payment,
    amount: refund.amount,
    currency: order.currency,
    since: refund.at,
    now: await nowOf(deps, order.environmentId),
  };
  const told = await askGateway(gateway, asked, { verb: 'refund', again: work.attempts > 0 });
  await changeOrder(deps, key, (trx, scene) => note(trx, scene, { deps, work, refund, told, fee: gateway.fee }));
}

interface Noting {
  readonly deps: GatewayDeps;
  readonly work: Work;
  readonly refund: Refund;
  readonly told: Told;
  readonly fee: FeeTerms;
}

async function note(trx: Db, scene: OrderScene, { deps, work, refund, told, fee }: Noting): Promise<void> {
  const nextAt = told.state === 'pending' && told.by === 'merchant' ? NEVER : nextAsk(deps.clock(), work);
  const state = told.state === 'done' ? 'settled' : told.state === 'refused' ? 'refused' : 'reserved';
  const reference = told.state === 'done' ? told.reference : null;
  if (!(await noteRefund(trx, { work, state, reference, nextAt }))) return;
  if (told.state === 'done') await settleRefund(trx, scene, { deps, refund: { ...refund, state: 'settled', reference }, fee });
  if (told.state === 'refused')
    await tellRefused(trx, scene, { deps, refund: { ...refund, state: 'refused' }, told: told.message });
}

async function tellRefused(
  trx: Db,
  scene: OrderScene,
  { deps, refund, told }: { readonly deps: OrderDeps; readonly refund: Refund; readonly told: string },
): Promise<void> {
  const { affairs, now: at, ids } = scene;
  const { order } = affairs;
  await saveChange(trx, order, { after: order, at });
  const money = `${formatMajor(refund.amount, order.currency)} ${order.currency}`;
  const text = `Refund ${refund.number} of ${money} was refused. ${told}`;
  await addEvent(trx, order.id, { at, kind: 'refund_refused', by: 'gateway', text });
  await publishOf(trx, order.id, { kind: 'refund.refused', at, ids, refund, reason: told });
  const mail = writeRefundRefused(order, { refund, because: told }, shopContext(deps, scene));
  await mailShop(trx, scene, { deps, kind: `unrefunded:${refund.id}`, mail });
}
