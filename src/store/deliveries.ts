import type { Delivery, DeliveryAttempt, DeliveryOutcome } from '../core/delivery.js';
import { quickRead, type Db } from './db.js';
import {
  attemptFromRow,
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
  const { where, values } = conditionsOf(environmentId, search, cursor);
  const sql = `select ${DELIVERY_COLUMNS} ${FROM_DELIVERIES} where ${where.join(' and ')} order by d.id desc limit ?`;
  const rows = await quickRead<DeliveryRow>(db, sql, [...values, limit + 1]);
  const items = rows.slice(0, limit).map(deliveryFromRow);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** A delivery of an environment, or null. */
export async function findDelivery(db: Db, environmentId: string, id: string): Promise<Delivery | null> {
  const sql = `select ${DELIVERY_COLUMNS} ${FROM_DELIVERIES} where d.id = ? and d.environment_id = ?`;
  const [row] = await quickRead<DeliveryRow>(db, sql, [id, environmentId]);
  return row === undefined ? null : deliveryFromRow(row);
}

/** The attempts of a delivery, oldest first. */
export async function listAttempts(db: Db, deliveryId: string): Promise<DeliveryAttempt[]> {
  const sql = `select number, at, duration_ms, status, result, because, exchange_id from delivery_attempts
    where delivery_id = ? order by number`;
  return (await quickRead<AttemptRow>(db, sql, [deliveryId])).map(attemptFromRow);
}

function conditionsOf(
  environmentId: string,
  { endpointId, orderId, outcomes }: DeliverySearch,
  cursor: string | undefined,
): { readonly where: string[]; readonly values: string[] } {
  const ended = outcomes?.filter((outcome) => outcome !== 'open') ?? [];
  const states = [
    ...(ended.length === 0 ? [] : [`d.outcome in (${ended.map(() => '?').join(', ')})`]),
    ...(outcomes?.includes('open') === true ? ['d.outcome is null'] : []),
  ];
  const parts: (readonly [sql: string, values: readonly string[]])[] = [
    ['d.environment_id = ?', [environmentId]],
    ...(endpointId === undefined ? [] : [['d.endpoint_id = ?', [endpointId]] as const]),
    ...(orderId === undefined ? [] : [['d.order_id = ?', [orderId]] as const]),
    ...(states.length === 0 ? [] : [[`(${states.join(' or ')})`, ended] as const]),
    ...(cursor === undefined ? [] : [['d.id < ?', [cursor]] as const]),
  ];
  return { where: parts.map(([sql]) => sql), values: parts.flatMap(([, values]) => values) };
}
