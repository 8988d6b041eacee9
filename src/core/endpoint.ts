import type { EventKind } from './order-event.js';

/** `notification`: the classic signed form with XML. `webhook`: JSON with Standard Webhooks headers. */
export type EndpointFormat = 'notification' | 'webhook';
export type NotificationNamespace = '2008-11-30' | '2009-05-15';

/** An address of a merchant that is told what happens to orders. Its webhook secret is never a part of this. */
export interface Endpoint {
  /** ULID. */
  readonly id: string;
  readonly environmentId: string;
  readonly name: string;
  readonly url: string;
  readonly format: EndpointFormat;
  /** Of notifications; null for webhooks. */
  readonly namespace: NotificationNamespace | null;
  readonly kinds: readonly EventKind[];
  /** Sandbox only: notifications without a signature. */
  readonly isUnsigned: boolean;
  /** The access key that signs notifications, until the merchant switches this endpoint; null while there was none. */
  readonly keyId: string | null;
  /** Deliveries at a time. */
  readonly concurrency: number;
  readonly perMinute: number;
  /** How old the oldest undelivered event may be before the merchant gets a mail. */
  readonly alertAfterMs: number;
  /** Nothing is sent while it is paused; everything waits. */
  readonly pausedAt: number | null;
  /** Switched off by its own answer 410: nothing is sent and nothing waits. */
  readonly offAt: number | null;
  readonly offBecause: string | null;
  /** Until then webhooks carry a signature of the secret before as well; null where there is none. */
  readonly oldSecretUntil: number | null;
  readonly createdAt: number;
  /** Raised by every change. */
  readonly version: number;
}

/** All that the classic notifications can tell. */
export const NOTIFICATION_KINDS: readonly EventKind[] = ['order.created', 'order.ready_to_ship', 'order.cancelled'];
