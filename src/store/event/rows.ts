import type { EventData, EventKind, PublishedEvent } from '../../core/order-event.js';
import { fromExactJson } from '../engine/exact-json.js';
import type { Json } from '../engine/json.js';

/** A row of `events`. */
export interface EventRow {
  readonly id: string;
  readonly reference_id: string;
  readonly environment_id: string;
  readonly order_id: string | null;
  readonly sequence: number;
  readonly kind: EventKind;
  readonly at: number;
  readonly trace: string;
  readonly document: Json<EventData>;
  readonly position: number | null;
}

/** A row as an event. */
export function eventFromRow(row: EventRow): PublishedEvent {
  return {
    id: row.id,
    referenceId: row.reference_id,
    environmentId: row.environment_id,
    orderId: row.order_id,
    sequence: row.sequence,
    kind: row.kind,
    at: row.at,
    trace: row.trace,
    data: fromExactJson(row.document),
    position: row.position,
  };
}
