import type { Delivery, DeliveryAttempt, DeliveryOutcome } from '../core/delivery.js';
import { quickRead, type Db } from './db.js';
import {
  attemptFromRow,
  deliveriesBy,
  DELIVERY_COLUMNS,
  deliveryFromRow,
  FROM_DELIVERIES,
  type AttemptRow,
  type DeliveryRow,
} from './delivery/rows.js';

/** Which deliveries a list shows; what is absent does not narrow it. */
export interface DeliverySearch {
  readonly endpointId?: string;
  readonly orderId?: string;
  /** `open`: those that have not ended. */
  readonly outcomes?: readonly (DeliveryOutcome | 'open')[];
}
export interface DeliveryPage {
  /** Newest first. */
  readonly items: Delivery[];
  /** Cursor of the next page; null where there is none. */
  readonly next: string | null;
}

const MAX_LIMIT = 200;

/** The deliveries of an environment, newest first, a page at a time. */
export async function listDeliveries(
  db: Db,
  environmentId: string,
  { search = {}, limit: asked, cursor }: { readonly search?: DeliverySearch; readonly limit: number; readonly cursor?: string },
): Promise<DeliveryPage> {
  const limit = Math.min(Math.max(1, asked), MAX_LIMIT);
  const ways = waysTo(db, { ...search, environmentId, cursor });
  const found = ways.map(({ sql }) => `select * from (${sql} order by d.id desc limit ?) w`).join(' union all ');
  const sql = `select ${DELIVERY_COLUMNS} from (${found}) f join deliveries d on d.id = f.id join events v on v.id = d.event_id
    order by f.id desc limit ?`;
  const values = [...ways.flatMap((way) => [...way.values, limit + 1]), limit + 1];
  // an endpoint and an order are of one environment: asked about here, no database goes through all of that
  const rows = (await quickRead<DeliveryRow>(db, sql, values)).filter((row) => row.environment_id === environmentId);
  const items = rows.slice(0, limit).map(deliveryFromRow);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** A delivery of an environment, or null. */
export async function findDelivery(db: Db, environmentId: string, id: string): Promise<Delivery | null> {
  const sql = `select ${DELIVERY_COLUMNS} ${FROM_DELIVERIES} where d.id = ? and d.environment_id = ?`;
  const [row] = await quickRead<DeliveryRow>(db, sql, [id, environmentId]);
  return row === undefined ? null : deliveryFromRow(row);
}

/** Whether the term of an event is over: its bytes are gone, and it is never sent again. */
export async function loadExpired(db: Db, eventId: string): Promise<boolean> {
  const sql = 'select 1 from event_bodies where event_id = ? and expires_at is null limit 1';
  return (await quickRead<unknown>(db, sql, [eventId])).length > 0;
}

/** The attempts of a delivery, oldest first. */
export async function listAttempts(db: Db, deliveryId: string): Promise<DeliveryAttempt[]> {
  const sql = `select number, at, duration_ms, status, result, because, exchange_id from delivery_attempts
    where delivery_id = ? order by number`;
  return (await quickRead<AttemptRow>(db, sql, [deliveryId])).map(attemptFromRow);
}

interface Way {
  readonly sql: string;
  readonly values: readonly string[];
}

type Asked = DeliverySearch & { readonly environmentId: string; readonly cursor: string | undefined };

/**
 * A query for the ids of each state, so that each is a stretch of one index in its order: those of an order by its events,
 * those of an endpoint by (endpoint, outcome, id).
 */
function waysTo(db: Db, { environmentId, endpointId, orderId, outcomes = [], cursor }: Asked): Way[] {
  const index = endpointId === undefined ? 'environment' : outcomes.length === 0 ? 'endpoint' : 'outcome';
  const from = orderId === undefined ? deliveriesBy(db, index) : 'events v join deliveries d on d.event_id = v.id';
  const parts: (readonly [sql: string, value: string])[] = [
    ...(orderId === undefined ? [] : [['v.order_id = ?', orderId] as const]),
    ...(endpointId === undefined ? [] : [['d.endpoint_id = ?', endpointId] as const]),
    ...(orderId === undefined && endpointId === undefined ? [['d.environment_id = ?', environmentId] as const] : []),
    ...(cursor === undefined ? [] : [['d.id < ?', cursor] as const]),
  ];
  const where = parts.map(([sql]) => sql).join(' and ');
  const values = parts.map(([, value]) => value);
  const base = `select d.id from ${from} where ${where}`;
  if (outcomes.length === 0) return [{ sql: base, values }];
  return [...new Set(outcomes)].map((outcome) =>
    outcome === 'open'
      ? { sql: `${base} and d.outcome is null`, values }
      : { sql: `${base} and d.outcome = ?`, values: [...values, outcome] },
  );
}
