import type { Chargeback } from '../../core/chargeback.js';
import { netOf } from '../../core/components.js';
import { chargebackPosting, chargebackReversal } from '../../core/ledger.js';
import { formatMajor } from '../../core/money.js';
import { remainingLines } from '../../core/refund/remaining.js';
import type { Shipment } from '../../core/shipment.js';
import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import { endChargeback as storeEnd, insertChargeback } from '../../store/order/chargebacks.js';
import { addEvent } from '../../store/order/events.js';
import type { OrderKey } from '../../store/order/progress.js';
import { publishOf } from '../../store/order/publish.js';
import { saveChange } from '../../store/order/units.js';
import { keepWish, findWish, type Wish } from '../../store/wishes.js';
import { changeOrder, decide, type OrderDeps, type OrderScene } from './change-order.js';
import { postMoney } from './post-money.js';
import { refusalOf } from './refusals.js';

export interface ChargebackWish {
  /** Numbers of the order's lines; null: every line that has captured money left. */
  readonly lines: readonly number[] | null;
  readonly reason: string;
  /** Sent again it is the chargeback that it opened first. */
  readonly once?: Wish | undefined;
}

/**
 * The buyer's bank takes back what is left of lines. Throws ORDER_UNKNOWN, ORDER_LINE_UNKNOWN, REFUND_NOT_CAPTURED and
 * REFUND_ABOVE_REMAINDER where nothing is left.
 */
export function openChargeback(deps: OrderDeps, key: OrderKey, wish: ChargebackWish): Promise<Chargeback> {
  return changeOrder(deps, key, (trx, scene) => openChargebackIn(trx, scene, wish));
}

async function openChargebackIn(trx: Db, scene: OrderScene, { lines, reason, once }: ChargebackWish): Promise<Chargeback> {
  const { affairs } = scene;
  const { order } = affairs;
  const made = await findWish<Chargeback['id']>(trx, once);
  const known = affairs.chargebacks.find(({ id }) => id === made);
  if (known !== undefined) return known;
  const said = decide(scene, 'chargeback');
  if (said.answer !== 'advance') throw refusalOf(said.reason);
  const left = remainingLines(affairs).filter(({ number, net }) => net > 0n && (lines?.includes(number) ?? true));
  checkLines(order.lines.length, lines);
  if (left.length === 0) throw refusalOf('nothing-left');
  const amount = left.reduce((sum, { net }) => sum + net, 0n);
  const chargeback = await take(trx, scene, { lines: left.map((line) => line.number), amount, reason });
  await keepWish(trx, once, chargeback.id);
  return chargeback;
}

/** The bank takes back what a shipment has just captured, whatever other money of its lines was charged back before. */
export async function disputeCapture(
  trx: Db,
  scene: OrderScene,
  { shipment: { lines, capture }, reason }: { readonly shipment: Shipment; readonly reason: string },
): Promise<void> {
  const numbers = lines.filter(({ captured }) => netOf(captured) > 0n).map(({ number }) => number);
  await take(trx, scene, { lines: numbers, amount: capture.amount, reason });
}

async function take(trx: Db, scene: OrderScene, taken: Pick<Chargeback, 'lines' | 'amount' | 'reason'>): Promise<Chargeback> {
  const { affairs, now: at, newId: id } = scene;
  const chargeback: Chargeback = { id, number: affairs.chargebacks.length + 1, at, state: 'open', ...taken };
  await insertChargeback(trx, affairs.order, chargeback);
  await postMoney(trx, scene, [chargebackPosting(id, taken.amount)]);
  await tell(trx, scene, { chargeback, kind: 'chargeback.opened' });
  return chargeback;
}

function checkLines(last: number, lines: readonly number[] | null): void {
  const unknown = lines?.find((number) => !Number.isSafeInteger(number) || number < 1 || number > last);
  const twice = lines?.find((number, index) => lines.indexOf(number) !== index);
  if (unknown === undefined && twice === undefined) return;
  if (unknown === undefined)
    throw new CartwrightError('ORDER_LINE_UNKNOWN', { detail: `Line ${twice} is named twice. Name each line once.` });
  throw new CartwrightError('ORDER_LINE_UNKNOWN', { detail: `The order has no line ${unknown}. Its lines are 1 to ${last}.` });
}

export interface EndWish {
  readonly chargebackId: string;
  readonly outcome: 'won' | 'lost';
  /** Sent again it answers as it did first. */
  readonly once?: Wish | undefined;
}

/** `already`: it ended so before. */
export interface EndedChargeback {
  readonly state: 'ended' | 'already';
  readonly chargeback: Chargeback;
}

/** Ends a chargeback: what is won comes back to the merchant. Throws ORDER_UNKNOWN, CHARGEBACK_UNKNOWN, CHARGEBACK_ENDED. */
export function endChargeback(deps: OrderDeps, key: OrderKey, end: EndWish): Promise<EndedChargeback> {
  return changeOrder(deps, key, (trx, scene) => endIn(trx, scene, end));
}

async function endIn(trx: Db, scene: OrderScene, { chargebackId, outcome, once }: EndWish): Promise<EndedChargeback> {
  const before = scene.affairs.chargebacks.find(({ id }) => id === chargebackId);
  if (before === undefined)
    throw new CartwrightError('CHARGEBACK_UNKNOWN', { detail: 'This order has no chargeback with this id.' });
  if ((await findWish(trx, once)) !== null) return { state: 'ended', chargeback: before };
  const { answer } = decide(scene, outcome === 'won' ? 'chargeback_won' : 'chargeback_lost', { chargeback: before });
  if (answer === 'already') return { state: 'already', chargeback: before };
  if (answer !== 'advance')
    throw new CartwrightError('CHARGEBACK_ENDED', { detail: `The chargeback was ${before.state} already, and stays so.` });
  const chargeback = { ...before, state: outcome };
  await storeEnd(trx, { id: before.id, state: outcome });
  if (outcome === 'won') await postMoney(trx, scene, [chargebackReversal(before.id, before.amount)]);
  await tell(trx, scene, { chargeback, kind: outcome === 'won' ? 'chargeback.won' : 'chargeback.lost' });
  await keepWish(trx, once, chargebackId);
  return { state: 'ended', chargeback };
}

const WORDS = { open: 'taken back by the bank of the buyer', won: 'won back', lost: 'lost for good' } as const;

async function tell(
  trx: Db,
  { affairs: { order }, now: at, ids }: OrderScene,
  {
    chargeback,
    kind,
  }: { readonly chargeback: Chargeback; readonly kind: 'chargeback.opened' | 'chargeback.won' | 'chargeback.lost' },
): Promise<void> {
  const { number, amount, state, reason } = chargeback;
  await saveChange(trx, order, { after: order, at });
  const text = `Chargeback ${number}: ${formatMajor(amount, order.currency)} ${order.currency} ${WORDS[state]}. ${reason}`;
  await addEvent(trx, order.id, { at, kind: 'chargeback', by: 'gateway', text });
  await publishOf(trx, order.id, { kind, at, ids, chargeback, reason });
}
