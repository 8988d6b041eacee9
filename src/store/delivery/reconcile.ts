import type { DeliveryOutcome } from '../../core/delivery.js';
import type { Endpoint } from '../../core/endpoint.js';
import type { EventKind } from '../../core/order-event.js';
import { quickRead, type Db } from '../db.js';

/** An event that a store and Cartwright do not agree on. */
export interface Difference {
  readonly eventId: string;
  readonly orderId: string;
  readonly kind: EventKind;
  /** By the clock of the environment. */
  readonly at: number;
  /** Null: it was never to be sent there, because the endpoint is younger or did not take its kind. */
  readonly deliveryId: string | null;
  readonly outcome: DeliveryOutcome | null;
  /** Attempts that arrived, for what is doubled. */
  readonly arrivals: number;
}

export interface Reconciliation {
  /** How far it was compared, excluded: less than was asked for where there are too many events. */
  readonly to: number;
  /** Not arrived. */
  readonly missing: readonly Difference[];
  /** Arrived more than once, or once after an attempt of which nobody knows whether it arrived. */
  readonly doubled: readonly Difference[];
  /** Arrived, but the store echoed another body or another order than was sent. */
  readonly changed: readonly Difference[];
}

interface DifferenceRow {
  readonly event_id: string;
  readonly order_id: string;
  readonly kind: EventKind;
  readonly at: number;
  readonly delivery_id: string | null;
  readonly outcome: DeliveryOutcome | null;
  readonly arrivals: number;
}
interface Range {
  readonly from: number;
  readonly to: number;
  /** Of each of the three lists. */
  readonly limit: number;
}

/** Each is looked up at the endpoint, three times: a store of a million events must not hold up everybody else. */
const MOST_EVENTS = 5_000;
const ARRIVED = "('delivered', 'acknowledged')";
const COLUMNS = 'v.id as event_id, v.order_id, v.kind, v.at, d.id as delivery_id, d.outcome';

/**
 * What an endpoint should have of a span of the environment's clock, from included to excluded, against what it has; oldest
 * first, and no more than 5,000 events.
 */
export async function loadReconciliation(db: Db, endpoint: Endpoint, range: Range): Promise<Reconciliation> {
  const { from, limit } = range;
  const to = await reachOf(db, endpoint.environmentId, range);
  const kinds = endpoint.kinds.map(() => '?').join(', ');
  const joined = `from events v left join deliveries d on d.event_id = v.id and d.endpoint_id = ?
    where v.environment_id = ? and v.order_id is not null and v.at >= ? and v.at < ?`;
  const values = [endpoint.id, endpoint.environmentId, from, to];
  const select = async (columns: string, condition: string, more: readonly string[] = []): Promise<Difference[]> => {
    const sql = `select ${COLUMNS}, ${columns} ${joined} and ${condition} order by v.at, v.id limit ?`;
    return (await quickRead<DifferenceRow>(db, sql, [...values, ...more, limit])).map(differenceFromRow);
  };
  const arrivals = `(select count(*) from delivery_attempts a where a.delivery_id = d.id and a.result in ${ARRIVED})`;
  const unknown = `(select count(*) from delivery_attempts a where a.delivery_id = d.id and a.result = 'failed' and a.status = 0)`;
  return {
    to,
    missing: await select(
      '0 as arrivals',
      `v.kind in (${kinds}) and (d.id is null or d.outcome is null or d.outcome not in ${ARRIVED})`,
      endpoint.kinds,
    ),
    doubled: await select(`${arrivals} + ${unknown} as arrivals`, `${arrivals} > 0 and ${arrivals} + ${unknown} > 1`),
    changed: await select('1 as arrivals', "d.outcome = 'delivered' and d.echo is not null"),
  };
}

async function reachOf(db: Db, environmentId: string, { from, to }: Range): Promise<number> {
  const sql = `select at from events where environment_id = ? and at >= ? and at < ? order by at, id limit 1 offset ${MOST_EVENTS}`;
  const [next] = await quickRead<{ at: number }>(db, sql, [environmentId, from, to]);
  return next === undefined ? to : Math.max(next.at, from + 1);
}

function differenceFromRow(row: DifferenceRow): Difference {
  const { event_id: eventId, order_id: orderId, kind, at, delivery_id: deliveryId, outcome, arrivals } = row;
  return { eventId, orderId, kind, at, deliveryId, outcome, arrivals };
}
