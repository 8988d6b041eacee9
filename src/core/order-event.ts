import type { Chargeback } from './chargeback.js';
import type { Order } from './order.js';
import type { Refund } from './refund.js';
import type { Shipment } from './shipment.js';

/** Everything that programs are told of, in the order of an order's life; the last one is sent by hand. */
export const EVENT_KINDS = [
  'order.created',
  'order.ready_to_ship',
  'order.cancelled',
  'order.units_cancelled',
  'order.cancel_asked',
  'order.expiring',
  'order.payment_problem',
  'shipment.confirmed',
  'shipment.updated',
  'refund.issued',
  'refund.settled',
  'refund.refused',
  'refund.undone',
  'chargeback.opened',
  'chargeback.won',
  'chargeback.lost',
  'endpoint.test',
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** The order as it is after the event, and what is special about the event; as it was then, whatever becomes of the order. */
export interface EventData {
  readonly order: Order;
  readonly shipment?: Shipment;
  readonly refund?: Refund;
  readonly chargeback?: Chargeback;
  /** Of the order's lines, 1, 2, … */
  readonly units?: readonly { readonly number: number; readonly units: number }[];
  readonly reason?: string;
}

/** Something that happened to an order, as programs are told of it; the timeline for people is `OrderEvent`. */
export interface PublishedEvent {
  /** ULID, the same at every endpoint. */
  readonly id: string;
  /** UUID: the NotificationReferenceId, one for each event, so that two stores can be compared. */
  readonly referenceId: string;
  readonly environmentId: string;
  /** Null: a test, which is of no order. */
  readonly orderId: string | null;
  /** 1, 2, … of the order; 0 for a test. */
  readonly sequence: number;
  readonly kind: EventKind;
  /** Epoch milliseconds by the clock of the environment. */
  readonly at: number;
  readonly trace: string;
  readonly data: EventData;
  /** 1, 2, … of the environment, without a gap; null until it is given, a moment after the commit. */
  readonly position: number | null;
}

export type NotificationType = 'NewOrderNotification' | 'OrderReadyToShipNotification' | 'OrderCancelledNotification';

const NOTIFICATIONS: Partial<Readonly<Record<EventKind, NotificationType>>> = {
  'order.created': 'NewOrderNotification',
  'order.ready_to_ship': 'OrderReadyToShipNotification',
  'order.cancelled': 'OrderCancelledNotification',
  // of an order that no store knows
  'endpoint.test': 'NewOrderNotification',
};

/** What the classic notifications can say (protocol 1.4); null for what only webhooks tell. */
export const notificationType = (kind: EventKind): NotificationType | null => NOTIFICATIONS[kind] ?? null;
