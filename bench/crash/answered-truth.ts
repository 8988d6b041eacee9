import { type Db, quickRead } from '../../src/store/db.js';
import type { Told } from './clerk.js';
import type { Faults } from './order-truth.js';

/** What the merchants and buyers were answered and the tables do not have, or have besides. */
export async function answeredFaults(db: Db, told: Told): Promise<Faults> {
  const { shipments, refunds, undone } = told;
  const shipped = await idsOf(db, 'select id from shipments');
  const refunded = await idsOf(db, "select id from refunds where caused_by <> 'cartwright'");
  const takenBack = await idsOf(db, "select id from refunds where state = 'undone'");
  return {
    'shipment that was answered and is not there': without(shipments.keys(), shipped),
    'shipment that nobody was answered': without(shipped, shipments),
    'refund that was answered and is not there': without(refunds.keys(), refunded),
    'refund that nobody was answered': without(refunded, refunds),
    'refund that was undone by its answer and is not': without(undone, takenBack),
    'refund that is undone and nobody was answered': without(takenBack, undone),
    ...(await trackingFaults(db, told)),
    ...(await cancelledFaults(db, told)),
  };
}

/** The last number that was answered is there, and each change was told once. */
async function trackingFaults(db: Db, { shipments, tracking }: Told): Promise<Faults> {
  const rows = await quickRead<{ id: string; number: string }>(db, 'select id, tracking_number as number from shipments', []);
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  const updates = new Map<string, number>();
  for (const [id, given] of tracking) {
    const orderId = shipments.get(id) ?? '';
    updates.set(orderId, (updates.get(orderId) ?? 0) + given.length - 1);
  }
  const counted = await countsOf(
    db,
    "select order_id as id, count(*) as n from events where kind = 'shipment.updated' group by order_id",
  );
  return {
    'shipment with another tracking number than was answered': [...tracking].flatMap(([id, given]) =>
      numbers.get(id) === given.at(-1) ? [] : [id],
    ),
    'order with other changes of its shipments than were answered': [...updates].flatMap(([id, times]) =>
      (counted.get(id) ?? 0) === times ? [] : [id],
    ),
  };
}

/** The 30 days cancel what is open; everything else was asked for by the merchant or by the buyer. */
async function cancelledFaults(db: Db, { cancelled, regretted }: Told): Promise<Faults> {
  const units = await countsOf(db, 'select order_id as id, sum(cancelled) as n from order_lines group by order_id');
  const ended = (by: string): Promise<Set<string>> =>
    idsOf(db, `select order_id as id from order_events where kind in ('cancelled', 'units_cancelled') and caused_by = '${by}'`);
  const byBuyer = await ended('buyer');
  const byTime = await ended('cartwright');
  const asked = [...regretted].flatMap(([id, answer]) => (answer === 'cancelled' ? [id] : []));
  return {
    'order with other units cancelled than were asked for': [...units].flatMap(([id, n]) =>
      byBuyer.has(id) || byTime.has(id) || n === (cancelled.get(id) ?? 0) ? [] : [id],
    ),
    'order that its buyer was told is cancelled and is not': without(asked, byBuyer),
    'order that its buyer cancelled and was not told': without(byBuyer, new Set(asked)),
  };
}

/** Orders of an environment in which everything was cancelled or has expired by now. */
export const openOrders = async (db: Db, environmentId: string): Promise<string[]> => [
  ...(await idsOf(db, `select id from orders where environment_id = '${environmentId}' and closed_at is null`)),
];

/** Orders of which nothing is open, and for whose cancelled units a gateway may hold money all the same. */
export const heldOrders = async (db: Db): Promise<string[]> => [
  ...(await idsOf(db, 'select id from orders where closed_at is not null and rest_held = 1')),
];

const idsOf = async (db: Db, sql: string): Promise<Set<string>> =>
  new Set((await quickRead<{ id: string }>(db, sql, [])).map(({ id }) => id));

async function countsOf(db: Db, sql: string): Promise<ReadonlyMap<string, number>> {
  const rows = await quickRead<{ id: string; n: number | string }>(db, sql, []);
  return new Map(rows.map(({ id, n }) => [id, Number(n)]));
}

const without = (names: Iterable<string>, known: Pick<ReadonlySet<string>, 'has'>): string[] =>
  [...names].filter((name) => !known.has(name));
