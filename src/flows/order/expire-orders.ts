import { orderExpiry, type OrderExpiry } from '../../core/order-expiry.js';
import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import { readStateOf } from '../../store/environment-state.js';
import { addEvent } from '../../store/order/events.js';
import { loadAffairs } from '../../store/order/affairs.js';
import { listDueOrders, lookAgain } from '../../store/order/overdue.js';
import type { OrderKey } from '../../store/order/progress.js';
import { publishOf } from '../../store/order/publish.js';
import { saveChange } from '../../store/order/units.js';
import { writeExpiring } from '../../wire/payment-mail.js';
import { timeInWords } from '../../wire/order-mail.js';
import { doEach } from '../checkout/do-each.js';
import { cancelUnits } from './cancel-units.js';
import { changeOrder, decide, type OrderDeps, type OrderScene } from './change-order.js';
import { mailShop, shopContext } from './mail-shop.js';
import { nowOf } from './order-time.js';

/** Units that a gateway may be capturing at this moment are left to the next time, by the clock of the environment. */
const STUCK_MS = 60_000;

/**
 * Warns shops of orders that wait to be shipped for 23 days, and cancels what is open after 30 (semantics C). Each order is
 * decided anew while nobody else can change it: a shipment that was confirmed first wins, a later one is refused.
 */
export async function expireOrders(deps: OrderDeps): Promise<'done'> {
  await doEach(await listDueOrders(deps.db, 'overdue', { at: deps.clock() }), (key) => look(deps, key));
  return 'done';
}

/** Does what is due, and writes down when the order is to be looked at next: until then it costs nothing. */
async function look(deps: OrderDeps, key: OrderKey): Promise<void> {
  const peeked = await peek(deps, key);
  if (peeked?.affairs.order.releasedAt == null) return;
  const { affairs, environment, now } = peeked;
  const { warnAt, cancelAt } = orderExpiry(peeked.affairs.order.releasedAt, environment.merchant.zone);
  if (now >= cancelAt) await expire(deps, key, peeked);
  else if (now >= warnAt && affairs.order.expiryWarnedAt === null) await warn(deps, key);
  const next = now < warnAt ? warnAt : now < cancelAt ? cancelAt : now + STUCK_MS;
  await lookAgain(deps.db, key.id, next);
}

async function warn(deps: OrderDeps, key: OrderKey): Promise<void> {
  await changeOrder(deps, key, async (trx, scene) => {
    const expiry = expiryOf(scene);
    if (expiry !== null && isToWarn(scene)) await warnOf(trx, scene, { deps, expiry });
  });
}

/** Overdue orders are cancelled at once, with no warning of what has come. */
function isToWarn(scene: Peeked): boolean {
  const expiry = expiryOf(scene);
  return expiry !== null && scene.now >= expiry.warnAt && scene.now < expiry.cancelAt;
}

/** What an order looks like before anybody is kept from changing it. */
type Peeked = Pick<OrderScene, 'affairs' | 'environment' | 'now'>;

async function peek(deps: OrderDeps, key: OrderKey): Promise<Peeked | null> {
  const [affairs, state] = [await loadAffairs(deps.db, key), await readStateOf(deps.db, key.environmentId)];
  if (affairs === null || state === null) return null;
  return { affairs, environment: state.environment, now: await nowOf(deps, key.environmentId) };
}

async function warnOf(
  trx: Db,
  scene: OrderScene,
  { deps, expiry: { cancelAt } }: { readonly deps: OrderDeps; readonly expiry: OrderExpiry },
): Promise<void> {
  const { affairs, now: at, ids, environment } = scene;
  const { order } = affairs;
  await saveChange(trx, order, { after: { ...order, expiryWarnedAt: at }, at });
  const text = `What is not shipped by ${timeInWords(cancelAt, environment.merchant.zone)} is cancelled then.`;
  await addEvent(trx, order.id, { at, kind: 'expiring', by: 'cartwright', text });
  await publishOf(trx, order.id, { kind: 'order.expiring', at, ids, reason: text });
  await mailShop(trx, scene, { deps, kind: 'expiring', mail: writeExpiring(order, cancelAt, shopContext(deps, scene)) });
}

/** Null where nothing is open any more, or it was warned of meanwhile. */
function expiryOf({ affairs: { order }, environment }: Peeked): OrderExpiry | null {
  const isOpen = order.lines.some(({ quantity, shipped, cancelled }) => quantity > shipped + cancelled);
  if (order.releasedAt === null || order.expiryWarnedAt !== null || !isOpen) return null;
  return orderExpiry(order.releasedAt, environment.merchant.zone);
}

const REASON = 'It was not shipped in 30 days.';

async function expire(deps: OrderDeps, key: OrderKey, peeked: Peeked): Promise<void> {
  if (decide(peeked, 'expire').answer !== 'advance') return;
  await cancelUnits(deps, key, { units: null, by: 'expiry', reason: REASON }).catch((error: unknown) => {
    if (!isOvertaken(error)) throw error;
  });
}

/** A shipment was confirmed since it was looked at, and that counts. */
const isOvertaken = (error: unknown): boolean =>
  error instanceof CartwrightError && (error.code === 'ORDER_UNITS_CLOSED' || error.code === 'ORDER_CAPTURE_PENDING');
