import type { Delivery, DeliveryAttempt, DeliveryOutcome } from '../../core/delivery.js';
import type { EventKind } from '../../core/order-event.js';
import type { Db } from '../db.js';

/** A row of `deliveries` with the kind of its event. */
export interface DeliveryRow {
  readonly id: string;
  readonly environment_id: string;
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly order_id: string | null;
  readonly sequence: number;
  readonly kind: EventKind;
  readonly created_at: number;
  readonly outcome: DeliveryOutcome | null;
  readonly finished_at: number | null;
  readonly next_at: number;
  readonly began_at: number | null;
  readonly tries: number;
  readonly refusals: number;
  readonly late: number;
  readonly problem: string | null;
  readonly status: number;
  readonly echo: string | null;
  readonly fence: number;
  readonly lease_until: number;
}
/** A row of `delivery_attempts`. */
export interface AttemptRow {
  readonly number: number;
  readonly at: number;
  readonly duration_ms: number;
  readonly status: number;
  readonly result: DeliveryAttempt['result'];
  readonly because: string;
  readonly exchange_id: string;
}

export const DELIVERY_COLUMNS = `d.id, d.environment_id, d.endpoint_id, d.event_id, d.order_id, d.sequence, v.kind, d.created_at,
  d.outcome, d.finished_at, d.next_at, d.began_at, d.tries, d.refusals, d.late, d.problem, d.status, d.echo, d.fence, d.lease_until`;
export const FROM_DELIVERIES = 'from deliveries d join events v on v.id = d.event_id';

/**
 * The deliveries `d` by one of their indexes. Named, because both databases guess wrong about them: SQLite prefers one that leads
 * to all that an endpoint was ever sent, and MySQL goes through everything by id, as if what is open were spread evenly over it.
 */
export const deliveriesBy = (
  { dialect }: Pick<Db, 'dialect'>,
  index: 'due' | 'lease' | 'outcome' | 'endpoint' | 'environment',
): string =>
  dialect === 'sqlite' ? `deliveries d indexed by deliveries_by_${index}` : `deliveries d force index (deliveries_by_${index})`;

/**
 * SQL that is true of a delivery `d` as long as an earlier one of its order has not ended at the same endpoint: the lane is
 * read from the deliveries each time and stored nowhere, so that it cannot be wrong.
 */
export const IS_BEHIND = `exists (select 1 from deliveries h where h.endpoint_id = d.endpoint_id and h.order_id = d.order_id
  and h.sequence < d.sequence and h.outcome is null)`;

/** A row as a delivery. */
export function deliveryFromRow(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    environmentId: row.environment_id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    orderId: row.order_id,
    sequence: row.sequence,
    kind: row.kind,
    createdAt: row.created_at,
    outcome: row.outcome,
    finishedAt: row.finished_at,
    nextAt: row.next_at,
    beganAt: row.began_at,
    tries: row.tries,
    refusals: row.refusals,
    isLate: row.late === 1,
    problem: row.problem,
    status: row.status,
    echo: row.echo,
    leaseUntil: row.lease_until,
  };
}

/** A row as an attempt. */
export function attemptFromRow({ duration_ms: durationMs, exchange_id: exchangeId, ...row }: AttemptRow): DeliveryAttempt {
  const { number, at, status, result, because } = row;
  return { number, at, durationMs, status, result, because, exchangeId };
}
