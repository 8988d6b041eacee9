import type { EnvironmentName } from '../core/exchange.js';
import type { EventData, PublishedEvent } from '../core/order-event.js';
import { encodeChargeback } from './json-chargeback.js';
import { encodeOrderFacts } from './json-order.js';
import { encodeRefund } from './json-order-money.js';
import { encodeShipment, encodeUnits } from './json-shipment.js';
import { signBody } from './signature.js';

/** An event as a webhook tells it, and which side of the merchant it happened on. */
export type WebhookEvent = Pick<PublishedEvent, 'id' | 'kind' | 'sequence' | 'at' | 'data'> & {
  readonly environment: EnvironmentName;
};

/**
 * The JSON of a webhook, always the same bytes for the same event: what happened, and the order as it was then. Amounts are
 * minor units, as in the API.
 */
export const encodeWebhook = (event: WebhookEvent): string => JSON.stringify(encodeEvent(event));

/** The same before it is text, as lists of events hold it. */
export function encodeEvent({ id, kind, sequence, at, environment, data }: WebhookEvent): object {
  const timestamp = new Date(at).toISOString();
  return { id, type: kind, sequence, timestamp, environment, data: encodeEventData(data) };
}

function encodeEventData({ order, shipment, refund, chargeback, units, reason }: EventData): object {
  return {
    order: encodeOrderFacts(order),
    ...(shipment === undefined ? {} : { shipment: encodeShipment(order, shipment) }),
    ...(refund === undefined ? {} : { refund: encodeRefund(order, refund) }),
    ...(chargeback === undefined ? {} : { chargeback: encodeChargeback(order, chargeback) }),
    ...(units === undefined ? {} : { units: encodeUnits(order, units) }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** What the headers of one attempt say. */
export interface WebhookSigning {
  /** The event's id: the same at every attempt, so that a store can tell a repeat. */
  readonly id: string;
  /** Of this attempt, in whole Unix seconds. */
  readonly timestampSeconds: number;
  readonly body: string;
  /** The new secret first; two while a rotation overlaps. Empty: unsigned. */
  readonly secrets: readonly string[];
  /** Ids of earlier events of the order that this endpoint will not get any more (semantics D 4). */
  readonly gap: readonly string[];
}

/** The headers of Standard Webhooks, one signature for each secret, and `webhook-gap` where earlier events are missing. */
export function webhookHeaders({ id, timestampSeconds, body, secrets, gap }: WebhookSigning): Record<string, string> {
  const signatures = secrets.map((secret) => signBody(keyOf(secret), { id, timestampSeconds, body }));
  return {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    ...(signatures.length === 0 ? {} : { 'webhook-signature': signatures.join(' ') }),
    ...(gap.length === 0 ? {} : { 'webhook-gap': gap.join(' ') }),
  };
}

const PREFIX = 'whsec_';

/** Libraries of Standard Webhooks take the base64 behind the prefix for the key's bytes; a secret without it is its own bytes. */
function keyOf(secret: string): string | Uint8Array {
  return secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : secret;
}
