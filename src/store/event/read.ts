import type { PublishedEvent } from '../../core/order-event.js';
import { quickRead, type Db } from '../db.js';
import { inList } from '../engine/in-list.js';
import { eventFromRow, type EventRow } from './rows.js';

const MOST_OF_GAP = 100;

/** An event by its id; null where it is gone with its merchant. */
export async function findEvent(db: Db, id: string): Promise<PublishedEvent | null> {
  return (await loadEvents(db, [id]))(id);
}

/** Events by their ids, each decoded when it is asked for: one that cannot be must not keep the others from it. */
export async function loadEvents(db: Db, ids: readonly string[]): Promise<(id: string) => PublishedEvent | null> {
  const { places, values } = inList(ids);
  const sql = `select * from events where id in (${places})`;
  const rows = new Map((await quickRead<EventRow>(db, sql, values)).map((row) => [row.id, row]));
  return (id) => {
    const row = rows.get(id);
    return row === undefined ? null : eventFromRow(row);
  };
}

/** The events of an environment behind a position, in the order of their positions: without a gap, and never one before another. */
export async function listEvents(
  db: Db,
  environmentId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<PublishedEvent[]> {
  const sql = 'select * from events where environment_id = ? and position > ? order by position limit ?';
  return (await quickRead<EventRow>(db, sql, [environmentId, after, limit])).map(eventFromRow);
}

/**
 * Events of an order at an endpoint that came before one and never arrived, since the last that did: what the next one that
 * is sent tells of as a gap. Oldest first, the last 100: stores refuse headers that are too long.
 */
export async function listGap(
  db: Db,
  { endpointId, orderId, sequence }: { readonly endpointId: string; readonly orderId: string; readonly sequence: number },
): Promise<string[]> {
  if (sequence <= 1) return [];
  const sql = `select d.event_id from deliveries d
    where d.endpoint_id = ? and d.order_id = ? and d.sequence < ? and d.outcome in ('parked', 'skipped', 'given_up', 'switched_off')
      and d.sequence > coalesce((select max(a.sequence) from deliveries a where a.endpoint_id = ? and a.order_id = ?
        and a.sequence < ? and a.outcome in ('delivered', 'acknowledged')), 0)
    order by d.sequence desc limit ?`;
  const values = [endpointId, orderId, sequence, endpointId, orderId, sequence, MOST_OF_GAP];
  return (await quickRead<{ event_id: string }>(db, sql, values)).map(({ event_id: id }) => id).reverse();
}
